import type {RelationType} from '../../model/relation-types.ts'
import {at, type Topology} from '../topology.ts'
import {type WalkOptions, walk} from './harm.ts'

export interface PathStep {
  readonly nid: number
  /** The relation by which the step was made. */
  readonly via: RelationType
}

/**
 * The fewest relations by which harm travels from one node to another, or with `undirected` by which they are related at
 * all: the steps after the start, none when both are one node, undefined when there is no way.
 */
export function shortestPath(
  topology: Topology,
  from: number,
  to: number,
  options: WalkOptions = {},
): readonly PathStep[] | undefined {
  if (from === to) return []
  const reached = walk(topology, from, options, {target: to})
  const found = reached.nids.indexOf(to)
  if (found < 0) return undefined
  const steps: PathStep[] = []
  for (let place = found; place >= 0; place = at(reached.before, place)) {
    const via = topology.types[at(reached.type, place)]
    if (via !== undefined) steps.push({nid: at(reached.nids, place), via})
  }
  return steps.reverse()
}
