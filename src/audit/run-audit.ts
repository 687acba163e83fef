import {mkdir} from 'node:fs/promises'
import {AuditError, StoreError, UsageError} from '../errors.ts'
import type {Assessments} from '../model/assessment.ts'
import type {Estate} from '../model/estate.ts'
import type {Roadmap} from '../model/roadmap.ts'
import type {CalendarDate} from '../model/values.ts'
import type {Settings} from '../model/settings.ts'
import {readSettings, type ReadSettings} from '../settings/read-settings.ts'
import {withContributions} from '../plugin/contributions.ts'
import {loadPlugins, type Plugins} from '../plugin/load-plugins.ts'
import {withAllFaults} from './all-faults.ts'
import {auditFolder} from './audit-folder.ts'
import {assessStage} from './assess-stage.ts'
import {collectStage} from './collect-stage.ts'
import {type AuditContext, noteFailures} from './context.ts'
import {type Loaded, loadStage} from './load-stage.ts'
import {planStage} from './plan-stage.ts'
import {codeIdentity, producedBy} from './produced-by.ts'
import {ownPackages} from '../plugin/own-packages.ts'
import {storeSetting} from './store-setting.ts'
import {silent, type Progress} from './progress.ts'
import {type Reported, reportStage} from './report-stage.ts'
import {resolvedEstate, resolveStage} from './resolve-stage.ts'
import {pluginParts} from './stage-keys.ts'
import {cannotWrite} from '../model/write-whole.ts'

export interface AuditRequest {
  readonly root: string
  /** Overrides `assess.asOf`. */
  readonly asOf?: CalendarDate | undefined
  /** Overrides `plan.from`. */
  readonly planFrom?: CalendarDate | undefined
  /** Overrides `store`. */
  readonly store?: string | undefined
  /** Take up no unfinished run of a cloud. */
  readonly fresh?: boolean | undefined
  /** Today in London, for what domesday.yaml leaves open. */
  readonly today: CalendarDate
  readonly progress?: Progress
  readonly signal?: AbortSignal
}

/** The stages after collect, each of which runs those before it; what is unchanged is not repeated. */
export async function openAudit(request: AuditRequest): Promise<AuditContext> {
  const folder = auditFolder(request.root)
  const looking = {folder, producedBy: producedBy(), asOf: request.asOf ?? request.today, signal: request.signal}
  const read = await withAllFaults(looking, undefined, () => readSettings(request.root))
  try {
    await mkdir(folder.cache, {recursive: true})
  } catch (error) {
    throw cannotWrite(folder.cache, error)
  }
  const plugins = await loadPlugins({
    folder: folder.root,
    settings: read.settings,
    reserved: ownPackages(),
    refreshedAt: folder.lifecycle,
  })
  const settings = await organisationsKnown(read, withContributions(read.settings, plugins), plugins)
  const context: AuditContext = {
    folder,
    settings,
    ownSettings: read.settings,
    plugins,
    pluginParts: pluginParts(plugins.listed, plugins.key),
    settingsSha256: read.sha256,
    store: storeSetting(settings.store, request.store),
    asOf: request.asOf ?? settings.assess.asOf ?? request.today,
    planFrom: request.planFrom ?? settings.plan.from,
    fresh: request.fresh ?? false,
    today: request.today,
    producedBy: producedBy(),
    code: codeIdentity(),
    progress: request.progress ?? silent,
    signal: request.signal,
  }
  noteFailures(context, plugins.failures)
  return context
}

/** Where a plugin could not be used, organisations that it may have brought go by their ids: the audit goes on. */
async function organisationsKnown(
  read: ReadSettings,
  settings: Settings,
  {failures, host}: Plugins,
): Promise<Settings> {
  const brought = settings.organisations.map(({id}) => id)
  try {
    if (failures.length === 0) read.checkOrganisations(brought)
  } catch (error) {
    await host?.close()
    throw error
  }
  const nameless = read.unknownOrganisations(brought).map((id) => ({id, name: id}))
  return {...settings, organisations: [...settings.organisations, ...nameless]}
}

export async function runResolve(context: AuditContext): Promise<Estate> {
  return withAllFaults(context, context.ownSettings.sources, () => resolveStage(context))
}

/** Where nothing has changed, the estate is read only when somebody asks for it: it may be large. */
export async function runLoad(
  context: AuditContext,
  forget: readonly string[] = [],
): Promise<{readonly estate: () => Promise<Estate>; readonly loaded: Loaded}> {
  const estate = await withAllFaults(context, context.ownSettings.sources, () => resolvedEstate(context))
  return {estate, loaded: await loadStage(context, estate, forget)}
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

export interface Audited extends Planned, Reported {
  /** Why the graph is not loaded, where a server of graphs is away or refuses; all else is done. */
  readonly notLoaded?: AuditError
}

/**
 * Everything: looks at the sources, then resolves, loads, assesses, plans and writes the report. The report is made from
 * the estate, so a server of graphs that is away or refuses keeps nobody from it.
 */
export async function runAudit(context: AuditContext): Promise<Audited> {
  await withAllFaults(context, context.ownSettings.sources, () => collectStage(context))
  const estate = await runResolve(context)
  const notLoaded = await loadOrWhyNot(context, estate)
  const assessments = await assessStage(context, estate)
  const roadmap = await planStage(context, estate, assessments)
  const reported = await reportStage(context, {estate, assessments, roadmap})
  return {estate, assessments, roadmap, ...reported, ...(notLoaded && {notLoaded})}
}

/** A file that cannot be written still ends the audit: its report would meet the same. */
async function loadOrWhyNot(context: AuditContext, estate: Estate): Promise<AuditError | undefined> {
  try {
    await loadStage(context, async () => estate)
    return undefined
  } catch (error) {
    const isOfServer = error instanceof StoreError || error instanceof UsageError
    if (context.store.kind !== 'neo4j' || !isOfServer) throw error
    context.progress.note('the graph is not loaded; the audit goes on without it')
    const {code, exitStatus, message, hint = '', faults} = error
    return new AuditError(code, exitStatus, `The graph is not loaded: ${message}`, {
      hint: `${hint ? `${hint}\n` : ''}All else of the audit is done. To load the graph later: domesday graph load`,
      faults,
      cause: error.cause,
    })
  }
}

/** Writes the report from what was collected before. */
export async function runReport(context: AuditContext): Promise<Audited> {
  const planned = await runPlan(context)
  return {...planned, ...(await reportStage(context, planned))}
}
