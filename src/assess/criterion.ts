import type {Missing, ProposedScore} from '../model/assessment.ts'
import type {CriterionId} from '../model/criteria.ts'
import {wholeRange} from './arithmetic.ts'
import type {SystemFacts} from './facts.ts'

/** Proposes a score, or an interval, from the facts that it declares to need. */
export interface Criterion {
  readonly id: CriterionId
  /** What it looks at, in words. */
  readonly needs: readonly string[]
  /** Whether the same facts give another score on another day. */
  readonly changesWithTime: boolean
  readonly propose: (facts: SystemFacts) => ProposedScore
}

/** Nothing is known: the whole range, and what to add. */
export function unknownScore(id: CriterionId, rationale: string, missing: readonly Missing[]): ProposedScore {
  return {...wholeRange(id), confidence: 0, rationale, evidence: [], missing}
}

/** A criterion that no evidence speaks to yet: a person's score is the only source. */
export function judgedOnly(id: CriterionId, what: string): Criterion {
  const unknown = unknownScore(id, 'Nobody has scored it, and no evidence is read for it.', [
    {what, how: `scores: {${id}: {score, reason}}`},
  ])
  return {id, needs: [], changesWithTime: false, propose: () => unknown}
}
