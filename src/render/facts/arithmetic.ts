import type {SystemAssessment} from '../../model/assessment.ts'
import {type CriterionId, criterionIds, impactIds, likelihoodIds} from '../../model/criteria.ts'

/** `2688/168` is at least 16: compared as whole numbers, so that no rounding decides. */
export function isAtLeast(exact: string, threshold: number): boolean {
  const [numerator, denominator] = fraction(exact)
  return numerator >= threshold * denominator
}

export function exactValue(exact: string): number {
  const [numerator, denominator] = fraction(exact)
  return numerator / denominator
}

function fraction(exact: string): [number, number] {
  const [numerator = 0, denominator = 1] = exact.split('/').map(Number)
  return [numerator, denominator]
}

type Scores = Readonly<Record<CriterionId, {readonly low: number; readonly high: number}>>
type End = 'low' | 'high'

interface Half {
  readonly mean: number
  readonly highest: number
}

/** The two parts of a total's arithmetic: (mean + highest) / 2. */
export function halfOf(scores: Scores, group: 'likelihood' | 'impact', end: End): Half {
  const values = (group === 'likelihood' ? likelihoodIds : impactIds).map((id) => scores[id][end])
  return {mean: values.reduce((sum, value) => sum + value, 0) / values.length, highest: Math.max(...values)}
}

/** The overall score in 168ths: (sum + 7 x maximum of L1 to L7) x (sum + 6 x maximum of C1 to C6). */
export function overall168(scores: Scores, end: End): number {
  const sum = (ids: readonly CriterionId[]) => ids.reduce((total, id) => total + scores[id][end], 0)
  const most = (ids: readonly CriterionId[]) => Math.max(...ids.map((id) => scores[id][end]))
  return (sum(likelihoodIds) + 7 * most(likelihoodIds)) * (sum(impactIds) + 6 * most(impactIds))
}

export interface Relief {
  readonly criterion: CriterionId
  readonly from: number
  /** The overall score's upper end before and after, rounded for show. */
  readonly before: number
  readonly after: number
  readonly endsRed: boolean
}

/** The criterion, of likelihood or of impact, whose mend (a score of 1) lowers the overall score's upper end most. */
export function greatestRelief(system: SystemAssessment): Relief | undefined {
  const before = overall168(system.criteria, 'high')
  const reliefs = criterionIds.map((criterion) => {
    const scores = {...system.criteria, [criterion]: {low: 1, high: 1}}
    const after = overall168(scores, 'high')
    return {
      criterion,
      from: system.criteria[criterion].high,
      before: before / 168,
      after: after / 168,
      endsRed: after < 2688,
    }
  })
  const [best] = reliefs.toSorted((a, b) => a.after - b.after)
  return best && best.after < best.before ? best : undefined
}
