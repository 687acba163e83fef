import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {cutsOf} from '../../../src/graph/algorithms/cut-points.ts'
import {linksOf} from '../../../src/graph/algorithms/links.ts'
import {buildTopology} from '../../../src/graph/topology.ts'
import {chain, type Edge, naiveParts, randomGraph} from '../random-graphs.ts'

const question = randomGraph().chain((graph) =>
  fc.record({
    graph: fc.constant(graph),
    weight: fc.uint8Array({minLength: graph.n, maxLength: graph.n, max: 1}),
  }),
)

describe('single points of failure', () => {
  it('are the nodes without which their part falls into pieces, with the weight of all but the heaviest', () => {
    fc.assert(
      fc.property(question, ({graph: {n, edges, topology}, weight}) => {
        const expected = Array.from({length: n}, (_, nid) => nid).flatMap((nid) => {
          const whole = naiveParts(n, edges).find((part) => part.includes(nid)) ?? []
          const pieces = naiveParts(n, edges, [nid]).filter((piece) => whole.includes(piece[0] ?? -1))
          return pieces.length > 1 ? [{nid, cutsOff: allButHeaviest(pieces, weight), pieces: pieces.length}] : []
        })
        expect(cutsOf(linksOf(topology), weight).points).toEqual(expected)
      }),
      {numRuns: 300},
    )
  })

  it('are the relations without which there are more parts, with the lighter side', () => {
    fc.assert(
      fc.property(question, ({graph: {n, edges, topology}, weight}) => {
        const before = naiveParts(n, edges)
        const expected = edges.flatMap(([from, to], place) => {
          const after = naiveParts(n, edges.toSpliced(place, 1))
          if (after.length === before.length) return []
          const sides = after.filter((part) => part.includes(from) || part.includes(to))
          return [{ends: [Math.min(from, to), Math.max(from, to)], cutsOff: allButHeaviest(sides, weight)}]
        })
        expect(cutsOf(linksOf(topology), weight).bridges).toEqual(
          expected.toSorted((a, b) => (a.ends[0] ?? 0) - (b.ends[0] ?? 0) || (a.ends[1] ?? 0) - (b.ends[1] ?? 0)),
        )
      }),
      {numRuns: 300},
    )
  })

  it('are no relations that another of the same pair replaces', () => {
    const pair = (edges: readonly Edge[]) =>
      cutsOf(
        linksOf(
          buildTopology(
            [
              {id: 'n0', kind: 'system'},
              {id: 'n1', kind: 'system'},
            ],
            edges,
          ),
        ),
        Uint8Array.of(1, 1),
      ).bridges

    expect(pair([[0, 1, 'DEPENDS_ON']])).toEqual([{ends: [0, 1], cutsOff: 1}])
    expect(
      pair([
        [0, 1, 'DEPENDS_ON'],
        [1, 0, 'DEPENDS_ON'],
      ]),
    ).toEqual([])
  })

  it('are all but the ends of a chain of 100,000', () => {
    const {points, bridges} = cutsOf(linksOf(chain(100_000)), new Uint8Array(100_000).fill(1))
    expect([points.length, bridges.length]).toEqual([99_998, 99_999])
    expect(points[49_999]).toEqual({nid: 50_000, cutsOff: 49_999, pieces: 2})
  })
})

function allButHeaviest(pieces: readonly (readonly number[])[], weight: Uint8Array): number {
  const weights = pieces.map((piece) => piece.reduce((sum, nid) => sum + (weight[nid] ?? 0), 0))
  return weights.reduce((sum, one) => sum + one, 0) - Math.max(...weights)
}
