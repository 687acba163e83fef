import {z} from 'zod'
import {daysInMonth} from './days-in-month.ts'

/** A calendar date, `2026-11-01`, that exists. It has no time zone. */
export const CalendarDate = z.string().refine(isCalendarDate, 'expected a date that exists, as 2026-11-01')
export type CalendarDate = z.infer<typeof CalendarDate>

/** A moment in UTC, `2026-11-01T09:12:00Z`. */
export const Instant = z.iso.datetime()
export type Instant = z.infer<typeof Instant>

/** An exact decimal number as a string, so that no float ever touches money. */
export const Decimal = z
  .string()
  .regex(/^-?\d{1,30}(\.\d{1,20})?$/, 'expected a plain decimal number, as 410000 or 12.50')
export type Decimal = z.infer<typeof Decimal>

/** ISO 4217 code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'expected a three-letter currency code, as GBP')

export const Money = z.strictObject({amount: Decimal, currency: Currency})
export type Money = z.infer<typeof Money>

/** Lower case ASCII letters, digits and single hyphens, at most 80 characters. */
export const Slug = z
  .string()
  .max(80, 'expected at most 80 characters')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower case letters, digits and single hyphens, as pay-gateway')
export type Slug = z.infer<typeof Slug>

/** `organisation/slug`: a system and nothing else. */
export const SystemId = z.string().regex(/^[a-z0-9-]{1,80}\/[a-z0-9-]{1,80}$/, 'expected organisation/system')
export type SystemId = z.infer<typeof SystemId>

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A share of certainty from 0 to 1; 1 is what a person declared or a manifest states outright. */
export const Confidence = z.number().min(0).max(1)

export type Json = string | number | boolean | null | readonly Json[] | {readonly [key: string]: Json}
export const Json: z.ZodType<Json> = z.json()

function isCalendarDate(text: string): boolean {
  // Systems, contracts and people of other centuries are slips of the pen: 0026 for 2026.
  const [, year, month, day] = /^(19[5-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.exec(text) ?? []
  return year !== undefined && Number(day) <= daysInMonth(Number(year), Number(month))
}
