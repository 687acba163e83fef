import {entityId, moduleId} from '../../model/ids.ts'
import type {CoverageNote} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {channelsWithin, queueOfChannel} from './describe-channels.ts'
import {cloudServiceName} from './cloud-service-name.ts'
import {broker, called, connected} from './describe-connections.ts'
import {directoriesNamed, exchange, onlyServers} from './describe-exchanges.ts'
import type {Modules, Owner} from './describe-modules.ts'
import {serves} from './describe-served.ts'
import {type Describing, type Open, openWords, relate, textsOf, whereRun} from './describing.ts'
import {followSettings, isForProduction, type SettingFound} from './follow-settings.ts'
import {roleOf} from './languages.ts'
import type {ChannelUse, Fact, MappedTable, QueueUse, SqlText} from './languages/fact.ts'
import {isMigration} from './migration-file.ts'
import {addAttribute, listed, type OwnAttributes} from './own-attributes.ts'
import {servedRoots} from './served-roots.ts'
import {productsOfDatabases} from './products-of-databases.ts'
import {procedureId, queueId, tableId} from './seen-from.ts'
import type {TableNaming} from './table-naming.ts'
import type {SourceRecords} from './source-records.ts'

/**
 * The records of what the modules do: what they call, serve, read and write; and on their applications the names of
 * the settings, jobs and programs. What is decided at run time is counted in a note, never guessed.
 */
export function describeFacts(
  records: SourceRecords,
  {organisation, tree, scan, ownerOf, partAt, builtInto}: Modules,
  tablesMade: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
  naming: TableNaming = (_, name) => ({name}),
): readonly CoverageNote[] {
  const unresolved = new Map<Open, number>()
  const attributes = new Map<string, OwnAttributes>()
  const tables = mappedTables(scan.facts, ownerOf)
  const directories = directoriesNamed(scan, ownerOf)
  const productOf = productsOfDatabases(scan.facts, ownerOf)
  const {follow} = followSettings(scan.files, scan.settings, ownerOf)
  const rootOf = servedRoots({facts: scan.facts, ownerOf, follow, builtInto})
  const isWithin = channelsWithin(scan.facts, ownerOf)
  const modules = new Set(scan.modules.map(({path}) => path))
  const files = new Map(scan.files.map((file) => [file.path, file]))
  for (const file of scan.files) {
    const facts = scan.facts.get(file.path)
    if (!facts) continue
    const owner = ownerOf(file.path)
    const isProduction = roleOf(file.path) === 'production'
    const isPast = isMigration(file.path)
    const describing: Describing = {
      records,
      organisation,
      file,
      from: modules.has(file.path) ? moduleId(organisation, tree, file.path) : owner.id,
      owner,
      tables: tables.get(owner.id) ?? new Map(),
      directories: directories.get(owner.id) ?? new Map(),
      made: tablesMade.get(owner.id),
      follow: (value) => follow(value, owner, scan.languageOf(file.path)),
      connectedTo: onlyServers(facts),
      tableNamed: (name, place) => naming(owner.id, name, place),
      rootOf: (by, of) => rootOf(owner, by, of),
      namesMachine: (line) =>
        facts.some((fact) => fact.is === 'address' && fact.line === line) ||
        (scan.texts.get(file.path)?.hosts.some((host) => host.line === line) ?? false),
      unresolved: (what) => unresolved.set(what, (unresolved.get(what) ?? 0) + 1),
    }
    for (const fact of facts) {
      const part = partAt?.(file.path, fact.via ?? fact.line)
      const own: Describing = {
        ...describing,
        ...(part && {from: part, file: (fact.in && files.get(fact.in)) || file}),
        ...environmentSaid(fact),
      }
      describeCall(own, fact.is === 'database' ? {...fact, product: productOf(file.path, fact)} : fact)
      if (!isProduction || (isPast && (fact.is === 'sql' || fact.is === 'mapped'))) continue
      describeData(own, fact)
      if (fact.is === 'channel') channel(own, fact, isWithin(owner, fact.name))
      for (const said of jobsSaid(own, fact)) addAttribute(attributes, owner, file, said)
    }
  }
  for (const {owner, place, ...own} of attributes.values())
    records.entity('component', owner.id, owner.name, listed(own), place)
  return [...unresolved].toSorted(([a], [b]) => compareText(a, b)).map(([what, count]) => unresolvedNote(what, count))
}

function unresolvedNote(open: Open, count: number): CoverageNote {
  const [one, several] = openWords[open]
  const message = `${count} ${count === 1 ? `${one} is` : `${several} are`} decided at run time, or by a setting that is not in the tree: counted, not followed`
  return {code: 'unresolved', what: one, count, message}
}

/** By application, the tables that its mapped classes are kept in; one that is named expressly goes before convention. */
function mappedTables(
  facts: ReadonlyMap<string, readonly Fact[]>,
  ownerOf: (path: string) => Owner,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const tables = new Map<string, Map<string, string>>()
  const isNamedByCode = [...facts.values()].some((own) =>
    own.some((fact) => fact.is === 'mapped' && fact.entity === '*'),
  )
  for (const isByConvention of isNamedByCode ? [false] : [true, false])
    for (const [path, own] of facts)
      for (const fact of isMigration(path) ? [] : own) {
        if (fact.is !== 'mapped' || Boolean(fact.isByConvention) !== isByConvention) continue
        const {id} = ownerOf(path)
        if (!('literal' in fact.table)) {
          // It has a name of its own, which only a run says: convention says it wrongly.
          tables.get(id)?.delete(fact.entity)
          continue
        }
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
    attributes: {
      ...(operation && {operations: [operation]}),
      ...environmentSaid(fact),
      ...whereRun(file),
    },
  })
}

function environmentSaid(fact: Fact): {readonly environment?: string} {
  return 'environment' in fact && fact.environment !== undefined ? {environment: fact.environment} : {}
}

/** The interface behind a call. A plain HTTP call has none of its own: the address beside it says where it leads. */
function library(fact: Fact): readonly [name: string, type: string, operation: string | undefined] | undefined {
  if (fact.is === 'cloud') return [cloudServiceName(fact.service), 'cloud', fact.operation]
  if (fact.is === 'database') return [`${fact.product} database`, 'database', fact.operation]
  if (fact.is === 'queue' && !fact.queue && !fact.exchange) return [`${fact.product} queue`, 'queue', fact.operation]
  return fact.is === 'mail' ? ['mail', 'mail', undefined] : undefined
}

function describeData(describing: Describing, fact: Fact): void {
  if (fact.is === 'serves') serves(describing, fact)
  else if (fact.is === 'sql') sql(describing, fact)
  else if (fact.is === 'mapped') mapped(describing, fact)
  else if (fact.is === 'queue') queue(describing, fact)
  else if (fact.is === 'broker') broker(describing, fact)
  else if (fact.is === 'file') exchange(describing, fact)
  else if (fact.is === 'http') called(describing, fact)
  else if (fact.is === 'database') connected(describing, fact)
  else if (fact.is === 'process') textsOf(describing, fact.program, 'program')
}

function channel(describing: Describing, fact: ChannelUse, isWithin: boolean): void {
  const use = queueOfChannel(describing, fact, isWithin)
  if (use) queue(describing, use)
}

/** A job by what a setting gives its schedule; one that is put off there runs never. */
function jobsSaid(describing: Describing, fact: Fact): readonly Fact[] {
  if (fact.is !== 'job') return [fact]
  const found = textsOf(describing, fact.schedule, 'schedule')
  if ('literal' in fact.schedule) return [fact]
  return found.flatMap(({text, places}) => {
    if (/^(?:-|off|disabled)$/.test(text) || !places.every(isForProduction)) return []
    const every = /^\d+$/.test(text) ? `every ${text} ms` : `every ${text}`
    return [{...fact, schedule: {literal: /^(?:\d+[a-z]{0,2}|P(?:T?\d+[A-Z])+)$/i.test(text) ? every : text}}]
  })
}

/** What the code does with a table that a class is kept in is not followed: it is read, at least. */
function mapped(describing: Describing, {entity, table, isByConvention, line}: MappedTable): void {
  const names = textsOf(describing, table, 'table')
  for (const {text, places} of names) {
    const isMade = describing.made?.has(text.toLowerCase())
    // Several parts of an application may have a class of one name.
    if (isByConvention && !isMade && describing.tables.get(entity) !== text) continue
    // A prefix that something else gives: what the migrations make says better.
    if (isByConvention && describing.made && !isMade) describing.unresolved('table')
    else relateTable(describing, 'READS', text, {places, line, how: 'mapped class'})
  }
}

function sql(describing: Describing, fact: SqlText): void {
  const {records, organisation, owner, tables} = describing
  if (fact.isPartial) describing.unresolved('sql')
  const {prefix} = fact
  if (prefix && !('literal' in prefix)) return describing.unresolved('table')
  // What names no mapped class may be SQL that names its table.
  const tableOf = (name: string): string | undefined =>
    fact.of === 'tables'
      ? prefixed(name, prefix?.literal ?? '')
      : (tables.get(name) ?? [...tables.values()].find((table) => table.toLowerCase() === name.toLowerCase()))
  for (const [type, names] of [['READS', fact.reads] as const, ['WRITES', fact.writes] as const])
    for (const name of names) {
      const table = tableOf(name)
      if (table === undefined) describing.unresolved('entity')
      else relateTable(describing, type, table, {line: fact.line, how: 'SQL', at: fact})
    }
  for (const name of fact.calls) {
    const id = procedureId(organisation, owner.id, name)
    records.entity('interface', id, name, {type: 'procedure', procedure: name})
    relate(describing, {type: 'CALLS', to: id, line: fact.line})
  }
}

function prefixed(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name : `${prefix}${name}`
}

function relateTable(
  describing: Describing,
  type: 'READS' | 'WRITES',
  written: string,
  {places = [], line, how, at}: TableSeen,
): void {
  const {records, organisation, owner, file, tableNamed} = describing
  const {name, key = name, assumed} = tableNamed(written, at)
  const id = tableId(organisation, owner.id, key)
  records.entity('datastore', id, name, {type: 'table', table: name}, {file, line})
  relate(describing, {type, to: id, line, places, attributes: {how: assumed ? `${how}; ${assumed}` : how}})
}

interface TableSeen {
  readonly places?: readonly SettingFound[]
  readonly line: number
  readonly how: string
  /** Where it is asked, as far as that is known. */
  readonly at?: Pick<SqlText, 'database' | 'server'>
}

/** A queue is written by its sender and read by its receiver; where the code does not say which, it is called. */
function queue(describing: Describing, {product, queue: own, exchange, does, operation, line}: QueueUse): void {
  const {records, organisation, owner, file} = describing
  const name = own ?? exchange
  if (!name) return
  const operations = operation ? {operations: [operation]} : {}
  const found = textsOf(describing, name, 'queue')
  for (const {text, places} of found) {
    // Which queues get what an exchange is sent is said where they are bound to it: it joins nothing by its name.
    const id = queueId(organisation, owner.id, product, own ? text : `exchange ${text}`)
    const attributes = own ? {type: 'queue', product, queue: text} : {type: 'exchange', product, exchange: text}
    records.entity('interface', id, text, attributes, {file, line})
    const type = does === 'sends' ? 'WRITES' : does === 'receives' ? 'READS' : 'CALLS'
    relate(describing, {type, to: id, line, places, attributes: operations})
  }
  if (found.length > 0) return
  const any = `${product} queue`
  const to = records.entity('interface', entityId('interface', organisation, any), any, {type: 'queue'})
  relate(describing, {type: 'CALLS', to, line, attributes: operations})
}
