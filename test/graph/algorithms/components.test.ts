import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {components, membersOf} from '../../../src/graph/algorithms/components.ts'
import {layers} from '../../../src/graph/algorithms/layers.ts'
import {buildTopology, type Topology} from '../../../src/graph/topology.ts'
import {chain, distances, randomGraph} from '../random-graphs.ts'

describe('strongly connected components', () => {
  it('hold together exactly the nodes that reach each other', () => {
    fc.assert(
      fc.property(randomGraph(), ({n, edges, topology}) => {
        const {of} = components(topology)
        const far = Array.from({length: n}, (_, start) => distances(n, edges, start))
        for (let a = 0; a < n; a += 1) {
          for (let b = 0; b < n; b += 1)
            expect(of[a] === of[b]).toBe((far[a]?.[b] ?? Infinity) < Infinity && (far[b]?.[a] ?? Infinity) < Infinity)
        }
      }),
    )
  })

  it('are numbered so that every relation between two leads to the lower', () => {
    fc.assert(
      fc.property(randomGraph(), ({edges, topology}) => {
        const {of} = components(topology)
        for (const [from, to] of edges) expect(of[from] ?? 0).toBeGreaterThanOrEqual(of[to] ?? 0)
      }),
    )
  })

  it('are as many as the nodes of a chain of 100,000, and one where the chain is closed', () => {
    expect(components(chain(100_000)).count).toBe(100_000)
    expect(membersOf(components(ring(100_000)))).toHaveLength(1)
  })

  it('are of one node where that only leads to itself', () => {
    expect(components(selfLoop())).toEqual({count: 1, of: Uint32Array.of(0)})
  })
})

describe('layers', () => {
  it('are one more than the highest layer that is led to, circles being one', () => {
    fc.assert(
      fc.property(randomGraph(), ({edges, topology}) => {
        const layerOf = layers(topology)
        const {of} = components(topology)
        layerOf.forEach((layer, nid) => {
          const below = edges
            .filter(([from, to]) => of[from] === of[nid] && of[to] !== of[nid])
            .map(([, to]) => (layerOf[to] ?? 0) + 1)
          expect(layer).toBe(Math.max(0, ...below))
        })
      }),
    )
  })

  it('count a chain of 100,000 from its end, and a node that leads to itself as 0', () => {
    expect(layers(chain(100_000))[0]).toBe(99_999)
    expect(layers(ring(100_000))[0]).toBe(0)
    expect([...layers(selfLoop())]).toEqual([0])
  })
})

function ring(n: number): Topology {
  return buildTopology(
    Array.from({length: n}, (_, nid) => ({id: `n${nid}`, kind: 'system' as const})),
    Array.from({length: n}, (_, nid) => [nid, (nid + 1) % n, 'DEPENDS_ON'] as const),
  )
}

function selfLoop(): Topology {
  return buildTopology([{id: 'n0', kind: 'system'}], [[0, 0, 'DEPENDS_ON']])
}
