import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {cutsOf} from '../../../src/graph/algorithms/cut-points.ts'
import {impact} from '../../../src/graph/algorithms/impact.ts'
import {linksOf} from '../../../src/graph/algorithms/links.ts'
import {removal} from '../../../src/graph/algorithms/removal.ts'
import {naiveParts, randomGraph} from '../random-graphs.ts'

const question = randomGraph().chain((graph) =>
  fc.record({
    graph: fc.constant(graph),
    removed: fc.uniqueArray(fc.nat(graph.n - 1), {minLength: 1, maxLength: 3}),
  }),
)

describe('the removal of several things', () => {
  it('affects what the impact of each reaches, but for themselves', () => {
    fc.assert(
      fc.property(question, ({graph: {topology}, removed}) => {
        const {affected} = removal(topology, linksOf(topology), removed)
        const each = new Set(removed.flatMap((nid) => [...impact(topology, [nid]).nids]))
        expect(new Set(affected.nids)).toEqual(new Set([...each].filter((nid) => !removed.includes(nid))))
      }),
    )
  })

  it('lets fall apart what was one part and is several, the largest piece first', () => {
    fc.assert(
      fc.property(question, ({graph: {n, edges, topology}, removed}) => {
        const expected = naiveParts(n, edges).flatMap((part) => {
          const pieces = naiveParts(n, edges, removed).filter((piece) => part.includes(piece[0] ?? -1))
          return pieces.length > 1 ? [pieces.toSorted((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0))] : []
        })
        // Those whose lowest thing that is left comes first; the lowest of all may be one that went.
        const lowest = (pieces: readonly (readonly number[])[]) => Math.min(...pieces.flat())
        const inOrder = expected.toSorted((a, b) => lowest(a) - lowest(b))
        const {fallenApart} = removal(topology, linksOf(topology), removed)
        expect(fallenApart.map((pieces) => pieces.map((piece) => [...piece]))).toEqual(inOrder)
      }),
    )
  })

  it('of one thing makes something fall apart exactly where that is a single point of failure', () => {
    fc.assert(
      fc.property(randomGraph(), ({n, topology}) => {
        const links = linksOf(topology)
        const points = cutsOf(links, new Uint8Array(n).fill(1)).points.map(({nid}) => nid)
        const alone = Array.from({length: n}, (_, nid) => nid)
        expect(alone.filter((nid) => removal(topology, links, [nid]).fallenApart.length > 0)).toEqual(points)
      }),
    )
  })
})
