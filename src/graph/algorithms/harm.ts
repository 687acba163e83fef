import {type RelationType, relationTypes} from '../../model/relation-types.ts'
import {at, type Csr, type Topology} from '../topology.ts'

export interface WalkOptions {
  /** Only these relation types. */
  readonly types?: readonly RelationType[]
  /** Follow every relation both ways, instead of the way harm travels. */
  readonly undirected?: boolean
}

/** One of the two ways along relations: which rows to read, and which types lead that way. */
export interface Way {
  readonly csr: Csr
  readonly leads: Uint8Array
}

/**
 * The ways by which harm leaves a node: along its own relations, and along those that point to it. With `against` the ways
 * by which it comes. A way that no type leads is left out.
 */
export function waysOfHarm(
  topology: Topology,
  {types, undirected = false}: WalkOptions,
  against = false,
): readonly Way[] {
  const leads = (direction: 'from-to' | 'to-from') =>
    Uint8Array.from(topology.types, (type) => {
      const {harm} = relationTypes[type]
      const wanted = types === undefined || types.includes(type)
      return wanted && (undirected || harm === direction || harm === 'both') ? 1 : 0
    })
  const along = leads(against ? 'to-from' : 'from-to')
  const back = leads(against ? 'from-to' : 'to-from')
  return [
    ...(along.includes(1) ? [{csr: topology, leads: along}] : []),
    ...(back.includes(1) ? [{csr: topology.reverse(), leads: back}] : []),
  ]
}

/** A breadth-first walk: every node reached, nearest first, with the node and the relation type it was reached by. */
export interface Reached {
  readonly nids: Uint32Array
  readonly depth: Uint32Array
  /** The place in `nids` of the node before, or -1 where that is the first start, -2 the second, and so on. */
  readonly before: Int32Array
  readonly type: Uint8Array
}

interface Limits {
  readonly depth?: number | undefined
  /** Stop once this node is reached. */
  readonly target?: number | undefined
  /** Walk from what is harmed to what harms it. */
  readonly against?: boolean
}

/** Walks from all starts at once; none of them is reached. */
export function walk(
  topology: Topology,
  starts: readonly number[],
  options: WalkOptions,
  {depth: most = Infinity, target, against}: Limits,
): Reached {
  const ways = waysOfHarm(topology, options, against)
  const seen = new Uint8Array(topology.n)
  const nids = new Uint32Array(topology.n)
  const depths = new Uint32Array(topology.n)
  const before = new Int32Array(topology.n)
  const types = new Uint8Array(topology.n)
  let end = 0
  const take = (v: number, place: number, depth: number): void => {
    for (const {csr, leads} of ways) {
      const {adj, type} = csr
      for (let edge = at(csr.off, v), last = at(csr.off, v + 1); edge < last; edge += 1) {
        const w = at(adj, edge)
        if (seen[w] || !leads[at(type, edge)]) continue
        seen[w] = 1
        nids[end] = w
        depths[end] = depth
        before[end] = place
        types[end] = at(type, edge)
        end += 1
      }
    }
  }
  for (const start of starts) seen[start] = 1
  if (most > 0) starts.forEach((start, which) => take(start, -1 - which, 1))
  for (let place = 0; place < end; place += 1) {
    const v = at(nids, place)
    const depth = at(depths, place)
    if (v === target || depth >= most) break
    take(v, place, depth + 1)
  }
  const found = [0, end] as const
  return {
    nids: nids.subarray(...found),
    depth: depths.subarray(...found),
    before: before.subarray(...found),
    type: types.subarray(...found),
  }
}
