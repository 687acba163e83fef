import type {RelationType} from '../../model/relation-types.ts'
import {byte, type Topology, word} from '../topology.ts'
import {type WalkOptions, type Way, walk, waysOfHarm} from './harm.ts'

export interface PathStep {
  readonly nid: number
  /** The relation by which the step was made. */
  readonly via: RelationType
}

/** The steps after the start. */
export type Path = readonly PathStep[]

/**
 * The paths of the fewest relations by which harm travels from one node to another, or with `undirected` by which they
 * are related at all: at most `most`, none of which meets a node twice. The shortest come first, equally short ones in the
 * order of their nodes; two that meet the same nodes are one. From a node to itself there is one path, of no steps.
 *
 * J. Y. Yen, "Finding the K shortest loopless paths in a network", Management Science 17(11), 1971, with E. L. Lawler's
 * partition (Management Science 18(7), 1972). Each search is led by the distances to the goal, which are found once.
 */
export function shortestPaths(
  topology: Topology,
  from: number,
  to: number,
  most: number,
  options: WalkOptions = {},
): readonly Path[] {
  if (from === to) return [[]]
  const left = distancesTo(topology, from, to, options)
  if (left === undefined || most < 1) return []
  const ways = waysOfHarm(topology, options)
  const search = searchOf({ways, against: waysOfHarm(topology, options, true), left, to, n: topology.n})
  const found: Candidate[] = []
  let waiting = keepBest([], [searched(search, [from], 0, [])], most)
  for (let [next, ...others] = waiting; next !== undefined; [next, ...others] = waiting) {
    found.push(next)
    const room = most - found.length
    waiting = keepBest(others, room > 0 ? deviations(search, next) : [], room)
  }
  return found.map(({nids}) => stepsOf(topology, ways, nids))
}

/** A path as its nodes, and the part of all paths of which it is the best. */
interface Candidate {
  readonly nids: readonly number[]
  /** All paths of the part begin with the nodes up to this place ... */
  readonly place: number
  /** ... and go on from there to none of these. */
  readonly barred: readonly number[]
}

/** The best path that begins as this one does up to a place, and goes on from there to none of the barred. */
type Search = (path: readonly number[], place: number, barred: readonly number[]) => readonly number[] | undefined

function searched(
  search: Search,
  path: readonly number[],
  place: number,
  barred: readonly number[],
): Candidate | undefined {
  const tail = search(path, place, barred)
  return tail && {nids: [...path.slice(0, place + 1), ...tail], place, barred}
}

/** The best of each part into which the others of a path's part fall: by the place where they leave it. */
function* deviations(search: Search, {nids, place: first, barred}: Candidate): Generator<Candidate | undefined> {
  for (let place = first; place + 1 < nids.length; place += 1) {
    const taken = nids[place + 1] ?? 0
    yield searched(search, nids, place, place === first ? [...barred, taken] : [taken])
  }
}

function keepBest(
  kept: readonly Candidate[],
  more: Iterable<Candidate | undefined>,
  room: number,
): readonly Candidate[] {
  const best = kept.slice(0, room)
  for (const candidate of more) {
    if (candidate === undefined) continue
    const place = best.findIndex((other) => comparePaths(candidate.nids, other.nids) < 0)
    best.splice(place < 0 ? best.length : place, 0, candidate)
    best.length = Math.min(best.length, room)
  }
  return best
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return a.length - b.length
  const place = a.findIndex((nid, at) => nid !== b[at])
  return (a[place] ?? 0) - (b[place] ?? 0)
}

/** For each node at least so many steps to the goal, exactly so many on the shortest ways; undefined where none leads. */
function distancesTo(topology: Topology, from: number, to: number, options: WalkOptions): Uint32Array | undefined {
  const reached = walk(topology, [to], options, {against: true, target: from})
  const place = reached.nids.lastIndexOf(from)
  if (place < 0) return undefined
  const left = new Uint32Array(topology.n).fill(word(reached.depth, place))
  left[to] = 0
  reached.nids.forEach((nid, at) => (left[nid] = reached.depth[at] ?? 0))
  return left
}

interface Field {
  readonly ways: readonly Way[]
  readonly against: readonly Way[]
  readonly left: Uint32Array
  readonly to: number
  readonly n: number
}

/** What the searches of one field share, as long as the graph; what is of an earlier round does not count. */
interface Scratch {
  readonly steps: Uint32Array
  readonly known: Uint32Array
  readonly leads: Uint32Array
  /** Each node's place on the path that is left, or `n`. */
  readonly places: Uint32Array
  round: number
}

function searchOf(field: Field): Search {
  const {n, to} = field
  const places = new Uint32Array(n).fill(n)
  const scratch: Scratch = {
    steps: new Uint32Array(n),
    known: new Uint32Array(n),
    leads: new Uint32Array(n),
    places,
    round: 0,
  }
  let marked: readonly number[] = []
  return (path, place, barred) => {
    if (path !== marked) {
      for (const nid of marked) places[nid] = n
      path.forEach((nid, at) => (places[nid] = at))
      marked = path
    }
    const start = path[place] ?? to
    scratch.round += 1
    if (!spread(field, scratch, start, barred)) return undefined
    leadBack(field, scratch)
    return tailFrom(field, scratch, start)
  }
}

/** A*: every node is taken up once, since `left` never falls by more than one a step. Whether it met the goal. */
function spread({ways, left, to}: Field, scratch: Scratch, start: number, barred: readonly number[]): boolean {
  const {steps, known, places, round} = scratch
  const place = word(places, start)
  const shortest = word(left, start)
  const waiting: number[][] = [[start]] // by how much longer than the shortest their path is at least
  let last = Infinity
  known[start] = round
  steps[start] = 0
  for (let over = 0; over < waiting.length && over <= last; over += 1) {
    const queue = waiting[over] ?? []
    for (let v = queue.pop(); v !== undefined; v = queue.pop()) {
      const far = word(steps, v) + 1
      if (far - 1 + word(left, v) !== over + shortest) continue // since met by fewer steps
      if (v === to) last = over
      eachNext(v === to ? [] : ways, v, (w) => {
        if (word(places, w) <= place || (known[w] === round && word(steps, w) <= far)) return
        if (v === start && barred.includes(w)) return
        known[w] = round
        steps[w] = far
        ;(waiting[far + word(left, w) - shortest] ??= []).push(w)
      })
    }
  }
  return last < Infinity
}

/** Marks the nodes on the shortest ways that were found to the goal. */
function leadBack({against, to}: Field, {steps, known, leads, round}: Scratch): void {
  const queue = [to]
  leads[to] = round
  for (let v = queue.pop(); v !== undefined; v = queue.pop()) {
    const far = word(steps, v)
    eachNext(against, v, (w) => {
      if (known[w] !== round || word(steps, w) + 1 !== far || leads[w] === round) return
      leads[w] = round
      queue.push(w)
    })
  }
}

/** Of the shortest ways the first by its nodes. */
function tailFrom({ways, to, n}: Field, {steps, leads, round}: Scratch, start: number): readonly number[] {
  const tail: number[] = []
  for (let v = start; v !== to; v = tail.at(-1) ?? to) {
    let best = n
    eachNext(ways, v, (w) => {
      if (leads[w] === round && word(steps, w) === tail.length + 1) best = Math.min(best, w)
    })
    tail.push(best)
  }
  return tail
}

function eachNext(ways: readonly Way[], v: number, visit: (w: number, type: number) => void): void {
  for (const {csr, leads} of ways) {
    for (let edge = word(csr.off, v); edge < word(csr.off, v + 1); edge += 1) {
      if (leads[byte(csr.type, edge)]) visit(word(csr.adj, edge), byte(csr.type, edge))
    }
  }
}

/** The relations between the nodes of a path; of several between two the first type. */
function stepsOf(topology: Topology, ways: readonly Way[], nids: readonly number[]): Path {
  return nids.slice(1).map((nid, place) => {
    let first = topology.types.length
    eachNext(ways, nids[place] ?? 0, (w, type) => {
      if (w === nid) first = Math.min(first, type)
    })
    const via = topology.types[first]
    if (via === undefined) throw new Error('a path goes where no relation leads')
    return {nid, via}
  })
}
