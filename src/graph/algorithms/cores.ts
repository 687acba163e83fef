import {at, offsetsOf} from '../topology.ts'
import type {Links} from './links.ts'

/**
 * Each node's core: the greatest k such that it belongs to a set of nodes each of which is linked to at least k others of
 * the set. V. Batagelj and M. Zaversnik, "An O(m) algorithm for cores decomposition of networks", 2003.
 */
export function cores({n, off, adj}: Links): Uint32Array {
  const left = Uint32Array.from({length: n}, (_, v) => at(off, v + 1) - at(off, v))
  // Nodes by how many links they have left; `first[k]` is the place of the first with k of them.
  const first = offsetsOf(n, left)
  const place = new Uint32Array(n)
  const order = new Uint32Array(n)
  const next = first.slice()
  for (let v = 0; v < n; v += 1) {
    place[v] = at(next, at(left, v))
    order[at(place, v)] = v
    next[at(left, v)] = at(place, v) + 1
  }
  const swap = (v: number, to: number): void => {
    const other = at(order, to)
    order[at(place, v)] = other
    place[other] = at(place, v)
    order[to] = v
    place[v] = to
  }
  for (let turn = 0; turn < n; turn += 1) {
    const v = at(order, turn)
    for (let link = at(off, v); link < at(off, v + 1); link += 1) {
      const w = at(adj, link)
      const k = at(left, w)
      if (k <= at(left, v)) continue
      swap(w, at(first, k))
      first[k] = at(first, k) + 1
      left[w] = k - 1
    }
  }
  return left
}
