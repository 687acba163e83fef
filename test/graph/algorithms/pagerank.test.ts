import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {pagerank} from '../../../src/graph/algorithms/pagerank.ts'
import {type Edge, randomGraph} from '../random-graphs.ts'

describe('PageRank', () => {
  it('is what a matrix multiplied forty times gives, and adds up to one', () => {
    fc.assert(
      fc.property(randomGraph(), ({n, edges, topology}) => {
        const rank = pagerank(topology)
        const expected = byMatrix(n, edges)
        rank.forEach((share, nid) => expect(share).toBeCloseTo(expected[nid] ?? 0, 12))
        expect(rank.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
      }),
    )
  })

  it('gives the same bits again', () => {
    const [graph] = fc.sample(randomGraph(), {numRuns: 1, seed: 3})
    if (graph) expect(pagerank(graph.topology)).toEqual(pagerank(graph.topology))
  })
})

function byMatrix(n: number, edges: readonly Edge[]): readonly number[] {
  const rows = Array.from({length: n}, (_, from) => {
    const out = edges.filter(([start]) => start === from)
    return Array.from({length: n}, (_, to) =>
      out.length === 0 ? 1 / n : out.filter(([, end]) => end === to).length / out.length,
    )
  })
  let rank = new Array<number>(n).fill(1 / n)
  for (let round = 0; round < 40; round += 1)
    rank = rank.map((_, to) => 0.15 / n + 0.85 * rank.reduce((sum, r, from) => sum + r * (rows[from]?.[to] ?? 0), 0))
  return rank
}
