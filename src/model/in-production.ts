import {environmentIn} from './environment-name.ts'
import {compareText} from './json-lines.ts'
import type {Json} from './values.ts'

/** Whether what is said of an environment is said of production: where none is named, that is meant. */
export function inProduction(environment: unknown): boolean {
  if (environment === undefined) return true
  const name = String(environment)
  // Several are named together only where none is of production.
  return !name.includes(separator) && environmentIn(name) === 'production'
}

const separator = ', '

/** The environments that an attribute names: of several its text has each, in the order of the alphabet. */
export function environmentsIn(environment: unknown): readonly string[] {
  return environment === undefined ? [] : String(environment).split(separator)
}

type Attributes = Readonly<Record<string, Json>>

/** Whether a relation with these attributes holds in production: tests, examples, builds and other environments do not. */
export function isOfProduction({environment, role}: Attributes): boolean {
  return inProduction(environment) && (role === undefined || role === 'production')
}

/**
 * What two places say of one relation, `now` before `before`: what one says of production holds, whatever the other
 * says of a test or a build. Where neither is of production, the environments of both are kept: `staging, test`.
 */
export function saidOfBoth(before: Attributes, now: Attributes): Attributes {
  const [holds, other] = isOfProduction(before) && !isOfProduction(now) ? [before, now] : [now, before]
  const {environment: _, role, ...said} = {...other, ...holds, ...protocolOf(holds, other)}
  // Of two that are both of production, one that names no environment is meant for all.
  const isForAll = isOfProduction(other) && (other.environment === undefined || holds.environment === undefined)
  const kept = isForAll ? undefined : holds.environment
  return {
    ...said,
    ...(kept !== undefined && {environment: kept}),
    ...(!isOfProduction(holds) && {...(role !== undefined && {role}), ...environmentOfBoth(before, now)}),
  }
}

/** What only says that a name is a machine's says less than what it is asked by. */
function protocolOf(holds: Attributes, other: Attributes): Attributes {
  return holds.protocol === 'host' && other.protocol !== undefined ? {protocol: other.protocol} : {}
}

function environmentOfBoth(before: Attributes, now: Attributes): Attributes {
  const all = [before, now].flatMap(({environment}) => environmentsIn(environment))
  return all.length === 0 ? {} : {environment: [...new Set(all)].toSorted(compareText).join(separator)}
}
