import {UsageError} from '../errors.ts'
import type {Entity} from '../model/entity.ts'
import type {QueryRows} from '../model/graph-answers.ts'
import {type RelationType, relationTypeNames, relationTypes} from '../model/relation-types.ts'
import type {Subgraph} from '../model/subgraph.ts'
import {knownId} from './known-id.ts'
import type {GraphStore} from './store.ts'
import {byte, mask, type Topology, word} from './topology.ts'

interface NeighbourhoodOptions {
  /** How many relations away. */
  readonly depth: number
  readonly types?: readonly RelationType[] | undefined
}

/** All things and the relations between them, of some types or of all. */
export async function wholeGraph(store: GraphStore, types?: readonly RelationType[]): Promise<Subgraph> {
  const topology = await store.topology()
  return subgraphOf(store, topology, {types})
}

/**
 * A thing, given by its id, slug or any of its names, and what is at most so many relations away, whichever way they
 * read; by relations along which harm travels, unless types are named. Errors: a UsageError for what is no one thing.
 */
export async function neighbourhood(
  store: GraphStore,
  estate: () => Promise<{readonly entities: readonly Entity[]}>,
  text: string,
  {depth, types = harmful}: NeighbourhoodOptions,
): Promise<Subgraph> {
  const id = await knownId(store, text, async () => (await estate()).entities)
  const topology = await store.topology()
  const start = topology.nidOf(id)
  if (start === undefined) throw new Error(`the store has '${id}' and its topology has not`)
  const chosen = near(topology, start, depth, mask(topology.types, types))
  return {...subgraphOf(store, topology, {chosen, types}), around: id}
}

const harmful = relationTypeNames.filter((type) => relationTypes[type].harm !== 'none')

/** The things whose ids stand in rows, and the relations between them. Errors: a UsageError where no id stands there. */
export async function thingsOfRows(
  store: GraphStore,
  {columns, rows}: Pick<QueryRows, 'columns' | 'rows'>,
  types?: readonly RelationType[],
): Promise<Subgraph> {
  const topology = await store.topology()
  const chosen = new Uint8Array(topology.n)
  for (const cell of new Set(rows.flat())) {
    const nid = typeof cell === 'string' ? topology.nidOf(cell) : undefined
    if (nid !== undefined) chosen[nid] = 1
  }
  if (!chosen.includes(1))
    throw new UsageError('no-things', `No id of a thing stands in the ${rows.length} rows of the answer.`, {
      hint: `Ask for ids; the columns are: ${columns.join(', ')}.`,
    })
  return subgraphOf(store, topology, {chosen, types})
}

interface Choice {
  /** 1 for each node that is in it; left out, all are. */
  readonly chosen?: Uint8Array
  readonly types?: readonly RelationType[] | undefined
}

function subgraphOf(store: GraphStore, topology: Topology, {chosen, types}: Choice): Subgraph {
  const wanted = new Set(types ?? relationTypeNames)
  const isChosen = (nid: number): boolean => chosen === undefined || byte(chosen, nid) === 1
  function* ids(): Generator<string> {
    for (let nid = 0; nid < topology.n; nid += 1) if (isChosen(nid)) yield topology.idOf(nid)
  }
  return {
    things: chosen === undefined ? topology.n : chosen.reduce((sum, one) => sum + one, 0),
    relations: countRelations(topology, isChosen, mask(topology.types, types)),
    readThings: async function* () {
      for await (const thing of store.getNodes(ids())) yield withScopes(thing)
    },
    readRelations: async function* () {
      const members = chosen === undefined ? undefined : new Set(ids())
      for await (const relation of store.relationsFrom(ids()))
        if (wanted.has(relation.type) && (members?.has(relation.to) ?? true)) yield withScopes(relation)
    },
  }
}

/** A list of no scopes is none at all: not every store can tell the two apart. */
function withScopes<T extends {readonly scopes?: readonly string[] | undefined}>(one: T): T {
  return one.scopes?.length === 0 ? {...one, scopes: undefined} : one
}

function countRelations(topology: Topology, isChosen: (nid: number) => boolean, isWanted: Uint8Array): number {
  let count = 0
  for (let v = 0; v < topology.n; v += 1) {
    if (!isChosen(v)) continue
    for (let edge = word(topology.off, v); edge < word(topology.off, v + 1); edge += 1)
      if (byte(isWanted, byte(topology.type, edge)) === 1 && isChosen(word(topology.adj, edge))) count += 1
  }
  return count
}

/** 1 for each node that is at most so many relations away. */
function near(topology: Topology, start: number, depth: number, isFollowed: Uint8Array): Uint8Array {
  const reached = new Uint8Array(topology.n)
  reached[start] = 1
  let frontier = [start]
  for (let level = 0; level < depth && frontier.length > 0; level += 1) {
    const next: number[] = []
    for (const w of linkedTo(topology, frontier, isFollowed)) {
      if (byte(reached, w) === 1) continue
      reached[w] = 1
      next.push(w)
    }
    frontier = next
  }
  return reached
}

function* linkedTo(topology: Topology, nodes: readonly number[], isFollowed: Uint8Array): Generator<number> {
  for (const {off, adj, type} of [topology, topology.reverse()])
    for (const v of nodes)
      for (let edge = word(off, v); edge < word(off, v + 1); edge += 1)
        if (byte(isFollowed, byte(type, edge)) === 1) yield word(adj, edge)
}
