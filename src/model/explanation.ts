import type {CriterionAssessment, SystemAssessment} from './assessment.ts'
import type {CriterionId} from './criteria.ts'

/** A criterion with the places of its evidence. */
export interface ExplainedCriterion {
  readonly criterion: CriterionId
  readonly assessment: CriterionAssessment
  readonly places: readonly string[]
}

/** What a system's overall risk would be if one likelihood criterion fell to its lowest. */
export interface Remedy {
  readonly criterion: CriterionId
  readonly from: number
  readonly to: number
  readonly overall: number
  readonly endsRed: boolean
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
  /** One criterion was asked for. */
  readonly only?: CriterionId
}
