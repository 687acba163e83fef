import type {Assessments, SystemAssessment} from '../model/assessment.ts'
import type {AuditDocument} from '../model/audit.ts'
import {attributeValue} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import type {Settings} from '../model/settings.ts'

type Figures = Omit<AuditDocument, 'schema' | 'producedBy' | 'inputs' | 'reports'>

/** The figures of one audit, counted once, for its summary, its JSON and its exit status. */
export function auditFigures(estate: Estate, assessments: Assessments, settings: Settings): Figures {
  const {systems} = assessments
  const count = (holds: (system: SystemAssessment) => boolean): number => systems.filter(holds).length
  return {
    asOf: assessments.asOf,
    ...(estate.header.newestObservedAt && {newestObservedAt: estate.header.newestObservedAt}),
    marking: settings.report.marking,
    edition: settings.report.edition,
    organisations: settings.organisations.map(({id, name}) => ({id, name})),
    systems: systems.length,
    legacy: count((system) => system.legacy === 'yes'),
    couldBeLegacy: count((system) => system.legacy === 'could-be'),
    redRated: count((system) => system.redRated === 'yes'),
    couldBeRed: count((system) => system.redRated === 'could-be' && !system.hardlyKnown),
    redOnEvidence: count((system) => system.redOnEvidence === 'yes' && system.redRated !== 'yes'),
    redWithoutFundedPlan: count((system) => system.redRated === 'yes' && system.plan?.funded !== true),
    unknown: count((system) => system.hardlyKnown),
    byDefault: estate.entities.filter(
      (entity) => entity.kind === 'system' && attributeValue(entity, 'assembledBy') === 'default',
    ).length,
    partial: estate.coverage.filter((coverage) => coverage.status !== 'complete').length,
    conflicts: estate.conflicts.length,
    problems: estate.problems.length,
  }
}
