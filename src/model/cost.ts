import {z} from 'zod'
import {CalendarDate, Currency, Decimal} from './values.ts'

/**
 * What a charge is: `run` is use and purchase, the cost of running; `refund` is a correction of an earlier bill or an
 * adjustment; the others are told apart from it too.
 */
export const CostKind = z.enum(['run', 'support', 'credit', 'refund', 'tax'])
export type CostKind = z.infer<typeof CostKind>

/** The values of FOCUS. */
export const ChargeCategory = z.enum(['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'])
export type ChargeCategory = z.infer<typeof ChargeCategory>

/** What became of a cost: it is a system's, it is shared by several, or it is nobody's as far as is known. */
export const Attribution = z.discriminatedUnion('way', [
  z.strictObject({way: z.literal('attributed'), system: z.string(), how: z.string()}),
  z.strictObject({way: z.literal('shared'), pool: z.string()}),
  z.strictObject({way: z.literal('unallocated'), why: z.string()}),
])
export type Attribution = Readonly<z.infer<typeof Attribution>>

/**
 * All charges of one month that are alike, in the columns of the FinOps Open Cost and Usage Specification (FOCUS);
 * amounts are exact decimals.
 */
export const Cost = z.strictObject({
  record: z.literal('cost'),
  id: z.string(),
  organisation: z.string(),
  kind: CostKind,
  /** How many rows of the bill it stands for. */
  rows: z.number().int().positive(),
  /** The line of the bill's file in which the first of them begins; left out where there are no lines. */
  line: z.number().int().positive().optional(),
  BilledCost: Decimal,
  /** Amortised; left out where the bill does not tell it. */
  EffectiveCost: Decimal.optional(),
  BillingCurrency: Currency,
  /** The first day of the month, and of the one after it. */
  ChargePeriodStart: CalendarDate,
  ChargePeriodEnd: CalendarDate,
  ChargeCategory,
  ChargeClass: z.literal('Correction').optional(),
  ProviderName: z.string(),
  BillingAccountId: z.string(),
  SubAccountId: z.string().optional(),
  ServiceCategory: z.string().optional(),
  ServiceName: z.string().optional(),
  RegionId: z.string().optional(),
  ResourceId: z.string().optional(),
  /** By key. A list, because a key may be any text. */
  Tags: z
    .array(z.strictObject({key: z.string(), value: z.string()}))
    .readonly()
    .optional(),
  /** The entities of the resource and of the sub-account. */
  resource: z.string().optional(),
  account: z.string().optional(),
  /** In an estate. */
  attribution: Attribution.optional(),
  evidence: z.array(z.string()).readonly(),
  scopes: z.array(z.string()).readonly().optional(),
})
export type Cost = Readonly<z.infer<typeof Cost>>

/** What a system bears of the charges of one month that are alike, or what nobody does. All of them are all costs. */
export const Allocation = z.strictObject({
  record: z.literal('allocation'),
  id: z.string(),
  organisation: z.string(),
  way: z.enum(['attributed', 'shared', 'unallocated']),
  /** Left out, it is nobody's. */
  system: z.string().optional(),
  /** By which rule, tag or shared costs; or why it is nobody's. */
  how: z.string(),
  ...Cost.pick({
    kind: true,
    BilledCost: true,
    EffectiveCost: true,
    BillingCurrency: true,
    ChargePeriodStart: true,
    ChargePeriodEnd: true,
    ChargeCategory: true,
    ChargeClass: true,
    ProviderName: true,
    BillingAccountId: true,
    SubAccountId: true,
    ServiceName: true,
    evidence: true,
  }).shape,
})
export type Allocation = Readonly<z.infer<typeof Allocation>>
