import type {CriterionAssessment, SystemAssessment, Total} from '../../src/model/assessment.ts'
import {criteria, type CriterionId, criterionIds, impactIds, likelihoodIds} from '../../src/model/criteria.ts'
import type {DispositionName} from '../../src/model/roadmap.ts'

export interface SystemSpec {
  readonly id: string
  readonly name: string
  /** Thirteen scores, L1 to C6: `5`, `3-5`, `?`. */
  readonly scores: string
  readonly owner?: string
  readonly funded?: boolean
  readonly plan?: false
  readonly disposition?: DispositionName
  /** Declared score and what the evidence says. */
  readonly challenge?: {
    readonly criterion: CriterionId
    readonly declared: number
    readonly low: number
    readonly high: number
  }
}

function rangeOf(text: string, id: CriterionId): {low: number; high: number} {
  if (text === '?') return {low: 1, high: criteria[id].maximum}
  const [low = '1', high = low] = text.split('-')
  return {low: Number(low), high: Number(high)}
}

function criterionOf(spec: SystemSpec, id: CriterionId, text: string): CriterionAssessment {
  const {challenge} = spec
  const range = rangeOf(text, id)
  const settled = range.low === range.high
  const proposed = {
    ...(challenge?.criterion === id ? {low: challenge.low, high: challenge.high} : range),
    confidence: settled ? 0.9 : 0.3,
    rationale: settled ? `${criteria[id].name}: the record of ${spec.name} says so` : 'Nothing declared says how it is',
    evidence: settled ? ['e1', 'e2'] : [],
    missing: settled
      ? []
      : [{what: `${criteria[id].short.toLowerCase()} of the system`, how: `${id.toLowerCase()}: in the declared file`}],
  }
  if (challenge?.criterion !== id) return {...range, proposed}
  return {
    low: challenge.declared,
    high: challenge.declared,
    proposed,
    declared: {
      score: challenge.declared,
      assessor: 'A. Reviewer',
      date: '2026-09-01',
      reason: 'The room is being refitted',
      evidence: ['e2'],
    },
    challenge: {
      declared: challenge.declared,
      low: challenge.low,
      high: challenge.high,
      message: `The evidence says ${challenge.low}; A. Reviewer says ${challenge.declared}.`,
    },
  }
}

type Ranges = Readonly<Record<CriterionId, {readonly low: number; readonly high: number}>>

function partOf(ranges: Ranges, ids: readonly CriterionId[], end: 'low' | 'high', weight: number): number {
  const values = ids.map((id) => ranges[id][end])
  return values.reduce((sum, value) => sum + value, 0) + weight * Math.max(...values)
}

function totals(ranges: Ranges): {likelihood: Total; impact: Total; overall: Total} {
  const [ll, lh] = [partOf(ranges, likelihoodIds, 'low', 7), partOf(ranges, likelihoodIds, 'high', 7)]
  const [il, ih] = [partOf(ranges, impactIds, 'low', 6), partOf(ranges, impactIds, 'high', 6)]
  const total = (low: number, high: number, by: number): Total => ({
    low: Math.round((low / by) * 100) / 100,
    high: Math.round((high / by) * 100) / 100,
    exact: {low: `${low}/${by}`, high: `${high}/${by}`},
  })
  return {likelihood: total(ll, lh, 14), impact: total(il, ih, 12), overall: total(ll * il, lh * ih, 168)}
}

export function assessmentOf(spec: SystemSpec): SystemAssessment {
  const texts = spec.scores.split(' ')
  const scored = Object.fromEntries(
    criterionIds.map((id, at) => [id, criterionOf(spec, id, texts[at] ?? '?')]),
  ) as Record<CriterionId, CriterionAssessment> // fromEntries forgets its keys
  const proposed = Object.fromEntries(criterionIds.map((id) => [id, scored[id].proposed])) as unknown as Record<
    CriterionId,
    CriterionAssessment
  > // the same
  const {likelihood, impact, overall} = totals(scored)
  const verdict = ({low, high}: {low: number; high: number}) => (low >= 2688 ? 'yes' : high < 2688 ? 'no' : 'could-be')
  const of168 = ({exact}: Total) => ({low: Number(exact.low.split('/')[0]), high: Number(exact.high.split('/')[0])})
  const open = criterionIds.filter((id) => scored[id].low < scored[id].high)
  const known = criterionIds.filter((id) => scored[id].high - scored[id].low < criteria[id].maximum - 1)
  return {
    system: spec.id,
    name: spec.name,
    organisation: spec.id.split('/')[0] ?? '',
    criteria: scored,
    likelihood,
    impact,
    overall,
    ...(spec.challenge && {
      overallProposed: totals(proposed).overall,
      redOnEvidence: verdict(of168(totals(proposed).overall)),
    }),
    legacy: overall.high >= 8 ? (overall.low >= 8 ? 'yes' : 'could-be') : 'no',
    redRated: verdict(of168(overall)),
    hardlyKnown: known.length < 3,
    plan: {
      ...(spec.plan === false ? {exists: false} : {exists: true}),
      ...(spec.funded !== undefined && {funded: spec.funded}),
    },
    nextQuestions: open.map((criterion, at) => ({criterion, gain: 1 / (at + 1)})),
  }
}
