import {ownProposal} from '../assess/assess-estate.ts'
import {systemFacts} from '../assess/facts.ts'
import {vulnerabilitiesOn} from '../assess/known-vulnerabilities.ts'
import type {Assessments, SystemAssessment} from '../model/assessment.ts'
import {criterionIds} from '../model/criteria.ts'
import {attributeValue} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import type {RuleProposal, RuleProposals} from '../model/plugin.ts'
import type {Roadmap} from '../model/roadmap.ts'
import {situations} from '../plan/disposition-rule.ts'
import type {ReportFacts, SystemFacts} from '../plugin/api.ts'
import {type SystemToScore, thingOf} from '../plugin/ask-plugins.ts'

type Facts = ReturnType<typeof systemFacts>[number]

/** Every system with what a criterion rule of a plugin is told of it. */
export function systemsToScore(...of: Parameters<typeof systemFacts>): readonly SystemToScore[] {
  return systemFacts(...of).map((facts) => {
    const told = toldFacts(facts)
    return {
      system: facts.system.id,
      organisation: facts.system.organisation,
      factsFor: (criterion) => ({...told, proposed: ownProposal(criterion, facts)}),
    }
  })
}

function toldFacts(facts: Facts): Omit<SystemFacts, 'proposed'> {
  const {system, asOf, horizonYears, technologies, contracts, incidents, vulnerabilitySources, dependants} = facts
  const {vulnerabilities} = vulnerabilitiesOn(vulnerabilitySources, asOf)
  return {
    system: thingOf(system),
    asOf,
    horizonYears,
    technologies: technologies.map(({technology, relation, user}) => ({
      ...textOf('product', attributeValue(technology, 'product')),
      ...textOf('version', attributeValue(technology, 'version')),
      user: user.id,
      evidence: relation.evidence,
    })),
    contracts: contracts.map(({supplier, ends, replacement, evidence}) =>
      known({supplier, ends, replacement, evidence}),
    ),
    incidents: incidents.map(({date, severity, summary, hours, ongoing, evidence}) =>
      known({date, severity, summary, hours, ongoing, evidence}),
    ),
    vulnerabilities: vulnerabilities.map(({subject, assessed, known: count, identifier, highestSeverity, evidence}) =>
      known({subject, assessed, known: count, identifier, highestSeverity, evidence}),
    ),
    dependants: dependants.map((one) => ({system: one.system.id, evidence: one.relation.evidence})),
  }
}

/** What plugins' rules said when the assessment was made. */
export function rulesOf({systems}: Assessments): RuleProposals {
  return new Map(
    systems.map(({system, criteria}) => [
      system,
      new Map(criterionIds.map((id) => [id, (criteria[id].proposed.rules ?? []) as readonly RuleProposal[]])), // with its outcome besides
    ]),
  )
}

/** Every system with what a disposition rule of a plugin is told of it. */
export function systemsToWeigh(estate: Estate, {systems, asOf}: Assessments) {
  return situations(estate, systems, asOf).map(({system, assessment, dependants, dependantsComplete}) => ({
    system: system.id,
    organisation: system.organisation,
    situation: {
      system: thingOf(system),
      asOf,
      ...(assessment && {
        criteria: intervalsOf(assessment),
        legacy: assessment.legacy,
        redRated: assessment.redRated,
      }),
      dependants,
      dependantsComplete,
    },
  }))
}

/** What a report section of a plugin is told. */
export function reportFacts({asOf, systems}: Assessments, {dispositions, placements, groups}: Roadmap): ReportFacts {
  const chosen = new Map(dispositions.map((one) => [one.system, one.chosen]))
  const ends = new Map(placements.map(({group, end}) => [group, end]))
  const cutOver = new Map(groups.flatMap(({id, systems: own}) => own.map((system) => [system, ends.get(id)] as const)))
  return {
    asOf,
    systems: systems.map((one) => ({
      id: one.system,
      name: one.name,
      organisation: one.organisation,
      legacy: one.legacy,
      redRated: one.redRated,
      overall: {low: one.overall.low, high: one.overall.high},
      criteria: intervalsOf(one),
      ...known({disposition: chosen.get(one.system), cutOver: cutOver.get(one.system)}),
    })),
  }
}

function intervalsOf({criteria}: SystemAssessment) {
  const intervals = criterionIds.map((id) => [id, {low: criteria[id].low, high: criteria[id].high}] as const)
  return Object.fromEntries(intervals) as ReportFacts['systems'][number]['criteria'] // one entry for each id
}

function textOf<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  return value === undefined ? {} : ({[key]: String(value)} as Record<K, string>) // the one key
}

/** Without the keys that are not known. */
function known<T extends object>(facts: T): {[K in keyof T]: Exclude<T[K], undefined>} {
  const entries = Object.entries(facts).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as {[K in keyof T]: Exclude<T[K], undefined>} // optional keys stay optional
}
