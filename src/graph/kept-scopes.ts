import {scopeKeys} from './scope-keys.ts'
import type {LoadRun} from './store.ts'

/** Scopes of which a thing that they saw may go, as far as they are concerned. */
export type Settled = Pick<ReadonlySet<string>, 'has'>

/** Of the scopes that ever saw a thing, those that have not been looked at whole since: with none left it leaves. */
export function scopesLeft(stored: readonly string[], settled: Settled): readonly string[] {
  return stored.filter((scope) => !settled.has(scope))
}

/** The scopes of a thing that the estate has: those that see it now, and those that saw it and cannot say. */
export function scopesNow(
  now: readonly string[] | undefined,
  stored: readonly string[],
  settled: Settled,
): {readonly scopes: readonly string[] | undefined; readonly isMore: boolean} {
  const more = scopesLeft(stored, settled).filter((scope) => !now?.includes(scope))
  return more.length === 0 ? {scopes: now, isMore: false} : {scopes: [...(now ?? []), ...more].toSorted(), isMore: true}
}

/** What a graph knows of a scope. */
export interface KnownScope {
  readonly scope: string
  /** When it was last looked at, be it in part; empty where it never was. */
  readonly observedAt: string
  /** Whether the estate still has it. */
  readonly isAskedFor: boolean
}

/** The scopes of the estate that is loaded, as a graph knows them. */
export interface LoadScopes {
  /** By what the graph knows the scopes of these ids in the estate, in order. */
  readonly keysOf: (ids: readonly string[]) => readonly string[]
  /** The same of a list of those that see something in the estate. */
  readonly seenBy: (ids: readonly string[]) => readonly string[]
  /** Those that were looked at whole, and those that are to be forgotten. */
  readonly settled: Settled
  readonly isAskedFor: (scope: string) => boolean
  /** What the graph knows after the load, in order, of what it knew before; once all lists were asked for. */
  readonly knownAfter: (before: readonly KnownScope[]) => readonly KnownScope[]
}

/** The scopes that were looked at whole settle what they do not see: it is not there, as far as they can say. */
export function loadScopes({
  coverage,
  observedAt = '',
  forget = [],
}: Pick<LoadRun, 'coverage' | 'observedAt' | 'forget'>): LoadScopes {
  const keys = scopeKeys(coverage)
  const keyOf = (id: string): string => keys.get(id) ?? id
  const byKey = Map.groupBy(coverage, ({id}) => keyOf(id))
  const isForgotten = (scope: string): boolean =>
    !byKey.has(scope) && forget.some((one) => scope === one || scope.startsWith(`${one}#`))
  const keysOf = (ids: readonly string[]): readonly string[] =>
    ids.length < 2 ? ids.map(keyOf) : ids.map(keyOf).toSorted()
  const seeing = new Set<string>()
  const lists = new Map<string, readonly string[]>()
  return {
    keysOf,
    seenBy: (ids) => {
      const text = ids.join('\n')
      let list = lists.get(text)
      if (!list) {
        list = keysOf(ids)
        lists.set(text, list)
        for (const scope of list) seeing.add(scope)
      }
      return list
    },
    settled: {
      has: (scope) => byKey.get(scope)?.every(({status}) => status === 'complete') ?? isForgotten(scope),
    },
    isAskedFor: (scope) => byKey.has(scope),
    knownAfter: (before) => {
      const known = new Map(before.map((one) => [one.scope, {...one, isAskedFor: false}]))
      for (const [scope, own] of byKey) {
        const looked = own
          .filter(({status}) => seeing.has(scope) || status === 'complete' || status === 'partial')
          .map((one) => one.observedAt ?? observedAt)
        const last = looked.toSorted().at(-1) ?? known.get(scope)?.observedAt ?? ''
        known.set(scope, {scope, observedAt: last, isAskedFor: true})
      }
      return [...known.values()]
        .filter(({scope}) => !isForgotten(scope))
        .toSorted((a, b) => (a.scope < b.scope ? -1 : 1))
    },
  }
}

/** When a thing was last seen by the scopes that saw it: the newest day on which one of them was looked at. */
export function lastSeenBy(
  scopes: readonly string[],
  known: ReadonlyMap<string, Pick<KnownScope, 'observedAt'>>,
): string | undefined {
  const days = scopes.flatMap((scope) => known.get(scope)?.observedAt || [])
  return days.toSorted().at(-1)
}
