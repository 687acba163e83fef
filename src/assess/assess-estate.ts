import type {
  Assessments,
  CriterionAssessment,
  DeclaredScore,
  ProposedScore,
  SystemAssessment,
  Verdict,
} from '../model/assessment.ts'
import {criteria, type CriterionId, criterionIds, framework, likelihoodIds, RemediationPlan} from '../model/criteria.ts'
import type {InputHash, ProducedBy} from '../model/document.ts'
import {attributeValue} from '../model/entity.ts'
import type {Judgement} from '../model/inventory.ts'
import type {PluginFailure, RuleProposals} from '../model/plugin.ts'
import type {Estate} from '../model/estate.ts'
import {compareText} from '../model/json-lines.ts'
import type {Catalogue} from '../model/lifecycle.ts'
import type {CalendarDate} from '../model/values.ts'
import {allCriteria} from './all-criteria.ts'
import {type Interval, redFrom, type Scores, totalsOf, wholeRange} from './arithmetic.ts'
import {cloudResources} from './cloud-resources.ts'
import {type SystemFacts, systemFacts} from './facts.ts'
import {supportEnds} from './support-ends.ts'
import {placedKeys} from './facts-key.ts'
import {unlistedProducts} from './unlisted-products.ts'
import {withRules} from './with-rules.ts'
import {type GainMemory, nextQuestions, type QuestionTables} from './next-questions.ts'

const legacyFrom = 3
const hardlyKnownBelow = 3

interface AssessOptions {
  readonly estate: Estate
  readonly catalogue: Catalogue
  /** By organisation, the catalogue of those that have their own. */
  readonly ownCatalogues?: ReadonlyMap<string, Catalogue>
  readonly asOf: CalendarDate
  readonly horizonYears: number
  /** What plugins' rules say of the criteria, and which of them could not be used. */
  readonly rules?: RuleProposals
  readonly failures?: readonly PluginFailure[]
  readonly producedBy: ProducedBy
  readonly inputs: readonly InputHash[]
  /** Tables of expected answers to share between assessments; they are filled as needed. */
  readonly questionTables?: QuestionTables
  /** What knowing each open criterion saves, as it was found before. */
  readonly gains?: GainMemory
  /** Assessments that were made before on the same date, horizon and catalogues. */
  readonly before?: AssessmentMemory
}

/** What was made of a system from facts of a key, as it is told by `placedKeys`; undefined where that is not known. */
export type AssessmentMemory = (system: string, key: string) => SystemAssessment | undefined

/** Scores every system of an estate as of a date. Proposals, not submitted assessments. */
export function assessEstate({
  estate,
  catalogue,
  ownCatalogues = new Map(),
  asOf,
  horizonYears,
  rules = new Map(),
  failures = [],
  producedBy,
  inputs,
  questionTables = new Map(),
  gains,
  before,
}: AssessOptions): Assessments {
  const ask = (scores: Scores) => nextQuestions(scores, questionTables, gains)
  const all = systemFacts(estate, {asOf, horizonYears, catalogue, ownCatalogues})
  const keys = before && placedKeys(estate, rules)
  const systems = all.map((facts) => {
    const known = before?.(facts.system.id, keys?.get(facts.system.id) ?? '')
    // What it asked next is what it would ask now; that it was asked is noted, so that its gains stay known.
    if (known) ask(known.criteria)
    return known ?? assessSystem(facts, rules, ask)
  })
  const resources = cloudResources(estate, {asOf, catalogue, ownCatalogues})
  const notInCatalogue = unlistedProducts(all, resources.uses)
  return {
    schema: 'domesday/assessments@1',
    producedBy,
    inputs,
    asOf,
    framework,
    horizonYears,
    systems: systems.toSorted((a, b) => compareText(a.system, b.system)),
    ...(notInCatalogue.length > 0 && {notInCatalogue}),
    ...(resources.split && {resources: resources.split}),
    ...(failures.length > 0 && {failures}),
  }
}

function assessSystem(
  facts: SystemFacts,
  rules: RuleProposals,
  ask: (scores: Scores) => SystemAssessment['nextQuestions'],
): SystemAssessment {
  const {system} = facts
  const assessed = mapCriteria((id) => assessCriterion(id, facts, rules))
  const {likelihood, impact, overall, exact} = totalsOf(assessed)
  const plan = RemediationPlan.safeParse(attributeValue(system, 'plan'))
  const ends = supportEnds(facts)
  const lowered = criterionIds.some((id) => (assessed[id].declared?.score ?? Infinity) < assessed[id].proposed.low)
  return {
    system: system.id,
    name: system.name,
    organisation: system.organisation,
    criteria: assessed,
    likelihood,
    impact,
    overall,
    ...(lowered && onEvidence(assessed)),
    legacy: legacyVerdict(assessed),
    redRated: redVerdict(exact),
    hardlyKnown:
      criterionIds.filter((id) => assessed[id].high - assessed[id].low < criteria[id].maximum - 1).length <
      hardlyKnownBelow,
    ...(plan.success && {plan: plan.data}),
    ...(ends.length > 0 && {supportEnds: ends}),
    nextQuestions: ask(assessed),
  }
}

function assessCriterion(id: CriterionId, facts: SystemFacts, rules: RuleProposals): CriterionAssessment {
  const declared = declaredScore(id, facts)
  const own = rules.get(facts.system.id)?.get(id) ?? []
  const proposed = withRules(id, ownProposal(id, facts), own, declared !== undefined)
  if (!declared) return {low: proposed.low, high: proposed.high, proposed}
  const {score} = declared
  const agrees = score >= proposed.low && score <= proposed.high
  return {
    low: score,
    high: score,
    proposed,
    declared,
    ...(!agrees && {challenge: {declared: score, low: proposed.low, high: proposed.high, message: proposed.rationale}}),
  }
}

/** What the criterion's own rule says, before any plugin's. */
export function ownProposal(id: CriterionId, facts: SystemFacts): ProposedScore {
  return withinRange(id, allCriteria[id].propose(facts))
}

/** Of several scores by people the newest counts; of one day, the higher. */
export function scoreGiven(id: CriterionId, {judgements, asOf}: SystemFacts): Judgement | undefined {
  return judgements.get(id)?.find(({value, date}) => typeof value === 'number' && (date === undefined || date <= asOf))
}

function declaredScore(id: CriterionId, facts: SystemFacts): DeclaredScore | undefined {
  const given = scoreGiven(id, facts)
  if (!given) return undefined
  const {assessor, date, reason, evidence} = given
  return {
    score: Number(given.value),
    ...(assessor && {assessor}),
    ...(date && {date}),
    ...(reason && {reason}),
    evidence,
  }
}

/** What the rating would be if the evidence counted wherever a person scored lower than it. */
function onEvidence(assessed: Readonly<Record<CriterionId, CriterionAssessment>>) {
  const scores = mapCriteria((id): Interval => {
    const {low, high, declared, proposed} = assessed[id]
    return declared && declared.score < proposed.low ? {low: proposed.low, high: proposed.high} : {low, high}
  })
  const {overall, exact} = totalsOf(scores)
  return {overallProposed: overall, redOnEvidence: redVerdict(exact)}
}

export function redVerdict({low, high}: Interval): Verdict {
  if (low >= redFrom) return 'yes'
  return high < redFrom ? 'no' : 'could-be'
}

function legacyVerdict(scores: Scores): Verdict {
  if (likelihoodIds.some((id) => scores[id].low >= legacyFrom)) return 'yes'
  return likelihoodIds.every((id) => scores[id].high < legacyFrom) ? 'no' : 'could-be'
}

export function withinRange(id: CriterionId, proposed: ProposedScore): ProposedScore {
  const range = wholeRange(id)
  return {...proposed, low: Math.max(range.low, proposed.low), high: Math.min(range.high, proposed.high)}
}

function mapCriteria<T>(each: (id: CriterionId) => T): Readonly<Record<CriterionId, T>> {
  return Object.fromEntries(criterionIds.map((id) => [id, each(id)])) as Record<CriterionId, T> // one entry for each id
}
