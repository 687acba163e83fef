import type {CriterionAssessment, SystemAssessment} from './assessment.ts'
import type {CriterionId} from './criteria.ts'
import type {EntityKind} from './entity.ts'
import type {NeighbourRole} from './program-neighbours.ts'
import type {Certainty, RelationType} from './relation-types.ts'
import type {CalendarDate, Instant, Json} from './values.ts'

/** A criterion with the places of its evidence. */
export interface ExplainedCriterion {
  readonly criterion: CriterionId
  readonly assessment: CriterionAssessment
  readonly places: readonly string[]
  /** Where sources disagree on what it is scored by. */
  readonly conflicts?: readonly ExplainedConflict[]
}

/** A disagreement of sources, with what each says and where. */
export interface ExplainedConflict {
  readonly message: string
  readonly said: readonly {readonly value: Json; readonly places: readonly string[]}[]
}

/** What a system's overall risk would be if one likelihood criterion fell to its lowest. */
export interface Remedy {
  readonly criterion: CriterionId
  readonly from: number
  readonly to: number
  readonly overall: number
  readonly endsRed: boolean
}

/** An endpoint with the places that say so. */
export interface ExplainedEndpoint {
  readonly method: string
  readonly path: string
  readonly component: string
  readonly places: readonly string[]
}

/** A thing that belongs to a system, and why. */
export interface ExplainedPart {
  readonly id: string
  /** `application`, `host`. */
  readonly what: string
  readonly name: string
  /** The source, or the rule of domesday.yaml or of a plugin, that says so; left out where only the places do. */
  readonly how?: string
  readonly places: readonly string[]
}

/** A system's figures, their arithmetic and their evidence. */
export interface Explanation {
  readonly system: SystemAssessment
  readonly organisation: string
  readonly criteria: readonly ExplainedCriterion[]
  /** `(mean 5.43 + highest 6) / 2`. */
  readonly likelihoodSum: string
  readonly impactSum: string
  readonly remedies: readonly Remedy[]
  /** What its code serves over HTTP, by path. */
  readonly endpoints: readonly ExplainedEndpoint[]
  /** What it has itself, by name; what is part of those is not repeated. */
  readonly parts: readonly ExplainedPart[]
  readonly asOf: CalendarDate
  /** One criterion was asked for. */
  readonly only?: CriterionId
}

/** One value of an attribute, or that there is none, with where it was seen. */
export interface ThingAttribute {
  readonly attribute: string
  readonly value?: Json
  readonly state?: 'absent' | 'not-applicable'
  readonly confidence: number
  readonly places: readonly string[]
  /** By place, when it was last looked at; without those of which nothing says when. */
  readonly seenAt: Readonly<Record<string, Instant>>
  /** Scanners of plugins that saw it; left out where this program did. */
  readonly seenBy?: readonly string[]
}

export interface ThingRelation {
  readonly type: RelationType
  /** The thing at the other end. */
  readonly id: string
  readonly name: string
  readonly certainty: Certainty
  readonly how?: string
  /** What is called, where `how` does not say it: `GET /dues/{}`. */
  readonly operations?: readonly string[]
  /** Where it holds, when that is not production: build, test, ... */
  readonly environment?: string
  readonly places: readonly string[]
  /** Scanners of plugins that saw it; left out where this program did. */
  readonly seenBy?: readonly string[]
}

/** A thing beside a program, job, table or the like. */
export interface ThingNeighbour extends ThingRelation {
  /** `program`, `dataset`. */
  readonly what: string
  /** The name of the part by which it is one, as the step of a job; the name by which a routine is called. */
  readonly via?: string
}

/** The things beside one that are the same to it: its callers, what it reads. */
export interface ThingNeighbours {
  readonly role: NeighbourRole
  readonly members: readonly ThingNeighbour[]
}

/** All that an estate says of one thing that is no system. */
export interface AboutThing {
  readonly id: string
  readonly kind: EntityKind
  readonly name: string
  readonly organisation: string
  readonly attributes: readonly ThingAttribute[]
  /** The wholes that it is part of, step by step. */
  readonly within: readonly ThingNeighbour[]
  /** Endpoints of a component. */
  readonly serves: readonly ExplainedEndpoint[]
  readonly needs: readonly ThingRelation[]
  readonly neededBy: readonly ThingRelation[]
  /** Of programs and of what lies beside them, as jobs and tables: the same by what each is to it, with what its parts do. */
  readonly neighbours?: readonly ThingNeighbours[]
  /** Who calls by a name that a routine may have, where nothing says that it is this one. */
  readonly calledLikeIt?: readonly ThingNeighbour[]
  /** Hosts that it has the address of and is not seen to call; and who has the address of it so. */
  readonly names: readonly ThingRelation[]
  readonly namedBy: readonly ThingRelation[]
  readonly conflicts: readonly string[]
}
