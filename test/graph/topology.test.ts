import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {type RelationType, relationTypeNames} from '../../src/model/relation-types.ts'
import {type Csr, simpleTopology} from '../../src/graph/topology.ts'
import {type Edge, randomGraph} from './random-graphs.ts'

describe('a topology', () => {
  it('holds every edge once, sorted by its ends and its type', () => {
    fc.assert(
      fc.property(randomGraph(), ({edges, topology}) => {
        expect(edgesOf(topology)).toEqual(sorted(edges))
      }),
    )
  })

  it('holds in reverse every edge from its other end', () => {
    fc.assert(
      fc.property(randomGraph(), ({edges, topology}) => {
        expect(edgesOf(topology.reverse())).toEqual(sorted(edges.map(([from, to, type]) => [to, from, type])))
      }),
    )
  })

  it('can be narrowed to one edge a pair, of given types, between given kinds', () => {
    fc.assert(
      fc.property(randomGraph(), ({edges, topology}) => {
        const isSystem = (nid: number) => topology.kinds[topology.kind[nid] ?? 0] === 'system'
        const kept = edges
          .filter(([from, to, type]) => type === 'DEPENDS_ON' && from !== to && isSystem(from) && isSystem(to))
          .map(([from, to]) => `${from} ${to}`)
        const simple = simpleTopology(topology, {types: ['DEPENDS_ON'], kinds: ['system']})
        expect(
          edgesOf(simple)
            .map(([from, to]) => `${from} ${to}`)
            .toSorted(),
        ).toEqual([...new Set(kept)].toSorted())
      }),
    )
  })

  it('finds a node by its id, and nothing by another', () => {
    const [graph] = fc.sample(randomGraph(), {numRuns: 1, seed: 7})
    expect([graph?.topology.nidOf('n0'), graph?.topology.idOf(0), graph?.topology.nidOf('__proto__')]).toEqual([
      0,
      'n0',
      undefined,
    ])
  })
})

function edgesOf({off, adj, type}: Csr): readonly Edge[] {
  return Array.from(off.slice(0, -1)).flatMap((first, from) =>
    Array.from(adj.slice(first, off[from + 1]), (to, place): Edge => [from, to, nameOf(type[first + place] ?? 0)]),
  )
}

function nameOf(code: number): RelationType {
  return relationTypeNames[code] ?? 'IMPORTS'
}

function sorted(edges: readonly Edge[]): readonly Edge[] {
  return edges.toSorted(
    (a, b) => a[0] - b[0] || a[1] - b[1] || relationTypeNames.indexOf(a[2]) - relationTypeNames.indexOf(b[2]),
  )
}
