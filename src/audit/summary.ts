import {withFailures} from '../model/plugin.ts'
import {unlistedPlugins} from '../plugin/find-plugin.ts'
import {changesText} from '../render/facts/changes.ts'
import {indexReport} from '../render/facts/report-index.ts'
import {renderSummary} from '../render/text/summary.ts'
import type {AuditContext} from './context.ts'
import {unlistedInventories} from './resolve-stage.ts'
import type {Audited} from './run-audit.ts'

export async function auditSummary(
  context: AuditContext,
  {estate, assessments, audit, shown}: Pick<Audited, 'estate' | 'assessments' | 'audit' | 'shown'>,
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
  return renderSummary({
    changed: shown.before && changesText(indexReport(shown)),
    audit,
    assessments,
    settings,
    coverage,
    allocations: estate.allocations,
    unlisted,
  })
}
