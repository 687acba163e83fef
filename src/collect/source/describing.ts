import {entityId} from '../../model/ids.ts'
import type {RelationType} from '../../model/relation-types.ts'
import type {Json} from '../../model/values.ts'
import {isBuildFile} from './build-files.ts'
import type {Owner} from './describe-modules.ts'
import {environmentOfPart} from './environment-sections.ts'
import {knownLiteral, type SettingFound} from './follow-settings.ts'
import type {FileExchange, SqlText, Value} from './languages/fact.ts'
import type {ApplicationRoots} from './served-roots.ts'
import type {SourceRecords} from './source-records.ts'
import type {TableNamed} from './table-naming.ts'
import type {FileSeen} from './walk-tree.ts'

/** Where the facts of one module go. */
export interface Describing {
  readonly records: SourceRecords
  readonly organisation: string
  readonly file: FileSeen
  /** The module's id; of a file that is none, its application's. */
  readonly from: string
  readonly owner: Owner
  readonly tables: ReadonlyMap<string, string>
  /** By the name that the application's database gives them, folders of its machine. */
  readonly directories: ReadonlyMap<string, Directory>
  /** In small letters the tables that the application's own migrations make, where they are known. */
  readonly made: ReadonlySet<string> | undefined
  /** The one environment that what is described is for, where the code says so. */
  readonly environment?: string
  readonly follow: (value: Value) => readonly SettingFound[]
  /** The machine that the file's exchanges by a protocol go to, where it connects to one alone. */
  readonly connectedTo: (protocol: FileExchange['protocol']) => Value | undefined
  /** What a table of the application is called that is named in several ways. */
  readonly tableNamed: (name: string, place?: Pick<SqlText, 'database' | 'server'>) => TableNamed
  /** What stands before the paths of what the application serves by something; `{}` where that is not known. */
  readonly rootOf: ApplicationRoots
  /** Whether an address stands on that line of the file, as the default of what a setting may say. */
  readonly namesMachine: (line: number) => boolean
  readonly unresolved: (what: Open) => void
}

/** What may be decided at run time, as one and as several are called. */
export const openWords = {
  address: ['called address', 'called addresses'],
  broker: ['broker of messages', 'brokers of messages'],
  connection: ['database connection', 'database connections'],
  endpoint: ["endpoint's path", "endpoints' paths"],
  entity: ['mapped class of a query', 'mapped classes of queries'],
  path: ['path of an exchanged file', 'paths of exchanged files'],
  program: ['started program', 'started programs'],
  queue: ['queue name', 'queue names'],
  schedule: ["job's schedule", "jobs' schedules"],
  server: ['file server', 'file servers'],
  sql: ['SQL text', 'SQL texts'],
  table: ['table', 'tables'],
} as const satisfies Record<string, readonly [string, string]>

export type Open = keyof typeof openWords

export interface Directory {
  readonly path: string
  readonly place: SettingFound
}

interface TextFound {
  readonly text: string
  /** Where a setting says it. */
  readonly places: readonly SettingFound[]
}

/** The text that a value stands for: its own, or what a setting gives; what gives none is counted. */
export function textsOf(describing: Describing, value: Value, what: Open): readonly TextFound[] {
  // A queue of no name gets one from its broker.
  if ('literal' in value && value.literal !== '' && !value.literal.includes('{}'))
    return [{text: value.literal, places: []}]
  const set = describing.follow(value)
  const found: TextFound[] = set.flatMap((setting) => {
    const text = knownLiteral(setting)
    return text === undefined ? [] : [{text, places: [setting]}]
  })
  if (set.length === 0 && 'otherwise' in value && value.otherwise !== undefined && !value.otherwise.includes('{}'))
    return [{text: `${value.otherwise}${value.rest ?? ''}`, places: []}]
  if (found.length === 0) describing.unresolved(what)
  return found
}

export function relateHost(
  describing: Describing,
  {host, protocol, port, database}: NonNullable<SettingFound['address']>,
  places: readonly SettingFound[],
  line: number,
  operation?: string,
): void {
  const {records, organisation, file} = describing
  const id = entityId('host', organisation, host)
  const seen = places[0] ?? {file, line}
  records.entity('host', id, host, {hostName: host}, seen, 0.8)
  const attributes = {
    protocol,
    ...(port && {port}),
    ...(database && {database}),
    ...(operation && {operations: [operation]}),
  }
  relate(describing, {type: 'CALLS', to: id, line, places, attributes})
}

interface Related {
  readonly type: RelationType
  readonly to: string
  readonly line: number
  /** Where a setting says it too. */
  readonly places?: readonly SettingFound[]
  readonly attributes?: Readonly<Record<string, Json>>
}

export function relate(
  {records, from, file, environment: own}: Describing,
  {line, places = [], attributes, ...relation}: Related,
): void {
  const environment = environmentOfPart(places[0]?.environment, own)
  const all = {...attributes, ...(environment && {environment}), ...whereRun(file)}
  for (const place of [{file, line}, ...places])
    records.relation({from, certainty: 'structural', place, attributes: all, ...relation})
}

/** What a pipeline or a tool does is of the build. */
export function whereRun({path}: FileSeen): {readonly environment?: string} {
  return isBuildFile(path) ? {environment: 'build'} : {}
}
