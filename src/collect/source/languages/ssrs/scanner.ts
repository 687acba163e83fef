import {child, children, descendant, soundXml, textOf, type XmlElement} from '../../manifests/xml-tree.ts'
import {sharedSource} from '../../settings/shared-connections.ts'
import type {Fact, FileFacts, SqlText} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {FactSaid} from '../library.ts'
import {sqlFact} from '../sql-text.ts'
import {readScript} from '../tsql/read-script.ts'
import {tsqlTokens} from '../tsql/tokens.ts'
import {connectionTold} from '../vb6/libraries.ts'
import {plainVerb} from '../vb6/scoped-facts.ts'

const name = 'Reporting Services'

/** Definitions of reports of SQL Server Reporting Services, and data sets that several share. */
export const ssrs: LanguageScanner = {
  id: 'ssrs',
  name,
  extensions: ['rdl', 'rdlc', 'rsd'],
  read: readFile,
  link: () => [],
}

/** What reports call the products that they ask; by OLE DB and ODBC the connection string says it. */
const providers: ReadonlyMap<string, string> = new Map([
  ['SQL', 'mssqlserver'],
  ['SQLAZURE', 'mssqlserver'],
  ['SQLPDW', 'mssqlserver'],
  ['ORACLE', 'oracle-database'],
])

const none: FileFacts = {imports: [], declares: [], facts: []}
const atRun = {unresolved: 'decided at run time'} as const

function readFile({path, text}: ScannedFile): FileFacts {
  if (text.trim() === '') return none
  const {root, fault} = soundXml(text)
  if (fault) return {...none, fault: {...fault, message: `this is ${fault.message}`}}
  const report = path.replace(/^.*\//, '')
  const last = text.split('\n').length
  const part: Fact = {
    is: 'part',
    kind: 'report',
    name: report,
    language: name,
    product: 'ssrs',
    line: root.line,
    until: last,
  }
  return {
    ...none,
    facts: [
      part,
      ...sourcesOf(root),
      ...children(child(root, 'DataSets'), 'DataSet').concat(children(root, 'DataSet')).flatMap(setFacts),
    ],
  }
}

function at(said: readonly FactSaid[], line: number): readonly Fact[] {
  return said.map((one) => ({...one, line}) as Fact) // the line is all that a said fact lacks
}

function sourcesOf(root: XmlElement): readonly Fact[] {
  return children(child(root, 'DataSources'), 'DataSource').flatMap((source) => {
    const shared = textOf(source, 'DataSourceReference')
    if (shared) return at([{is: 'database', product: 'sql', connection: {key: sharedSource(shared)}}], source.line)
    const properties = child(source, 'ConnectionProperties')
    const written = textOf(properties, 'ConnectString')
    if (written === undefined) return []
    const product = providers.get(textOf(properties, 'DataProvider')?.toUpperCase() ?? '') ?? 'sql'
    // What begins with a sign is an expression.
    return at(
      written.startsWith('=')
        ? [{is: 'database', product, connection: atRun}]
        : connectionTold({literal: written}, product),
      source.line,
    )
  })
}

function setFacts(set: XmlElement): readonly Fact[] {
  const query = child(set, 'Query')
  const text = textOf(query, 'CommandText')
  const shared = descendant(set, 'SharedDataSet', 'SharedDataSetReference')
  if (query === undefined || text === undefined || shared) return []
  const tables: Omit<SqlText, 'line'> = {is: 'sql', of: 'tables', reads: [], writes: [], calls: []}
  const source = textOf(query, 'DataSourceReference')
  const from: readonly FactSaid[] = source
    ? [{is: 'database', product: 'sql', connection: {key: sharedSource(source)}}]
    : []
  return at([...from, ...commandFacts(text, textOf(query, 'CommandType') ?? 'Text', tables)], query.line)
}

function commandFacts(text: string, type: string, tables: Omit<SqlText, 'line'>): readonly FactSaid[] {
  if (text.startsWith('=')) return [{...tables, isPartial: true}]
  const plain = text.replace(/[[\]"]/g, '').trim()
  if (type === 'StoredProcedure') return [{...tables, calls: [plain]}]
  if (type === 'TableDirect') return [{...tables, reads: [plain]}]
  const found = readScript(tsqlTokens(text)).found.map(({said}) => said)
  if (found.length > 0) return found
  const other = sqlFact(plainVerb(text))
  return other ? [other] : []
}
