import {z} from 'zod'
import {criteria, type CriterionId, criterionIds} from './criteria.ts'
import {Severity} from './inventory.ts'
import {DispositionName} from './roadmap.ts'
import {amountOf} from './decimal.ts'
import {CalendarDate, Decimal, Slug} from './values.ts'

/** A product and the version that runs, as the lifecycle catalogue names it where it can. */
export const DeclaredTechnology = z.strictObject({
  product: z.string().trim().min(1).max(80),
  /** As written: `3.10` is not 3.1. Left out, it is unknown. */
  version: z.string().min(1).optional(),
  environment: z.string().min(1).optional(),
  /** Paid extended support that was bought, with its end. */
  extendedSupportUntil: CalendarDate.optional(),
})

const reference = z
  .string()
  .regex(
    /^[a-z0-9-]{1,80}(\/[a-z0-9-]{1,80})?$/,
    'expected a system id, or organisation/id for a system of another organisation',
  )

const Score = (id: CriterionId) => {
  const score = z
    .number(`expected a whole number from 1 to ${criteria[id].maximum}`)
    .int(`expected a whole number from 1 to ${criteria[id].maximum}`)
    .min(1, `expected a score from 1 to ${criteria[id].maximum}`)
    .max(criteria[id].maximum, `expected a score from 1 to ${criteria[id].maximum}`)
  return z.union([
    score,
    z.strictObject({
      score,
      reason: z.string().optional(),
      assessor: z.string().optional(),
      date: CalendarDate.optional(),
    }),
  ])
}

const scores = z.strictObject({
  assessor: z.string().optional(),
  date: CalendarDate.optional(),
  ...(Object.fromEntries(criterionIds.map((id) => [id, Score(id).optional()])) as Record<
    CriterionId,
    z.ZodOptional<ReturnType<typeof Score>>
  >), // fromEntries forgets its keys
})

export const DeclaredSystem = z.strictObject({
  id: Slug,
  name: z.string().trim().min(1),
  description: z.string().optional(),
  owner: z.string().min(1).optional(),
  supports: z.array(z.strictObject({service: Slug, name: z.string().min(1).optional()})).optional(),
  technologies: z.array(DeclaredTechnology).optional(),
  hosts: z.array(z.strictObject({name: z.string().min(1), environment: z.string().min(1).optional()})).optional(),
  partOf: reference.optional(),
  dependsOn: z
    .array(
      z.strictObject({
        system: reference,
        kind: z.enum(['call', 'file', 'message', 'store', 'other']).optional(),
        how: z.string().optional(),
        move: z.enum(['together', 'after', 'free']).optional(),
      }),
    )
    .optional(),
  /** True when every system that depends on this one is declared, so that their number is known and not a minimum. */
  dependantsComplete: z.boolean().optional(),
  migration: z
    .strictObject({
      disposition: DispositionName.optional(),
      by: z.string().optional(),
      date: CalendarDate.optional(),
      reason: z.string().optional(),
      /** Person-days by skill. */
      effort: z.record(Slug, z.number().nonnegative()).optional(),
      weeks: z.number().int().min(1).max(520).optional(),
    })
    .optional(),
  contract: z
    .strictObject({
      supplier: z.string().min(1).optional(),
      ends: CalendarDate.optional(),
      replacement: z.enum(['none', 'planned', 'signed', 'not-needed']).optional(),
    })
    .optional(),
  people: z
    .strictObject({
      needed: z.number().nonnegative().optional(),
      have: z.number().nonnegative().optional(),
      leavingWithin12Months: z.number().nonnegative().optional(),
    })
    .optional(),
  /** An empty list is a kept record with nothing in it; left out, no record is known. */
  incidents: z
    .array(
      z.strictObject({
        date: CalendarDate,
        severity: Severity,
        summary: z.string().optional(),
        hours: z.number().nonnegative().optional(),
        ongoing: z.boolean().optional(),
      }),
    )
    .optional(),
  vulnerabilities: z
    .strictObject({
      assessed: CalendarDate,
      known: z.number().int().nonnegative(),
      highestSeverity: z.enum(['critical', 'high', 'medium', 'low', 'none']).optional(),
    })
    .optional(),
  cost: z
    .strictObject({
      annualRunGbp: Decimal.refine((amount) => amountOf(amount) >= 0n, 'expected no less than nothing'),
      source: z.string().optional(),
    })
    .optional(),
  plan: z
    .strictObject({
      exists: z.boolean().optional(),
      funded: z.boolean().optional(),
      targetDate: CalendarDate.optional(),
      estimatedCostChangePercent: z.number().optional(),
    })
    .optional(),
  use: z.strictObject({lastUsed: CalendarDate.optional(), retentionDuty: z.boolean().optional()}).optional(),
  hosting: z
    .strictObject({
      kind: z.enum(['on-premises', 'hypervisor', 'mainframe', 'desktop', 'cloud', 'saas']).optional(),
      exitBy: CalendarDate.optional(),
    })
    .optional(),
  meetsNeeds: z.enum(['yes', 'partly', 'no']).optional(),
  lifeYears: z.number().nonnegative().optional(),
  coveredBy: z.string().optional(),
  classification: z.enum(['OFFICIAL', 'SECRET', 'TOP SECRET']).optional(),
  blockers: z.array(z.string()).optional(),
  scores: scores.optional(),
})
export type DeclaredSystem = z.infer<typeof DeclaredSystem>

export const DeclaredStore = z.strictObject({
  id: Slug,
  name: z.string().trim().min(1),
  technology: DeclaredTechnology.optional(),
  /** The host name by which code and configuration reach it. */
  host: z.string().min(1).optional(),
  writers: z.array(reference).optional(),
  readers: z.array(reference).optional(),
})

/** `inventories/<organisation>/*.yaml`: what people declare. Everything but ids and names may be left out: unknown. */
export const DeclaredInventory = z.strictObject({
  schema: z.literal('domesday/declared@1'),
  organisation: Slug,
  /** When these facts were last checked; left out, the newest date that the file itself bears. */
  observed: CalendarDate.optional(),
  systems: z.array(DeclaredSystem).default([]),
  stores: z.array(DeclaredStore).default([]),
})
export type DeclaredInventory = z.infer<typeof DeclaredInventory>
