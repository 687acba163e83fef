import type {RelationType} from '../../model/relation-types.ts'
import {at, type Topology} from '../topology.ts'
import {type Reached, walk} from './harm.ts'

export interface ImpactOptions {
  /** How many relations harm may travel; without it, any number. */
  readonly depth?: number | undefined
  readonly types?: readonly RelationType[] | undefined
}

/**
 * All that is harmed, directly or through others, when these nodes fail together, nearest first; they themselves are not
 * in it.
 */
export function impact(topology: Topology, subjects: readonly number[], {depth, types}: ImpactOptions = {}): Reached {
  return walk(topology, subjects, types === undefined ? {} : {types}, {depth})
}

/** The places, nearest to the subject first, of what lies between it and a hit; of more than `most` the last. */
export function placesBefore(reached: Reached, place: number, most = Infinity): readonly number[] {
  const places: number[] = []
  for (let step = at(reached.before, place); step >= 0 && places.length < most; step = at(reached.before, step)) {
    places.push(step)
  }
  return places.reverse()
}

/** Which of the subjects, as a place in their list, harms each hit by the shortest way. */
export function subjectsOf({before}: Reached): Uint32Array {
  const subject = new Uint32Array(before.length)
  // What lies before has a lower place, so its subject is settled first.
  before.forEach((step, place) => (subject[place] = step < 0 ? -1 - step : at(subject, step)))
  return subject
}
