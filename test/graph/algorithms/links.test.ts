import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {linksOf} from '../../../src/graph/algorithms/links.ts'
import {neighboursOf, randomGraph} from '../random-graphs.ts'

describe('links', () => {
  it('join what any relation joins, both ways, in order, and count the relations of each pair', () => {
    fc.assert(
      fc.property(randomGraph(), ({n, edges, topology}) => {
        const {off, adj, relations} = linksOf(topology)
        const expected = neighboursOf(n, edges).map((others, nid) =>
          [...others]
            .toSorted((a, b) => a - b)
            .map((other) => [
              other,
              edges.filter(([from, to]) => (from === nid && to === other) || (from === other && to === nid)).length,
            ]),
        )
        const found = Array.from({length: n}, (_, nid) =>
          Array.from(adj.slice(off[nid], off[nid + 1]), (other, at) => [other, relations[(off[nid] ?? 0) + at]]),
        )
        expect(found).toEqual(expected)
      }),
    )
  })
})
