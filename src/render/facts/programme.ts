import {financialYear, writtenDate, writtenMonth} from '../../model/calendar.ts'
import type {CalendarDate} from '../../model/values.ts'
import {isRed} from './counts.ts'
import {displayText} from './display-text.ts'
import {redEnded} from './headline.ts'
import {financialYears} from './quarters.ts'
import type {ReportIndex, Wave} from './report-index.ts'
import {allOf, capitalised, counted, listed, numberWord, skillLabel} from './words.ts'

export interface ProgrammeQuarter {
  readonly id: string
  readonly start: CalendarDate
  readonly end: CalendarDate
  readonly financialYear: string
  readonly startMonth: string
  /** Red-rated systems left at its end, on the plan. */
  readonly redLeft?: number
}

export interface ProgrammeRow {
  readonly wave: number
  readonly systems: readonly string[]
  /** The skill with most person-days, as a label; empty when no effort is known. */
  readonly team: string
  /** Red ratings it ends that are there today. */
  readonly ends: number
  readonly critical: boolean
  readonly start: CalendarDate
  readonly end: CalendarDate
  /** Ordinal numbers of its first and last quarter among the quarters of the programme. */
  readonly first: number
  readonly last: number
  readonly personDays: number
}

/** Deadlines of one financial year of the programme, as one cell of its first row. */
export interface DeadlineYear {
  readonly first: number
  readonly quarters: number
  readonly rows: readonly DeadlineRow[]
}

export interface Programme {
  readonly quarters: readonly ProgrammeQuarter[]
  readonly rows: readonly ProgrammeRow[]
}

const mostQuarters = 40

/** Waves against quarters: the programme on a page. */
export function programme(index: ReportIndex): Programme {
  const {roadmap} = index.input
  const lastEnd =
    roadmap.waves
      .map(({end}) => end)
      .toSorted()
      .at(-1) ?? ''
  const left = new Map(roadmap.burnDown.map(({period, planned}) => [period, planned]))
  const quarters = roadmap.periods
    .filter(({start}) => start <= lastEnd)
    .slice(0, mostQuarters)
    .map(({id, start, end}) => {
      const redLeft = left.get(id)
      return {
        id,
        start,
        end,
        financialYear: financialYear(end),
        startMonth: writtenMonth(start).slice(0, 3),
        ...(redLeft !== undefined && {redLeft}),
      }
    })
  return {quarters, rows: roadmap.waves.map((wave) => rowOf(index, wave, quarters))}
}

function rowOf(index: ReportIndex, wave: Wave, quarters: readonly ProgrammeQuarter[]): ProgrammeRow {
  const {criticalPath = []} = index.input.roadmap
  const effort = new Map<string, number>()
  for (const group of wave.groups)
    for (const [skill, days] of Object.entries(index.placements.get(group)?.effort ?? {}))
      effort.set(skill, (effort.get(skill) ?? 0) + days)
  const [team] = [...effort].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const at = (date: CalendarDate, otherwise: number) => {
    const found = quarters.findIndex(({start, end}) => start <= date && date <= end)
    return found < 0 ? otherwise : found
  }
  const first = at(wave.start, wave.start < (quarters[0]?.start ?? '') ? 0 : quarters.length - 1)
  return {
    wave: wave.id,
    systems: wave.systems,
    team: team ? skillLabel(displayText(team[0], 30)) : '',
    ends: wave.frees.filter((id) => isRedNow(index, id)).length,
    critical: wave.groups.some((group) => criticalPath.includes(group)),
    start: wave.start,
    end: wave.end,
    first,
    last: Math.max(first, at(wave.end, quarters.length - 1)),
    personDays: [...effort.values()].reduce((sum, days) => sum + days, 0),
  }
}

function isRedNow({assessments}: ReportIndex, id: string): boolean {
  const assessment = assessments.get(id)
  return assessment !== undefined && isRed(assessment)
}

const mostNamedWaves = 5

/** `14 waves end all nine red ratings by September 2029; waves 2, 6 and 9 set the pace`. */
export function programmeHeading(index: ReportIndex): string {
  const {rows} = programme(index)
  if (rows.length === 0) return 'The plan places no work'
  const {red, ended, by} = redEnded(index)
  const waves = capitalised(counted(rows.length, 'wave'))
  const end = rows.length === 1 ? 'ends' : 'end'
  const ratings =
    red === 0 || !by
      ? `${rows.length === 1 ? 'runs' : 'run'} to ${writtenMonth(rows.at(-1)?.end ?? '')}${red > 0 ? ` and ${end} no red rating` : ''}`
      : `${end} ${ended === red ? `${allOf(red)} red ${red === 1 ? 'rating' : 'ratings'}` : `${numberWord(ended)} of ${counted(red, 'red rating')}`} by ${writtenMonth(by)}`
  const critical = rows.filter((row) => row.critical).map(({wave}) => String(wave))
  const pace =
    critical.length === 0 || critical.length === rows.length
      ? ''
      : critical.length > mostNamedWaves
        ? `; ${numberWord(critical.length)} of them set the pace`
        : `; wave${critical.length === 1 ? '' : 's'} ${listed(critical)} set${critical.length === 1 ? 's' : ''} the pace`
  return `${waves} ${ratings}${pace}`
}

export interface DeadlineRow {
  readonly system: string
  readonly what: string
  readonly date: CalendarDate
  readonly met: boolean
  readonly outcome: string
}

/** A cell of deadlines spans at least so many quarters, so that its words have room. */
const leastQuarters = 3

/** The deadlines by financial years, short ones joined with the next; those after the last quarter stand with the last. */
export function deadlineYears(index: ReportIndex, quarters: readonly ProgrammeQuarter[]): readonly DeadlineYear[] {
  const rows = deadlineRows(index)
  const spans: number[] = []
  for (const {quarters: span} of financialYears(quarters)) {
    const last = spans.at(-1)
    if (last !== undefined && (last < leastQuarters || span < leastQuarters)) spans[spans.length - 1] = last + span
    else spans.push(span)
  }
  let first = 0
  return spans.map((span, at) => {
    const start = quarters[first]?.start ?? ''
    const end = at === spans.length - 1 ? '9999-12-31' : (quarters[first + span - 1]?.end ?? '')
    const year = {first, quarters: span, rows: rows.filter(({date}) => date <= end && (at === 0 || date >= start))}
    first += span
    return year
  })
}

/** Dates that bind the plan, the earliest first. */
export function deadlineRows({input: {roadmap}}: ReportIndex): readonly DeadlineRow[] {
  return roadmap.deadlines
    .map(({system, what, date, met, cutOver}) => ({
      system,
      what: displayText(what, 200),
      date,
      met,
      outcome: met
        ? 'Met'
        : `Missed: ${cutOver ? `cut-over on ${writtenDate(cutOver, 'short')}` : 'no cut-over is planned'}`,
    }))
    .toSorted((a, b) => (a.date === b.date ? (a.system < b.system ? -1 : 1) : a.date < b.date ? -1 : 1))
}
