import {z} from 'zod'
import {origin} from './document.ts'
import {ListedPlugin} from './plugin.ts'
import {CalendarDate, Instant} from './values.ts'

/** `reports/audit.json`: what was audited, by what, and the figures that a summary shows. */
export const AuditDocument = z.strictObject({
  schema: z.literal('domesday/audit@1'),
  ...origin,
  asOf: CalendarDate,
  newestObservedAt: Instant.optional(),
  marking: z.string(),
  edition: z.string(),
  organisations: z.array(z.strictObject({id: z.string(), name: z.string()})).readonly(),
  systems: z.number().int(),
  legacy: z.number().int(),
  couldBeLegacy: z.number().int(),
  redRated: z.number().int(),
  couldBeRed: z.number().int(),
  redOnEvidence: z.number().int(),
  redWithoutFundedPlan: z.number().int(),
  /** Hardly known: fewer than three of their 13 criteria are narrower than the whole range. */
  unknown: z.number().int(),
  /** Systems that no one declared and no rule claims. */
  byDefault: z.number().int(),
  /** Scopes asked for that are not complete. */
  partial: z.number().int(),
  conflicts: z.number().int(),
  problems: z.number().int(),
  /** What domesday.yaml lists under plugins; left out when it lists none. */
  plugins: z.array(ListedPlugin).readonly().optional(),
  reports: z.array(z.string()).readonly(),
})
export type AuditDocument = Readonly<z.infer<typeof AuditDocument>>
