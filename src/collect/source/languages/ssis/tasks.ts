import {child, children, type XmlElement} from '../../manifests/xml-tree.ts'
import {fileSaid} from '../dotnet-types.ts'
import type {FactSaid} from '../library.ts'
import {sqlFact} from '../sql-text.ts'
import {readScript} from '../tsql/read-script.ts'
import {tsqlTokens} from '../tsql/tokens.ts'
import {plainVerb} from '../vb6/scoped-facts.ts'
import {windowsCommandFacts} from '../windows-commands.ts'
import type {Connection} from './connection-of.ts'
import {connectionFacts, type Connections, isOther, isSheet} from './connections.ts'
import {attribute, expressions, said} from './dts-tree.ts'

const open: FactSaid = {is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true}

/** What a text of SQL does, in the dialect of what it is given to. */
function textFacts(text: string, connection: Connection | undefined): readonly FactSaid[] {
  return inDatabase(plainFacts(text, connection), connection)
}

/** Tables are those of the database that the connection names. */
function inDatabase(said: readonly FactSaid[], connection: Connection | undefined): readonly FactSaid[] {
  const address = connectionFacts(connection).find((one) => one.is === 'address')
  if (!address?.database || (connection && isOther(connection))) return said
  const {database, host: server} = address
  return said.map((one) => (one.is === 'sql' ? {...one, database, server} : one))
}

function plainFacts(text: string, connection: Connection | undefined): readonly FactSaid[] {
  if (connection && isOther(connection)) {
    const found = sqlFact(plainVerb(text))
    return found ? [found] : []
  }
  return readScript(tsqlTokens(text)).found.map((one) => one.said)
}

/** `[dbo].[Claims]` as it is told. */
function tableName(written: string): string {
  return written.replace(/[[\]"]/g, '').trim()
}

/** How its kind is told: `Microsoft.ExecuteSQLTask`, or of old `Microsoft.SqlServer.Dts.Tasks.ExecuteSQLTask.ExecuteSQLTask, ...`. */
export function kindOfTask(task: XmlElement): string {
  const written = said(task, 'ExecutableType') ?? ''
  return (written.split(',')[0] ?? '').replace(/^.*\./, '').replace(/^(SSIS|STOCK):/, '$1 ')
}

/** What a task does, and with what connection. */
export function taskFacts(task: XmlElement, connections: Connections): readonly FactSaid[] {
  const kind = kindOfTask(task)
  const held = child(task, 'ObjectData')?.children[0]
  const decided = expressions(task)
  const value = (name: string): string => attribute(held, name) ?? ''
  if (/^ExecuteSQLTask/.test(kind)) return sqlTask(held, decided, connections)
  if (/^ExecuteProcess/.test(kind))
    return decided.has('Executable')
      ? [{is: 'process', program: {unresolved: 'decided at run time'}}]
      : windowsCommandFacts(`"${value('Executable')}" ${value('Arguments')}`)
  if (/^FtpTask/i.test(kind)) {
    const does = /send/i.test(value('TaskOperation'))
      ? 'writes'
      : /receive/i.test(value('TaskOperation'))
        ? 'reads'
        : undefined
    return connectionFacts(connections.get(value('ConnectionName') || value('Connection')), does)
  }
  if (/^FileSystemTask/.test(kind)) return fileTask(held, connections)
  if (/^SendMailTask/.test(kind)) return connectionFacts(connections.get(value('SMTPServer')))
  if (/^BulkInsertTask/.test(kind)) return bulkTask(held, connections)
  if (/^(?:SSIS )?(?:ExecutePackageTask|Package)/.test(kind)) return packageTask(held, connections)
  return []
}

function sqlTask(
  held: XmlElement | undefined,
  decided: ReadonlySet<string>,
  connections: Connections,
): readonly FactSaid[] {
  const connection = connections.get(attribute(held, 'Connection'))
  const source = attribute(held, 'SqlStatementSource') ?? ''
  const kind = attribute(held, 'SqlStmtSourceType') ?? 'DirectInput'
  if (kind === 'FileConnection')
    return [...connectionFacts(connection), ...connectionFacts(connections.get(source), 'reads'), open]
  const isOpen = kind !== 'DirectInput' || decided.has('SqlStatementSource')
  return [...connectionFacts(connection), ...(isOpen ? [open] : textFacts(source, connection))]
}

function fileTask(held: XmlElement | undefined, connections: Connections): readonly FactSaid[] {
  const place = (side: 'Source' | 'Destination', does: 'reads' | 'writes'): readonly FactSaid[] => {
    const path = attribute(held, `Task${side}Path`)
    if (/^true$/i.test(attribute(held, `TaskIs${side}Variable`) ?? '')) return []
    return connectionFacts(connections.get(path), does)
  }
  return [...place('Source', 'reads'), ...place('Destination', 'writes')]
}

function bulkTask(held: XmlElement | undefined, connections: Connections): readonly FactSaid[] {
  const table = tableName(attribute(held, 'DestinationTableName') ?? '')
  const target = connections.get(attribute(held, 'DestinationConnection'))
  return [
    ...connectionFacts(connections.get(attribute(held, 'SourceConnectionName')), 'reads'),
    ...connectionFacts(target),
    ...(table ? inDatabase([{is: 'sql', of: 'tables', reads: [], writes: [table], calls: []}], target) : []),
  ]
}

/** Another package: of the project by its name, or of a file that a connection names. */
function packageTask(held: XmlElement | undefined, connections: Connections): readonly FactSaid[] {
  const inside = (name: string): string => child(held, name)?.text ?? ''
  const file = connections.get(inside('Connection'))?.text ?? ''
  const name = (inside('PackageName') || file).replace(/^.*[\\/]/, '')
  if (!name) return [{is: 'process', program: {unresolved: 'decided at run time'}}]
  return [{is: 'part-use', kind: 'ssis-package', name: /\.dtsx$/i.test(name) ? name : `${name}.dtsx`}]
}

/** A source, a destination or a lookup of a data flow. */
export interface FlowPart {
  readonly name: string
  readonly runs: string
  readonly element: XmlElement
  readonly facts: readonly FactSaid[]
}

export function flowParts(task: XmlElement, connections: Connections): readonly FlowPart[] {
  const flow = child(task, 'ObjectData')?.children.find(({name}) => name === 'pipeline')
  return children(child(flow, 'components'), 'component').flatMap((element) => {
    const named = children(child(element, 'connections'), 'connection').map(
      ({attributes}) =>
        connections.get(attributes.connectionManagerRefId) ??
        connections.get(attributes.connectionManagerID?.replace(/:external$/, '')),
    )
    const values = new Map(
      children(child(element, 'properties'), 'property').map((one) => [one.attributes.name ?? '', one.text]),
    )
    const kind = [
      element.attributes.componentClassID,
      element.attributes.contactInfo?.split(';')[0],
      values.get('UserComponentTypeName'),
    ]
      .filter(Boolean)
      .join(' ')
    if (named.length === 0 && !values.has('FileName')) return []
    const isTarget = /destination/i.test(kind)
    const facts = named.flatMap((one) => connectionFacts(one, isTarget ? 'writes' : 'reads'))
    const runs = isTarget
      ? 'destination'
      : /lookup/i.test(kind)
        ? 'lookup'
        : /command/i.test(kind)
          ? 'command'
          : 'source'
    const [connection] = named
    return [
      {
        name: element.attributes.name ?? 'component',
        runs,
        element,
        facts: [...facts, ...rowsFacts(values, {connection, isTarget})],
      },
    ]
  })
}

/** The tables of a part: what it opens, by its mode, or a text of SQL. */
function rowsFacts(
  values: ReadonlyMap<string, string>,
  {connection, isTarget}: {readonly connection: Connection | undefined; readonly isTarget: boolean},
): readonly FactSaid[] {
  const value = (name: string): string => values.get(name) ?? ''
  if (connection && isSheet(connection)) return []
  const raw = fileSaid(value('FileName') ? {literal: value('FileName')} : undefined, isTarget ? 'writes' : 'reads')
  const command = value('SqlCommand') || value('SqlStatement')
  const table = tableName(
    value('OpenRowset') || value('TableOrViewName') || value('TableName') || value('BulkInsertTableName'),
  )
  const mode = value('AccessMode')
  const isVariable = isTarget ? /^[14]$/.test(mode) : /^[13]$/.test(mode)
  const takesText = command !== '' && (table === '' || (isTarget ? mode === '2' : !/^0?$/.test(mode)))
  if (raw) return [raw]
  if (isVariable && (value('OpenRowsetVariable') || value('SqlCommandVariable'))) return [open]
  if (takesText) return textFacts(command, connection)
  if (table === '') return []
  const [reads, writes] = isTarget ? [[], [table]] : [[table], []]
  return inDatabase([{is: 'sql', of: 'tables', reads, writes, calls: []}], connection)
}
