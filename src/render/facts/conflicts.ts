import type {CriterionId} from '../../model/criteria.ts'
import {criterionConflicts} from '../../model/criterion-conflicts.ts'
import type {Conflict} from '../../model/estate.ts'
import {displayText} from './display-text.ts'
import {evidencePlaces, placesByFile} from './evidence-places.ts'
import type {ReportIndex} from './report-index.ts'
import {valueText} from './value-words.ts'

export interface ConflictRow {
  readonly of: string
  readonly message: string
  /** What each source says, and where. */
  readonly said: readonly {readonly value: string; readonly places: string}[]
}

const mostValues = 4
const mostPlaces = 2

/** Where sources disagree, and what each says. */
export function conflictRows(index: ReportIndex): readonly ConflictRow[] {
  return index.input.estate.conflicts.map((conflict) => rowOf(index, conflict))
}

/** Where sources disagree on what a criterion of a system is scored by. */
export function scoreConflicts(index: ReportIndex, system: string, id: CriterionId): readonly ConflictRow[] {
  return criterionConflicts(index.input.estate, system, id).map((conflict) => rowOf(index, conflict))
}

function rowOf(index: ReportIndex, {subject, message, values}: Conflict): ConflictRow {
  return {
    of: index.nameOf(subject),
    message,
    said: values.slice(0, mostValues).map(({value, evidence}) => ({
      value: displayText(valueText(value), 200),
      places: placesByFile(evidencePlaces(index, evidence).slice(0, mostPlaces)).join('; '),
    })),
  }
}
