import type {Json} from './values.ts'

/** Whether what is said of an environment is said of production: where none is named, that is meant. */
export function inProduction(environment: unknown): boolean {
  return environment === undefined || /^(prod|production|live)$/i.test(String(environment))
}

type Attributes = Readonly<Record<string, Json>>

/** Whether a relation with these attributes holds in production: tests, examples, builds and other environments do not. */
export function isOfProduction({environment, role}: Attributes): boolean {
  return inProduction(environment) && (role === undefined || role === 'production')
}

/**
 * What two places say of one relation, `now` before `before`: what one says of production holds, whatever the other
 * says of a test or a build.
 */
export function saidOfBoth(before: Attributes, now: Attributes): Attributes {
  const [holds, other] = isOfProduction(before) && !isOfProduction(now) ? [before, now] : [now, before]
  const {environment, role, ...said} = {...other, ...holds}
  // Of two that are both of production, one that names no environment is meant for all.
  const isForAll = isOfProduction(other) && (other.environment === undefined || holds.environment === undefined)
  const kept = isForAll ? undefined : holds.environment
  return {
    ...said,
    ...(kept !== undefined && {environment: kept}),
    ...(!isOfProduction(holds) && {...(role !== undefined && {role}), ...(environment !== undefined && {environment})}),
  }
}
