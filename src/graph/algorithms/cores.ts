import {offsetsOf, word} from '../topology.ts'
import type {Links} from './links.ts'

/**
 * Each node's core: the greatest k such that it belongs to a set of nodes each of which is linked to at least k others of
 * the set. V. Batagelj and M. Zaversnik, "An O(m) algorithm for cores decomposition of networks", 2003.
 */
export function cores({n, off, adj}: Links): Uint32Array {
  const left = Uint32Array.from({length: n}, (_, v) => word(off, v + 1) - word(off, v))
  // Nodes by how many links they have left; `first[k]` is the place of the first with k of them.
  const first = offsetsOf(n, left)
  const place = new Uint32Array(n)
  const order = new Uint32Array(n)
  const next = first.slice()
  for (let v = 0; v < n; v += 1) {
    place[v] = word(next, word(left, v))
    order[word(place, v)] = v
    next[word(left, v)] = word(place, v) + 1
  }
  const swap = (v: number, to: number): void => {
    const other = word(order, to)
    order[word(place, v)] = other
    place[other] = word(place, v)
    order[to] = v
    place[v] = to
  }
  for (let turn = 0; turn < n; turn += 1) {
    const v = word(order, turn)
    for (let link = word(off, v); link < word(off, v + 1); link += 1) {
      const w = word(adj, link)
      const k = word(left, w)
      if (k <= word(left, v)) continue
      swap(w, word(first, k))
      first[k] = word(first, k) + 1
      left[w] = k - 1
    }
  }
  return left
}
