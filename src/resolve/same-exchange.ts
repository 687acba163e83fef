import {attributeValue, type Entity} from '../model/entity.ts'
import type {Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {isStrongHostName, normalisedHost} from './same-host.ts'
import {type SeenBy, seenBy} from './seen-by.ts'

/**
 * Tables, queues and files that several applications name and that are one: by the id of each, the one that stands for
 * all. A table, where both reach the same one database; a queue of one product and name, where both reach one of its
 * brokers, or in one organisation, where the name is no everyday word and no two brokers are seen; a file of one path on one server.
 */
export function sameExchanged(
  entities: readonly Entity[],
  relations: readonly Relation[],
): ReadonlyMap<string, string> {
  const exchanged = entities.filter(({kind}) => kind === 'datastore' || kind === 'interface')
  const named = Map.groupBy(exchanged, (entity) => sharedName(entity))
  named.delete(undefined)
  const many = [...named.values()].filter((same) => new Set(same.map(({id}) => id)).size > 1)
  if (many.length === 0) return new Map()
  const hosts = new Map(entities.filter(({kind}) => kind === 'host').map((host) => [host.id, host]))
  const placeOf = places(seenBy(entities, relations), hosts)
  const same = new Map<string, string>()
  for (const candidates of many) for (const [id, one] of joined(candidates, placeOf)) same.set(id, one)
  return same
}

/** What two that are one have in common by themselves; undefined for what is known to its application alone. */
function sharedName(entity: Entity): string | undefined {
  const text = (key: string): string | undefined => {
    const value = attributeValue(entity, key)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const type = text('type')
  const table = type === 'table' ? text('table') : undefined
  if (table) return JSON.stringify(['table', plainTable(table)])
  const queue = type === 'queue' ? text('queue') : undefined
  if (queue) return JSON.stringify(['queue', text('product'), queue])
  const [path, server] = type === 'file' ? [text('path'), text('server')] : []
  return path && server ? JSON.stringify(['file', normalisedHost(server), path]) : undefined
}

/** The schema that a database gives to what names none goes. */
function plainTable(name: string): string {
  return name.toLowerCase().replace(/^(?:public|dbo)\./, '')
}

/** Where a thing is, as far as its applications say: the places of each are one, or no place is known. */
interface Place {
  readonly kind: 'table' | 'queue' | 'file'
  readonly organisation: string
  readonly name: string
  readonly at: ReadonlySet<string>
}

function places({ownersOf, callsOf}: SeenBy, hosts: ReadonlyMap<string, Entity>): (entity: Entity) => Place {
  return (entity) => {
    const type = attributeValue(entity, 'type')
    const product = String(attributeValue(entity, 'product') ?? '')
    const at = new Set<string>()
    for (const owner of ownersOf(entity.id))
      for (const {to, attributes} of callsOf(owner)) {
        const host = hosts.get(to)
        if (!host) continue
        const machine = hostKey(host)
        if (type === 'table' && typeof attributes.database === 'string')
          at.add(JSON.stringify([machine, attributes.database.toLowerCase()]))
        if (type === 'queue' && brokerProtocols[product]?.includes(String(attributes.protocol))) at.add(machine)
      }
    const kind = type === 'table' || type === 'queue' ? type : 'file'
    return {kind, organisation: entity.organisation, name: entity.name, at}
  }
}

const brokerProtocols: Readonly<Record<string, readonly string[]>> = {
  rabbitmq: ['amqp', 'amqps'],
  redis: ['redis', 'rediss'],
  'apache-kafka': ['kafka', 'host'],
  activemq: ['tcp', 'ssl', 'stomp', 'failover'],
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
