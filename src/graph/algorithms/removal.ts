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
  const before = partsOf(links)
  const after = partsOf(links, removed)
  const size = new Uint32Array(after.count)
  after.of.forEach((piece) => piece !== none && (size[piece] = at(size, piece) + 1))
  const pieces = Array.from(size, (length) => new Uint32Array(length))
  const filled = new Uint32Array(after.count)
  after.of.forEach((piece, nid) => {
    const members = pieces[piece]
    if (!members) return
    members[at(filled, piece)] = nid
    filled[piece] = at(filled, piece) + 1
  })
  const touched = new Set(removed.map((nid) => at(before.of, nid)))
  const byPart = Map.groupBy(pieces, (piece) => at(before.of, at(piece, 0)))
  return [...byPart]
    .filter(([part, left]) => touched.has(part) && left.length > 1)
    .sort(([a], [b]) => a - b)
    .map(([, left]) => left.sort((a, b) => b.length - a.length || at(a, 0) - at(b, 0)))
}
