import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {communities, modularity} from '../../../src/graph/algorithms/communities.ts'
import {linksOf} from '../../../src/graph/algorithms/links.ts'
import {partsOf} from '../../../src/graph/algorithms/parts.ts'
import {buildTopology} from '../../../src/graph/topology.ts'
import {chain, type Edge, naiveParts, randomGraph} from '../random-graphs.ts'

describe('communities', () => {
  it('are never worse than one of everything, one of each node, or the parts of the graph', () => {
    fc.assert(
      fc.property(randomGraph(), ({n, topology}) => {
        const links = linksOf(topology)
        const found = modularity(links, communities(links).of) + 1e-12
        expect(found).toBeGreaterThanOrEqual(modularity(links, new Uint32Array(n)))
        expect(found).toBeGreaterThanOrEqual(
          modularity(
            links,
            Uint32Array.from({length: n}, (_, v) => v),
          ),
        )
        expect(found).toBeGreaterThanOrEqual(modularity(links, Uint32Array.from(partsOf(links).of)))
      }),
    )
  })

  it('are linked within themselves, and numbered by their lowest nodes', () => {
    fc.assert(
      fc.property(randomGraph(), ({n, edges, topology}) => {
        const {count, of} = communities(linksOf(topology))
        const inner = edges.filter(([from, to]) => of[from] === of[to])
        const expected = new Uint32Array(n)
        const parts = naiveParts(n, inner)
        parts.forEach((members, part) => members.forEach((nid) => (expected[nid] = part)))
        expect([count, of]).toEqual([parts.length, expected])
      }),
    )
  })

  it('of two rings of friends that one relation joins are these two', () => {
    const clique = (first: number): Edge[] =>
      [0, 1, 2, 3, 4].flatMap((a) =>
        [0, 1, 2, 3, 4].filter((b) => b > a).map((b): Edge => [first + a, first + b, 'DEPENDS_ON']),
      )
    const topology = buildTopology(
      Array.from({length: 10}, (_, nid) => ({id: `n${nid}`, kind: 'system'})),
      [...clique(0), ...clique(5), [0, 5, 'DEPENDS_ON']],
    )
    expect([...communities(linksOf(topology)).of]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
  })

  it('cut a chain of 100,000 into pieces of it', () => {
    const {of} = communities(linksOf(chain(100_000)))
    expect(of.every((one, nid) => one === (of[nid - 1] ?? 0) || one === (of[nid - 1] ?? 0) + 1)).toBe(true)
  })
})

describe('modularity', () => {
  it('is what its definition says, pair by pair', () => {
    fc.assert(
      fc.property(
        randomGraph(),
        fc.uint8Array({minLength: 12, maxLength: 12, max: 3}),
        ({n, edges, topology}, drawn) => {
          const group = drawn.subarray(0, n).map((one) => one % n)
          const between = edges.filter(([from, to]) => from !== to)
          const degree = Array.from({length: n}, (_, v) => between.filter(([a, b]) => a === v || b === v).length)
          let sum = 0
          for (let v = 0; v < n; v += 1) {
            for (let w = 0; w < n; w += 1) {
              if (group[v] !== group[w]) continue
              const relations = between.filter(([a, b]) => (a === v && b === w) || (a === w && b === v)).length
              sum += relations - ((degree[v] ?? 0) * (degree[w] ?? 0)) / (2 * between.length)
            }
          }
          const expected = between.length === 0 ? 0 : sum / (2 * between.length)
          expect(modularity(linksOf(topology), Uint32Array.from(group))).toBeCloseTo(expected, 12)
        },
      ),
    )
  })
})
