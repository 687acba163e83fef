import {addMonths} from '../../src/model/calendar.ts'
import {CalendarDate} from '../../src/model/values.ts'

const dayMs = 86_400_000

describe('a calendar date', () => {
  it('is every day from 1950 to 2199, and no other text of that form', () => {
    const days = new Set<string>()
    for (let day = Date.UTC(1950, 0, 1); day < Date.UTC(2200, 0, 1); day += dayMs)
      days.add(new Date(day).toISOString().slice(0, 10))
    const two = (number: number): string => String(number).padStart(2, '0')
    const texts = Array.from({length: 252}, (_, year) => 1949 + year).flatMap((year) =>
      Array.from({length: 14 * 33}, (_, at) => `${year}-${two(Math.floor(at / 33))}-${two(at % 33)}`),
    )
    expect(texts.filter((text) => CalendarDate.safeParse(text).success !== days.has(text))).toEqual([])
  })

  it('keeps to the last day of a month that has no such day', () => {
    expect(['2024-01-31', '2023-01-31', '2100-01-31', '2000-01-31'].map((date) => addMonths(date, 1))).toEqual([
      '2024-02-29',
      '2023-02-28',
      '2100-02-28',
      '2000-02-29',
    ])
    expect(addMonths('2024-05-31', -18)).toBe('2022-11-30')
  })
})
