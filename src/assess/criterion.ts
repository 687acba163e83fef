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

/** Who has not spoken of a criterion that no evidence is read for; empty where a person and a plugin's rule have. */
export function unspoken({isScored = false, isRuled = false} = {}): string {
  const words = [...(isScored ? [] : ['nobody has scored it']), ...(isRuled ? [] : ['no evidence is read for it'])]
  return words.length > 0 ? `${words.join(', and ').replace(/^n/, 'N')}.` : ''
}

/** A criterion that no evidence speaks to yet: a person's score is the only source. */
export function judgedOnly(id: CriterionId, what: string): Criterion {
  const unknown = unknownScore(id, unspoken(), [{what, how: `scores: {${id}: {score, reason}}`}])
  return {id, needs: [], changesWithTime: false, propose: () => unknown}
}
