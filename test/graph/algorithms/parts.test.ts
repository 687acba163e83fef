import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {components} from '../../../src/graph/algorithms/components.ts'
import {linksOf} from '../../../src/graph/algorithms/links.ts'
import {none, partsOf} from '../../../src/graph/algorithms/parts.ts'
import {chain, naiveParts, randomGraph} from '../random-graphs.ts'

const question = randomGraph().chain((graph) =>
  fc.record({graph: fc.constant(graph), without: fc.uniqueArray(fc.nat(graph.n - 1), {maxLength: 3})}),
)

describe('the parts of a graph', () => {
  it('hold together what is linked, without what is left out, in the order of their lowest nodes', () => {
    fc.assert(
      fc.property(question, ({graph: {n, edges, topology}, without}) => {
        const {count, of} = partsOf(linksOf(topology), without)
        const expected = new Int32Array(n).fill(none)
        const parts = naiveParts(n, edges, without)
        parts.forEach((members, part) => members.forEach((nid) => (expected[nid] = part)))
        expect(of).toEqual(expected)
        expect(count).toBe(parts.length)
      }),
    )
  })

  it('are never more than the strongly connected components, each of which lies in one', () => {
    fc.assert(
      fc.property(randomGraph(), ({topology}) => {
        const parts = partsOf(linksOf(topology))
        const strong = components(topology)
        expect(parts.count).toBeLessThanOrEqual(strong.count)
        expect(new Set(Array.from(strong.of, (component, nid) => `${component} ${parts.of[nid]}`)).size).toBe(
          strong.count,
        )
      }),
    )
  })

  it('are two where a chain of 100,000 loses its middle', () => {
    expect(partsOf(linksOf(chain(100_000)), [50_000]).count).toBe(2)
  })
})
