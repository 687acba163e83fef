import {byte, real, signed, word} from '../topology.ts'
import type {Links} from './links.ts'

/** A node without which its part of the graph falls apart (an articulation point). */
export interface CutPoint {
  readonly nid: number
  /** The weight of all but the heaviest of the pieces that are left. */
  readonly cutsOff: number
  readonly pieces: number
}

/** A relation without which its part of the graph falls in two: the only one between its ends, the lower node first. */
export interface Bridge {
  readonly ends: readonly [number, number]
  /** The weight of the lighter side. */
  readonly cutsOff: number
}

export interface Cuts {
  readonly points: readonly CutPoint[]
  readonly bridges: readonly Bridge[]
}

/**
 * All articulation points and bridges, each list in the order of nodes. J. Hopcroft and R. Tarjan, "Algorithm 447:
 * efficient algorithms for graph manipulation", Comm. ACM 16(6), 1973, with a stack of its own.
 */
export function cutsOf(links: Links, weight: Uint8Array): Cuts {
  const {n} = links
  const found: Found = {
    order: new Uint32Array(n),
    low: new Uint32Array(n),
    parent: new Int32Array(n).fill(-1),
    below: Float64Array.from(weight),
    whole: new Float64Array(n),
  }
  search(links, found)
  return {points: pointsOf(found, weight), bridges: bridgesOf(links, found)}
}

/** What a depth-first search finds of every node. */
interface Found {
  /** Its turn, from 1; 0 is not yet met. */
  readonly order: Uint32Array
  /** The earliest turn that it or a node below it is linked to, the link by which it was met left aside. */
  readonly low: Uint32Array
  /** The node from which it was met, or -1. */
  readonly parent: Int32Array
  /** Its weight and that of all nodes below it. */
  readonly below: Float64Array
  /** The weight of its part of the graph. */
  readonly whole: Float64Array
}

function search({n, off, adj}: Links, {order, low, parent, below, whole}: Found): void {
  const next = off.slice(0, n)
  const path = new Uint32Array(n)
  const met = new Uint32Array(n)
  let turn = 0
  let depth = 0
  const enter = (v: number): void => {
    met[turn] = v
    turn += 1
    order[v] = turn
    low[v] = turn
    path[depth] = v
    depth += 1
  }
  const leave = (v: number): void => {
    depth -= 1
    const above = signed(parent, v)
    if (above < 0) return
    low[above] = Math.min(word(low, above), word(low, v))
    below[above] = real(below, above) + real(below, v)
  }
  for (let root = 0; root < n; root += 1) {
    if (order[root] !== 0) continue
    const first = turn
    enter(root)
    while (depth > 0) {
      const v = word(path, depth - 1)
      const link = word(next, v)
      next[v] = link + 1
      if (link === word(off, v + 1)) leave(v)
      else if (order[word(adj, link)] === 0) {
        parent[word(adj, link)] = v
        enter(word(adj, link))
      } else if (word(adj, link) !== parent[v]) low[v] = Math.min(word(low, v), word(order, word(adj, link)))
    }
    for (let place = first; place < turn; place += 1) whole[word(met, place)] = real(below, root)
  }
}

function pointsOf({order, low, parent, below, whole}: Found, weight: Uint8Array): readonly CutPoint[] {
  const n = order.length
  const pieces = new Uint32Array(n) // that hang on the node alone
  const heaviest = new Float64Array(n)
  const hanging = new Float64Array(n)
  for (let v = 0; v < n; v += 1) {
    const above = signed(parent, v)
    if (above < 0 || word(low, v) < word(order, above)) continue
    pieces[above] = word(pieces, above) + 1
    heaviest[above] = Math.max(real(heaviest, above), real(below, v))
    hanging[above] = real(hanging, above) + real(below, v)
  }
  const points: CutPoint[] = []
  for (let nid = 0; nid < n; nid += 1) {
    // What is above a node is one more piece; a root has nothing above it.
    const all = word(pieces, nid) + (signed(parent, nid) < 0 ? 0 : 1)
    if (all < 2 || pieces[nid] === 0) continue
    const rest = real(whole, nid) - byte(weight, nid)
    const above = rest - real(hanging, nid)
    points.push({nid, cutsOff: rest - Math.max(real(heaviest, nid), above), pieces: all})
  }
  return points
}

function bridgesOf(links: Links, {order, low, parent, below, whole}: Found): readonly Bridge[] {
  const bridges: Bridge[] = []
  for (let v = 0; v < links.n; v += 1) {
    const above = signed(parent, v)
    if (above < 0 || word(low, v) <= word(order, above) || relationsBetween(links, v, above) > 1) continue
    const cutsOff = Math.min(real(below, v), real(whole, v) - real(below, v))
    bridges.push({ends: above < v ? [above, v] : [v, above], cutsOff})
  }
  return bridges.sort((a, b) => a.ends[0] - b.ends[0] || a.ends[1] - b.ends[1])
}

function relationsBetween({off, adj, relations}: Links, v: number, w: number): number {
  let [low, high] = [word(off, v), word(off, v + 1)]
  while (low < high) {
    const middle = (low + high) >> 1
    if (word(adj, middle) < w) low = middle + 1
    else high = middle
  }
  return word(relations, low)
}
