import {readFile, stat} from 'node:fs/promises'
import {join, resolve} from 'node:path'
import {InventoryError} from '../errors.ts'
import {Assessments} from '../model/assessment.ts'
import {AuditDocument} from '../model/audit.ts'
import type {DryRun, WouldRead, WouldRun, WouldWrite} from '../model/dry-run.ts'
import type {Estate} from '../model/estate.ts'
import {Roadmap} from '../model/roadmap.ts'
import type {SourceSetting, StoreSetting} from '../model/settings.ts'
import type {CalendarDate} from '../model/values.ts'
import {findPlugin} from '../plugin/find-plugin.ts'
import {noPlugins} from '../plugin/load-plugins.ts'
import {readSettings} from '../settings/read-settings.ts'
import {accountReads, accountWrites, whyCollected} from './account-reads.ts'
import {auditFolder, inventoryPath} from './audit-folder.ts'
import {auditHistory} from './earlier-audits.ts'
import {codeIdentity, producedBy} from './produced-by.ts'
import {silent} from './progress.ts'
import {estateInMemory, findInventories} from './resolve-stage.ts'
import {judgeStage, type KeyParts} from './stage-journal.ts'
import {
  assessParts,
  type Keyed,
  loadedPart,
  loadParts,
  planParts,
  pluginParts,
  reportParts,
  resolveParts,
  usableOfPlugins,
} from './stage-keys.ts'
import {withForgotten, withServerLoad} from './preview-load.ts'
import {storeSetting} from './store-setting.ts'
import {treeReads} from './tree-reads.ts'
import {fileWrite} from './would-write.ts'

interface DryRunRequest {
  readonly root: string
  readonly asOf?: CalendarDate | undefined
  readonly planFrom?: CalendarDate | undefined
  readonly today: CalendarDate
  readonly signal?: AbortSignal
  /** Whether the sources would be looked at anew. */
  readonly collects: boolean
  /** The last stage that would run. */
  readonly upTo: 'load' | 'report'
  /** Overrides `store`. */
  readonly store?: string | undefined
  /** What a load is to let go. */
  readonly forget?: readonly string[] | undefined
  /** Whether the report would be put into one file too. */
  readonly zips?: boolean
}

/**
 * What an audit, or a part of one, would read, run and write. Source trees are listed and not read; plugins are found
 * and not run. Errors: those that the audit would end with before its first stage.
 */
export async function dryRunAudit(request: DryRunRequest): Promise<DryRun> {
  const {keyed, plugins} = await openDry(request)
  const {sources} = keyed.ownSettings
  const {collects, reads: looked, stages: collecting, writes: collected} = await dryCollect(request, sources)
  const inputs = await findInventories(keyed, {uncollected: request.collects})
  const store = storeSetting(keyed.ownSettings.store, request.store)
  const judged = await judgeAll(keyed, {inputs, collects, upTo: request.upTo})
  const {forget = []} = request
  const preview = {isAlone: request.upTo === 'load', newEstate: newEstate(request, keyed, store), forget}
  const {
    stages,
    graph,
    notes = [],
  } = store.kind === 'neo4j'
    ? await withServerLoad(keyed, store, judged, preview)
    : await withForgotten(keyed, judged, preview)
  const named = await Promise.all(
    sources.filter((source) => !('collect' in source) || !collects).map((source) => sourceReads(request.root, source)),
  )
  return {
    dryRun: true,
    reads: [await fileRead(request.root, 'domesday.yaml', 'settings'), ...looked, ...named.flat(), ...plugins],
    stages: [...collecting, ...stages],
    writes: [
      ...collected,
      ...(await stageWrites(keyed, stages, store)),
      ...(request.zips ? [await fileWrite(request.root, 'reports.zip', 'replaced')] : []),
    ],
    ...(graph && {graph}),
    notes: [...notes, ...(plugins.length > 0 ? ['Plugins were found and not run; an audit runs their code.'] : [])],
  }
}

/** The estate that a load would resolve first. Not of an audit, whose sources are looked at before; nor of plugins' code. */
function newEstate(
  {upTo, today, signal}: DryRunRequest,
  keyed: Keyed,
  store: StoreSetting,
): (() => Promise<Estate>) | undefined {
  const {ownSettings} = keyed
  if (upTo !== 'load' || ownSettings.plugins.length > 0) return undefined
  const context = {...keyed, settings: ownSettings, plugins: noPlugins, store, today, signal}
  return () => estateInMemory({...context, producedBy: producedBy(), progress: silent})
}

/** What collecting would read and write, where the audit collects and there is something to collect. */
async function dryCollect({root, collects, signal}: DryRunRequest, sources: readonly SourceSetting[]) {
  const trees = sources.filter((source) => 'collect' in source && source.collect === 'source')
  const clouds = sources.filter((source) => 'collect' in source && source.collect === 'aws')
  if (!collects || trees.length + clouds.length === 0) return {collects: false, reads: [], stages: [], writes: []}
  const looked = await Promise.all(trees.map((tree) => treeReads(root, tree, signal)))
  const inventories = trees.map(({organisation, id}) =>
    fileWrite(root, inventoryPath(organisation, id), 'may be replaced'),
  )
  const runs = (stage: string, why: string) => ({stage, does: 'runs' as const, why})
  return {
    collects: true,
    reads: [...looked.flat(), ...clouds.map(accountReads)],
    stages: [
      ...(trees.length > 0 ? [runs('collect source', 'source trees are looked at every time')] : []),
      ...(clouds.length > 0 ? [runs('collect aws', whyCollected(clouds))] : []),
    ],
    writes: [
      ...(await Promise.all(inventories)),
      ...(trees.length > 0 ? [await fileWrite(root, '.domesday/scans/', 'may be replaced')] : []),
      ...(await Promise.all(clouds.map((cloud) => accountWrites(root, cloud)))).flat(),
    ],
  }
}

async function openDry({root, asOf, planFrom, today}: DryRunRequest) {
  const {settings, sha256} = await readSettings(root)
  const found = await Promise.all(settings.plugins.map((listed) => findPlugin(root, listed)))
  const listed = found.map((plugin, index) =>
    'target' in plugin ? plugin : {name: settings.plugins[index] ?? '', fault: plugin.message},
  )
  const keyed: Keyed = {
    folder: auditFolder(root),
    ownSettings: settings,
    settingsSha256: sha256,
    asOf: asOf ?? settings.assess.asOf ?? today,
    planFrom: planFrom ?? settings.plan.from,
    code: codeIdentity(),
    pluginParts: pluginParts(listed, undefined),
  }
  const plugins = listed.map((plugin, index): WouldRead => {
    const path = settings.plugins[index] ?? ''
    return 'fault' in plugin
      ? {path, what: 'plugin', note: `cannot be used: ${plugin.fault}`}
      : {path, what: `plugin ${plugin.name} ${plugin.version}`}
  })
  return {keyed, plugins}
}

interface Judged {
  readonly inputs: Awaited<ReturnType<typeof findInventories>>
  readonly collects: boolean
  readonly upTo: DryRunRequest['upTo']
}

/** A stage is judged by what is there now; where a stage before it runs, whether its input changes is open. */
async function judgeAll(keyed: Keyed, {inputs, collects, upTo}: Judged): Promise<readonly WouldRun[]> {
  const done: WouldRun[] = []
  const judge = async (stage: string, after: readonly string[], parts: () => Promise<KeyParts>): Promise<void> => {
    const before = done.filter((one) => after.includes(one.stage))
    const open = before.find(({does}) => does === 'runs') ?? before.find(({does}) => does === 'may run')
    const verdict = await judgeStage(keyed.folder.stages, stage, await parts(), [usableOfPlugins, loadedPart])
    if (!verdict.unchanged) done.push({stage, does: 'runs', why: verdict.why})
    else if (open) done.push({stage, does: 'may run', why: `kept unless ${open.stage} gives something else`})
    else if (stage === 'resolve' && collects)
      done.push({stage, does: 'may run', why: 'kept unless a source tree has changed'})
    else done.push({stage, does: 'kept', why: verdict.why})
  }
  await judge('resolve', [], async () => resolveParts(keyed, inputs))
  await judge('load', ['resolve'], () => loadParts(keyed))
  if (upTo === 'load') return done
  await judge('assess', ['resolve'], () => assessParts(keyed))
  await judge('plan', ['resolve', 'assess'], () => planParts(keyed))
  await judge('report', ['resolve', 'assess', 'plan'], async () => reportParts(keyed, await auditBefore(keyed)))
  return done
}

/** The audit that the report compares with, as far as the documents that are there say. */
async function auditBefore({folder}: Keyed): Promise<string | undefined> {
  try {
    const assessments = Assessments.parse(JSON.parse(await readFile(folder.assessments, 'utf8')))
    const roadmap = Roadmap.parse(JSON.parse(await readFile(folder.roadmap, 'utf8')))
    return (await auditHistory(folder.audits, {assessments, roadmap})).before?.sha256
  } catch {
    return undefined // none are there yet, so the stages before the report run
  }
}

async function stageWrites(
  {folder}: Keyed,
  stages: readonly WouldRun[],
  store: StoreSetting,
): Promise<readonly WouldWrite[]> {
  const made: Readonly<Record<string, readonly string[]>> = {
    resolve: ['.domesday/estate.jsonl', '.domesday/declared/'],
    load: store.kind === 'embedded' ? ['.domesday/graph.db'] : [],
    assess: ['.domesday/assessments.json', '.domesday/gains.json', '.domesday/assessed.json'],
    plan: ['.domesday/roadmap.json', '.domesday/verdicts.json'],
    report: ['.domesday/pictures/', '.domesday/snapshot.json'],
  }
  const writes: WouldWrite[] = []
  for (const {stage, does} of stages) {
    const how = does === 'runs' ? 'replaced' : 'may be replaced'
    if (does === 'kept') continue
    if (stage === 'report')
      writes.push(await reportWrite(folder.root, how), await fileWrite(folder.root, 'snapshots/', 'may gain a file'))
    for (const path of made[stage] ?? []) writes.push(await fileWrite(folder.root, path, how))
  }
  const again = stages.some(({does}) => does === 'runs') ? 'replaced' : 'may be replaced'
  const notes = [...(stages.at(-1)?.stage === 'report' ? ['audits.json'] : []), 'stages.json']
  if (writes.length === 0) return []
  return [...writes, ...(await Promise.all(notes.map((name) => fileWrite(folder.root, `.domesday/${name}`, again))))]
}

async function reportWrite(root: string, how: WouldWrite['how']): Promise<WouldWrite> {
  const before = await readFile(join(root, 'reports/audit.json'), 'utf8').catch(() => undefined)
  if (before === undefined) return {path: 'reports/', how: 'new'}
  try {
    return {path: 'reports/', how, files: AuditDocument.parse(JSON.parse(before)).reports.length}
  } catch {
    return {path: 'reports/', how} // no report of ours: how many files it has says nothing
  }
}

async function sourceReads(root: string, source: SourceSetting): Promise<readonly WouldRead[]> {
  if ('collect' in source)
    return [await fileRead(root, inventoryPath(source.organisation, source.id), 'inventory, collected before')]
  const own = await fileRead(root, source.file, source.import)
  return 'mapping' in source ? [own, await fileRead(root, source.mapping, 'mapping')] : [own]
}

/** A file that would be read, with its size. Errors: an InventoryError when it is not there. */
export async function fileRead(root: string, path: string, what: string): Promise<WouldRead> {
  const found = await stat(resolve(root, path)).catch(() => undefined)
  if (!found?.isFile())
    throw new InventoryError('missing-inventory', `${path} cannot be read.`, {
      faults: [{message: 'the file cannot be read', where: path, hint: 'Mend its path.'}],
    })
  return {path, what, bytes: found.size}
}
