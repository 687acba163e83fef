import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {needsOf, selectionOf} from '../../src/graph/selection.ts'
import type {EntityKind} from '../../src/model/entity.ts'
import {type Edge, harmEdges, randomGraph} from './random-graphs.ts'

describe('a selection of kinds', () => {
  it('holds these things in their order, and every relation between them that carries harm', () => {
    fc.assert(
      fc.property(randomGraph(), ({n, edges, topology}) => {
        const kinds: readonly EntityKind[] = ['system', 'host', 'component', 'datastore', 'service', 'interface']
        const nids = Array.from({length: n}, (_, nid) => nid).filter((nid) =>
          kinds.some((kind) => kind === topology.kinds[topology.kind[nid] ?? 0]),
        )
        const selected = selectionOf(topology, kinds)

        expect(nids.map((_, place) => selected.idOf(place))).toEqual(nids.map((nid) => `n${nid}`))
        expect(Array.from({length: n}, (_, nid) => selected.nidOf(`n${nid}`))).toEqual(
          Array.from({length: n}, (_, nid) => (nids.includes(nid) ? nids.indexOf(nid) : undefined)),
        )
        const kept = edges.filter(
          ([from, to, type]) =>
            ![from, to].some((nid) => !nids.includes(nid)) && harmEdges([[from, to, type]]).length > 0,
        )
        expect(pairsOf(selected, nids)).toEqual(kept.map(([from, to]) => `${from} ${to}`).toSorted())
      }),
    )
  })
})

describe('who needs whom', () => {
  it('is where harm comes from, once a pair, and not mutual where that is not asked for', () => {
    fc.assert(
      fc.property(randomGraph(), fc.boolean(), ({n, edges, topology}, mutual) => {
        const nids = Array.from({length: n}, (_, nid) => nid)
        const asked = edges.filter(([from, to, type]) => from !== to && (mutual || type !== 'EXCHANGES_WITH'))
        const expected = harmEdges(asked).map(([from, to]: Edge) => `${to} ${from}`)
        expect(pairsOf(needsOf(topology, {mutual}), nids)).toEqual([...new Set(expected)].toSorted())
      }),
    )
  })
})

function pairsOf({off, adj}: {off: Uint32Array; adj: Uint32Array}, nids: readonly number[]): readonly string[] {
  return nids
    .flatMap((nid, place) => Array.from(adj.slice(off[place], off[place + 1]), (other) => `${nid} ${nids[other]}`))
    .toSorted()
}
