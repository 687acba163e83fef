import fc from 'fast-check'
import {EntityKind} from '../../src/model/entity.ts'
import {type RelationType, relationTypeNames} from '../../src/model/relation-types.ts'
import {buildTopology, type Topology} from '../../src/graph/topology.ts'

export type Edge = readonly [from: number, to: number, type: RelationType]

export interface RandomGraph {
  readonly n: number
  readonly edges: readonly Edge[]
  readonly topology: Topology
}

/** Small graphs of every sort: empty, with cycles, with edges from a node to itself, with several edges of one pair. */
export function randomGraph(types: readonly RelationType[] = relationTypeNames): fc.Arbitrary<RandomGraph> {
  return fc
    .integer({min: 1, max: 12})
    .chain((n) =>
      fc.tuple(
        fc.constant(n),
        fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.constantFrom(...types)), {maxLength: 30}),
        fc.array(fc.constantFrom(...EntityKind.options), {minLength: n, maxLength: n}),
      ),
    )
    .map(([n, edges, kinds]) => ({
      n,
      edges,
      topology: buildTopology(
        kinds.map((kind, nid) => ({id: `n${nid}`, kind})),
        edges,
      ),
    }))
}

/** The same graph, with so many more nodes that no relation leads to; `n` leaves them out. */
export function besideOthers({n, edges, topology}: RandomGraph, others: number): RandomGraph {
  const nodes = Array.from({length: n + others}, (_, nid) => ({
    id: `n${nid}`,
    kind: topology.kinds[topology.kind[nid] ?? 0] ?? ('system' as const),
  }))
  return {n, edges, topology: buildTopology(nodes, edges)}
}

/** A chain of so many systems, each depending on the next. */
export function chain(n: number): Topology {
  return buildTopology(
    Array.from({length: n}, (_, nid) => ({id: `n${nid}`, kind: 'system' as const})),
    Array.from({length: n - 1}, (_, nid) => [nid, nid + 1, 'DEPENDS_ON'] as const),
  )
}

/** The relations along which harm travels from each node, by the plain reading of their types. */
export function harmEdges(edges: readonly Edge[], types?: readonly RelationType[]): readonly Edge[] {
  const backward = ['DEPENDS_ON', 'CALLS', 'READS', 'WRITES', 'RUNS_ON', 'USES', 'CONTAINED_IN', 'IMPORTS']
  const forward = ['PART_OF', 'SUPPORTS']
  return edges
    .filter(([, , type]) => types === undefined || types.includes(type))
    .flatMap(([from, to, type]): Edge[] => {
      const there: Edge = [from, to, type]
      const back: Edge = [to, from, type]
      if (type === 'EXCHANGES_WITH') return [there, back]
      return backward.includes(type) ? [back] : forward.includes(type) ? [there] : []
    })
}

/** Distances by relaxing every edge until nothing changes: slow, and too plain to be wrong. */
export function distances(n: number, edges: readonly Edge[], start: number): readonly number[] {
  const far = new Array<number>(n).fill(Infinity)
  far[start] = 0
  for (let round = 0; round < n; round += 1) {
    for (const [from, to] of edges) far[to] = Math.min(far[to] ?? Infinity, (far[from] ?? Infinity) + 1)
  }
  return far
}

/** The nodes that each node is linked to, whichever way the relations read; none to itself. */
export function neighboursOf(n: number, edges: readonly Edge[]): readonly ReadonlySet<number>[] {
  return Array.from({length: n}, (_, nid) => {
    const others = edges.flatMap(([from, to]) => (from === nid ? [to] : to === nid ? [from] : []))
    return new Set(others.filter((other) => other !== nid))
  })
}

/** The nodes of each part, in order, parts by their lowest node: by joining what is linked until nothing changes. */
export function naiveParts(n: number, edges: readonly Edge[], without: readonly number[] = []): readonly number[][] {
  const rest = Array.from({length: n}, (_, nid) => nid).filter((nid) => !without.includes(nid))
  const lowest = new Map(rest.map((nid) => [nid, nid]))
  for (let round = 0; round < n; round += 1) {
    for (const [from, to] of edges) {
      const [a, b] = [lowest.get(from), lowest.get(to)]
      if (a === undefined || b === undefined) continue
      lowest.set(from, Math.min(a, b))
      lowest.set(to, Math.min(a, b))
    }
  }
  return [...Map.groupBy(rest, (nid) => lowest.get(nid)).values()]
}
