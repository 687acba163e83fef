import type {Total} from '../model/assessment.ts'
import {criteria, type CriterionId, impactIds, likelihoodIds} from '../model/criteria.ts'

/** Whole numbers, both ends included. */
export interface Interval {
  readonly low: number
  readonly high: number
}

export type Scores = Readonly<Record<CriterionId, Interval>>

/**
 * The framework's arithmetic in whole numbers. Likelihood is (mean + highest) / 2 of seven criteria, impact the same of
 * six, overall their product; with sums S and maxima M, (S_L + 7 M_L)(S_I + 6 M_I) is 168 times the overall.
 * Source: Guidance on the Legacy IT Risk Assessment Framework, GOV.UK, 13 March 2025.
 */
export const likelihoodDenominator = 14
export const impactDenominator = 12
export const overallDenominator = likelihoodDenominator * impactDenominator
/** 16 in 168ths: red-rated from here, on the unrounded figure. */
export const redFrom = 16 * overallDenominator

/** 14 times the likelihood, 12 times the impact and 168 times the overall, at one end of every interval. */
export function exactTotals(scoreOf: (id: CriterionId) => number) {
  const likelihood = scaled(likelihoodIds.map(scoreOf))
  const impact = scaled(impactIds.map(scoreOf))
  return {likelihood, impact, overall: likelihood * impact}
}

function scaled(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score, 0) + scores.length * Math.max(...scores)
}

/** Totals rise with every criterion, so the ends of the parts give the exact ends of the whole. */
export function totalsOf(scores: Scores): {
  readonly likelihood: Total
  readonly impact: Total
  readonly overall: Total
  readonly exact: Interval
} {
  const low = exactTotals((id) => scores[id].low)
  const high = exactTotals((id) => scores[id].high)
  return {
    likelihood: total(low.likelihood, high.likelihood, likelihoodDenominator),
    impact: total(low.impact, high.impact, impactDenominator),
    overall: total(low.overall, high.overall, overallDenominator),
    exact: {low: low.overall, high: high.overall},
  }
}

function total(low: number, high: number, denominator: number): Total {
  return {
    low: rounded(low, denominator),
    high: rounded(high, denominator),
    exact: {low: `${low}/${denominator}`, high: `${high}/${denominator}`},
  }
}

/** Two decimals, halves up, decided in whole numbers. For show only. */
export function rounded(numerator: number, denominator: number): number {
  return Math.floor((numerator * 200 + denominator) / (denominator * 2)) / 100
}

/** The criterion's whole range: what is known of it when nothing is. */
export function wholeRange(id: CriterionId): Interval {
  return {low: 1, high: criteria[id].maximum}
}
