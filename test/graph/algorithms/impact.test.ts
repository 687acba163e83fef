import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {impact, placesBefore, subjectsOf} from '../../../src/graph/algorithms/impact.ts'
import {type RelationType, relationTypeNames} from '../../../src/model/relation-types.ts'
import {besideOthers, chain, distances, type Edge, harmEdges, randomGraph} from '../random-graphs.ts'

const types = fc.option(fc.subarray([...relationTypeNames], {minLength: 1}), {nil: undefined})
/** The levels of a walk are large in the graph alone, and small beside many nodes that nothing is linked to. */
const question = randomGraph().chain((graph) =>
  fc.record({
    graph: fc.constantFrom(graph, besideOthers(graph, 400)),
    subjects: fc.uniqueArray(fc.nat(graph.n - 1), {minLength: 1, maxLength: 3}),
    depth: fc.option(fc.integer({min: 1, max: 4}), {nil: undefined}),
    types,
  }),
)

describe('impact', () => {
  it('reaches what relaxing every relation reaches, at the same distance, from one thing or several', () => {
    fc.assert(
      fc.property(question, ({graph: {n, edges, topology}, subjects, depth, types: only}) => {
        const far = nearestOf(n, harmEdges(edges, only), subjects)
        const hits = impact(topology, subjects, {depth, types: only})
        const expected = far.flatMap((distance, nid) =>
          distance > 0 && distance <= (depth ?? n) ? [`${nid} at ${distance}`] : [],
        )
        expect(Array.from(hits.nids, (nid, at) => `${nid} at ${hits.depth[at]}`).toSorted()).toEqual(
          expected.toSorted(),
        )
      }),
    )
  })

  it('explains each hit by relations that exist, as many as it is deep, from the subject it names', () => {
    fc.assert(
      fc.property(question, ({graph: {edges, topology}, subjects, types: only}) => {
        const hits = impact(topology, subjects, {types: only})
        const harm = new Set(harmEdges(edges, only).map(String))
        const subjectOf = subjectsOf(hits)
        hits.nids.forEach((_, place) => {
          const steps = [...placesBefore(hits, place), place]
          expect(steps.length).toBe(hits.depth[place])
          let before = subjects[subjectOf[place] ?? -1] ?? -1
          for (const step of steps) {
            const nid = hits.nids[step] ?? -1
            const edge: Edge = [before, nid, topology.types[hits.type[step] ?? -1] as RelationType] // a place in the list
            expect(harm).toContain(String(edge))
            before = nid
          }
        })
      }),
    )
  })

  it('goes to the end of a chain of 100,000 and stops where it is told', () => {
    const long = chain(100_000)
    expect(impact(long, [99_999]).nids.length).toBe(99_999)
    expect(impact(long, [99_999], {depth: 10}).nids).toEqual(Uint32Array.from({length: 10}, (_, at) => 99_998 - at))
    expect(placesBefore(impact(long, [99_999]), 99_998, 20)).toHaveLength(20)
  })
})

function nearestOf(n: number, edges: readonly Edge[], starts: readonly number[]): readonly number[] {
  const all = starts.map((start) => distances(n, edges, start))
  return Array.from({length: n}, (_, nid) => Math.min(...all.map((far) => far[nid] ?? Infinity)))
}
