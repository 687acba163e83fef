import {type Topology, word} from '../topology.ts'

/**
 * Which nodes are linked at all, whichever way their relations read: the links of node `v` are `off[v]` to
 * `off[v + 1] - 1`, each to another node, in the order of nodes. Every link stands at both its ends.
 */
export interface Links {
  readonly n: number
  readonly off: Uint32Array
  readonly adj: Uint32Array
  /** How many relations make the link. */
  readonly relations: Uint32Array
}

/** All relations of a topology as links; those of a node to itself are none. */
export function linksOf(topology: Topology): Links {
  const {n, m} = topology
  const reverse = topology.reverse()
  const off = new Uint32Array(n + 1)
  const adj = new Uint32Array(2 * m)
  const relations = new Uint32Array(2 * m)
  let end = 0
  for (let v = 0; v < n; v += 1) {
    // Both rows are in the order of nodes: merged, the relations of one pair follow each other.
    let [out, into] = [word(topology.off, v), word(reverse.off, v)]
    const [lastOut, lastInto] = [word(topology.off, v + 1), word(reverse.off, v + 1)]
    while (out < lastOut || into < lastInto) {
      const isOut = into >= lastInto || (out < lastOut && word(topology.adj, out) <= word(reverse.adj, into))
      const w = isOut ? word(topology.adj, out) : word(reverse.adj, into)
      if (isOut) out += 1
      else into += 1
      if (w === v) continue
      if (end === word(off, v) || adj[end - 1] !== w) {
        adj[end] = w
        end += 1
      }
      relations[end - 1] = word(relations, end - 1) + 1
    }
    off[v + 1] = end
  }
  return {n, off, adj: adj.slice(0, end), relations: relations.slice(0, end)}
}
