import type {SystemAssessment} from '../../model/assessment.ts'
import {criteria, type CriterionId, criterionIds} from '../../model/criteria.ts'
import {oncePer} from '../../model/once-per.ts'
import {figure, settlementOf} from './words.ts'

export interface Driver {
  readonly criterion: CriterionId
  /** `End of support 6 of 6`. */
  readonly text: string
}

/** The criteria that are known to be worst, worst first: by what is certain, likelihood before impact. */
export const driversOf = oncePer((system: SystemAssessment): readonly Driver[] =>
  criterionIds
    .map((criterion) => ({criterion, low: system.criteria[criterion].low, maximum: criteria[criterion].maximum}))
    .filter(({low}) => low > 1)
    .toSorted((a, b) => b.low / b.maximum - a.low / a.maximum)
    .map(({criterion, low, maximum}) => ({
      criterion,
      text: `${criteria[criterion].short} ${low === system.criteria[criterion].high ? '' : 'at least '}${low} of ${maximum}`,
    })),
)

/** What the register says of a system: its first driver, or how little is known. */
export function mainDriver(system: SystemAssessment): string {
  if (system.hardlyKnown) return `${figure(openCount(system))} of 13 criteria open`
  return driversOf(system)[0]?.text ?? 'No criterion is known to be above 1'
}

/** Criteria that do not have one score. */
export function openCount(system: SystemAssessment): number {
  return criterionIds.filter((id) => settlementOf(id, system.criteria[id]) !== 'settled').length
}
