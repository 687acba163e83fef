import {isMachine} from '../../scan-text.ts'
import {connectionSaid} from '../dotnet-types.ts'
import type {Value} from '../fact.ts'
import type {FactMaker, FactSaid} from '../library.ts'

/** What a text between quotes is in examples, for a reader to put a machine's own name there. */
const placeholder =
  /^(?:(?:your|my|some)[-_]?(?:own|sql|db|database)?[-_]?(?:server|host|machine|domain|company|instance)\w*(?:[-_.].*)?|(?:server|host|machine)[-_]?(?:name|address)|server|host)$/i

/** Products whose source is a file, which has the form of a machine's name. */
const inFiles: ReadonlySet<string> = new Set(['sqlite', 'microsoft-access'])

const fileSource = /(?:data source|dbq)\s*=\s*"?[^;"]+\.(?:mdb|mde|accdb|dbf|xlsx?|txt|csv|db|sdf|sqlite)\s*(?:[;"]|$)/i

/** The database of a connection string and the machine that it names, without its user and password. */
export function connectionTold(product: string, connection: Value | undefined): readonly FactSaid[] {
  const said = connectionSaid(product, connection)
  const text = connection && 'literal' in connection ? connection.literal : ''
  const isInFile = fileSource.test(text) || said.some((fact) => fact.is === 'database' && inFiles.has(fact.product))
  return said.filter((fact) => fact.is !== 'address' || (!isInFile && leadsTo(fact)))
}

/** Oracle's clients look a bare name up in a file of names: it is no machine. */
function leadsTo({host, protocol, port}: Extract<FactSaid, {is: 'address'}>): boolean {
  const isAlias = protocol === 'oracle' && port === undefined && !host.includes('.')
  return !isAlias && !placeholder.test(host) && isMachine(host)
}

/** `connection.ConnectionString = text`; what is only read says nothing. */
export const connectionSet =
  (product: string): FactMaker =>
  (site) =>
    site.argumentCount > 0 ? connectionTold(product, site.argument(0)) : undefined
