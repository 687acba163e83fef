import {criterionIds, type CriterionId} from './criteria.ts'
import type {Conflict, Estate} from './estate.ts'
import {oncePer} from './once-per.ts'

/** By what sources disagree on, the criterion that is scored by it. */
const criterionOf: Readonly<Record<string, CriterionId>> = {
  ...Object.fromEntries(criterionIds.map((id) => [id, id])),
  contract: 'L2',
  people: 'L3',
  meetsNeeds: 'L4',
  incidentRecord: 'L7',
  dependantsComplete: 'C6',
}

/** Where sources disagree on what a criterion of a system is scored by: told beside the score, which rests on one of them. */
export function criterionConflicts(estate: Pick<Estate, 'conflicts'>, system: string, id: CriterionId) {
  return (bySubject(estate).get(system) ?? []).filter(
    ({attribute}) => attribute !== undefined && Object.hasOwn(criterionOf, attribute) && criterionOf[attribute] === id,
  )
}

const bySubject = oncePer(({conflicts}: Pick<Estate, 'conflicts'>): ReadonlyMap<string, readonly Conflict[]> =>
  Map.groupBy(
    conflicts.filter(({code}) => code === 'attribute'),
    ({subject}) => subject,
  ),
)
