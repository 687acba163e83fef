import {environmentOfPart} from '../environment-sections.ts'
import {productOf} from '../languages/connections.ts'
import type {DatabaseUse} from '../languages/fact.ts'
import type {SettingSeen} from './setting-seen.ts'
import {environmentOf} from './settings-files.ts'

const database =
  /^(?:jdbc:)?(postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|sqlserver|oracle|db2)(?:\+\w+)?:[^\s]{0,60}?\$\{/i

/**
 * Settings that say to which product something connects, and leave open to which machine: `jdbc:postgresql://${DB_HOST}/pay`.
 * Those for other environments than production say nothing of it.
 */
export function openConnections(path: string, settings: readonly SettingSeen[]): readonly DatabaseUse[] {
  const ofFile = environmentOf(path)
  return settings.flatMap(({key, literal, line, environment}): readonly DatabaseUse[] => {
    const [, scheme] = database.exec(literal ?? '') ?? []
    const where = environmentOfPart(environment, ofFile)
    if (scheme === undefined || (where !== undefined && where !== 'production')) return []
    return [{is: 'database', product: productOf(scheme.replace(/\+.*$/, '')), connection: {key}, line}]
  })
}
