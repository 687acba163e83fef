import {mkdir} from 'node:fs/promises'
import type {Assessments} from '../model/assessment.ts'
import type {Estate} from '../model/estate.ts'
import type {Roadmap} from '../model/roadmap.ts'
import type {CalendarDate} from '../model/values.ts'
import {readSettings} from '../settings/read-settings.ts'
import {auditFolder} from './audit-folder.ts'
import {assessStage} from './assess-stage.ts'
import {collectStage} from './collect-stage.ts'
import type {AuditContext} from './context.ts'
import {loadStage} from './load-stage.ts'
import {planStage} from './plan-stage.ts'
import {codeIdentity, producedBy} from './produced-by.ts'
import {silent, type Progress} from './progress.ts'
import {reportStage} from './report-stage.ts'
import {resolveStage} from './resolve-stage.ts'
import {cannotWrite} from '../model/write-whole.ts'

export interface AuditRequest {
  readonly root: string
  /** Overrides `assess.asOf`. */
  readonly asOf?: CalendarDate | undefined
  /** Overrides `plan.from`. */
  readonly planFrom?: CalendarDate | undefined
  /** Today in London, for what domesday.yaml leaves open. */
  readonly today: CalendarDate
  readonly progress?: Progress
  readonly signal?: AbortSignal
}

/** The stages after collect, each of which runs those before it; what is unchanged is not repeated. */
export async function openAudit(request: AuditRequest): Promise<AuditContext> {
  const folder = auditFolder(request.root)
  const {settings, sha256} = await readSettings(request.root)
  try {
    await mkdir(folder.cache, {recursive: true})
  } catch (error) {
    throw cannotWrite(folder.cache, error)
  }
  return {
    folder,
    settings,
    settingsSha256: sha256,
    asOf: request.asOf ?? settings.assess.asOf ?? request.today,
    planFrom: request.planFrom ?? settings.plan.from,
    today: request.today,
    producedBy: producedBy(),
    code: codeIdentity(),
    progress: request.progress ?? silent,
    signal: request.signal,
  }
}

export async function runResolve(context: AuditContext): Promise<Estate> {
  return resolveStage(context)
}

export async function runLoad(context: AuditContext): Promise<Estate> {
  const estate = await runResolve(context)
  await loadStage(context, estate)
  return estate
}

export async function runAssess(
  context: AuditContext,
): Promise<{readonly estate: Estate; readonly assessments: Assessments}> {
  const estate = await runResolve(context)
  return {estate, assessments: await assessStage(context, estate)}
}

interface Planned {
  readonly estate: Estate
  readonly assessments: Assessments
  readonly roadmap: Roadmap
}

export async function runPlan(context: AuditContext): Promise<Planned> {
  const {estate, assessments} = await runAssess(context)
  return {estate, assessments, roadmap: await planStage(context, estate, assessments)}
}

/** Everything: looks at the sources, then resolves, loads, assesses, plans and writes the report. */
export async function runAudit(context: AuditContext) {
  await collectStage(context)
  const estate = await runLoad(context)
  const assessments = await assessStage(context, estate)
  const roadmap = await planStage(context, estate, assessments)
  const audit = await reportStage(context, {estate, assessments, roadmap})
  return {estate, assessments, roadmap, audit}
}

/** Writes the report from what was collected before. */
export async function runReport(context: AuditContext) {
  const planned = await runPlan(context)
  return {...planned, audit: await reportStage(context, planned)}
}
