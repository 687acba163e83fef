import {entityId, moduleId} from '../../model/ids.ts'
import type {CoverageNote} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {cleanAddress} from './clean-address.ts'
import {channelsWithin, queueOfChannel} from './describe-channels.ts'
import {cloudServiceName} from './cloud-service-name.ts'
import {directoriesNamed, exchange, onlyServers} from './describe-exchanges.ts'
import type {Modules, Owner} from './describe-modules.ts'
import {type Describing, type Open, openWords, relate, relateHost, textsOf, whereRun} from './describing.ts'
import {followSettings, type SettingFound} from './follow-settings.ts'
import {roleOf} from './languages.ts'
import {brokersIn} from './languages/brokers.ts'
import {machineAlone} from './languages/connections.ts'
import type {
  BrokerUse,
  ChannelUse,
  DatabaseUse,
  Fact,
  HttpCall,
  MappedTable,
  QueueUse,
  Served,
  SqlText,
  Value,
} from './languages/fact.ts'
import {isMigration} from './migration-file.ts'
import {addAttribute, listed, type OwnAttributes} from './own-attributes.ts'
import {addressesIn} from './scan-text.ts'
import {belowRoot, filledPath, servedRoots} from './served-roots.ts'
import {productsOfDatabases} from './products-of-databases.ts'
import {procedureId, queueId, seenFrom, tableId} from './seen-from.ts'
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
    if (
      /^(?:-|off|disabled)$/.test(text) ||
      !places.every(({environment = 'production'}) => environment === 'production')
    )
      return []
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

/** A call over HTTP whose address a setting gives; one in a literal is taken where it stands. */
function called(describing: Describing, {url: first, otherwise = [], operation, line}: HttpCall): void {
  if (!first) return
  const method = operation && /^[A-Z]+$/.test(operation) ? operation : undefined
  // A setting that something sets goes before an address that stands in the code.
  const isSet = (value: Value): boolean => 'literal' in value || describing.follow(value).length > 0
  const url = [first, ...otherwise].find(isSet) ?? first
  if ('literal' in url) {
    const address = addressesIn(url.literal)[0] ?? nearAddress(url.literal)
    if (address) relateHost(describing, address, [], line, operationOf(url.literal, method))
    else if (!/^https?:/.test(url.literal) || hasOpenHost.test(url.literal)) describing.unresolved('address')
    return
  }
  const found = describing.follow(url)
  const known = found.flatMap((setting) => {
    const literal = setting.literal ?? ''
    const address = setting.address ?? addressesIn(literal)[0] ?? nearAddress(literal)
    return address ? [{address, setting}] : []
  })
  if (known.length === 0) describing.unresolved('address')
  for (const {address, setting} of known)
    relateHost(describing, address, [setting], line, operationOf(setting.literal ?? '', method))
}

/** `https://{}/orders`, `https://{}.dept.example`: which machine it is a run decides. */
const hasOpenHost = /^https?:\/\/[^/?#]*\{\}/

/** A machine that is called by a name without its domain, as those of one network are. */
function nearAddress(url: string): SettingFound['address'] {
  const [, protocol, host, port] = /^(https?):\/\/([A-Za-z0-9][\w-]{0,62})(?::(\d{1,5}))?(?:[/?#]|$)/.exec(url) ?? []
  return protocol && host && !/^(?:localhost|\d+)$/i.test(host)
    ? {host: host.toLowerCase(), protocol, ...(port && {port})}
    : undefined
}

/** `GET /accounts/{}`: what is called there, as far as the code says it. */
function operationOf(url: string, method: string | undefined): string | undefined {
  const path = /^[a-z]+:\/\/[^/]+(\/[^?#]*)/i.exec(cleanAddress(url))?.[1]
  return path || method ? [method ?? 'ANY', path ?? '/'].join(' ') : undefined
}

/** A database whose connection a setting gives. */
function connected(describing: Describing, {product, connection, database, parts, line}: DatabaseUse): void {
  if (!connection) return
  if (parts) {
    const known = putTogether(describing, parts).flatMap(({text, places}) => {
      const [address] = addressesIn(text)
      return address ? [{address, places}] : []
    })
    if (known.length === 0) describing.unresolved('connection')
    for (const {address, places} of known) relateHost(describing, address, places, line)
    return
  }
  if ('literal' in connection) {
    if (connection.literal === '{}') describing.unresolved('connection')
    return
  }
  const known = describing.follow(connection).flatMap((setting) => {
    const address = setting.address ?? machineAlone(setting.literal, product, database)
    return address ? [{address, setting}] : []
  })
  if (known.length === 0) describing.unresolved('connection')
  for (const {address, setting} of known) relateHost(describing, address, [setting], line)
}

/** What parts are together in each environment for which a setting gives one of them; none where one is not known. */
function putTogether(
  {follow}: Describing,
  parts: readonly Value[],
): readonly {readonly text: string; readonly places: readonly SettingFound[]}[] {
  const said = parts.map((part) => ('literal' in part ? part.literal : follow(part).filter(isKnown)))
  const environments = new Set(said.flatMap((one) => (typeof one === 'string' ? [] : one.map(environmentOfSetting))))
  return [...environments].flatMap((environment) => {
    const places: SettingFound[] = []
    const texts = said.map((one) => {
      if (typeof one === 'string') return one
      const own = one.find((found) => found.environment === environment) ?? one.find(isOfProduction)
      if (own) places.push({...own, ...(environment !== undefined && {environment})})
      return own?.literal
    })
    return texts.every((text) => text !== undefined) ? [{text: texts.join(''), places}] : []
  })
}

function environmentOfSetting({environment}: SettingFound): string | undefined {
  return environment
}

function serves(describing: Describing, {method, by, line, ...served}: Served): void {
  const {records, organisation, owner, file, rootOf} = describing
  const paths = pathsOf(describing, served).map(({path, places}) => ({
    path: by ? belowRoot(rootOf(by, file.path), path) : path,
    places,
  }))
  if (paths.length === 0) describing.unresolved('endpoint')
  for (const {path, places} of paths) {
    const name = `${method} ${path}`
    const id = seenFrom('interface', organisation, owner.id, name)
    records.entity('interface', id, name, {type: 'endpoint', method, path}, {file, line})
    for (const place of [{file, line}, ...places])
      records.relation({from: id, type: 'PART_OF', to: owner.id, certainty: 'structural', place})
  }
}

interface PathFound {
  readonly path: string
  /** Where settings say parts of it. */
  readonly places: readonly SettingFound[]
}

const mostPaths = 10

/** The paths that an endpoint has in production, with what settings give for parts of them; none where one is not known. */
function pathsOf({follow}: Describing, {path, parts}: Pick<Served, 'path' | 'parts'>): readonly PathFound[] {
  if (!parts) {
    const isPlain = 'literal' in path && !path.literal.includes('${')
    const filled = isPlain ? path.literal : filledPath(path, follow)
    return filled === undefined ? [] : [{path: filled, places: []}]
  }
  let found: readonly PathFound[] = [{path: '', places: []}]
  for (const part of parts) {
    const said = 'literal' in part ? [{literal: part.literal}] : follow(part).filter(isOfProduction)
    found = found
      .flatMap(({path: before, places}) =>
        said.map((one) => ({
          path: `${before}${one.literal ?? ''}`,
          places: 'file' in one ? [...places, one] : places,
        })),
      )
      .slice(0, mostPaths)
  }
  return found.map((one) => ({...one, path: whole(one.path)}))
}

function whole(path: string): string {
  return `/${path.split('/').filter(Boolean).join('/')}`
}

function isKnown({literal}: SettingFound): boolean {
  return literal !== undefined && !/\$\{|\{\{|\{\}/.test(literal)
}

function isOfProduction(found: SettingFound): boolean {
  return isKnown(found) && (found.environment === undefined || found.environment === 'production')
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

/** The machines at which messages go through, where a setting gives them. */
function broker(describing: Describing, {protocol, at, line}: BrokerUse): void {
  const found = describing.follow(at)
  if (found.length === 0 && !describing.namesMachine(line)) describing.unresolved('broker')
  for (const setting of found) {
    const named = setting.literal === undefined ? [] : brokersIn(setting.literal, protocol)
    const known = named.length > 0 ? named : setting.address ? [{...setting.address, protocol}] : []
    for (const address of known) relateHost(describing, address, [setting], line)
  }
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
