import {CalendarDate} from './values.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The date that people wrote as `31/12/2025`, `31 December 2025` or `2025/12/31`; undefined where it is none. */
export function dateMeant(text: string, order: 'day-first' | 'month-first' = 'day-first'): CalendarDate | undefined {
  const spoken = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3})[a-z]*\.?[ ,-]+(\d{4})$/.exec(text)
  if (spoken) return existing(spoken[3], String(months.indexOf(spoken[2]?.toLowerCase() ?? '') + 1), spoken[1])
  const ordered = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(text)
  if (ordered) return existing(ordered[1], ordered[2], ordered[3])
  const [, first, second, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text) ?? []
  return order === 'month-first' ? existing(year, first, second) : existing(year, second, first)
}

/** Whether it is a date but for its century: 31/03/26 may be of any. */
export function lacksCentury(text: string): boolean {
  return /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$|^\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,9}\.?[ ,-]+'?\d{2}$/.test(text)
}

function existing(year = '', month = '', day = ''): CalendarDate | undefined {
  const date = CalendarDate.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return date.success ? date.data : undefined
}
