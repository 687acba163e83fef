import type {Certainty, RelationType} from './relation-types.ts'

/** Programs and jobs that share more with each other than with the rest, and the data that is used by them most. */
export interface CutGroup {
  /** From 1, the largest first. */
  readonly number: number
  /** The id of the thing in it that most of its relations touch. */
  readonly around: string
  readonly programs: readonly string[]
  readonly jobs: readonly string[]
  readonly transactions: readonly string[]
  /** Tables, datasets, queues and the like. */
  readonly stores: readonly string[]
}

/** A relation that a cut between the groups goes through. */
export interface CutEdge {
  readonly from: string
  readonly to: string
  readonly type: RelationType
  readonly certainty: Certainty
  readonly evidence: readonly string[]
  /** The number of the group; 0 for what is used throughout, and for what stands apart. */
  readonly fromGroup: number
  readonly toGroup: number
}

/** How a large application could be cut into groups, by the calls and the data that its programs and jobs share. */
export interface ApplicationCut {
  readonly system: string
  readonly groups: readonly CutGroup[]
  /** Programs and jobs that belong to no group: they share nothing, or with one other thing alone. */
  readonly apart: readonly string[]
  /** What so many use that it tells no group from another, with how many programs and jobs use it. */
  readonly throughout: readonly {readonly id: string; readonly users: number}[]
  /** How many relations lie within a group. */
  readonly within: number
  readonly edges: readonly CutEdge[]
  /** Calls that only a run decides, wholly or in part, and how many programs have some. */
  readonly openCalls: number
  readonly programsWithOpenCalls: number
}
