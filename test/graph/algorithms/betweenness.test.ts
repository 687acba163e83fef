import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {betweenness} from '../../../src/graph/algorithms/betweenness.ts'
import {buildTopology} from '../../../src/graph/topology.ts'
import {chain, distances, type Edge, randomGraph} from '../random-graphs.ts'

const all = {samples: Infinity, seed: 0}

describe('betweenness', () => {
  it('is the share of all shortest paths between others that lead through a node', () => {
    fc.assert(
      fc.property(randomGraph(), ({n, edges, topology}) => {
        const expected = naiveBetweenness(n, edges)
        betweenness(topology, all).forEach((score, nid) => expect(score).toBeCloseTo(expected[nid] ?? 0, 9))
      }),
    )
  })

  it('is exact from a sample that leaves nobody out, and the same again from the same seed', () => {
    fc.assert(
      fc.property(randomGraph(), fc.nat(), fc.integer({min: 1, max: 5}), ({n, topology}, seed, samples) => {
        expect(betweenness(topology, {samples: n, seed})).toEqual(betweenness(topology, all))
        expect(betweenness(topology, {samples, seed})).toEqual(betweenness(topology, {samples, seed}))
      }),
    )
  })

  it('is met on average by samples', () => {
    const exact = betweenness(chain(40), all)
    const runs = Array.from({length: 400}, (_, seed) => betweenness(chain(40), {samples: 10, seed}))
    const mean = exact.map((_, nid) => runs.reduce((sum, run) => sum + (run[nid] ?? 0), 0) / runs.length)
    exact.forEach((score, nid) => expect(Math.abs((mean[nid] ?? 0) - score)).toBeLessThan(0.1 * Math.max(...exact)))
  })

  it('holds where paths are more than a number counts', () => {
    // From end to end of 1,100 diamonds in a row lead 2 to the power of 1,100 paths.
    const diamonds = 1100
    const n = 3 * diamonds + 1
    const topology = buildTopology(
      Array.from({length: n}, (_, nid) => ({id: `n${nid}`, kind: 'system'})),
      Array.from({length: diamonds}, (_, place): Edge[] => [
        [3 * place, 3 * place + 1, 'DEPENDS_ON'],
        [3 * place, 3 * place + 2, 'DEPENDS_ON'],
        [3 * place + 1, 3 * place + 3, 'DEPENDS_ON'],
        [3 * place + 2, 3 * place + 3, 'DEPENDS_ON'],
      ]).flat(),
    )
    const score = betweenness(topology, all)
    for (let place = 0; place < diamonds; place += 1) {
      // Half of the paths of every pair before and behind the diamond lead through each of its sides.
      const expected = ((3 * place + 1) * (n - 3 * place - 3)) / 2
      expect((score[3 * place + 1] ?? 0) / expected).toBeCloseTo(1, 9)
      expect((score[3 * place + 2] ?? 0) / expected).toBeCloseTo(1, 9)
    }
  })
})

/** By counting the paths of every pair, and those of them through every third node. */
function naiveBetweenness(n: number, edges: readonly Edge[]): readonly number[] {
  const pairs = new Map(edges.map(([from, to]) => [`${from} ${to}`, [from, to] as const]))
  const far = Array.from({length: n}, (_, start) => distances(n, edges, start))
  const count = (from: number, to: number): number => {
    if (from === to) return 1
    const before = [...pairs.values()].filter(
      ([start, end]) => end === to && (far[from]?.[start] ?? Infinity) + 1 === far[from]?.[to],
    )
    return before.reduce((sum, [start]) => sum + count(from, start), 0)
  }
  return far.map((_, v) => {
    let score = 0
    for (let s = 0; s < n; s += 1) {
      for (let t = 0; t < n; t += 1) {
        const direct = far[s]?.[t] ?? Infinity
        if (s === t || s === v || t === v || direct === Infinity) continue
        if ((far[s]?.[v] ?? Infinity) + (far[v]?.[t] ?? Infinity) === direct)
          score += (count(s, v) * count(v, t)) / count(s, t)
      }
    }
    return score
  })
}
