import type {Assessments, SystemAssessment, Verdict} from '../model/assessment.ts'
import {addMonths, type Quarter} from '../model/calendar.ts'
import {attributeValue} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import {type Disposition, isMoved, type Roadmap} from '../model/roadmap.ts'
import type {Settings} from '../model/settings.ts'
import {CalendarDate} from '../model/values.ts'
import type {Scheduled} from './schedule.ts'
import type {WorkCalendar} from './work-calendar.ts'

/** A wave is the groups whose cut-over falls in one quarter. */
export function wavesOf(
  groups: Roadmap['groups'],
  {placed}: Scheduled,
  calendar: WorkCalendar,
  dispositions: readonly Disposition[],
  assessments: ReadonlyMap<string, SystemAssessment>,
): Roadmap['waves'] {
  const byQuarter = new Map<string, string[]>()
  for (const {id, end} of placed.values()) {
    const quarter = calendar.weeks[end]?.quarter ?? ''
    byQuarter.set(quarter, [...(byQuarter.get(quarter) ?? []), id])
  }
  const systemsOf = new Map(groups.map(({id, systems}) => [id, systems]))
  const moved = new Set(dispositions.filter(isMoved).map(({system}) => system))
  return [...byQuarter]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, ids], index) => {
      const own = ids.toSorted()
      const systems = own.flatMap((id) => systemsOf.get(id) ?? []).toSorted()
      const weeks = own.flatMap((id) => placed.get(id) ?? [])
      return {
        id: index + 1,
        period,
        start: calendar.weeks[Math.min(...weeks.map(({start}) => start))]?.start ?? '',
        end: calendar.weeks[Math.max(...weeks.map(({end}) => end))]?.end ?? '',
        groups: own,
        systems,
        frees: systems.filter((system) => assessments.get(system)?.redRated === 'yes' && moved.has(system)),
      }
    })
}

const deadlineMonths = 60

/**
 * Dates that settings name, ends of contracts that nothing replaces, and dates by which hosting must be left: met when the
 * cut-over is not later. Of the target dates of funded plans only those that are missed.
 */
export function deadlinesOf(
  estate: Estate,
  plan: Settings['plan'],
  {asOf, systems: assessed}: Assessments,
  cutOver: ReadonlyMap<string, CalendarDate>,
): Roadmap['deadlines'] {
  const systems = new Set(estate.entities.filter(({kind}) => kind === 'system').map(({id}) => id))
  const contracts = estate.contracts.flatMap(({system, supplier, ends, replacement}) =>
    ends !== undefined && ends >= asOf && ends <= addMonths(asOf, deadlineMonths) && replacement === 'none'
      ? [{system, date: ends, what: `contract${supplier ? ` with ${supplier}` : ''} ends`}]
      : [],
  )
  const exits = estate.entities.flatMap((entity) => {
    const hosting = entity.kind === 'system' ? attributeValue(entity, 'hosting') : undefined
    const exitBy = CalendarDate.safeParse((hosting as {exitBy?: unknown} | undefined)?.exitBy) // read by its schema
    return exitBy.success ? [{system: entity.id, date: exitBy.data, what: 'its hosting must be left'}] : []
  })
  return [
    ...plan.deadlines.filter(({system}) => systems.has(system)),
    ...contracts,
    ...exits,
    ...missedTargets(assessed, cutOver),
  ]
    .map(({system, date, what}) => {
      const done = cutOver.get(system)
      return {system, what, date, met: done !== undefined && done <= date, ...(done && {cutOver: done})}
    })
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.system < b.system ? -1 : 1))
}

/** Target dates of funded plans that end before the cut-over. */
function missedTargets(systems: Assessments['systems'], cutOver: ReadonlyMap<string, CalendarDate>) {
  return systems.flatMap(({system, plan}) => {
    const date = plan?.funded === true && plan.exists !== false ? plan.targetDate : undefined
    const isMissed = date !== undefined && (cutOver.get(system) ?? '') > date
    return isMissed ? [{system, date, what: 'its own funded plan ends'}] : []
  })
}

/** Red-rated systems at each quarter's end: doing nothing, and without those that have been cut over by then. */
export function burnDown(
  quarters: readonly Quarter[],
  ratingsAt: (asOf: CalendarDate) => ReadonlyMap<string, Verdict>,
  dispositions: readonly Disposition[],
  cutOver: ReadonlyMap<string, CalendarDate>,
): Roadmap['burnDown'] {
  const moved = new Set(dispositions.filter(isMoved).map(({system}) => system))
  const doneBy = new Map([...cutOver].filter(([system]) => moved.has(system)))
  return quarters.map(({id, end}) => {
    let [planned, doingNothing, plannedCouldBe, doingNothingCouldBe] = [0, 0, 0, 0]
    for (const [system, verdict] of ratingsAt(end)) {
      if (verdict === 'no') continue
      const left = (doneBy.get(system) ?? '9999') > end ? 1 : 0
      if (verdict === 'yes') {
        doingNothing += 1
        planned += left
      } else {
        doingNothingCouldBe += 1
        plannedCouldBe += left
      }
    }
    return {period: id, planned, doingNothing, plannedCouldBe, doingNothingCouldBe}
  })
}
