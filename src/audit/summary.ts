import type {Assessments} from '../model/assessment.ts'
import type {AuditDocument} from '../model/audit.ts'
import type {Estate} from '../model/estate.ts'
import {withFailures} from '../model/plugin.ts'
import {unlistedPlugins} from '../plugin/find-plugin.ts'
import {renderSummary} from '../render/text/summary.ts'
import type {AuditContext} from './context.ts'
import {unlistedInventories} from './resolve-stage.ts'

interface Audited {
  readonly estate: Estate
  readonly assessments: Assessments
  readonly audit: AuditDocument
}

export async function auditSummary(context: AuditContext, {estate, assessments, audit}: Audited): Promise<string> {
  const {folder, settings, plugins} = context
  const unlisted = [
    ...(await unlistedInventories(context)),
    ...(await unlistedPlugins(folder.root, new Set(plugins.listed.map(({name}) => name)))),
  ]
  const later = (audit.plugins ?? []).flatMap(({used, failures}) => (used ? failures : []))
  const known = new Set(estate.coverage.map(({scope}) => JSON.stringify([scope.plugin, scope.part])))
  const {coverage} = withFailures(
    estate,
    later.filter(({plugin, part}) => !known.has(JSON.stringify([plugin, part]))),
  )
  return renderSummary({audit, assessments, settings, coverage, allocations: estate.allocations, unlisted})
}
