import {z} from 'zod'
import {EntityKind} from '../../model/entity.ts'
import {Attributes} from '../../model/entity.ts'
import type {Estate} from '../../model/estate.ts'
import type {LoadPreview, NodeLabel} from '../../model/graph-answers.ts'
import {compareText} from '../../model/json-lines.ts'
import {Certainty, RelationType, relationTypeNames} from '../../model/relation-types.ts'
import {Json} from '../../model/values.ts'
import type {
  GraphStore,
  LoadResult,
  LoadRun,
  Neighbour,
  NeighbourOptions,
  NodeFilter,
  NodeRecord,
  Page,
  StoredRelation,
} from '../store.ts'
import {connect, type Connection, type Credentials, whole} from './connection.ts'
import type {Place} from './faults.ts'
import {beginLoad, countedNow, type LoadOptions, previewLoad} from './load.ts'
import {readTopology} from './read-topology.ts'
import {checkReadable, knownScopes, storeState} from './store-state.ts'
import * as texts from './texts.ts'

export interface Neo4jStore extends GraphStore {
  readonly kind: 'neo4j'
  /** How much there is, where it is a whole load of the estate of this hash and nobody has added or taken away since. */
  loadedOf(estateSha256: string): Promise<Pick<LoadResult, 'nodes' | 'edges' | 'kept'> | undefined>
  /** What the graph knows the scopes by that saw anything of it. */
  scopes(): Promise<readonly string[]>
  /** What a load would do, without doing it. */
  previewLoad(estate: Pick<Estate, 'entities' | 'relations'>, run: LoadRun): Promise<LoadPreview>
}

const Label = z.object({id: z.string(), kind: EntityKind, name: z.string(), organisation: z.string()})
const seen = {
  scopes: z.array(z.string()).nullable(),
  lastSeen: z.string().nullable(),
}
const Node = Label.extend({attributes: z.string(), ...seen})
const said = {
  type: RelationType,
  certainty: Certainty,
  attributes: z.string().nullable(),
  evidence: z.array(z.string()),
  ...seen,
}
const NeighbourRow = Label.extend(said)
type Said = Omit<z.infer<typeof NeighbourRow>, keyof z.infer<typeof Label>>
const RelationRow = z.object({from: z.string(), to: z.string(), ...said})
const Counted = z.object({name: z.string(), count: z.number()})

const idsAtOnce = 10_000
/** Each may have many relations. */
const sourcesAtOnce = 1000

/** The graph in a database of a Neo4j server. Nothing is sent before the first question. */
export function openNeo4jStore(place: Place, credentials: Credentials, options: LoadOptions): Neo4jStore {
  const connection = connect(place, credentials)
  let checked: Promise<void> | undefined
  const readable = (): Promise<void> => (checked ??= checkReadable(connection))
  return {
    kind: 'neo4j',
    beginLoad: async (run) => {
      checked = undefined
      return beginLoad(connection, run, options)
    },
    loadedOf: async (estateSha256) => {
      const {state, isOlder, estate, counted: then, nodes, edges, kept} = await storeState(connection)
      const isAsThen =
        state === 'whole' && !isOlder && estate === estateSha256 && then === (await countedNow(connection))
      return isAsThen ? {nodes, edges, ...(kept && {kept})} : undefined
    },
    previewLoad: (estate, run) => previewLoad(connection, estate, run),
    getNodes: async function* (ids) {
      await readable()
      yield* byIds(connection, ids, texts.nodesById, nodeRecord)
    },
    getLabels: async function* (ids) {
      await readable()
      yield* byIds(connection, ids, texts.labelsById, (row) => Label.parse(row))
    },
    findNodes: async function* (filter, page = {}) {
      await readable()
      yield* findNodes(connection, filter, page)
    },
    neighbours: async (id, neighbourOptions) => {
      await readable()
      return neighbours(connection, id, neighbourOptions)
    },
    relationsFrom: async function* (ids) {
      await readable()
      yield* relationsFrom(connection, ids)
    },
    countByKind: async () => {
      await readable()
      const rows = await counted(connection, texts.countKinds)
      return rows.map(({name, count}) => ({kind: EntityKind.parse(name), count}))
    },
    countByType: async () => {
      await readable()
      const rows = await counted(connection, texts.countTypes)
      return rows.map(({name, count}) => ({type: RelationType.parse(name), count}))
    },
    kept: async () => (await storeState(connection)).kept,
    scopes: async () => ((await knownScopes(connection)) ?? []).map(({scope}) => scope),
    topology: async () => {
      await readable()
      return readTopology(connection)
    },
    close: () => connection.close(),
  }
}

async function* byIds<T>(
  connection: Connection,
  ids: Iterable<string>,
  text: string,
  parse: (row: object) => T,
): AsyncGenerator<T> {
  for (const asked of batchesOf(ids, idsAtOnce)) {
    const {records} = await connection.read((tx) => tx.run(text, {ids: asked}))
    for (const record of records) yield parse(record.toObject())
  }
}

function* batchesOf(ids: Iterable<string>, most: number): Generator<readonly string[]> {
  let batch: string[] = []
  for (const id of ids) {
    batch.push(id.toWellFormed())
    if (batch.length < most) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function* relationsFrom(connection: Connection, ids: Iterable<string>): AsyncGenerator<StoredRelation> {
  for (const asked of batchesOf(ids, sourcesAtOnce)) {
    const rows = connection.stream(texts.relationsFrom, {ids: asked, order: relationTypeNames})
    for await (const row of rows) {
      const {from, to, ...rest} = RelationRow.parse(row.toObject())
      yield {from, to, ...saidOf(rest)}
    }
  }
}

function nodeRecord(row: object): NodeRecord {
  const {attributes, scopes, lastSeen, ...label} = Node.parse(row)
  return {
    ...label,
    attributes: Attributes.parse(JSON.parse(attributes)),
    ...(scopes && {scopes}),
    ...(lastSeen !== null && {lastSeen}),
  }
}

async function* findNodes(connection: Connection, filter: NodeFilter, page: Page): AsyncGenerator<NodeLabel> {
  const parameters = {
    kinds: filter.kinds ?? null,
    organisation: filter.organisation ?? null,
    text: filter.text?.toLowerCase() ?? null,
    after: page.after ?? null,
    limit: whole(page.limit ?? Number.MAX_SAFE_INTEGER),
  }
  for await (const row of connection.stream(texts.findLabels, parameters)) yield Label.parse(row.toObject())
}

async function neighbours(
  connection: Connection,
  id: string,
  {direction, types, limit}: NeighbourOptions,
): Promise<readonly Neighbour[]> {
  const found: Neighbour[] = []
  for (const way of ['out', 'in'] as const) {
    if (direction !== 'both' && direction !== way) continue
    const parameters = {
      id: id.toWellFormed(),
      types: types ?? relationTypeNames,
      order: relationTypeNames,
      limit: whole(Math.max(0, limit - found.length)),
    }
    const {records} = await connection.read((tx) => tx.run(texts.neighboursOf(way), parameters))
    found.push(...records.map((record) => neighbourOf(way, record.toObject())))
  }
  return found
}

function neighbourOf(direction: 'in' | 'out', row: object): Neighbour {
  const {id, kind, name, organisation, ...rest} = NeighbourRow.parse(row)
  return {direction, ...saidOf(rest), node: {id, kind, name, organisation}}
}

function saidOf({type, certainty, attributes, evidence, scopes, lastSeen}: Said): Omit<StoredRelation, 'from' | 'to'> {
  return {
    ...{type, certainty, evidence},
    attributes: attributes === null ? {} : z.record(z.string(), Json).parse(JSON.parse(attributes)),
    ...(scopes && {scopes}),
    ...(lastSeen !== null && {lastSeen}),
  }
}

/** Most first, then by name. */
async function counted(connection: Connection, text: string): Promise<readonly z.infer<typeof Counted>[]> {
  const {records} = await connection.read((tx) => tx.run(text))
  return records
    .map((record) => Counted.parse(record.toObject()))
    .toSorted((a, b) => b.count - a.count || compareText(a.name, b.name))
}
