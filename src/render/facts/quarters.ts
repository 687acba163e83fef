import {financialYear, writtenMonth} from '../../model/calendar.ts'
import type {CalendarDate} from '../../model/values.ts'
import {countSystems} from './counts.ts'
import type {ReportIndex} from './report-index.ts'
import {numberAlone, numberWord} from './words.ts'

export interface QuarterRow {
  readonly id: string
  readonly start: CalendarDate
  readonly end: CalendarDate
  /** `2027-28`. */
  readonly financialYear: string
  /** `Mar`: the month it ends with. */
  readonly endMonth: string
  /** `Jan`: the month it starts with. */
  readonly startMonth: string
  readonly planned: number
  readonly doingNothing: number
  readonly plannedCouldBe: number
  readonly doingNothingCouldBe: number
}

/** Red-rated systems at each quarter's end, on the plan and doing nothing. */
export function quarterRows({input: {roadmap}}: ReportIndex): readonly QuarterRow[] {
  const periods = new Map(roadmap.periods.map((period) => [period.id, period]))
  return roadmap.burnDown.flatMap(({period: id, ...figures}) => {
    const period = periods.get(id)
    if (!period) return []
    const {start, end} = period
    const short = (date: CalendarDate) => writtenMonth(date).slice(0, 3)
    return [
      {id, start, end, financialYear: financialYear(end), endMonth: short(end), startMonth: short(start), ...figures},
    ]
  })
}

/** Runs of quarters of one financial year, for grouped headings. */
export function financialYears(
  rows: readonly {readonly financialYear: string}[],
): readonly {name: string; quarters: number}[] {
  const years: {name: string; quarters: number}[] = []
  for (const {financialYear: name} of rows) {
    const last = years.at(-1)
    if (last?.name === name) last.quarters += 1
    else years.push({name, quarters: 1})
  }
  return years
}

/** Beyond so many quarters columns are too narrow to read. */
export const mostQuartersInColumns = 16

/** The quarters that fit side by side: all of them, or in a long plan the last of each financial year. */
export function quarterColumns(rows: readonly QuarterRow[]): readonly QuarterRow[] {
  if (rows.length <= mostQuartersInColumns) return rows
  return rows.filter((row, at) => row.financialYear !== rows[at + 1]?.financialYear)
}

/** Where each quarter ends, as a part of the width of all columns: a year's column is divided among its quarters. */
export function quarterEnds(rows: readonly QuarterRow[]): readonly number[] {
  const columns =
    rows.length <= mostQuartersInColumns ? rows.map(() => 1) : financialYears(rows).map(({quarters}) => quarters)
  return columns.flatMap((quarters, column) =>
    Array.from({length: quarters}, (_, at) => (column + (at + 1) / quarters) / columns.length),
  )
}

/** The finding of the picture: `On the plan red-rated systems fall to none; without it they reach 19`. */
export function quartersHeading(index: ReportIndex): string {
  const rows = quarterRows(index)
  const now = countSystems(index.input).red
  const last = rows.at(-1)
  if (!last) return 'Red-rated now and to come'
  const highest = Math.max(...rows.map(({planned}) => planned))
  const end = numberAlone(last.planned)
  const plan =
    highest > now && last.planned < highest
      ? `rise to ${numberWord(highest)}, then fall to ${end}`
      : last.planned < now
        ? `fall to ${end}`
        : last.planned > now
          ? `rise to ${end}`
          : `stay at ${end}`
  const most = Math.max(...rows.map(({doingNothing}) => doingNothing))
  if (now + highest + most === 0) return 'No system is known to be red-rated, on the plan or without it'
  const without =
    most > now
      ? `reach ${numberWord(most)}`
      : last.doingNothing === now
        ? `stay at ${numberAlone(now)}`
        : `are ${numberAlone(last.doingNothing)}`
  return `On the plan red-rated systems ${plan}; without it they ${without}`
}
