import {addDays, daysBetween, nextQuarter, type Quarter, quarterOf} from '../model/calendar.ts'
import type {Settings} from '../model/settings.ts'
import type {CalendarDate} from '../model/values.ts'

/** Ten years: what does not fit into them is not placed. */
const horizonWeeks = 520

export interface Week {
  readonly index: number
  readonly start: CalendarDate
  readonly end: CalendarDate
  readonly quarter: string
  /** Organisations in which no work, or no cut-over, may happen; `*` is all. */
  readonly noWork: ReadonlyMap<string, string>
  readonly noCutOver: ReadonlyMap<string, string>
}

export interface WorkCalendar {
  readonly weeks: readonly Week[]
  readonly quarters: readonly Quarter[]
  /** Person-days of a resource (`skill`, or `organisation:skill`) in a week. */
  readonly weekly: (resource: string, week: Week) => number
  readonly resources: ReadonlySet<string>
}

/** Weeks from the first day of work. A quarter's capacity is spread evenly over its weeks; both ends of a blackout count. */
export function workCalendar(plan: Settings['plan'], from: CalendarDate): WorkCalendar {
  const weeks = Array.from({length: horizonWeeks}, (_, index) => weekOf(plan, from, index))
  const quarters: Quarter[] = [quarterOf(from)]
  for (let last = quarters[0]; last && last.end < (weeks.at(-1)?.end ?? from); last = quarters.at(-1))
    quarters.push(nextQuarter(last))
  const perQuarter = new Map<string, number>()
  for (const {skill, organisation, personDaysPerQuarter} of plan.teams) {
    const resource = organisation ? `${organisation}:${skill}` : skill
    perQuarter.set(resource, (perQuarter.get(resource) ?? 0) + personDaysPerQuarter)
  }
  const weeksOf = new Map(quarters.map((quarter) => [quarter.id, weeksEndingIn(from, quarter)]))
  return {
    weeks,
    quarters,
    weekly: (resource, week) => (perQuarter.get(resource) ?? 0) / (weeksOf.get(week.quarter) ?? 13),
    resources: new Set(perQuarter.keys()),
  }
}

/** A week belongs to the quarter of its last day; of the first quarter the weeks before the first day of work count too. */
function weeksEndingIn(from: CalendarDate, {start, end}: Quarter): number {
  const ahead = daysBetween(addDays(from, 6), end) % 7
  const last = addDays(end, -((ahead + 7) % 7))
  return Math.floor(daysBetween(start, last) / 7) + 1
}

function weekOf({blackouts}: Settings['plan'], from: CalendarDate, index: number): Week {
  const start = addDays(from, index * 7)
  const end = addDays(start, 6)
  const noWork = new Map<string, string>()
  const noCutOver = new Map<string, string>()
  for (const blackout of blackouts) {
    const organisation = blackout.organisation ?? '*'
    if (blackout.of === 'work' && blackout.from <= end && blackout.to >= start) noWork.set(organisation, blackout.why)
    // The cut-over is the last day of the last week.
    if (blackout.from <= end && blackout.to >= end) noCutOver.set(organisation, blackout.why)
  }
  return {index, start, end, quarter: quarterOf(end).id, noWork, noCutOver}
}
