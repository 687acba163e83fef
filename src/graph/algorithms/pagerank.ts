import {type Csr, real, word} from '../topology.ts'

interface PagerankOptions {
  readonly damping?: number
  readonly iterations?: number
}

/**
 * The share of attention that each node gets when every node passes its own on to what it leads to; all shares add up to
 * 1. L. Page and S. Brin, "The anatomy of a large-scale hypertextual web search engine", 1998. The number of rounds is
 * fixed, so that the same graph gives the same bits.
 */
export function pagerank({off, adj}: Csr, {damping = 0.85, iterations = 40}: PagerankOptions = {}): Float64Array {
  const n = off.length - 1
  let rank = new Float64Array(n).fill(n === 0 ? 0 : 1 / n)
  for (let round = 0; round < iterations; round += 1) {
    const received = new Float64Array(n)
    let kept = 0 // by nodes that lead nowhere: shared out among all
    for (let v = 0; v < n; v += 1) {
      const first = word(off, v)
      const end = word(off, v + 1)
      if (first === end) kept += real(rank, v)
      const share = real(rank, v) / (end - first)
      for (let edge = first; edge < end; edge += 1) {
        const w = word(adj, edge)
        received[w] = real(received, w) + share
      }
    }
    const everywhere = (1 - damping + damping * kept) / n
    rank = received.map((share) => everywhere + damping * share)
  }
  return rank
}
