import {z} from 'zod'
import {Verdict} from './assessment.ts'
import {criterionIds} from './criteria.ts'
import {CalendarDate, Sha256} from './values.ts'

const ends = z.tuple([z.number().int(), z.number().int()]).readonly()

/** What an audit found of a system, as far as a later one compares it. */
export const EarlierSystem = z.strictObject({
  system: z.string(),
  name: z.string(),
  redRated: Verdict,
  hardlyKnown: z.boolean(),
  /** The overall risk's ends as exact fractions: `2684/168`. */
  overall: z.tuple([z.string(), z.string()]).readonly(),
  /** Low and high of each criterion, in the framework's order. */
  scores: z.array(ends).length(criterionIds.length).readonly(),
})
export type EarlierSystem = Readonly<z.infer<typeof EarlierSystem>>

/** The figures of an audit that was made of the same folder before. */
export const EarlierAudit = z.strictObject({
  /** Of its as-of date and its figures: an audit that finds the same is the same audit. */
  sha256: Sha256,
  asOf: CalendarDate,
  systems: z.array(EarlierSystem).readonly(),
})
export type EarlierAudit = Readonly<z.infer<typeof EarlierAudit>>

/** `.domesday/audits.json`: the last audits of a folder, the newest last. Lost, the next audit is the first. */
export const EarlierAudits = z.strictObject({
  schema: z.literal('domesday/earlier-audits@1'),
  audits: z.array(EarlierAudit).readonly(),
})
export type EarlierAudits = Readonly<z.infer<typeof EarlierAudits>>
