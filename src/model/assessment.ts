import {z} from 'zod'
import {CriterionId, RemediationPlan} from './criteria.ts'
import {origin} from './document.ts'
import {ExtendedSupportPrice} from './lifecycle.ts'
import {PluginFailure, RuleProposal} from './plugin.ts'
import {CalendarDate, Confidence, SystemId} from './values.ts'

export const Missing = z.strictObject({
  /** What is not known, in words: "people needed and in post". */
  what: z.string(),
  /** What to add where: "people: {needed, have}". */
  how: z.string(),
})
export type Missing = Readonly<z.infer<typeof Missing>>

/** A score that the evidence supports: an interval of whole numbers, both ends included. */
export const ProposedScore = z.strictObject({
  low: z.number().int(),
  high: z.number().int(),
  confidence: Confidence,
  rationale: z.string(),
  evidence: z.array(z.string()).readonly(),
  missing: z.array(Missing).readonly(),
  /** What plugins' rules said, and what came of it; the interval above has it already. */
  rules: z
    .array(
      z.strictObject({
        ...RuleProposal.shape,
        outcome: z.enum(['widened', 'narrowed', 'contradicted', 'changed nothing']),
      }),
    )
    .readonly()
    .optional(),
})
export type ProposedScore = Readonly<z.infer<typeof ProposedScore>>

export const DeclaredScore = z.strictObject({
  score: z.number().int(),
  assessor: z.string().optional(),
  date: CalendarDate.optional(),
  reason: z.string().optional(),
  evidence: z.array(z.string()).readonly(),
})
export type DeclaredScore = Readonly<z.infer<typeof DeclaredScore>>

export const CriterionAssessment = z.strictObject({
  /** A declared score makes both ends equal to it; otherwise they are the proposal's. */
  low: z.number().int(),
  high: z.number().int(),
  proposed: ProposedScore,
  declared: DeclaredScore.optional(),
  /** A person and the evidence differ: the declared score is outside the proposed interval. */
  challenge: z
    .strictObject({declared: z.number().int(), low: z.number().int(), high: z.number().int(), message: z.string()})
    .optional(),
})
export type CriterionAssessment = Readonly<z.infer<typeof CriterionAssessment>>

/** A total for show, rounded to two decimals, halves up, beside the exact fractions it was rounded from. */
export const Total = z.strictObject({
  low: z.number(),
  high: z.number(),
  exact: z.strictObject({low: z.string().regex(/^\d+\/\d+$/), high: z.string().regex(/^\d+\/\d+$/)}),
})
export type Total = Readonly<z.infer<typeof Total>>

export const Verdict = z.enum(['yes', 'no', 'could-be'])
export type Verdict = z.infer<typeof Verdict>

const End = z.union([CalendarDate, z.enum(['ended', 'none'])])

/** A technology that a system runs on, whose standard support is over or ends within twelve months. */
export const SupportEnd = z.strictObject({
  technology: z.string(),
  /** `ended`: over, on a day that the source does not tell. The earliest of those that it may be. */
  standardEnds: z.union([CalendarDate, z.literal('ended')]),
  /** What it may be, where that ends on different days: builds of several vendors, several releases; the earliest first. */
  mayBe: z
    .array(z.strictObject({technology: z.string(), standardEnds: End.optional()}))
    .readonly()
    .optional(),
  /** Support that must be bought; left out where none is known. */
  extendedEnds: End.optional(),
  extendedPrice: ExtendedSupportPrice.optional(),
  /** Until when it was bought; left out, nothing says that it was. */
  boughtUntil: CalendarDate.optional(),
  /** From when its provider lets nothing be changed that runs on it. */
  frozenFrom: CalendarDate.optional(),
  /** Only the names of images tell that it is used. */
  inferred: z.literal(true).optional(),
  /** The things that use it, by id. */
  usedBy: z.array(z.string()).readonly(),
  evidence: z.array(z.string()).readonly(),
})
export type SupportEnd = Readonly<z.infer<typeof SupportEnd>>

export const SystemAssessment = z.strictObject({
  system: SystemId,
  name: z.string(),
  organisation: z.string(),
  criteria: z.record(CriterionId, CriterionAssessment),
  /** (sum + 7 x maximum) / 14 of L1 to L7. */
  likelihood: Total,
  /** (sum + 6 x maximum) / 12 of C1 to C6. */
  impact: Total,
  /** In 168ths; red-rated from 2688/168. */
  overall: Total,
  /** With what the evidence supports in place of declared scores below it; left out where there are none. */
  overallProposed: Total.optional(),
  legacy: Verdict,
  redRated: Verdict,
  /** Where `overallProposed` stands: what the rating would be on the evidence. */
  redOnEvidence: Verdict.optional(),
  /** Fewer than three of the 13 criteria are narrower than their whole range. */
  hardlyKnown: z.boolean(),
  plan: RemediationPlan.optional(),
  /** The earliest first; left out when there are none. */
  supportEnds: z.array(SupportEnd).readonly().optional(),
  /** Open criteria, the best to ask first; gain is the expected number of further answers it saves. */
  nextQuestions: z.array(z.strictObject({criterion: CriterionId, gain: z.number()})).readonly(),
})
export type SystemAssessment = Readonly<z.infer<typeof SystemAssessment>>

/** A product, or a version of one, that systems run on and that the lifecycle catalogue does not have. */
export const UnlistedProduct = z.strictObject({
  product: z.string(),
  /** Where the catalogue has the product, the version that it lacks. */
  version: z.string().optional(),
  /** By their ids the products of the catalogue that are spelt most like it, or the one whose version is missing. */
  nearest: z.array(z.string()).readonly(),
  systems: z.array(SystemId).readonly(),
  /** How many resources that are no system's run it; left out where none does. */
  resources: z.number().int().optional(),
})
export type UnlistedProduct = Readonly<z.infer<typeof UnlistedProduct>>

/** What runs in resources that are no system's. */
export const UnclaimedProduct = z.strictObject({
  product: z.string(),
  /** `unknown` where the catalogue has no such version, or several of which some are out of support. */
  support: z.enum(['over', 'runs', 'unknown']),
  endOfSupport: CalendarDate.optional(),
  resources: z.number().int(),
  accounts: z.array(z.string()).readonly(),
})
export type UnclaimedProduct = Readonly<z.infer<typeof UnclaimedProduct>>

/** Every resource of the clouds once: `attributed`, `shared` and `unallocated` are all of them. */
export const CloudResources = z.strictObject({
  /** One system runs on it, uses it or keeps data in it. */
  attributed: z.number().int(),
  /** Several systems do, or `costs: {shared}` says so. */
  shared: z.number().int(),
  unallocated: z.number().int(),
  /** Of those that are nobody's; what is out of support first. */
  products: z.array(UnclaimedProduct).readonly(),
  /** Of those that are nobody's; the account with most first. */
  accounts: z
    .array(
      z.strictObject({
        account: z.string(),
        resources: z.number().int(),
        types: z.array(z.strictObject({type: z.string(), resources: z.number().int()})).readonly(),
      }),
    )
    .readonly(),
})
export type CloudResources = Readonly<z.infer<typeof CloudResources>>

export const Assessments = z.strictObject({
  schema: z.literal('domesday/assessments@1'),
  ...origin,
  asOf: CalendarDate,
  framework: z.strictObject({name: z.string(), version: z.string(), source: z.string()}),
  horizonYears: z.number().int(),
  systems: z.array(SystemAssessment).readonly(),
  /** The one that most systems run on first; left out when there is none. */
  notInCatalogue: z.array(UnlistedProduct).readonly().optional(),
  /** Left out where no cloud was looked at. */
  resources: CloudResources.optional(),
  /** Plugins' rules that could not be used; left out when there are none. */
  failures: z.array(PluginFailure).readonly().optional(),
})
export type Assessments = Readonly<z.infer<typeof Assessments>>
