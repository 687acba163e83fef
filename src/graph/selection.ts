import type {EntityKind} from '../model/entity.ts'
import {type RelationType, relationTypes} from '../model/relation-types.ts'
import {at, type Csr, csrOf, mask, type Topology, topologyOf} from './topology.ts'

/** The things of some kinds alone, numbered anew in their order, with all relations between them that carry harm. */
export function selectionOf(topology: Topology, kinds: readonly EntityKind[]): Topology {
  const isWanted = mask(topology.kinds, kinds)
  const carries = Uint8Array.from(topology.types, (type) => (relationTypes[type].harm === 'none' ? 0 : 1))
  const nids: number[] = []
  const placeOf = new Int32Array(topology.n).fill(-1)
  topology.kind.forEach((kind, nid) => {
    if (at(isWanted, kind)) placeOf[nid] = nids.push(nid) - 1
  })
  const src: number[] = []
  const dst: number[] = []
  const type: number[] = []
  nids.forEach((nid, place) => {
    for (let edge = at(topology.off, nid); edge < at(topology.off, nid + 1); edge += 1) {
      const other = at(placeOf, at(topology.adj, edge))
      if (other < 0 || !at(carries, at(topology.type, edge))) continue
      src.push(place)
      dst.push(other)
      type.push(at(topology.type, edge))
    }
  })
  return topologyOf({
    ...csrOf(nids.length, Uint32Array.from(src), Uint32Array.from(dst), Uint8Array.from(type)),
    types: topology.types,
    kinds: topology.kinds,
    kind: Uint8Array.from(nids, (nid) => at(topology.kind, nid)),
    idOf: (place) => topology.idOf(nids[place] ?? -1),
    nidOf: (id) => {
      const nid = topology.nidOf(id)
      const place = nid === undefined ? -1 : at(placeOf, nid)
      return place < 0 ? undefined : place
    },
  })
}

/**
 * Who needs whom: an edge leads from what is harmed to what harms it, whichever way the relation reads, once a pair and
 * none to itself. Two that exchange data need each other, unless `mutual` is false.
 */
export function needsOf(topology: Topology, {mutual}: {readonly mutual: boolean}): Csr {
  const src: number[] = []
  const dst: number[] = []
  const add = (from: number, to: number): void => {
    src.push(from)
    dst.push(to)
  }
  for (let v = 0; v < topology.n; v += 1) {
    for (let edge = at(topology.off, v); edge < at(topology.off, v + 1); edge += 1) {
      const w = at(topology.adj, edge)
      const harm = harmOf(topology.types[at(topology.type, edge)])
      if (w === v || (harm === 'both' && !mutual)) continue
      if (harm === 'to-from' || harm === 'both') add(v, w)
      if (harm === 'from-to' || harm === 'both') add(w, v)
    }
  }
  return distinct(csrOf(topology.n, Uint32Array.from(src), Uint32Array.from(dst), new Uint8Array(src.length)))
}

function harmOf(type: RelationType | undefined) {
  return type === undefined ? 'none' : relationTypes[type].harm
}

function distinct({off, adj}: Csr): Csr {
  const offsets = new Uint32Array(off.length)
  const kept: number[] = []
  for (let v = 0; v + 1 < off.length; v += 1) {
    for (let edge = at(off, v), first = edge; edge < at(off, v + 1); edge += 1) {
      if (edge === first || adj[edge - 1] !== adj[edge]) kept.push(at(adj, edge))
    }
    offsets[v + 1] = kept.length
  }
  return {off: offsets, adj: Uint32Array.from(kept), type: new Uint8Array(kept.length)}
}
