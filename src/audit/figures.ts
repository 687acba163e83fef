import type {Assessments} from '../model/assessment.ts'
import type {AuditDocument} from '../model/audit.ts'
import {attributeValue} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import type {Settings} from '../model/settings.ts'
import {countSystems} from '../render/facts/counts.ts'
import {problemsOf} from '../render/facts/problems.ts'

type Figures = Omit<AuditDocument, 'schema' | 'producedBy' | 'inputs' | 'reports'>

interface Audited {
  readonly estate: Estate
  readonly assessments: Assessments
}

/** The figures of one audit, counted once, for its summary, its JSON and its exit status. */
export function auditFigures(audited: Audited, settings: Settings): Figures {
  const {estate, assessments} = audited
  const counts = countSystems(audited)
  return {
    asOf: assessments.asOf,
    ...(estate.header.newestObservedAt && {newestObservedAt: estate.header.newestObservedAt}),
    marking: settings.report.marking,
    edition: settings.report.edition,
    organisations: settings.organisations.map(({id, name}) => ({id, name})),
    systems: counts.systems,
    legacy: counts.legacy,
    couldBeLegacy: counts.couldBeLegacy,
    redRated: counts.red,
    couldBeRed: counts.couldBeRed,
    redOnEvidence: counts.redOnEvidence,
    redWithoutFundedPlan: counts.redWithoutFundedPlan,
    unknown: counts.hardlyKnown,
    byDefault: estate.entities.filter(
      (entity) => entity.kind === 'system' && attributeValue(entity, 'assembledBy') === 'default',
    ).length,
    partial: counts.partial,
    conflicts: estate.conflicts.length,
    problems: problemsOf(audited).length,
  }
}
