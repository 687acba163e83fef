import type {Coverage} from '../model/inventory.ts'

/** The scopes that were looked at whole: what one of them does not see is not there, as far as it can say. */
export function completeScopes(coverage: readonly Pick<Coverage, 'id' | 'status'>[]): ReadonlySet<string> {
  return new Set(coverage.filter(({status}) => status === 'complete').map(({id}) => id))
}

/** Of the scopes that ever saw a thing, those that have not been looked at whole since: with none left it leaves. */
export function scopesLeft(stored: readonly string[], complete: ReadonlySet<string>): readonly string[] {
  return stored.filter((scope) => !complete.has(scope))
}

/** The scopes of a thing that the estate has: those that see it now, and those that saw it and cannot say. */
export function scopesNow(
  now: readonly string[] | undefined,
  stored: readonly string[],
  complete: ReadonlySet<string>,
): {readonly scopes: readonly string[] | undefined; readonly isMore: boolean} {
  const more = scopesLeft(stored, complete).filter((scope) => !now?.includes(scope))
  return more.length === 0 ? {scopes: now, isMore: false} : {scopes: [...(now ?? []), ...more].toSorted(), isMore: true}
}
