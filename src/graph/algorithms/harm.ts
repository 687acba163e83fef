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

/** A level of so much of the graph is read by what it may lead to: row after row, not here and there. */
const largeLevel = 1 / 32

/** Walks from all starts at once; none of them is reached. */
export function walk(
  topology: Topology,
  starts: readonly number[],
  options: WalkOptions,
  {depth: most = Infinity, target = -1, against = false}: Limits,
): Reached {
  const {n} = topology
  const ways = waysOfHarm(topology, options, against)
  const found: Found = {
    seen: new Uint8Array(n),
    nids: new Uint32Array(n),
    depth: new Uint32Array(n),
    before: new Int32Array(n),
    type: new Uint8Array(n),
  }
  let end = 0
  for (const start of starts) found.seen[start] = markOf(0)
  if (most > 0) {
    starts.forEach((start, which) => {
      for (const way of ways) end = take(way, found, start, {place: -1 - which, mark: markOf(1), end})
    })
    found.depth.fill(1, 0, end)
  }
  for (let first = 0, depth = 1; first < end && depth < most && !found.seen[target]; depth += 1) {
    const last = end
    const level = {first, last, depth}
    end =
      last - first < n * largeLevel
        ? ahead(ways, found, level)
        : behind(waysOfHarm(topology, options, !against), found, level)
    found.depth.fill(depth + 1, last, end)
    first = last
  }
  return {
    nids: found.nids.subarray(0, end),
    depth: found.depth.subarray(0, end),
    before: found.before.subarray(0, end),
    type: found.type.subarray(0, end),
  }
}

interface Found extends Reached {
  /** 0 where a node is not yet reached, else the mark of its depth. */
  readonly seen: Uint8Array
}

/** Only neighbouring levels meet: what leads to a node that is not yet reached is of this level or the next. */
function markOf(depth: number): number {
  return 1 + (depth % 2)
}

/** The places of a level, and how deep it is. */
interface Level {
  readonly first: number
  readonly last: number
  readonly depth: number
}

/** Takes up what the nodes of a level lead to; returns the new end of what is found. */
function ahead(ways: readonly Way[], found: Found, {first, last, depth}: Level): number {
  const {nids} = found
  const mark = markOf(depth + 1)
  let end = last
  for (const way of ways) {
    for (let place = first; place < last; place += 1) end = take(way, found, word(nids, place), {place, mark, end})
  }
  return end
}

function take(
  {csr, leads}: Way,
  {seen, nids, before, type: types}: Found,
  v: number,
  {place, mark, end}: {readonly place: number; readonly mark: number; readonly end: number},
): number {
  const {off, adj, type} = csr
  let next = end
  for (let edge = word(off, v), last = word(off, v + 1); edge < last; edge += 1) {
    const w = word(adj, edge)
    if (seen[w] !== 0 || leads[byte(type, edge)] === 0) continue
    seen[w] = mark
    nids[next] = w
    before[next] = place
    types[next] = byte(type, edge)
    next += 1
  }
  return next
}

/** The same from the other end: asks every node that is not yet reached, by the ways back, for one of the level. */
function behind(waysBack: readonly Way[], found: Found, {first, last, depth}: Level): number {
  const {seen, nids, before, type: types} = found
  const n = seen.length
  const [mark, marked] = [markOf(depth), markOf(depth + 1)]
  const places = new Uint32Array(n)
  for (let place = first; place < last; place += 1) places[word(nids, place)] = place
  let end = last
  for (const {csr, leads} of waysBack) {
    const {off, adj, type} = csr
    for (let w = 0; w < n; w += 1) {
      if (seen[w] !== 0) continue
      for (let edge = word(off, w), stop = word(off, w + 1); edge < stop; edge += 1) {
        const v = word(adj, edge)
        if (seen[v] !== mark || leads[byte(type, edge)] === 0) continue
        seen[w] = marked
        nids[end] = w
        before[end] = word(places, v)
        types[end] = byte(type, edge)
        end += 1
        break
      }
    }
  }
  return end
}
