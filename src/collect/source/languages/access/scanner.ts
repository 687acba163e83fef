import type {AccessHead, AccessLine, AccessLink, AccessQuery} from '../../access/access-lines.ts'
import type {Fact, FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {FactSaid} from '../library.ts'
import type {PartKind} from '../part-fact.ts'
import {sqlFact} from '../sql-text.ts'
import {linkToNearest} from '../tree-paths.ts'
import {connectionTold, files} from '../vb6/libraries.ts'

export const accessName = 'Microsoft Access'
const product = 'microsoft-access'

/** Databases of Access, as lines that tell what they hold (`readAccess`); a line is the place of what it tells. */
export const access: LanguageScanner = {
  id: 'access',
  name: accessName,
  extensions: ['mdb', 'accdb', 'mde', 'accde', 'mda', 'accda'],
  read: readFile,
  link: linkToNearest,
}

interface Placed<T> {
  readonly own: T
  readonly line: number
}

function readFile({text}: ScannedFile): FileFacts {
  const lines = text.split('\n').flatMap((one, index) => {
    const own = parsed(one)
    return own ? [{own, line: index + 1}] : []
  })
  const head = lines.find((one): one is Placed<AccessHead> => one.own.is === 'access')?.own
  const names = namesIn(lines)
  const facts = lines.flatMap(({own, line}) => factsOf(own, names).map((said) => placedAt(said, line)))
  const imports = facts.flatMap((fact) => (fact.is === 'linked-table' ? [{specifier: fact.file, line: fact.line}] : []))
  const wrong = faultOf(head)
  return {imports, declares: [], facts, ...(wrong && {fault: {line: 1, ...wrong}})}
}

function placedAt(said: FactSaid, line: number): Fact {
  return {...said, line, ...(said.is === 'part' && {until: line})} as Fact // the line is all that a said fact lacks
}

function parsed(line: string): AccessLine | undefined {
  if (!line.startsWith('{"is":"')) return undefined
  try {
    return JSON.parse(line) as AccessLine // readAccess writes it
  } catch {
    return undefined
  }
}

const mostShown = 3

function faultOf(head: AccessHead | undefined) {
  const {unread, damage = []} = head ?? {}
  const hint = 'Take its password away in a copy, or have Access compact and repair it, and scan that.'
  if (unread !== undefined) return {message: `${unread}: nothing of it is read`, hint}
  const more = damage.length > mostShown ? ` and ${damage.length - mostShown} more` : ''
  return damage.length > 0
    ? {message: `${damage.slice(0, mostShown).join('; ')}${more}: the rest is read`, hint}
    : undefined
}

interface Names {
  readonly tables: ReadonlyMap<string, string>
  readonly links: ReadonlyMap<string, AccessLink>
  readonly queries: ReadonlyMap<string, AccessQuery>
  /** In small letters the links that some query writes through. */
  readonly written: ReadonlySet<string>
  /** Sources of records, by the form or the report that shows them. */
  readonly sources: ReadonlyMap<string, readonly AccessQuery[]>
}

function namesIn(lines: readonly Placed<AccessLine>[]): Names {
  const all = lines.map(({own}) => own)
  const queries = all.filter((one): one is AccessQuery => one.is === 'query')
  const byName = <T extends {readonly name: string}>(things: readonly T[]): ReadonlyMap<string, T> =>
    new Map(things.map((one) => [one.name.toLowerCase(), one]))
  const shown = new Set(all.flatMap((one) => (one.is === 'form' || one.is === 'report' ? [sourceKey(one)] : [])))
  return {
    tables: new Map(all.flatMap(heldBy).map((name) => [name.toLowerCase(), name])),
    links: byName(all.filter((one): one is AccessLink => one.is === 'link')),
    queries: byName(queries),
    written: new Set(queries.flatMap(({writes}) => writes.map((name) => name.toLowerCase()))),
    sources: Map.groupBy(
      queries.filter(({of}) => of && shown.has(sourceKey(of))),
      ({of}) => (of ? sourceKey(of) : ''),
    ),
  }
}

/** A table that the file holds, or that a query of it makes. */
function heldBy(own: AccessLine): readonly string[] {
  if (own.is === 'table') return [own.name]
  return own.is === 'query' && own.isMaker && own.elsewhere === undefined ? own.writes : []
}

function sourceKey({is, name}: {readonly is: string; readonly name: string}): string {
  return `${is} ${name.toLowerCase()}`
}

const partKinds = {
  link: 'linked-table',
  query: 'query',
  form: 'form',
  report: 'report',
  macro: 'macro',
  module: 'code-module',
} as const

function part(is: keyof typeof partKinds, name: string): FactSaid {
  const kind: PartKind = partKinds[is]
  return {is: 'part', kind, name, language: accessName, until: 0}
}

function factsOf(own: AccessLine, names: Names): readonly FactSaid[] {
  if (own.is === 'access') return own.tables ? [{is: 'database', product}] : []
  if (own.is === 'table') {
    const {name, rows, columns} = own
    return [{is: 'held-table', table: name, ...(rows !== undefined && {rows}), ...(columns && {columns})}]
  }
  if (own.is === 'link') return [part('link', own.name), ...linkSaid(own, names.written.has(own.name.toLowerCase()))]
  if (own.is === 'query') {
    // What a form shows is told of the form.
    if (own.of && names.sources.has(sourceKey(own.of))) return []
    return [part('query', own.name), ...querySaid(own, names)]
  }
  const sources = names.sources.get(sourceKey(own)) ?? []
  return [part(own.is, own.name), ...unique(sources.flatMap((one) => querySaid(one, names)))]
}

function unique(said: readonly FactSaid[]): readonly FactSaid[] {
  return [...new Map(said.map((one) => [JSON.stringify(one), one])).values()]
}

const databaseFile = /\.(?:mdb|accdb|mde|accde|mda|accda)$/i

function tables(reads: readonly string[], writes: readonly string[], isPartial = false): readonly FactSaid[] {
  if (reads.length + writes.length === 0 && !isPartial) return []
  return [{is: 'sql', of: 'tables', reads, writes, calls: [], ...(isPartial && {isPartial})}]
}

/** A link is read, at least: forms and code may do more with it than queries tell. */
function linkSaid({connect = '', database = '', foreign}: AccessLink, isWritten: boolean): readonly FactSaid[] {
  const literal = database || (/(?:^|;)database=([^;]+)/i.exec(connect)?.[1] ?? '')
  if (/^https?:\/\//i.test(literal)) return [{is: 'http', url: {literal}}]
  const kind = connect.split(';')[0]?.trim() ?? ''
  if (databaseFile.test(literal) && /^(?:ms access)?$/i.test(kind)) {
    const file = literal.replace(/^.*[\\/]/, '').toLowerCase()
    return [
      {is: 'database', product},
      ...files({literal}, undefined),
      {is: 'linked-table', table: foreign, file, ...(isWritten && {isWritten})},
    ]
  }
  if (database !== '' && kind !== '' && !/^odbc$/i.test(kind) && !kind.includes('=')) {
    const path = /^text\b/i.test(kind) ? `${database.replace(/\\$/, '')}\\${foreign.replace('#', '.')}` : database
    return [...files({literal: path}, 'reads'), ...(isWritten ? files({literal: path}, 'writes') : [])]
  }
  const source = sourceSaid(connect)
  return [...source, ...inDatabase(tables([foreign], isWritten ? [foreign] : []), source)]
}

/** Tables of SQL Server are those of the database that the connection names. */
function inDatabase(said: readonly FactSaid[], source: readonly FactSaid[]): readonly FactSaid[] {
  const address = source.find((one) => one.is === 'address')
  if (!address?.database || address.protocol !== 'sqlserver') return said
  const {database, host: server} = address
  return said.map((one) => (one.is === 'sql' ? {...one, database, server} : one))
}

/** A database behind ODBC, by what the connection string says; of a source alone its name. */
function sourceSaid(connect: string): readonly FactSaid[] {
  const source = /(?:^|;)\s*dsn=([^;]{1,100})/i.exec(connect)?.[1]?.trim()
  return connectionTold({literal: connect}).map((said) =>
    said.is === 'database' && source ? {...said, operation: `DSN ${source}`} : said,
  )
}

/** What a query reads and writes of the file's own tables; through a link and through another query it needs these. */
function querySaid(
  {writes, isPartial, passed, connect, elsewhere, ...query}: AccessQuery,
  names: Names,
): readonly FactSaid[] {
  if (passed !== undefined) {
    const said = sqlFact(passed)
    const source = connect ? sourceSaid(connect) : []
    return [...source, ...inDatabase(said ? [said] : [], source)]
  }
  if (elsewhere !== undefined) return [...files({literal: elsewhere}, undefined), ...tables([], [], true)]
  const reads = [...query.reads, ...(query.sql ?? []).flatMap((text) => sqlFact(text)?.reads ?? [])]
  const own = (all: readonly string[]): readonly string[] =>
    [...new Set(all.flatMap((name) => names.tables.get(name.toLowerCase()) ?? []))].toSorted()
  const isOpen = [...reads, ...writes].some((name) => !isKnown(name, names))
  const [held, changed] = [own(reads), own(writes)]
  return [
    ...(held.length + changed.length > 0 ? [{is: 'database', product} as const] : []),
    ...tables(held, changed, isPartial === true || isOpen),
    ...[...new Set([...reads, ...writes].map((name) => name.toLowerCase()))].flatMap((name): readonly FactSaid[] => {
      const link = names.links.get(name)
      const query = names.queries.get(name)
      if (link) return [{is: 'part-use', kind: 'linked-table', name: link.name}]
      return query && !names.tables.has(name) ? [{is: 'part-use', kind: 'query', name: query.name}] : []
    }),
  ]
}

/** The engine's own tables are nobody's. */
function isKnown(name: string, {tables, links, queries}: Names): boolean {
  const plain = name.toLowerCase()
  return tables.has(plain) || links.has(plain) || queries.has(plain) || /^msys/.test(plain)
}
