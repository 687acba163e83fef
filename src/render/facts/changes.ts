import type {SystemAssessment} from '../../model/assessment.ts'
import {writtenDate} from '../../model/calendar.ts'
import {criteria, criterionIds} from '../../model/criteria.ts'
import {type EarlierSystem, keptScore} from '../../model/earlier-audit.ts'
import {compareText} from '../../model/json-lines.ts'
import {exactValue} from './arithmetic.ts'
import {displayName} from './display-text.ts'
import type {ReportIndex} from './report-index.ts'
import {capitalised, counted, figure, listed, ratingOf, type Rating} from './words.ts'

export interface ChangeRow {
  /** Its id; a system that is gone has no part in the report. */
  readonly system: string
  readonly name: string
  readonly kind: 'new' | 'gone' | 'became-red' | 'no-longer-red' | 'rating' | 'risk'
  readonly before: string
  readonly now: string
  /** The criteria that moved: `End of support 4 to 6`. */
  readonly because: readonly string[]
}

const order: Record<ChangeRow['kind'], number> = {
  'became-red': 0,
  'no-longer-red': 1,
  rating: 2,
  new: 3,
  gone: 4,
  risk: 5,
}

/** What is not as the last audit found it; undefined when no earlier audit is given. */
export function changeRows(index: ReportIndex): readonly ChangeRow[] | undefined {
  const {before} = index.input
  if (!before) return undefined
  const earlier = new Map(before.systems.map((system) => [system.system, system]))
  const rows = index.systems.flatMap((system) => changeOf(earlier.get(system.system), system) ?? [])
  const gone = before.systems
    .filter(({system}) => !index.assessments.has(system))
    .map((system) => ({
      system: system.system,
      name: displayName(system.name, system.system),
      kind: 'gone' as const,
      before: stateOf(ratingBefore(system), system),
      now: 'Not in this audit',
      because: [],
    }))
  return [...rows, ...gone].toSorted(
    (a, b) => order[a.kind] - order[b.kind] || compareText(a.name, b.name) || compareText(a.system, b.system),
  )
}

function changeOf(before: EarlierSystem | undefined, system: SystemAssessment): ChangeRow | undefined {
  const rating = ratingOf(system)
  const {exact} = system.overall
  const row = {
    system: system.system as string,
    name: displayName(system.name, system.system),
    now: stateOf(rating, exact),
  }
  if (!before) return {...row, kind: 'new', before: 'Not in that audit', because: []}
  const earlier = ratingBefore(before)
  if (earlier === rating && before.low === exact.low && before.high === exact.high) return undefined
  return {
    ...row,
    kind: kindOf(earlier, rating),
    before: stateOf(earlier, before),
    because: movedCriteria(before, system),
  }
}

function kindOf(before: Rating, now: Rating): ChangeRow['kind'] {
  if (before === now) return 'risk'
  if (now === 'red') return 'became-red'
  return before === 'red' ? 'no-longer-red' : 'rating'
}

function ratingBefore({redRated, hardlyKnown}: EarlierSystem): Rating {
  if (redRated === 'yes') return 'red'
  if (hardlyKnown) return 'hardly-known'
  return redRated === 'could-be' ? 'could-be' : 'none'
}

const states = {red: 'Red', 'could-be': 'Could be red', 'hardly-known': 'Hardly known', none: 'Not red'} as const

function stateOf(rating: Rating, {low, high}: {readonly low: string; readonly high: string}): string {
  const [from, to] = [exactValue(low).toFixed(2), exactValue(high).toFixed(2)]
  return `${states[rating]}, ${from === to ? from : `${from} to ${to}`}`
}

function movedCriteria(before: EarlierSystem, system: SystemAssessment): readonly string[] {
  return criterionIds.flatMap((id) => {
    const {low, high} = keptScore(before, id)
    const now = system.criteria[id]
    if (low === now.low && high === now.high) return []
    const text = (from: number, to: number) => (from === to ? String(from) : `${from}–${to}`)
    return [`${criteria[id].short}: ${text(low, high)}, now ${text(now.low, now.high)}`]
  })
}

/** `Since the audit as of 1 August 2026: ` and what changed of the ratings; undefined for a first audit. */
export function changesText(index: ReportIndex): {readonly since: string; readonly text: string} | undefined {
  const rows = changeRows(index)
  const {before, assessments} = index.input
  if (!rows || !before) return undefined
  const of = (kind: ChangeRow['kind']) => rows.filter((row) => row.kind === kind).map(({name}) => name)
  const named = (names: readonly string[], what: string) => (names.length > 0 ? `${listed(names, 3)} ${what}` : '')
  const [ratings, risks] = [of('rating').length, of('risk').length]
  const [added, gone] = [of('new').length, of('gone').length]
  const parts = [
    named(of('became-red'), 'became red-rated'),
    named(of('no-longer-red'), of('no-longer-red').length === 1 ? 'is no longer red-rated' : 'are no longer red-rated'),
    ratings > 0 ? `${counted(ratings, 'other rating')} changed` : '',
    added > 0 ? `${counted(added, 'system')} ${added === 1 ? 'is' : 'are'} new` : '',
    gone > 0 ? `${counted(gone, 'system')} ${gone === 1 ? 'is' : 'are'} gone` : '',
    risks > 0
      ? `the risk of ${counted(risks, 'system')} moved, and ${risks === 1 ? 'it is' : 'they are'} red or not as before`
      : '',
  ].filter(Boolean)
  const when = before.asOf === assessments.asOf ? 'also as of' : 'as of'
  return {
    since: `Since the audit before, ${when} ${writtenDate(before.asOf)}:`,
    text: `${capitalised(parts.length > 0 ? parts.join('; ') : 'no figure changed')}.`,
  }
}

/** `What changed: 12 systems`. */
export function changesHeading(rows: readonly ChangeRow[]): string {
  return rows.length === 0
    ? 'Nothing changed since the audit before'
    : `${capitalised(figure(rows.length))} ${rows.length === 1 ? 'system is' : 'systems are'} not as the audit before found ${rows.length === 1 ? 'it' : 'them'}`
}
