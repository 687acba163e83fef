import {attributeValue, type Entity} from '../model/entity.ts'
import {isOfProduction} from '../model/in-production.ts'
import type {Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {isStrongHostName, normalisedHost} from './same-host.ts'
import {type SeenBy, seenBy} from './seen-by.ts'

/**
 * Tables, queues and files that several applications name and that are one: by the id of each, the one that stands for
 * all. A table, where both reach the same one database; a queue of one product and name, where both reach one of its
 * brokers, or in one organisation, where the name is no everyday word and no two brokers are seen; a file of one path on
 * one server, which for a folder of a database is the machine of the one that its application reaches.
 */
export function sameExchanged(
  entities: readonly Entity[],
  relations: readonly Relation[],
): ReadonlyMap<string, string> {
  const exchanged = entities.filter(({kind}) => kind === 'datastore' || kind === 'interface')
  const places = placesSeen(entities, relations)
  const named = Map.groupBy(exchanged, (entity) => sharedName(entity, places))
  named.delete(undefined)
  const many = [...named.values()].filter((same) => new Set(same.map(({id}) => id)).size > 1)
  const same = new Map<string, string>()
  for (const candidates of many) for (const [id, one] of joined(candidates, places.placeOf)) same.set(id, one)
  return same
}

function textOf(entity: Entity, key: string): string | undefined {
  const value = attributeValue(entity, key)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** What two that are one have in common by themselves; undefined for what is known to its application alone. */
function sharedName(entity: Entity, {machineOf}: Places): string | undefined {
  const type = textOf(entity, 'type')
  const table = type === 'table' ? textOf(entity, 'table') : undefined
  if (table) return JSON.stringify(['table', plainTable(table)])
  const queue = type === 'queue' ? textOf(entity, 'queue') : undefined
  if (queue) return JSON.stringify(['queue', textOf(entity, 'product'), queue])
  const path = type === 'file' ? textOf(entity, 'path') : undefined
  const server = path ? (textOf(entity, 'server') ?? machineOf(entity)) : undefined
  if (!path || !server) return undefined
  const isOnShare = textOf(entity, 'protocol') === 'smb'
  return JSON.stringify(['file', normalisedHost(server), isOnShare ? withinMachine(path) : path])
}

/** `\\\\FILES\\share\\a.csv`, `//files/share/a.csv` and `smb://files/share/a.csv` are `/share/a.csv` of their machine. */
function withinMachine(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^(?:smb:)?\/\/[^/]*/i, '')
    .replace(/\/{2,}/g, '/')
}

/** The schema that a database gives to what names none goes, and the link that leads to the database. */
function plainTable(name: string): string {
  return name
    .toLowerCase()
    .replace(/@.*$/, '')
    .replace(inOtherDatabase, '')
    .replace(/^(?:public|dbo)?\./, '')
}

/** `tides.dbo.claims`: the database that a table is in, whatever its application connects to. */
const inOtherDatabase = /^([^.@]+)\.(?=[^.@]*\.[^.@]+$)/

/** Where a thing is, as far as its applications say: the places of each are one, or no place is known. */
interface Place {
  readonly kind: 'table' | 'queue' | 'file'
  readonly organisation: string
  readonly name: string
  readonly at: ReadonlySet<string>
}

interface Places {
  readonly placeOf: (entity: Entity) => Place
  /** Of a file in a folder of a database, the machine of the one database that its applications reach. */
  readonly machineOf: (entity: Entity) => string | undefined
}

/** Looks at who reaches what once somebody asks: of most estates nothing is named twice. */
function placesSeen(entities: readonly Entity[], relations: readonly Relation[]): Places {
  let known: ReturnType<typeof reached> | undefined
  const seen = (): ReturnType<typeof reached> => (known ??= reached(entities, relations))
  return {
    placeOf: (entity) => {
      const type = attributeValue(entity, 'type')
      const kind = type === 'table' || type === 'queue' ? type : 'file'
      const {databasesOf, brokersOf} = seen()
      const link = kind === 'table' ? /@(.+)$/.exec(textOf(entity, 'table') ?? '')?.[1] : undefined
      const at =
        kind === 'table'
          ? placesOfTable(textOf(entity, 'table') ?? '', databasesOf(entity, link))
          : kind === 'queue'
            ? brokersOf(entity)
            : []
      return {kind, organisation: entity.organisation, name: entity.name, at: new Set(at)}
    },
    machineOf: (entity) => {
      if (attributeValue(entity, 'onDatabaseMachine') !== true) return undefined
      const machines = new Set(
        seen()
          .databasesOf(entity, undefined)
          .map(({machine}) => machine),
      )
      const [only] = machines
      return machines.size === 1 ? only : undefined
    },
  }
}

/** Of a name that says its database, that one on the machine that has it, or on the only one that is reached. */
function placesOfTable(table: string, databases: readonly Database[]): readonly string[] {
  const name = inOtherDatabase.exec(table.toLowerCase())?.[1]
  if (name === undefined) return databases.map(({key}) => key)
  const own = databases.filter((one) => one.name === name)
  if (own.length > 0) return own.map(({key}) => key)
  const hosts = new Set(databases.flatMap(({host}) => host ?? []))
  const [host] = hosts
  return host !== undefined && hosts.size === 1 ? [JSON.stringify([host, name])] : []
}

interface Database {
  readonly key: string
  /** In small letters, with the key of its machine. */
  readonly name?: string
  readonly host?: string
  /** Undefined where only its name in a network is known. */
  readonly machine: string | undefined
}

/** The databases and brokers that those who name a thing reach. */
function reached(entities: readonly Entity[], relations: readonly Relation[]) {
  const seen = seenBy(entities, relations)
  const {callsOf, usersOf, ownCallsOf, builtWith} = seen
  const byId = new Map(
    entities.filter(({kind}) => kind === 'host' || kind === 'interface').map((one) => [one.id, one] as const),
  )
  const located = locations(byId, relations)
  const databaseOf = ({from, to, attributes}: Relation): readonly Database[] => {
    const end = byId.get(to)
    const location = end?.kind === 'interface' ? textOf(end, 'location') : undefined
    if (end && location) return [located(end.organisation, location)]
    if (end && isFileDatabase(end)) return [{key: JSON.stringify(['file', from]), machine: undefined}]
    if (end?.kind !== 'host' || typeof attributes.database !== 'string') return []
    return [databaseAt(end, attributes.database)]
  }
  const isOpened = (call: Relation): boolean => databaseOf(call).length > 0
  /** By application, once: of many calls few open a database. */
  const opened = new Map<string, {readonly calls: readonly Relation[]; readonly hasFiles: boolean}>()
  const openedBy = (owner: string) => {
    const known = opened.get(owner)
    if (known) return known
    const calls = callsOf(owner).filter(isOpened)
    const found = {calls, hasFiles: calls.some(({to}) => isFileDatabase(byId.get(to)))}
    opened.set(owner, found)
    return found
  }
  const openedFor = throughLibraries((owner) => openedBy(owner).calls, builtWith)
  const leading = new Set(
    entities
      .filter((one) => one.kind === 'component' && ownPlaces.includes(attributeValue(one, 'type')))
      .map(({id}) => id),
  )
  /**
   * Beside a database in a file of its own, what a module itself connects to says where its tables are; so does what a
   * link, a stored query or a step connects to.
   */
  const callsAbout = (entity: Entity): ReadonlySet<Relation> => {
    const owners = new Set<string>()
    const own = usersOf(entity.id).flatMap(({part, owner}) => {
      const calls = leading.has(part) || openedBy(owner).hasFiles ? ownCallsOf(part).filter(isOpened) : []
      if (calls.length === 0) owners.add(owner)
      return calls
    })
    return new Set([...own, ...[...owners].flatMap((owner) => openedFor(owner))])
  }
  return {
    databasesOf: (entity: Entity, link: string | undefined): readonly Database[] =>
      [...callsAbout(entity)].filter(({attributes}) => lowered(attributes.link) === lowered(link)).flatMap(databaseOf),
    brokersOf: (entity: Entity): readonly string[] => brokersReached(entity, seen, byId),
  }
}

/** A library that opens no database asks that of the applications which are built with it. */
function throughLibraries(
  callsOf: (owner: string) => readonly Relation[],
  builtWith: SeenBy['builtWith'],
): (owner: string) => readonly Relation[] {
  const known = new Map<string, readonly Relation[]>()
  const findFor = (owner: string): readonly Relation[] => {
    const found: Relation[] = []
    const asked = new Set([owner])
    for (const one of asked) {
      const calls = callsOf(one)
      found.push(...calls)
      if (calls.length === 0) for (const other of builtWith(one)) asked.add(other)
    }
    return found
  }
  return (owner) => {
    const found = known.get(owner) ?? findFor(owner)
    known.set(owner, found)
    return found
  }
}

/** The brokers that the applications reach which name a queue. */
function brokersReached(
  queue: Entity,
  {ownersOf, callsOf}: Pick<SeenBy, 'ownersOf' | 'callsOf'>,
  byId: ReadonlyMap<string, Entity>,
): readonly string[] {
  const product = String(attributeValue(queue, 'product') ?? '')
  const by = (owner: string, protocols: readonly string[] | undefined): readonly string[] =>
    callsOf(owner).flatMap(({to, attributes}) => {
      const host = byId.get(to)
      return host?.kind === 'host' && protocols?.includes(String(attributes.protocol)) ? [hostKey(host)] : []
    })
  return ownersOf(queue.id).flatMap((owner) => {
    const known = by(owner, brokerProtocols[product])
    // Servers of Kafka are set by their names alone.
    return known.length > 0 || product !== 'apache-kafka' ? known : by(owner, ['host'])
  })
}

/** Databases that an application keeps in a file beside it, often with copies of another's tables. */
function isFileDatabase(end: Entity | undefined): boolean {
  return end?.kind === 'interface' && end.name === 'microsoft-access database'
}

/** Types of what has a connection of its own. */
const ownPlaces: readonly unknown[] = ['linked-table', 'query', 'step']

function lowered(name: unknown): string | undefined {
  return typeof name === 'string' ? name.toLowerCase() : undefined
}

function databaseAt(host: Entity, name: string): Database {
  const machine = normalisedHost(String(attributeValue(host, 'hostName') ?? host.name))
  const own = {name: name.toLowerCase(), host: hostKey(host)}
  return {key: JSON.stringify([own.host, own.name]), machine, ...own}
}

/**
 * Where a location of Db2 is: the database that others of the organisation reach under that name on one machine alone;
 * else known by its name, which is one in a network.
 */
function locations(
  byId: ReadonlyMap<string, Entity>,
  relations: readonly Relation[],
): (organisation: string, location: string) => Database {
  const databases = new Map<string, Map<string, Database>>()
  const key = (organisation: string, name: string): string => JSON.stringify([organisation, name.toLowerCase()])
  for (const {type, to, attributes} of relations) {
    const host = type === 'CALLS' ? byId.get(to) : undefined
    if (host?.kind !== 'host' || attributes.protocol !== 'db2' || typeof attributes.database !== 'string') continue
    if (!isOfProduction(attributes)) continue
    const own = databases.get(key(host.organisation, attributes.database)) ?? new Map<string, Database>()
    databases.set(key(host.organisation, attributes.database), own)
    const database = databaseAt(host, attributes.database)
    own.set(database.key, database)
  }
  return (organisation, location) => {
    const own = databases.get(key(organisation, location))
    const [only] = own?.size === 1 ? own.values() : []
    return only ?? {key: JSON.stringify(['location', organisation, location.toLowerCase()]), machine: undefined}
  }
}

const brokerProtocols: Readonly<Record<string, readonly string[]>> = {
  rabbitmq: ['amqp', 'amqps'],
  redis: ['redis', 'rediss'],
  'apache-kafka': ['kafka', 'apache-kafka'],
  activemq: ['activemq', 'tcp', 'ssl', 'stomp', 'failover'],
  // Of any product that has this interface.
  jms: ['activemq', 'ibm-mq', 'tcp', 'ssl', 'nio', 'stomp', 'failover', 'amqp', 'amqps'],
  'ibm-mq': ['ibm-mq'],
  stomp: ['stomp', 'activemq', 'tcp', 'ssl'],
  nats: ['nats', 'tls'],
  mqtt: ['mqtt', 'mqtts', 'tcp', 'ssl'],
}

/** Names of machines that mean one machine everywhere, or within their organisation. */
function hostKey(host: Entity): string {
  const name = normalisedHost(String(attributeValue(host, 'hostName') ?? host.name))
  return isStrongHostName(name) ? name : JSON.stringify([host.organisation, name])
}

function joined(candidates: readonly Entity[], placeOf: (entity: Entity) => Place): ReadonlyMap<string, string> {
  const byId = new Map(candidates.map((one) => [one.id, one]))
  const placed = [...byId].toSorted(([a], [b]) => compareText(a, b)).map(([id, one]) => ({id, place: placeOf(one)}))
  const same = new Map<string, string>()
  for (const {id, place} of placed) {
    const one = placed.find((other) => other.id < id && areOne(place, other.place))
    if (one) same.set(id, same.get(one.id) ?? one.id)
  }
  return same
}

function areOne(a: Place, b: Place): boolean {
  // Its path and its server, which are the same, are all that there is to a file.
  if (a.kind === 'file') return true
  const shared = [...a.at].filter((place) => b.at.has(place))
  // An application that reaches several databases does not say which of them has the table.
  if (a.kind === 'table') return a.at.size === 1 && b.at.size === 1 && shared.length === 1
  if (a.at.size > 0 && b.at.size > 0) return shared.length > 0
  return a.organisation === b.organisation && !isEverydayName(a.name)
}

const everydayNames =
  /^(?:default|queue|queues|topic|test|tests|jobs?|tasks?|events?|messages?|mails?|emails?|high|low|medium|critical|normal|in|out|inbox|outbox|input|output|requests?|responses?|replies|reply|dlq|errors?|failed|logs?|notifications?|celery|mailers?)$/i

function isEverydayName(name: string): boolean {
  return name.length < 5 || everydayNames.test(name)
}
