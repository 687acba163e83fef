import {attributeValue, type Entity} from '../model/entity.ts'
import {relationId} from '../model/ids.ts'
import {isOfProduction} from '../model/in-production.ts'
import type {Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {union} from './merge-records.ts'
import {systemOf} from './system-of.ts'

/** How two systems meet in a thing that one writes and another reads. */
type Way = 'store' | 'message' | 'file'

interface Use {
  readonly system: string
  readonly relation: Relation
}

interface Exchange {
  readonly thing: Entity
  readonly way: Way
  readonly writers: readonly Use[]
  readonly readers: readonly Use[]
}

/**
 * A system that reads what another writes - a table, a queue, a file - depends on it: inferred, with the places at both
 * ends as evidence. What a system's components do with a table, the system does.
 */
export function joinExchanges(
  entities: ReadonlyMap<string, Entity>,
  relations: ReadonlyMap<string, Relation>,
): readonly Relation[] {
  const exchanges = exchangesIn(entities, relations)
  const meetings = Map.groupBy(exchanges.flatMap(meetingsAt), ({reader, writer, way}) =>
    JSON.stringify([reader.system, writer.system, way]),
  )
  return [...[...meetings.values()].map(dependency), ...exchanges.flatMap(sharedStore)]
}

/** A reader and a writer of one thing. */
interface Meeting extends Pick<Exchange, 'thing' | 'way'> {
  readonly reader: Use
  readonly writer: Use
}

function meetingsAt({thing, way, writers, readers}: Exchange): readonly Meeting[] {
  return readers.flatMap((reader) =>
    writers.filter(({system}) => system !== reader.system).map((writer) => ({thing, way, reader, writer})),
  )
}

/** What all the meetings of two systems of one way come to. */
function dependency(meetings: readonly Meeting[]): Relation {
  const [{reader, writer, way}] = meetings as readonly [Meeting] // a group has one at least
  const places = meetings.flatMap((one) => [one.reader.relation, one.writer.relation])
  return inferred(reader.system, 'DEPENDS_ON', writer.system, places, {
    kind: way,
    how: `reads ${named(meetings.map(({thing}) => thing.name))}, which it writes`,
    move: way === 'store' ? 'after' : 'free',
  })
}

/** A table that several systems use is, for the plan, a store of theirs; of one system it is its own affair. */
function sharedStore({thing, way, writers, readers}: Exchange): readonly Relation[] {
  const systems = new Set([...writers, ...readers].map(({system}) => system))
  if (way !== 'store' || systems.size < 2) return []
  const of = (uses: readonly Use[], type: 'READS' | 'WRITES'): readonly Relation[] =>
    [...Map.groupBy(uses, ({system}) => system)].map(([system, own]) =>
      inferred(
        system,
        type,
        thing.id,
        own.map(({relation}) => relation),
        {how: 'its components do'},
      ),
    )
  return [...of(writers, 'WRITES'), ...of(readers, 'READS')]
}

const mostNamed = 3

function named(names: readonly string[]): string {
  const all = [...new Set(names)].toSorted(compareText)
  const rest = all.length - mostNamed
  return rest > 0 ? `${all.slice(0, mostNamed).join(', ')} and ${rest} more` : all.join(', ')
}

function exchangesIn(
  entities: ReadonlyMap<string, Entity>,
  relations: ReadonlyMap<string, Relation>,
): readonly Exchange[] {
  const all = [...relations.values()]
  const ends = new Map<string, {readonly writers: Relation[]; readonly readers: Relation[]}>()
  for (const relation of all) {
    const {type, from, to, attributes} = relation
    if (!isOfProduction(attributes)) continue
    if ((type !== 'READS' && type !== 'WRITES') || entities.get(from)?.kind !== 'component') continue
    if (wayOf(entities.get(to)) === undefined) continue
    const {writers, readers} = ends.get(to) ?? {writers: [], readers: []}
    ;(type === 'WRITES' ? writers : readers).push(relation)
    ends.set(to, {writers, readers})
  }
  if (ends.size === 0) return []
  const systems = systemOf(all, entities)
  const usesOf = (list: readonly Relation[]): readonly Use[] =>
    list.flatMap((relation) => (systems(relation.from) ?? []).map((system) => ({system, relation})))
  return [...ends]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([id, {writers, readers}]) => {
      const thing = entities.get(id)
      const way = wayOf(thing)
      return thing && way ? [{thing, way, writers: usesOf(writers), readers: usesOf(readers)}] : []
    })
}

const ways: Readonly<Record<string, Way>> = {table: 'store', queue: 'message', file: 'file'}

function wayOf(thing: Entity | undefined): Way | undefined {
  return thing && ways[String(attributeValue(thing, 'type'))]
}

function inferred(
  from: string,
  type: 'DEPENDS_ON' | 'READS' | 'WRITES',
  to: string,
  of: readonly Relation[],
  attributes: Relation['attributes'],
): Relation {
  return {
    record: 'relation',
    id: relationId(from, type, to),
    ...{from, to, type, attributes},
    certainty: 'inferred',
    evidence: of.reduce<readonly string[]>((all, {evidence}) => union(all, evidence), []),
    scopes: of.reduce<readonly string[]>((all, {scopes}) => union(all, scopes), []),
  }
}
