import {entityId, moduleId} from '../../model/ids.ts'
import type {CoverageNote} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import type {RelationType} from '../../model/relation-types.ts'
import type {Json} from '../../model/values.ts'
import type {Modules, Owner} from './describe-modules.ts'
import {roleOf} from './languages.ts'
import type {Fact, FileExchange, QueueUse, Served, SqlText, Value} from './languages/fact.ts'
import {queueId, seenFrom, tableId} from './seen-from.ts'
import type {SourceRecords} from './source-records.ts'
import type {FileSeen} from './walk-tree.ts'

/** Where the facts of one module go. */
interface Describing {
  readonly records: SourceRecords
  readonly organisation: string
  readonly file: FileSeen
  /** The module's id. */
  readonly from: string
  readonly owner: Owner
  readonly tables: ReadonlyMap<string, string>
  readonly unresolved: (what: string) => void
}

/**
 * The records of what the modules do: what they call, serve, read and write; and on their applications the names of
 * the settings, jobs and programs. What is decided at run time is counted in a note, never guessed.
 */
export function describeFacts(
  records: SourceRecords,
  {organisation, tree, scan, ownerOf}: Modules,
): readonly CoverageNote[] {
  const unresolved = new Map<string, number>()
  const attributes = new Map<string, OwnAttributes>()
  const tables = mappedTables(scan.facts, ownerOf)
  for (const file of scan.modules) {
    const facts = scan.facts.get(file.path)
    if (!facts) continue
    const owner = ownerOf(file.path)
    const isProduction = roleOf(file.path) === 'production'
    const describing: Describing = {
      records,
      organisation,
      file,
      from: moduleId(organisation, tree, file.path),
      owner,
      tables: tables.get(owner.id) ?? new Map(),
      unresolved: (what) => unresolved.set(what, (unresolved.get(what) ?? 0) + 1),
    }
    for (const fact of facts) {
      describeCall(describing, fact)
      if (!isProduction) continue
      describeData(describing, fact)
      addAttribute(attributes, owner, file, fact)
    }
  }
  for (const {owner, place, ...own} of attributes.values())
    records.entity('component', owner.id, owner.name, listed(own), place)
  return [...unresolved].toSorted(([a], [b]) => compareText(a, b)).map(([what, count]) => unresolvedNote(what, count))
}

function unresolvedNote(what: string, count: number): CoverageNote {
  const message = `${count} ${what}${count === 1 ? ' is' : 's are'} decided at run time or behind a setting: counted, not followed`
  return {code: 'unresolved', what, count, message}
}

/** By application, the tables that its mapped classes are kept in. */
function mappedTables(
  facts: ReadonlyMap<string, readonly Fact[]>,
  ownerOf: (path: string) => Owner,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const tables = new Map<string, Map<string, string>>()
  for (const [path, own] of facts)
    for (const fact of own) {
      if (fact.is !== 'mapped' || !('literal' in fact.table)) continue
      const {id} = ownerOf(path)
      tables.set(id, (tables.get(id) ?? new Map<string, string>()).set(fact.entity, fact.table.literal))
    }
  return tables
}

/** Calls through libraries, to what their packages connect to; those of tests stay, and say that they are. */
function describeCall({records, organisation, file, from}: Describing, fact: Fact): void {
  const to = library(fact)
  if (!to) return
  const [name, type, operation] = to
  records.relation({
    from,
    type: 'CALLS',
    to: records.entity('interface', entityId('interface', organisation, name), name, {type}),
    certainty: 'structural',
    place: {file, line: fact.line},
    attributes: operation ? {operations: [operation]} : {},
  })
}

/** The interface behind a call. A plain HTTP call has none of its own: the address beside it says where it leads. */
function library(fact: Fact): readonly [name: string, type: string, operation: string | undefined] | undefined {
  if (fact.is === 'cloud') return [fact.service, 'cloud', fact.operation]
  if (fact.is === 'database') return [`${fact.product} database`, 'database', fact.operation]
  if (fact.is === 'queue' && !(fact.queue && 'literal' in fact.queue))
    return [`${fact.product} queue`, 'queue', fact.operation]
  return fact.is === 'mail' ? ['mail', 'mail', undefined] : undefined
}

function describeData(describing: Describing, fact: Fact): void {
  if (fact.is === 'serves') serves(describing, fact)
  else if (fact.is === 'sql') sql(describing, fact)
  else if (fact.is === 'mapped') {
    const {literal} = {literal: undefined, ...fact.table}
    if (literal === undefined) describing.unresolved('table')
    else relateTable(describing, 'READS', literal, fact.line, 'mapped class')
  } else if (fact.is === 'queue') queue(describing, fact)
  else if (fact.is === 'file') exchange(describing, fact)
  else if (fact.is === 'http' && isOpen(fact.url)) describing.unresolved('address called')
  else if (fact.is === 'process' && isOpen(fact.program)) describing.unresolved('program run')
  else if (fact.is === 'job' && isOpen(fact.schedule)) describing.unresolved('schedule')
}

function isOpen(value: Value | undefined): boolean {
  return value !== undefined && !('literal' in value)
}

interface Related {
  readonly type: RelationType
  readonly to: string
  readonly line: number
  readonly attributes?: Readonly<Record<string, Json>>
}

function relate({records, from, file}: Describing, {line, ...relation}: Related): void {
  records.relation({from, certainty: 'structural', place: {file, line}, ...relation})
}

function serves(describing: Describing, {method, path, line}: Served): void {
  const {records, organisation, owner, file} = describing
  if (!('literal' in path)) return describing.unresolved('path served')
  const name = `${method} ${path.literal}`
  const place = {file, line}
  const id = seenFrom('interface', organisation, owner.id, name)
  records.entity('interface', id, name, {type: 'endpoint', method, path: path.literal}, place)
  records.relation({from: id, type: 'PART_OF', to: owner.id, certainty: 'structural', place})
}

function sql(describing: Describing, fact: SqlText): void {
  const {records, organisation, owner, tables} = describing
  if (fact.isPartial) describing.unresolved('SQL text')
  const tableOf = (name: string): string | undefined => (fact.of === 'tables' ? name : tables.get(name))
  for (const [type, names] of [['READS', fact.reads] as const, ['WRITES', fact.writes] as const])
    for (const name of names) {
      const table = tableOf(name)
      if (table === undefined) describing.unresolved('mapped class')
      else relateTable(describing, type, table, fact.line, 'SQL')
    }
  for (const name of fact.calls) {
    const id = seenFrom('interface', organisation, owner.id, `procedure ${name}`)
    records.entity('interface', id, name, {type: 'procedure', procedure: name})
    relate(describing, {type: 'CALLS', to: id, line: fact.line})
  }
}

function relateTable(describing: Describing, type: 'READS' | 'WRITES', table: string, line: number, how: string): void {
  const {records, organisation, owner, file} = describing
  const id = tableId(organisation, owner.id, table)
  records.entity('datastore', id, table, {type: 'table', table}, {file, line})
  relate(describing, {type, to: id, line, attributes: {how}})
}

/** A queue is written by its sender and read by its receiver; where the code does not say which, it is called. */
function queue(describing: Describing, {product, queue: name, does, operation, line}: QueueUse): void {
  const {records, organisation, owner, file} = describing
  if (!name) return
  if (!('literal' in name)) return describing.unresolved('queue name')
  const id = queueId(organisation, owner.id, product, name.literal)
  records.entity('interface', id, name.literal, {type: 'queue', product, queue: name.literal}, {file, line})
  const type = does === 'sends' ? 'WRITES' : does === 'receives' ? 'READS' : 'CALLS'
  relate(describing, {type, to: id, line, attributes: operation ? {operations: [operation]} : {}})
}

function exchange(describing: Describing, {protocol, path, server, does, line}: FileExchange): void {
  const {records, organisation, owner, file} = describing
  if (server && 'literal' in server && /^[\w-]+(?:\.[\w-]+)+$/.test(server.literal)) {
    const host = server.literal.toLowerCase()
    const to = records.entity('host', entityId('host', organisation, host), host, {hostName: host}, {file, line}, 0.8)
    relate(describing, {type: 'CALLS', to, line, attributes: {protocol}})
  } else if (server) describing.unresolved('file server')
  if (!path) return
  if (!('literal' in path)) return describing.unresolved('path of a file exchange')
  const id = seenFrom('interface', organisation, owner.id, `${protocol} ${path.literal}`)
  records.entity('interface', id, path.literal, {type: 'file', protocol, path: path.literal}, {file, line})
  const type = does === 'writes' ? 'WRITES' : does === 'reads' ? 'READS' : 'CALLS'
  relate(describing, {type, to: id, line})
}

interface OwnAttributes {
  readonly owner: Owner
  /** Of the first of them. */
  readonly place: {readonly file: FileSeen; readonly line: number}
  readonly configurationKeys: Set<string>
  readonly programsRun: Set<string>
  readonly schedules: Set<string>
}

function addAttribute(all: Map<string, OwnAttributes>, owner: Owner, file: FileSeen, fact: Fact): void {
  const said = attributeSaid(fact)
  if (!said) return
  const own = all.get(owner.id) ?? {
    owner,
    place: {file, line: fact.line},
    configurationKeys: new Set(),
    programsRun: new Set(),
    schedules: new Set(),
  }
  own[said.key].add(said.value)
  all.set(owner.id, own)
}

type Listed = 'configurationKeys' | 'programsRun' | 'schedules'

function attributeSaid(fact: Fact): {readonly key: Listed; readonly value: string} | undefined {
  if (fact.is === 'setting' && fact.from === 'configuration') return {key: 'configurationKeys', value: fact.key}
  if (fact.is === 'process' && 'literal' in fact.program) {
    // Its arguments may hold what is secret.
    const [program = ''] = fact.program.literal.trim().split(/\s+/)
    return program && !program.includes('{}') ? {key: 'programsRun', value: program} : undefined
  }
  return fact.is === 'job' && 'literal' in fact.schedule ? {key: 'schedules', value: fact.schedule.literal} : undefined
}

function listed(own: Pick<OwnAttributes, Listed>): Readonly<Record<string, Json>> {
  const lists = (['configurationKeys', 'programsRun', 'schedules'] as const).map((key) => [
    key,
    [...own[key]].toSorted(),
  ])
  return Object.fromEntries(lists.filter(([, list]) => list && list.length > 0))
}
