import type {RelationType} from '../../model/relation-types.ts'
import {at, type Topology} from '../topology.ts'
import {type Reached, walk} from './harm.ts'

export interface ImpactOptions {
  /** How many relations harm may travel; without it, any number. */
  readonly depth?: number | undefined
  readonly types?: readonly RelationType[] | undefined
}

/** All that is harmed, directly or through others, when a node fails, nearest first; the node itself is not in it. */
export function impact(topology: Topology, subject: number, {depth, types}: ImpactOptions = {}): Reached {
  return walk(topology, subject, types === undefined ? {} : {types}, {depth})
}

/** The places, nearest to the subject first, of what lies between the subject and a hit; of more than `most` the last. */
export function placesBefore(reached: Reached, place: number, most: number): readonly number[] {
  const places: number[] = []
  for (let step = at(reached.before, place); step >= 0 && places.length < most; step = at(reached.before, step)) {
    places.push(step)
  }
  return places.reverse()
}
