import type {Verdict} from '../model/assessment.ts'
import {type CriterionId, criterionIds} from '../model/criteria.ts'
import type {Estate} from '../model/estate.ts'
import type {Catalogue} from '../model/lifecycle.ts'
import type {CalendarDate} from '../model/values.ts'
import type {RuleProposals} from '../model/plugin.ts'
import {allCriteria} from './all-criteria.ts'
import {exactTotals, type Interval} from './arithmetic.ts'
import {ownProposal, redVerdict, scoreGiven} from './assess-estate.ts'
import {factsKeys, placedKeys} from './facts-key.ts'
import {type SystemFacts, systemFacts} from './facts.ts'
import {combinedInterval} from './with-rules.ts'

/** Red-rated or not, by system, as of a date. */
export type RatingsAt = (asOf: CalendarDate) => ReadonlyMap<string, Verdict>

interface Dateless {
  readonly estate: Estate
  readonly catalogue: Catalogue
  readonly ownCatalogues?: ReadonlyMap<string, Catalogue>
  readonly horizonYears: number
  /** What plugins' rules said on the date of the assessment; taken to hold on the others. */
  readonly rules?: RuleProposals
  /** What was found before of the same facts. */
  readonly memory?: VerdictMemory
}

/** What tells whether the facts of a system are those of before. */
export interface FactsKey {
  /** Of all facts with where each was seen. */
  readonly placed: string
  /** Of what was said alone: sought only where the other is new, since it takes longer. */
  readonly told: () => string
}

/** The verdicts that were found of a system from facts of a key, by their dates; further ones are kept there. */
export type VerdictMemory = (system: string, key: FactsKey) => VerdictsOf

export interface VerdictsOf {
  readonly get: (asOf: CalendarDate) => Verdict | undefined
  readonly set: (asOf: CalendarDate, verdict: Verdict) => void
}

/**
 * Whether each system is red-rated as of any date: the verdicts of a whole assessment of that date without its words,
 * for plans that look at many dates. What does not change with time is found once.
 */
export function redRatings({estate, rules = new Map(), memory, ...dateless}: Dateless): RatingsAt {
  const toldKey = factsKeys(rules)
  const placed = memory && placedKeys(estate, rules)
  const systems = systemFacts(estate, {asOf: '', ...dateless}).map((facts) => ({
    facts,
    verdicts: memory?.(facts.system.id, {
      placed: placed?.get(facts.system.id) ?? '',
      told: () => toldKey(facts),
    }),
    lasting: new Map<CriterionId, Interval>(),
  }))
  return (asOf) =>
    new Map(
      systems.map(({facts, verdicts, lasting}) => {
        const verdict = verdicts?.get(asOf) ?? verdictOf({...facts, asOf}, rules, lasting)
        verdicts?.set(asOf, verdict)
        return [facts.system.id, verdict] as const
      }),
    )
}

function verdictOf(facts: SystemFacts, rules: RuleProposals, lasting: Map<CriterionId, Interval>): Verdict {
  const scores = new Map(criterionIds.map((id) => [id, intervalOf(id, facts, rules, lasting)]))
  const end = (side: 'low' | 'high'): number => exactTotals((id) => scores.get(id)?.[side] ?? 0).overall
  return redVerdict({low: end('low'), high: end('high')})
}

function intervalOf(
  id: CriterionId,
  facts: SystemFacts,
  rules: RuleProposals,
  lasting: Map<CriterionId, Interval>,
): Interval {
  const given = scoreGiven(id, facts)
  if (given) return {low: Number(given.value), high: Number(given.value)}
  const before = lasting.get(id)
  if (before) return before
  const proposed = combinedInterval(ownProposal(id, facts), rules.get(facts.system.id)?.get(id) ?? [])
  if (!allCriteria[id].changesWithTime) lasting.set(id, proposed)
  return proposed
}
