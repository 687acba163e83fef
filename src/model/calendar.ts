import {daysInMonth} from './days-in-month.ts'
import type {CalendarDate} from './values.ts'

const dayMs = 86_400_000

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)
}

/** The same day so many months later, or that month's last day where it has no such day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const total = year * 12 + (month - 1) + months
  const targetYear = Math.floor(total / 12)
  const targetMonth = total - targetYear * 12
  const lastDay = daysInMonth(targetYear, targetMonth + 1)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${String(targetYear).padStart(4, '0')}-${two(targetMonth + 1)}-${two(Math.min(day, lastDay))}`
}

/** The calendar date of a moment in London, where UK government's days begin. */
export function londonDate(moment: Date): CalendarDate {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Europe/London',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(moment)
}

const monthNames = 'January February March April May June July August September October November December'.split(' ')

/** `31 March 2028`; with `short`, `31 Mar 2028`. */
export function writtenDate(date: CalendarDate, length: 'long' | 'short' = 'long'): string {
  const [year, month = '1', day = '1'] = date.split('-')
  const name = monthNames[Number(month) - 1] ?? ''
  return `${Number(day)} ${length === 'short' ? name.slice(0, 3) : name} ${year}`
}

/** `March 2028`. */
export function writtenMonth(date: CalendarDate): string {
  const [year, month = '1'] = date.split('-')
  return `${monthNames[Number(month) - 1] ?? ''} ${year}`
}

/** A calendar quarter: `2027-Q1` is January to March 2027, the last quarter of the financial year 2026-27. */
export interface Quarter {
  readonly id: string
  readonly start: CalendarDate
  readonly end: CalendarDate
}

export function quarterOf(date: CalendarDate): Quarter {
  const [year = '', month = '1'] = date.split('-')
  const index = Math.floor((Number(month) - 1) / 3)
  const start = `${year}-${String(index * 3 + 1).padStart(2, '0')}-01`
  return {id: `${year}-Q${index + 1}`, start, end: addDays(addMonths(start, 3), -1)}
}

export function nextQuarter(quarter: Quarter): Quarter {
  return quarterOf(addDays(quarter.end, 1))
}

/** `2026-27`: the UK government's financial year, from 1 April, in which a date falls. */
export function financialYear(date: CalendarDate): string {
  const [year = '0', month = '1'] = date.split('-')
  const first = Number(month) >= 4 ? Number(year) : Number(year) - 1
  return `${first}-${String((first + 1) % 100).padStart(2, '0')}`
}
