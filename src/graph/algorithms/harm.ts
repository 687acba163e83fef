import {type RelationType, relationTypes} from '../../model/relation-types.ts'
import {byte, type Csr, type Topology, word} from '../topology.ts'

export interface WalkOptions {
  /** Only these relation types. */
  readonly types?: readonly RelationType[]
  /** Follow every relation both ways, instead of the way harm travels. */
  readonly undirected?: boolean
}

/** One of the two ways along relations: which rows to read, and which types lead that way. */
export interface Way {
  readonly csr: Csr
  readonly leads: Uint8Array
}

/**
 * The ways by which harm leaves a node: along its own relations, and along those that point to it. With `against` the ways
 * by which it comes. A way that no type leads is left out.
 */
export function waysOfHarm(
  topology: Topology,
  {types, undirected = false}: WalkOptions,
  against = false,
): readonly Way[] {
  const leads = (direction: 'from-to' | 'to-from') =>
    Uint8Array.from(topology.types, (type) => {
      const {harm} = relationTypes[type]
      const wanted = types === undefined || types.includes(type)
      return wanted && (undirected || harm === direction || harm === 'both') ? 1 : 0
    })
  const along = leads(against ? 'to-from' : 'from-to')
  const back = leads(against ? 'from-to' : 'to-from')
  return [
    ...(along.includes(1) ? [{csr: topology, leads: along}] : []),
    ...(back.includes(1) ? [{csr: topology.reverse(), leads: back}] : []),
  ]
}

/** A breadth-first walk: every node reached, nearest first, with the node and the relation type it was reached by. */
export interface Reached {
  readonly nids: Uint32Array
  readonly depth: Uint32Array
  /** The place in `nids` of the node before, or -1 where that is the first start, -2 the second, and so on. */
  readonly before: Int32Array
  readonly type: Uint8Array
}

interface Limits {
  readonly depth?: number | undefined
  /** Stop once this node is reached. */
  readonly target?: number | undefined
  /** Walk from what is harmed to what harms it. */
  readonly against?: boolean
}

/** Walks from all starts at once; none of them is reached. */
export function walk(
  topology: Topology,
  starts: readonly number[],
  options: WalkOptions,
  {depth: most = Infinity, target = -1, against}: Limits,
): Reached {
  const {n} = topology
  const ways = waysOfHarm(topology, options, against)
  const seen = new Uint8Array(n)
  const queue = {
    nids: new Uint32Array(n),
    depth: new Uint32Array(n),
    before: new Int32Array(n),
    type: new Uint8Array(n),
  }
  let end = 0
  for (const start of starts) seen[start] = 1
  if (most > 0) {
    starts.forEach((start, which) => {
      for (const way of ways) end = take(way, queue, seen, start, -1 - which, end)
    })
    queue.depth.fill(1, 0, end)
  }
  for (let first = 0, depth = 1; first < end && depth < most && seen[target] !== 1; depth += 1) {
    const last = end
    for (const way of ways) end = takeLevel(way, queue, seen, first, last, end)
    queue.depth.fill(depth + 1, last, end)
    first = last
  }
  return {
    nids: queue.nids.subarray(0, end),
    depth: queue.depth.subarray(0, end),
    before: queue.before.subarray(0, end),
    type: queue.type.subarray(0, end),
  }
}

/** Takes up what one way leads to from each node of a level; returns the new end of the queue. */
function takeLevel(way: Way, queue: Reached, seen: Uint8Array, first: number, last: number, end: number): number {
  for (let place = first; place < last; place += 1) end = take(way, queue, seen, word(queue.nids, place), place, end)
  return end
}

function take({csr, leads}: Way, queue: Reached, seen: Uint8Array, v: number, place: number, end: number): number {
  const {off, adj, type} = csr
  const {nids, before, type: types} = queue
  for (let edge = word(off, v), last = word(off, v + 1); edge < last; edge += 1) {
    const w = word(adj, edge)
    if (seen[w] !== 0 || leads[byte(type, edge)] === 0) continue
    seen[w] = 1
    nids[end] = w
    before[end] = place
    types[end] = byte(type, edge)
    end += 1
  }
  return end
}
