import {z} from 'zod'
import {CalendarDate} from './values.ts'

/**
 * The Legacy IT Risk Assessment Framework: "Guidance on the Legacy IT Risk Assessment Framework", GOV.UK, published
 * 29 September 2023, updated 13 March 2025, Open Government Licence. Facts in our own words.
 */
export const framework = {
  name: 'Legacy IT Risk Assessment Framework',
  version: '2025-03-13',
  source: 'https://www.gov.uk/government/publications/guidance-on-the-legacy-it-risk-assessment-framework',
} as const

interface CriterionFacts {
  readonly group: 'likelihood' | 'impact'
  /** The framework's name. */
  readonly name: string
  /** Two or three words for a table. */
  readonly short: string
  /** The highest score: 6 for likelihood, 5 for impact. The lowest is 1. */
  readonly maximum: 5 | 6
}

export const criteria = {
  L1: {group: 'likelihood', name: 'End of life or end of support', short: 'End of support', maximum: 6},
  L2: {group: 'likelihood', name: 'Expired vendor contract', short: 'Vendor contract', maximum: 6},
  L3: {group: 'likelihood', name: 'Lack of knowledge and skills', short: 'Knowledge and skills', maximum: 6},
  L4: {
    group: 'likelihood',
    name: 'Inability to meet current or future business needs',
    short: 'Meets needs',
    maximum: 6,
  },
  L5: {
    group: 'likelihood',
    name: 'Unsuitable hardware or physical environment',
    short: 'Hardware and place',
    maximum: 6,
  },
  L6: {group: 'likelihood', name: 'Known security vulnerabilities', short: 'Known vulnerabilities', maximum: 6},
  L7: {group: 'likelihood', name: 'Historically recorded issues', short: 'Recorded issues', maximum: 6},
  C1: {
    group: 'impact',
    name: 'National security, health and personal safety',
    short: 'National security and safety',
    maximum: 5,
  },
  C2: {group: 'impact', name: 'Reputational', short: 'Reputation', maximum: 5},
  C3: {group: 'impact', name: 'Direct financial', short: 'Direct cost', maximum: 5},
  C4: {group: 'impact', name: 'Direct external stakeholders', short: 'Citizens and businesses', maximum: 5},
  C5: {group: 'impact', name: 'Operational', short: 'Operations', maximum: 5},
  C6: {group: 'impact', name: 'Impact on other systems', short: 'Other systems', maximum: 5},
} as const satisfies Record<string, CriterionFacts>

export type CriterionId = keyof typeof criteria
export const criterionIds = Object.keys(criteria) as readonly CriterionId[] // the keys are exactly the ids
export const likelihoodIds = criterionIds.filter((id) => criteria[id].group === 'likelihood')
export const impactIds = criterionIds.filter((id) => criteria[id].group === 'impact')
export const CriterionId = z.enum(criterionIds as [CriterionId, ...CriterionId[]]) // z.enum wants a non-empty tuple

/** 6 Certain (it is already so), 5 Very high, 4 High, 3 Medium, 2 Low, 1 Very low. */
export function scoreWord(score: number): string {
  return ['', 'Very low', 'Low', 'Medium', 'High', 'Very high', 'Certain'][score] ?? ''
}

/** Red-rated from 16; the zones of the risk matrix below it: High from 8, Medium from 4. */
export const thresholds = {red: 16, high: 8, medium: 4, most: 30} as const

/** What a system's remediation plan is known to be; a missing key is unknown. */
export const RemediationPlan = z.strictObject({
  exists: z.boolean().optional(),
  funded: z.boolean().optional(),
  targetDate: CalendarDate.optional(),
  estimatedCostChangePercent: z.number().optional(),
})
export type RemediationPlan = Readonly<z.infer<typeof RemediationPlan>>
