import type {Estate} from '../model/estate.ts'
import type {GraphPath, PathStep} from '../model/graph-answers.ts'
import {relationId} from '../model/ids.ts'
import type {Relation} from '../model/inventory.ts'
import type {RelationType} from '../model/relation-types.ts'
import {type Path, shortestPaths} from './algorithms/shortest-paths.ts'
import {knownId, labelOf} from './known-id.ts'
import type {GraphStore} from './store.ts'

interface PathOptions {
  /** Follow relations both ways, instead of the way harm travels. */
  readonly undirected: boolean
  /** How many ways at most. */
  readonly paths: number
}

/** The fewest relations by which harm travels from one thing to another, each with the places that say so. */
export async function pathBetween(
  store: GraphStore,
  estate: Pick<Estate, 'entities' | 'relations' | 'evidence'>,
  [fromText, toText]: readonly [string, string],
  {undirected, paths}: PathOptions,
): Promise<GraphPath> {
  const entities = async () => estate.entities
  const [from, to] = [await knownId(store, fromText, entities), await knownId(store, toText, entities)]
  const topology = await store.topology()
  const [start, goal] = [topology.nidOf(from), topology.nidOf(to)]
  if (start === undefined || goal === undefined)
    throw new Error(`the store has '${from}' and '${to}', its topology not`)
  const ends = {from: await labelOf(store, from), to: await labelOf(store, to), undirected}
  const [first, ...others] = shortestPaths(topology, start, goal, paths, {undirected})
  if (!first) return ends
  const relations = new Map(estate.relations.map((relation) => [relation.id, relation]))
  const places = new Map(estate.evidence.map(({id, locator}) => [id, locator]))
  const told = async (path: Path): Promise<readonly PathStep[]> => {
    const steps: PathStep[] = []
    let before = from
    for (const {nid, via} of path) {
      const id = topology.idOf(nid)
      const [forward, backward] = [relationId(before, via, id), relationId(id, via, before)].map((one) =>
        relations.get(one),
      )
      const stepped = stepOf(forward, backward, places) ?? (await keptStep(store, before, via, id))
      steps.push({...(await labelOf(store, id)), via, ...stepped})
      before = id
    }
    return steps
  }
  const steps = await told(first)
  return paths > 1 ? {...ends, steps, others: await Promise.all(others.map(told))} : {...ends, steps}
}

type Stepped = Pick<PathStep, 'reads' | 'certainty' | 'places'>

function stepOf(
  forward: Relation | undefined,
  backward: Relation | undefined,
  places: ReadonlyMap<string, string>,
): Stepped | undefined {
  const relation = forward ?? backward
  if (!relation) return undefined
  return {
    reads: forward ? 'from-before' : 'to-before',
    certainty: relation.certainty,
    places: relation.evidence.map((id) => places.get(id) ?? id),
  }
}

/** A relation that the estate has no more, and that stays in the graph: where it was written is no longer known. */
async function keptStep(store: GraphStore, before: string, via: RelationType, id: string): Promise<Stepped> {
  for (const direction of ['out', 'in'] as const) {
    const all = await store.neighbours(before, {direction, types: [via], limit: Number.MAX_SAFE_INTEGER})
    const found = all.find(({node}) => node.id === id)
    if (found) return {reads: direction === 'out' ? 'from-before' : 'to-before', certainty: found.certainty, places: []}
  }
  throw new Error(`the topology has '${before}' ${via} '${id}' and the store has not`)
}
