import type {Assessments} from '../model/assessment.ts'
import type {AuditDocument} from '../model/audit.ts'
import type {Estate} from '../model/estate.ts'
import {withFailures} from '../model/plugin.ts'
import type {Roadmap} from '../model/roadmap.ts'
import {unlistedPlugins} from '../plugin/find-plugin.ts'
import {changesText} from '../render/facts/changes.ts'
import {indexReport} from '../render/facts/report-index.ts'
import {renderSummary} from '../render/text/summary.ts'
import type {AuditContext} from './context.ts'
import {auditHistory} from './earlier-audits.ts'
import {unlistedInventories} from './resolve-stage.ts'

interface Audited {
  readonly roadmap: Roadmap
  readonly estate: Estate
  readonly assessments: Assessments
  readonly audit: AuditDocument
}

export async function auditSummary(
  context: AuditContext,
  {estate, assessments, roadmap, audit}: Audited,
): Promise<string> {
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
  const {before} = await auditHistory(folder.audits, {assessments, roadmap})
  const changed = changesText(
    indexReport({estate, assessments, roadmap, settings, producedBy: context.producedBy, ...(before && {before})}),
  )
  return renderSummary({
    changed,
    audit,
    assessments,
    settings,
    coverage,
    allocations: estate.allocations,
    unlisted,
  })
}
