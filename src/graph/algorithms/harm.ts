import {type RelationType, relationTypes} from '../../model/relation-types.ts'
import {at, type Csr, type Topology} from '../topology.ts'

export interface WalkOptions {
  /** Only these relation types. */
  readonly types?: readonly RelationType[]
  /** Follow every relation both ways, instead of the way harm travels. */
  readonly undirected?: boolean
}

/** One of the two ways along relations: which rows to read, and which types lead that way. */
interface Way {
  readonly csr: Csr
  readonly leads: Uint8Array
}

/** The ways by which harm leaves a node: along its own relations, and along those that point to it. */
export function waysOfHarm(topology: Topology, {types, undirected = false}: WalkOptions): readonly Way[] {
  const leads = (direction: 'from-to' | 'to-from') =>
    Uint8Array.from(topology.types, (type) => {
      const {harm} = relationTypes[type]
      const wanted = types === undefined || types.includes(type)
      return wanted && (undirected || harm === direction || harm === 'both') ? 1 : 0
    })
  return [
    {csr: topology, leads: leads('from-to')},
    {csr: topology.reverse(), leads: leads('to-from')},
  ]
}

/** A breadth-first walk: every node reached, nearest first, with the node and the relation type it was reached by. */
export interface Reached {
  readonly nids: Uint32Array
  readonly depth: Uint32Array
  /** The place in `nids` of the node before, or -1 where that is the start. */
  readonly before: Int32Array
  readonly type: Uint8Array
}

interface Limits {
  readonly depth?: number | undefined
  /** Stop once this node is reached. */
  readonly target?: number | undefined
}

export function walk(topology: Topology, start: number, options: WalkOptions, limits: Limits): Reached {
  const ways = waysOfHarm(topology, options)
  const most = limits.depth ?? Infinity
  const seen = new Uint8Array(topology.n)
  const queue = {nids: [] as number[], depth: [] as number[], before: [] as number[], type: [] as number[]}
  seen[start] = 1
  const take = (v: number, place: number, depth: number): void => {
    for (const {csr, leads} of ways) {
      for (let edge = at(csr.off, v); edge < at(csr.off, v + 1); edge += 1) {
        const w = at(csr.adj, edge)
        if (seen[w] || !leads[at(csr.type, edge)]) continue
        seen[w] = 1
        queue.nids.push(w)
        queue.depth.push(depth)
        queue.before.push(place)
        queue.type.push(at(csr.type, edge))
      }
    }
  }
  if (most > 0) take(start, -1, 1)
  for (let place = 0; place < queue.nids.length; place += 1) {
    const v = queue.nids[place] ?? 0
    const depth = queue.depth[place] ?? 0
    if (v === limits.target || depth >= most) break
    take(v, place, depth + 1)
  }
  return {
    nids: Uint32Array.from(queue.nids),
    depth: Uint32Array.from(queue.depth),
    before: Int32Array.from(queue.before),
    type: Uint8Array.from(queue.type),
  }
}
