import type {Assessments} from '../model/assessment.ts'
import type {AuditDocument} from '../model/audit.ts'
import type {Estate} from '../model/estate.ts'
import {renderSummary} from '../render/text/summary.ts'
import type {AuditContext} from './context.ts'
import {unlistedInventories} from './resolve-stage.ts'

interface Audited {
  readonly estate: Estate
  readonly assessments: Assessments
  readonly audit: AuditDocument
}

export async function auditSummary(context: AuditContext, {estate, assessments, audit}: Audited): Promise<string> {
  const unlisted = await unlistedInventories(context)
  return renderSummary({audit, assessments, settings: context.settings, coverage: estate.coverage, unlisted})
}
