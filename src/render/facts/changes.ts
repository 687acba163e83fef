import {writtenDate} from '../../model/calendar.ts'
import {criteria, criterionIds} from '../../model/criteria.ts'
import {type EarlierPlan, type EarlierSystem, keptScore, keptSystems} from '../../model/earlier-audit.ts'
import {compareText} from '../../model/json-lines.ts'
import {oncePer} from '../../model/once-per.ts'
import {exactValue} from './arithmetic.ts'
import {displayName} from './display-text.ts'
import type {ReportIndex} from './report-index.ts'
import {capitalised, counted, dispositionLabel, figure, figured, listed, ratingOf, type Rating} from './words.ts'

export interface ChangeRow {
  /** Its id; a system that is gone has no part in the report. */
  readonly system: string
  readonly name: string
  readonly kind: 'new' | 'gone' | 'became-red' | 'no-longer-red' | 'rating' | 'risk' | 'plan'
  readonly before: string
  readonly now: string
  /** The criteria that moved: `End of support: 4, now 6`. */
  readonly because: readonly string[]
  /** What the plan does otherwise. */
  readonly plan: readonly PlanChange[]
}

export interface PlanChange {
  readonly what: 'Treatment' | 'Effort' | 'Wave' | 'Planned end' | 'End of red'
  readonly before: string
  readonly now: string
}

const order: Record<ChangeRow['kind'], number> = {
  'became-red': 0,
  'no-longer-red': 1,
  rating: 2,
  new: 3,
  gone: 4,
  risk: 5,
  plan: 6,
}

/** What is not as the last audit found it; undefined when no earlier audit is given. */
export const changeRows = oncePer(
  ({input: {before, assessments, roadmap}}: ReportIndex): readonly ChangeRow[] | undefined =>
    before && changesBetween(before.systems, keptSystems(assessments, roadmap)),
)

/** What two audits found otherwise of each system; what became red comes first. */
export function changesBetween(
  earlier: readonly EarlierSystem[],
  later: readonly EarlierSystem[],
): readonly ChangeRow[] {
  const [before, now] = [earlier, later].map((systems) => new Map(systems.map((system) => [system.system, system])))
  const rows = later.flatMap((system) => changeOf(before?.get(system.system), system) ?? [])
  const gone = earlier
    .filter(({system}) => !now?.has(system))
    .map((system) => ({
      system: system.system,
      name: displayName(system.name, system.system),
      kind: 'gone' as const,
      before: stateOf(system),
      now: 'Not in this audit',
      because: [],
      plan: [],
    }))
  return [...rows, ...gone].toSorted(
    (a, b) => order[a.kind] - order[b.kind] || compareText(a.name, b.name) || compareText(a.system, b.system),
  )
}

function changeOf(before: EarlierSystem | undefined, now: EarlierSystem): ChangeRow | undefined {
  const row = {system: now.system, name: displayName(now.name, now.system), now: stateOf(now)}
  if (!before) return {...row, kind: 'new', before: 'Not in that audit', because: [], plan: []}
  const [earlier, rating] = [ratingOf(before), ratingOf(now)]
  const plan = before.plan && now.plan ? movedPlan(before.plan, now.plan) : []
  const isSame = earlier === rating && before.low === now.low && before.high === now.high
  if (isSame && plan.length === 0) return undefined
  return {
    ...row,
    kind: isSame ? 'plan' : kindOf(earlier, rating),
    before: stateOf(before),
    because: isSame ? [] : movedCriteria(before, now),
    plan,
  }
}

function kindOf(before: Rating, now: Rating): ChangeRow['kind'] {
  if (before === now) return 'risk'
  if (now === 'red') return 'became-red'
  return before === 'red' ? 'no-longer-red' : 'rating'
}

const states = {red: 'Red', 'could-be': 'Could be red', 'hardly-known': 'Hardly known', none: 'Not red'} as const

function stateOf(system: EarlierSystem): string {
  const [from, to] = [exactValue(system.low).toFixed(2), exactValue(system.high).toFixed(2)]
  return `${states[ratingOf(system)]}, ${from === to ? from : `${from} to ${to}`}`
}

function movedCriteria(before: EarlierSystem, now: EarlierSystem): readonly string[] {
  return criterionIds.flatMap((id) => {
    const [was, is] = [before, now].map((system) => scoreText(keptScore(system, id)))
    return was === is ? [] : [`${criteria[id].short}: ${was}, now ${is}`]
  })
}

function scoreText({low, high}: ReturnType<typeof keptScore>): string {
  return low === high ? String(low) : `${low}–${high}`
}

function movedPlan(before: EarlierPlan, now: EarlierPlan): readonly PlanChange[] {
  const [was, is] = [planWords(before), planWords(now)]
  return (Object.keys(is) as PlanChange['what'][]) // an object of just these keys
    .map((what) => ({what, before: was[what], now: is[what]}))
    .filter((change) => change.before !== change.now)
}

function planWords({treatment, personDays, wave, end, endsRed}: EarlierPlan): Record<PlanChange['what'], string> {
  return {
    Treatment: dispositionLabel(treatment),
    Effort: figured(personDays, 'person-day'),
    Wave: wave === undefined ? 'none' : String(wave),
    'Planned end': end ? writtenDate(end) : 'none',
    'End of red': end && endsRed ? writtenDate(end) : 'none',
  }
}

/** `Treatment: Replatform, now Retire`. */
export function planChangeText({what, before, now}: PlanChange): string {
  return `${what}: ${before}, now ${now}`
}

/** `the treatment of Tide Tables and Star Atlas changed`: of each part of the plan, how many and the first few. */
function planChanged(rows: readonly ChangeRow[]): readonly string[] {
  const of = (what: PlanChange['what']) =>
    rows.filter(({plan}) => plan.some((change) => change.what === what)).map(({name}) => name)
  const named = (names: readonly string[], what: string, verb: string) =>
    names.length > 0 ? [`${what} of ${listed(names, 3)} ${verb}`] : []
  return [
    ...named(of('Treatment'), 'the treatment', 'changed'),
    ...named(of('Effort'), 'the effort', 'changed'),
    ...named(of('Planned end'), 'the planned end', 'moved'),
    ...named(of('End of red'), 'the end of red', 'moved'),
  ]
}

/** `Since the audit as of 1 August 2026: ` and what changed of the ratings; undefined for a first audit. */
export function changesText(index: ReportIndex): {readonly since: string; readonly text: string} | undefined {
  const rows = changeRows(index)
  const {before, assessments} = index.input
  if (!rows || !before) return undefined
  const when = before.asOf === assessments.asOf ? 'also as of' : 'as of'
  return {
    since: `Since the last audit with other figures, ${when} ${writtenDate(before.asOf)}:`,
    text: changesSaid(rows),
  }
}

/** `Payroll Gateway became red-rated; one system is new.` */
export function changesSaid(rows: readonly ChangeRow[]): string {
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
    ...planChanged(rows),
  ].filter(Boolean)
  return `${capitalised(parts.length > 0 ? parts.join('; ') : 'no figure changed')}.`
}

/** `What changed: 12 systems`. */
export function changesHeading(rows: readonly ChangeRow[]): string {
  return rows.length === 0
    ? 'No system is other than it was found before'
    : `${capitalised(figure(rows.length))} ${rows.length === 1 ? 'system is' : 'systems are'} not as ${rows.length === 1 ? 'it was' : 'they were'} found before`
}
