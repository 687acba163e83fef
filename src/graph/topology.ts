import {EntityKind} from '../model/entity.ts'
import {type RelationType, relationTypeNames} from '../model/relation-types.ts'

/**
 * The bare shape of a graph in compressed sparse rows: the edges of node `v` are `off[v]` to `off[v + 1] - 1`; `adj` holds
 * their other ends and `type` their relation types, as places in `types`. Every algorithm runs on it, so that answers do
 * not depend on the store.
 */
export interface Csr {
  readonly off: Uint32Array
  readonly adj: Uint32Array
  readonly type: Uint8Array
}

export interface Topology extends Csr {
  readonly n: number
  readonly m: number
  readonly types: readonly RelationType[]
  /** Each node's kind, as a place in `kinds`. */
  readonly kind: Uint8Array
  readonly kinds: readonly EntityKind[]
  idOf(nid: number): string
  nidOf(id: string): number | undefined
  /** The same edges from their other end; made once. */
  reverse(): Csr
}

export interface TopologyParts extends Csr {
  readonly types: readonly RelationType[]
  readonly kind: Uint8Array
  readonly kinds: readonly EntityKind[]
  readonly idOf: (nid: number) => string
  readonly nidOf: (id: string) => number | undefined
}

export function topologyOf(parts: TopologyParts): Topology {
  let backward: Csr | undefined
  const n = parts.off.length - 1
  return {
    ...parts,
    n,
    m: parts.adj.length,
    reverse: () => (backward ??= reversed(parts)),
  }
}

/** A topology from lists, for what has no store. */
export function buildTopology(
  nodes: readonly {readonly id: string; readonly kind: EntityKind}[],
  edges: readonly (readonly [from: number, to: number, type: RelationType])[],
): Topology {
  const nids = new Map(nodes.map((node, nid) => [node.id, nid]))
  return topologyOf({
    ...csrOf(
      nodes.length,
      Uint32Array.from(edges, (edge) => edge[0]),
      Uint32Array.from(edges, (edge) => edge[1]),
      Uint8Array.from(edges, (edge) => relationTypeNames.indexOf(edge[2])),
    ),
    types: relationTypeNames,
    kind: Uint8Array.from(nodes, (node) => EntityKind.options.indexOf(node.kind)),
    kinds: EntityKind.options,
    idOf: (nid) => nodes[nid]?.id ?? '',
    nidOf: (id) => nids.get(id),
  })
}

/** Sorts edges by source, then by target, then by type. */
export function csrOf(n: number, src: Uint32Array, dst: Uint32Array, type: Uint8Array): Csr {
  const order = orderEdges(n, src, dst, type)
  return {
    off: offsetsOf(n, src),
    adj: order.map((edge) => at(dst, edge)),
    type: Uint8Array.from(order, (edge) => at(type, edge)),
  }
}

/** The places of edges by source, target and type, equal ones as given: by source at once, then each source's own. */
export function orderEdges(n: number, src: Uint32Array, dst: Uint32Array, type: Uint8Array): Uint32Array {
  const next = offsetsOf(n, src)
  const order = new Uint32Array(src.length)
  for (let edge = 0; edge < src.length; edge += 1) {
    const v = word(src, edge)
    const place = word(next, v)
    order[place] = edge
    next[v] = place + 1
  }
  // Now `next` says where each source's edges end.
  for (let v = 0, first = 0; v < n; v += 1) {
    const last = word(next, v)
    if (last - first > fewEdges)
      order.subarray(first, last).sort((a, b) => word(dst, a) - word(dst, b) || byte(type, a) - byte(type, b) || a - b)
    else sortFew(order, first, last, dst, type)
    first = last
  }
  return order
}

/** So many are sorted sooner one by one. */
const fewEdges = 24

function sortFew(order: Uint32Array, first: number, last: number, dst: Uint32Array, type: Uint8Array): void {
  for (let next = first + 1; next < last; next += 1) {
    const edge = word(order, next)
    const [to, kind] = [word(dst, edge), byte(type, edge)]
    let place = next
    for (; place > first; place -= 1) {
      const before = word(order, place - 1)
      const there = word(dst, before)
      if (there < to || (there === to && byte(type, before) <= kind)) break
      order[place] = before
    }
    order[place] = edge
  }
}

/** Where each key's items begin once they are sorted; one more entry than keys, the last is their number. */
export function offsetsOf(keyCount: number, keys: Uint32Array | Uint8Array): Uint32Array {
  const off = new Uint32Array(keyCount + 1)
  for (const key of keys) off[key + 1] = at(off, key + 1) + 1
  for (let key = 0; key < keyCount; key += 1) off[key + 1] = at(off, key) + at(off, key + 1)
  return off
}

/** The same edges by their other end: one stable sort, since they are in the order of source and type already. */
function reversed({off, adj, type}: Csr): Csr {
  const reverse = {
    off: offsetsOf(off.length - 1, adj),
    adj: new Uint32Array(adj.length),
    type: new Uint8Array(adj.length),
  }
  const next = reverse.off.slice()
  for (let v = 0; v + 1 < off.length; v += 1) {
    for (let edge = word(off, v), last = word(off, v + 1); edge < last; edge += 1) {
      const w = word(adj, edge)
      const place = word(next, w)
      next[w] = place + 1
      reverse.adj[place] = v
      reverse.type[place] = byte(type, edge)
    }
  }
  return reverse
}

export interface Restriction {
  readonly types?: readonly RelationType[]
  /** Only edges whose two ends are of these kinds. */
  readonly kinds?: readonly EntityKind[]
}

/** The same nodes with fewer edges; an edge from a node to itself is left out too, and two of one pair become one. */
export function simpleTopology(topology: Topology, {types, kinds}: Restriction): Topology {
  const keepsType = mask(topology.types, types)
  const keepsKind = mask(topology.kinds, kinds)
  const off = new Uint32Array(topology.n + 1)
  const adj: number[] = []
  const type: number[] = []
  for (let v = 0; v < topology.n; v += 1) {
    const first = adj.length
    for (let edge = at(topology.off, v); edge < at(topology.off, v + 1); edge += 1) {
      const w = at(topology.adj, edge)
      const kept = at(keepsType, at(topology.type, edge)) && at(keepsKind, at(topology.kind, v))
      if (!kept || !at(keepsKind, at(topology.kind, w)) || w === v) continue
      if (adj.length > first && adj[adj.length - 1] === w) continue
      adj.push(w)
      type.push(at(topology.type, edge))
    }
    off[v + 1] = adj.length
  }
  return topologyOf({...topology, off, adj: Uint32Array.from(adj), type: Uint8Array.from(type)})
}

/** 1 for each name that is wanted; with no list, all are. */
export function mask<T>(names: readonly T[], wanted: readonly T[] | undefined): Uint8Array {
  return Uint8Array.from(names, (name) => (wanted === undefined || wanted.includes(name) ? 1 : 0))
}

/** An item that is there: indexes come from the arrays themselves, which are checked when they are read. */
export function at(array: Uint32Array | Uint8Array | Float64Array | Int32Array, index: number): number {
  return array[index] as number // inside the array, see above
}

/** As `at`, each for arrays of one sort: what sees several sorts is slow, which tells where it is called for every edge. */
export function word(array: Uint32Array, index: number): number {
  return array[index] as number // inside the array, see above
}

export function byte(array: Uint8Array, index: number): number {
  return array[index] as number // inside the array, see above
}

export function real(array: Float64Array, index: number): number {
  return array[index] as number // inside the array, see above
}

export function signed(array: Int32Array, index: number): number {
  return array[index] as number // inside the array, see above
}
