import {word} from '../topology.ts'
import type {Links} from './links.ts'

export interface Parts {
  readonly count: number
  /** Each node's part, numbered in the order of their lowest nodes; `none` for what is left out. */
  readonly of: Int32Array
}

export const none = -1

/** The parts into which a graph falls: nodes that are linked, directly or through others, without those left out. */
export function partsOf({n, off, adj}: Links, without: readonly number[] = []): Parts {
  const unseen = -2
  const of = new Int32Array(n).fill(unseen)
  const queue = new Uint32Array(n)
  for (const nid of without) of[nid] = none
  let count = 0
  for (let start = 0; start < n; start += 1) {
    if (of[start] !== unseen) continue
    of[start] = count
    queue[0] = start
    for (let place = 0, end = 1; place < end; place += 1) {
      const v = word(queue, place)
      for (let link = word(off, v); link < word(off, v + 1); link += 1) {
        const w = word(adj, link)
        if (of[w] !== unseen) continue
        of[w] = count
        queue[end] = w
        end += 1
      }
    }
    count += 1
  }
  return {count, of}
}
