import {z} from 'zod'
import {Verdict} from './assessment.ts'
import {type CriterionId, criterionIds} from './criteria.ts'
import {CalendarDate, Sha256} from './values.ts'

/** What an audit found of a system, as far as a later one compares it. */
export const EarlierSystem = z.strictObject({
  system: z.string(),
  name: z.string(),
  redRated: Verdict,
  hardlyKnown: z.boolean(),
  /** The overall risk's ends as exact fractions: `2684/168`. */
  low: z.string(),
  high: z.string(),
  /** Low and high of each criterion, in the framework's order, a digit each: an estate has many, and several audits. */
  scores: z.string().regex(new RegExp(`^\\d{${2 * criterionIds.length}}$`)),
})
export type EarlierSystem = Readonly<z.infer<typeof EarlierSystem>>

type Ends = Readonly<Record<CriterionId, {readonly low: number; readonly high: number}>>

/** The scores of a system as an earlier audit keeps them. */
export function keptScores(criteria: Ends): string {
  return criterionIds.map((id) => `${criteria[id].low}${criteria[id].high}`).join('')
}

/** What it keeps of one criterion. */
export function keptScore({scores}: EarlierSystem, id: CriterionId): {readonly low: number; readonly high: number} {
  const at = 2 * criterionIds.indexOf(id)
  return {low: Number(scores[at]), high: Number(scores[at + 1])}
}

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
  schema: z.literal('domesday/earlier-audits@2'),
  audits: z.array(EarlierAudit).readonly(),
})
export type EarlierAudits = Readonly<z.infer<typeof EarlierAudits>>
