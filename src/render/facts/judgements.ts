import {addMonths} from '../../model/calendar.ts'
import type {DeclaredScore} from '../../model/assessment.ts'
import {type CriterionId, criterionIds} from '../../model/criteria.ts'
import {compareText} from '../../model/json-lines.ts'
import {oncePer} from '../../model/once-per.ts'
import type {CalendarDate} from '../../model/values.ts'
import {displayText} from './display-text.ts'
import type {ReportIndex} from './report-index.ts'

/** A person's score is stale when it was given more than a year before the as-of date. */
const staleMonths = 12

export function isStale({date}: Pick<DeclaredScore, 'date'>, asOf: CalendarDate): boolean {
  return date !== undefined && addMonths(date, staleMonths) < asOf
}

interface Judgement {
  readonly system: string
  readonly criterion: CriterionId
  readonly declared: DeclaredScore
}

const judgements = oncePer(({systems}: ReportIndex): readonly Judgement[] =>
  systems.flatMap(({system, criteria}) =>
    criterionIds.flatMap((criterion) => {
      const {declared} = criteria[criterion]
      return declared ? [{system: system as string, criterion, declared}] : []
    }),
  ),
)

export interface AssessorRow {
  /** The name as declared; undefined when nobody signed. */
  readonly who?: string
  readonly systems: number
  readonly scores: number
  readonly first?: CalendarDate
  readonly last?: CalendarDate
  readonly stale: number
  readonly undated: number
}

/** Judgements that are stale; many are of one day, which is compared once. */
const staleJudgements = oncePer((index: ReportIndex): ReadonlySet<Judgement> => {
  const {asOf} = index.input.assessments
  const answers = new Map<CalendarDate | undefined, boolean>()
  const stale = judgements(index).filter(({declared: {date}}) => {
    const answer = answers.get(date) ?? isStale({date}, asOf)
    answers.set(date, answer)
    return answer
  })
  return new Set(stale)
})

/** Who judged, how much and when; those with most scores first. */
export const assessorRows = oncePer((index: ReportIndex): readonly AssessorRow[] => {
  const isStaleOne = staleJudgements(index)
  const groups = Map.groupBy(judgements(index), ({declared}) => displayText(declared.assessor ?? '', 120))
  return [...groups]
    .map(([who, own]) => {
      const dates = own.flatMap(({declared}) => declared.date ?? []).toSorted()
      const [first, last] = [dates[0], dates.at(-1)]
      return {
        ...(who && {who}),
        systems: new Set(own.map(({system}) => system)).size,
        scores: own.length,
        ...(first && {first}),
        ...(last && {last}),
        stale: own.filter((one) => isStaleOne.has(one)).length,
        undated: own.length - dates.length,
      }
    })
    .toSorted((a, b) => b.scores - a.scores || compareText(a.who ?? '', b.who ?? ''))
})

export interface StaleRow {
  readonly system: string
  readonly criteria: readonly CriterionId[]
  readonly who: readonly string[]
  /** Of its oldest stale score. */
  readonly oldest: CalendarDate
}

/** Systems with scores that are over a year old, the oldest first. */
export const staleRows = oncePer((index: ReportIndex): readonly StaleRow[] => {
  const {asOf} = index.input.assessments
  return [...Map.groupBy(staleJudgements(index), ({system}) => system)]
    .map(([system, own]) => ({
      system,
      criteria: own.map(({criterion}) => criterion),
      who: [...new Set(own.flatMap(({declared}) => displayText(declared.assessor ?? '', 120) || []))],
      oldest: own.flatMap(({declared}) => declared.date ?? []).toSorted()[0] ?? asOf,
    }))
    .toSorted((a, b) => compareText(a.oldest, b.oldest) || compareText(a.system, b.system))
})
