import type {ProposedScore} from '../model/assessment.ts'
import type {CriterionId} from '../model/criteria.ts'
import {type RuleProposal, ruleText} from '../model/plugin.ts'
import type {Interval} from './arithmetic.ts'
import {unspoken} from './criterion.ts'

type Outcome = NonNullable<ProposedScore['rules']>[number]['outcome']

/**
 * A criterion's own interval with what plugins' rules say. Those that narrow are cut with it; where nothing is common to
 * all of them the result holds them all, since somebody is wrong. Then those that widen are added. The order of rules
 * does not matter.
 */
export function combinedInterval(
  own: Interval,
  rules: readonly Pick<RuleProposal, 'effect' | 'low' | 'high'>[],
): Interval {
  const narrow = rules.filter(({effect}) => effect === 'narrow')
  const all = [own, ...narrow]
  const common = {low: Math.max(...all.map(({low}) => low)), high: Math.min(...all.map(({high}) => high))}
  const base = common.low <= common.high ? common : hull(all)
  return hull([base, ...rules.filter(({effect}) => effect === 'widen')])
}

/**
 * A criterion's own proposal with what plugins' rules say, each named with its effect. `isScored`: a person has scored it,
 * so that nothing may say that nobody has.
 */
export function withRules(
  id: CriterionId,
  own: ProposedScore,
  rules: readonly RuleProposal[],
  isScored = false,
): ProposedScore {
  const ownWords = (isRuled: boolean): string =>
    own.rationale === unspoken() ? unspoken({isScored, isRuled}) : own.rationale
  if (rules.length === 0) return isScored ? {...own, rationale: ownWords(false)} : own
  const {low, high} = combinedInterval(own, rules)
  const narrow = rules.filter(({effect}) => effect === 'narrow')
  const agree =
    Math.max(own.low, ...narrow.map((one) => one.low)) <= Math.min(own.high, ...narrow.map((one) => one.high))
  const told = rules.map((rule) => ({...rule, outcome: outcomeOf(rule, own, agree)}))
  const effective = told.filter(({outcome}) => outcome !== 'changed nothing')
  const certain = effective.map(({confidence}) => confidence)
  const isNarrowed = effective.length > 0 && effective.every(({outcome}) => outcome === 'narrowed')
  return {
    low,
    high,
    confidence: isNarrowed ? Math.max(own.confidence, ...certain) : Math.min(own.confidence, ...certain),
    rationale: [ownWords(effective.length > 0), ...effective.map((rule) => effectText(id, rule, {low, high}))]
      .filter((text) => text !== '')
      .map(sentence)
      .join(' '),
    evidence: [...new Set([...own.evidence, ...effective.flatMap(({evidence}) => evidence)])],
    missing: low === high ? [] : [...own.missing, ...effective.flatMap(({missing}) => missing)],
    rules: told,
  }
}

function outcomeOf({effect, low, high}: RuleProposal, own: Interval, agree: boolean): Outcome {
  if (effect === 'widen') return low < own.low || high > own.high ? 'widened' : 'changed nothing'
  if (!agree) return 'contradicted'
  return low > own.low || high < own.high ? 'narrowed' : 'changed nothing'
}

/** `L3 widened to 1-6 by domesday-plugin-x 1.2.0, rule y: ...` */
function effectText(id: CriterionId, rule: RuleProposal & {readonly outcome: Outcome}, whole: Interval): string {
  const why = rule.rationale
  return rule.outcome === 'contradicted'
    ? `${id} holds ${intervalText(whole)}, because ${ruleText(rule)}, says ${intervalText(rule)} against the rest: ${why}`
    : `${id} ${rule.outcome} by ${ruleText(rule)}, which says ${intervalText(rule)}: ${why}`
}

function sentence(text: string): string {
  return text.replace(/([^.!?])$/, '$1.')
}

function intervalText({low, high}: Interval): string {
  return low === high ? String(low) : `${low} to ${high}`
}

function hull(intervals: readonly Interval[]): Interval {
  return {low: Math.min(...intervals.map(({low}) => low)), high: Math.max(...intervals.map(({high}) => high))}
}
