import type {SystemAssessment} from '../../model/assessment.ts'
import {criterionIds} from '../../model/criteria.ts'
import {oncePer} from '../../model/once-per.ts'
import type {ReportInput} from '../rendered.ts'
import {ratingOf} from './words.ts'

export interface Counts {
  readonly systems: number
  readonly legacy: number
  readonly couldBeLegacy: number
  readonly red: number
  readonly couldBeRed: number
  readonly hardlyKnown: number
  readonly redWithoutFundedPlan: number
  /** Red by the evidence, though a person's scores say otherwise. */
  readonly redOnEvidence: number
  readonly challenged: number
  /** Scopes that were asked for and are not complete. */
  readonly partial: number
}

/** What an audit counts of its systems, once however many parts of a report ask for it. */
export const countSystems = oncePer(({assessments, estate}: Pick<ReportInput, 'assessments' | 'estate'>): Counts => {
  const {systems} = assessments
  const count = (holds: (system: SystemAssessment) => boolean): number => systems.filter(holds).length
  return {
    systems: systems.length,
    legacy: count(({legacy}) => legacy === 'yes'),
    couldBeLegacy: count(({legacy}) => legacy === 'could-be'),
    red: count(isRed),
    couldBeRed: count((system) => ratingOf(system) === 'could-be'),
    hardlyKnown: count(({hardlyKnown}) => hardlyKnown),
    redWithoutFundedPlan: count(isRedWithoutFundedPlan),
    redOnEvidence: count(isRedOnEvidence),
    challenged: count(isChallenged),
    partial: estate.coverage.filter(({status}) => status !== 'complete').length,
  }
})

export function isRed({redRated}: SystemAssessment): boolean {
  return redRated === 'yes'
}

/** A plan that is not known to be funded counts as unfunded: unknown is not a yes. */
export function isRedWithoutFundedPlan(system: SystemAssessment): boolean {
  return isRed(system) && system.plan?.funded !== true
}

export function isRedOnEvidence(system: SystemAssessment): boolean {
  return system.redOnEvidence === 'yes' && !isRed(system)
}

export function isChallenged({criteria}: SystemAssessment): boolean {
  return criterionIds.some((id) => criteria[id].challenge !== undefined)
}
