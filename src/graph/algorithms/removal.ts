import {at, type Topology} from '../topology.ts'
import {impact, type ImpactOptions} from './impact.ts'
import type {Reached} from './harm.ts'
import type {Links} from './links.ts'
import {none, partsOf} from './parts.ts'

export interface Removal {
  /** What is affected when all of these go together. */
  readonly affected: Reached
  /** What was linked before, and is no longer: each with the pieces that are left, the largest first. */
  readonly fallenApart: readonly (readonly Uint32Array[])[]
}

/** What the removal of a set of nodes does: to what needs them, and to what they held together. */
export function removal(
  topology: Topology,
  links: Links,
  removed: readonly number[],
  options: ImpactOptions = {},
): Removal {
  return {affected: impact(topology, removed, options), fallenApart: fallenApart(links, removed)}
}

function fallenApart(links: Links, removed: readonly number[]): readonly (readonly Uint32Array[])[] {
  const before = partsOf(links).of
  const after = partsOf(links, removed).of
  const touched = new Set(removed.map((nid) => at(before, nid)))
  const parts = new Map<number, Map<number, number[]>>()
  before.forEach((part, nid) => {
    const piece = at(after, nid)
    if (piece === none || !touched.has(part)) return
    const pieces = parts.get(part) ?? new Map<number, number[]>()
    const members = pieces.get(piece) ?? []
    members.push(nid)
    parts.set(part, pieces.set(piece, members))
  })
  // Parts and pieces were met by their lowest nodes, in order.
  return [...parts.values()]
    .filter((pieces) => pieces.size > 1)
    .map((pieces) =>
      [...pieces.values()].map((members) => Uint32Array.from(members)).sort((a, b) => b.length - a.length),
    )
}
