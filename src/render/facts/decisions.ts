import {nextQuarter, quarterOf, writtenDate} from '../../model/calendar.ts'
import type {CalendarDate} from '../../model/values.ts'
import {attributeValue} from '../../model/entity.ts'
import {oncePer} from '../../model/once-per.ts'
import {isRed, isRedWithoutFundedPlan} from './counts.ts'
import {displayText} from './display-text.ts'
import type {FactLink} from './findings.ts'
import type {ReportIndex} from './report-index.ts'
import {capitalised, counted, figure, listed, numberWord, ratingOf} from './words.ts'

export interface Decision {
  readonly decision: string
  readonly who: string
  readonly otherwise: string
  readonly links: readonly FactLink[]
  /** All that it is about, where the links may be to some of them only. */
  readonly systems?: readonly string[]
}

const mostDecisions = 3
const mostOrganisations = 4

/** What someone must decide, only from facts: at most three. */
export const decisions = oncePer((index: ReportIndex): readonly Decision[] =>
  [fundPlans(index), missedDates(index), unplacedRed(index), nameOwners(index)]
    .filter((decision) => decision !== undefined)
    .slice(0, mostDecisions),
)

/** `Three decisions are needed before work begins on 4 January 2027`. */
export function decisionsHeading(index: ReportIndex): string {
  const count = decisions(index).length
  if (count === 0) return 'No decision is needed'
  const first = workBegins(index)
  const begins = first ? ` before work begins on ${writtenDate(first)}` : ''
  return `${capitalised(counted(count, 'decision'))} ${count === 1 ? 'is' : 'are'} needed${begins}`
}

/** The first day on which the plan places any work; undefined when it places none. */
function workBegins({input}: ReportIndex): CalendarDate | undefined {
  return input.roadmap.placements.map(({start}) => start).toSorted()[0]
}

/** Why the work begins on that day: where the plan starts, and who says so; empty when no work is placed. */
export function workBeginsText(index: ReportIndex): string {
  const first = workBegins(index)
  const {roadmap, settings, assessments} = index.input
  if (!first) return ''
  const asked = settings.plan.from === roadmap.from
  const next = nextQuarter(quarterOf(assessments.asOf)).start === roadmap.from
  const why = asked
    ? 'as plan.from in domesday.yaml says'
    : next
      ? 'with the quarter after the as-of date, since no other day was asked for'
      : 'as was asked for'
  const begins =
    first === roadmap.from ? 'and its first work begins then' : `and its first work begins on ${writtenDate(first)}`
  return `The plan starts on ${writtenDate(roadmap.from)}, ${why}, ${begins}.`
}

/** `Ministry of Clocks (3), Tides Agency (2)`, or the one name alone. */
function organisationsOf(index: ReportIndex, systems: readonly {readonly organisation: string}[]): string {
  const counts = [...Map.groupBy(systems, ({organisation}) => organisation)]
  if (counts.length === 1) return index.organisationName(counts[0]?.[0] ?? '')
  const named = counts
    .toSorted((a, b) => b[1].length - a[1].length)
    .map(([id, members]) => `${index.organisationName(id)} (${figure(members.length)})`)
  return named.length > mostOrganisations ? listed(named, mostOrganisations) : named.join(', ')
}

function fundPlans(index: ReportIndex): Decision | undefined {
  const systems = index.systems.filter(isRedWithoutFundedPlan)
  const [first] = systems
  if (!first) return undefined
  const chosen = systems.map(({system}) => index.dispositions.get(system)).filter((item) => item !== undefined)
  const days = Math.round(chosen.flatMap(({effort}) => Object.values(effort)).reduce((sum, value) => sum + value, 0))
  const assumed = chosen.some(({effortAssumed}) => effortAssumed) ? ', in part assumed' : ''
  const effort = days > 0 ? `: ${figure(days)} person-days${assumed}` : ''
  const what =
    systems.length === 1
      ? `the remediation of ${index.nameOf(first.system)}`
      : `${numberWord(systems.length)} remediation plans`
  return {
    decision: `Fund ${what}${effort}`,
    who: organisationsOf(index, systems),
    otherwise:
      systems.length === 1 ? 'It stays red-rated' : `${capitalised(counted(systems.length, 'system'))} stay red-rated`,
    links: systems.slice(0, 3).map(({system}) => ({text: index.nameOf(system), system})),
    systems: systems.map(({system}) => system),
  }
}

function missedDates(index: ReportIndex): Decision | undefined {
  const missed = index.input.roadmap.deadlines.filter(({met}) => !met).toSorted((a, b) => (a.date < b.date ? -1 : 1))
  const [first] = missed
  if (!first) return undefined
  const organisations = missed.map(({system}) => ({
    organisation: index.assessments.get(system)?.organisation ?? system.split('/')[0] ?? '',
  }))
  const late = first.cutOver
    ? `${index.nameOf(first.system)} is cut over on ${writtenDate(first.cutOver)}, after the date`
    : `${index.nameOf(first.system)} is still there after ${writtenDate(first.date)}`
  return {
    decision:
      missed.length === 1
        ? `Move or accept a date: ${displayText(first.what, 120)}, ${writtenDate(first.date)}`
        : `Move or accept ${numberWord(missed.length)} dates, the first on ${writtenDate(first.date)}: ${displayText(first.what, 120)}`,
    who: organisationsOf(index, organisations),
    otherwise: late,
    links: [{text: 'Deadlines', section: 'roadmap'}],
  }
}

function unplacedRed(index: ReportIndex): Decision | undefined {
  const systems = index.systems.filter(
    (system) => isRed(system) && index.unplaced.has(index.groupOf.get(system.system) ?? system.system),
  )
  const [first] = systems
  if (!first) return undefined
  const names = systems.map(({system}) => index.nameOf(system))
  return {
    decision: `Find the people or the time for ${listed(names, 3)}`,
    who: organisationsOf(index, systems),
    otherwise: `The plan cannot place ${systems.length === 1 ? 'it' : 'them'}: ${displayText(index.unplaced.get(index.groupOf.get(first.system) ?? first.system) ?? '', 160)}`,
    links: [{text: 'Not placed', section: 'roadmap'}],
    systems: systems.map(({system}) => system),
  }
}

function nameOwners(index: ReportIndex): Decision | undefined {
  const systems = index.systems.filter((system) => {
    const entity = index.entities.get(system.system)
    return ratingOf(system) !== 'none' && entity !== undefined && attributeValue(entity, 'owner') === undefined
  })
  if (systems.length === 0) return undefined
  const names = systems.map(({system}) => index.nameOf(system))
  const unknown = systems.some(({hardlyKnown}) => hardlyKnown)
  const their = systems.length === 1 ? 'its' : 'their'
  return {
    decision: `Name an owner for ${listed(names, 3)}`,
    who: organisationsOf(index, systems),
    otherwise: unknown ? `Nobody can say what ${their} risk is` : `Nobody answers for ${their} risk`,
    links: systems.slice(0, 3).map(({system}) => ({text: index.nameOf(system), system})),
    systems: systems.map(({system}) => system),
  }
}
