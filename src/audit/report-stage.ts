import {readFile, rm} from 'node:fs/promises'
import {join} from 'node:path'
import type {AuditDocument} from '../model/audit.ts'
import type {Assessments} from '../model/assessment.ts'
import {keptSystems} from '../model/earlier-audit.ts'
import {AuditDocument as AuditSchema} from '../model/audit.ts'
import type {InputHash} from '../model/document.ts'
import type {Estate} from '../model/estate.ts'
import {sha256} from '../model/ids.ts'
import {type ListedPlugin, type PluginFailure, withFailures} from '../model/plugin.ts'
import {technologyNames} from '../lifecycle/technology-names.ts'
import {ownCatalogues} from '../plugin/contributions.ts'
import {askSections} from '../plugin/ask-plugins.ts'
import {compareText} from '../model/json-lines.ts'
import type {Roadmap} from '../model/roadmap.ts'
import type {RenderedFile, ReportInput, StandingFile} from '../render/rendered.ts'
import {type AuditContext, noteFailures} from './context.ts'
import {reportFacts} from './plugin-facts.ts'
import {folderCatalogue} from './folder-catalogue.ts'
import {keptResults} from './kept-results.ts'
import {type AuditHistory, auditHistory, keepHistory} from './earlier-audits.ts'
import {auditFigures} from './figures.ts'
import {partMemory, type ReportMemory} from './part-memory.ts'
import {refreshedInput} from './refreshed-input.ts'
import {type SnapshotKeeper, snapshotKeeper} from './snapshot-keeper.ts'
import {cutsOf} from './suggest-cut.ts'
import {judgeStage, recordStage} from './stage-journal.ts'
import {reportParts} from './stage-keys.ts'
import {type FileToWrite, hashOfFile, writeAllWhole} from '../model/write-whole.ts'

const name = 'report'

interface Planned {
  readonly estate: Estate
  readonly assessments: Assessments
  readonly roadmap: Roadmap
}

export interface Reported {
  readonly audit: AuditDocument
  /** What the report shows. */
  readonly shown: ReportInput
}

/** Renders every format into reports/: each file is written beside its place and renamed. */
export async function reportStage(
  context: AuditContext,
  {estate: resolved, assessments, roadmap}: Planned,
): Promise<Reported> {
  const {folder, progress, settings, plugins} = context
  const refreshed = await refreshedInput(folder)
  const hashes = await Promise.all([folder.estate, folder.assessments, folder.roadmap].map(hashOfFile))
  const history = await auditHistory(folder.audits, {assessments, roadmap})
  const {before} = history
  const common = {assessments, roadmap, settings, producedBy: context.producedBy, ...(before && {before})}
  const parts = await reportParts(context, before?.sha256)
  const verdict = await judgeStage(folder.stages, name, parts)
  progress.begin(name, verdict)
  const auditPath = join(folder.reports, 'audit.json')
  if (verdict.unchanged) {
    progress.settle(name, 'reports/index.html', 'unchanged')
    const audit = AuditSchema.parse(JSON.parse(await readFile(auditPath, 'utf8')))
    return {audit, shown: {...common, estate: resolved}}
  }
  context.signal?.throwIfAborted()
  const hasSections = plugins.used.some(({department}) => department.report.length > 0)
  const asked = hasSections ? reportFacts(assessments, roadmap) : {asOf: assessments.asOf, systems: []}
  const sections = await askSections(plugins, asked)
  noteFailures(context, sections.failures)
  const failures = [...(assessments.failures ?? []), ...(roadmap.failures ?? []), ...sections.failures]
  const estate = withFailures(resolved, failures)
  context.signal?.throwIfAborted()
  const names = await namesOfTechnologies(context, estate)
  const shown: ReportInput = {
    ...common,
    estate,
    technologyNames: names,
    sections: sections.answers,
    cuts: cutsOf(estate),
  }
  const audit = (paths: readonly string[]): AuditDocument => ({
    schema: 'domesday/audit@1',
    producedBy: context.producedBy,
    inputs: [
      ...inputsOf(context, estate, hashes, refreshed),
      ...(before ? [{path: '.domesday/audits.json#before', sha256: before.sha256}] : []),
    ],
    ...auditFigures(shown, settings),
    ...(plugins.listed.length > 0 && {plugins: listedPlugins(plugins.listed, estate, failures)}),
    reports: ['audit.json', ...paths].toSorted(compareText).map((path) => `reports/${path}`),
  })
  const found = {asOf: assessments.asOf, sha256: hashes[0] ?? '', figures: keptSystems(assessments, roadmap)}
  const {producedBy} = context
  const snapshot = await snapshotKeeper(folder, found, {producedBy, note: progress.note})
  const written = await writeThenKeep(context, {shown, audit, history, snapshot})
  const outputs = written.reports.map((path) => join(folder.root, path))
  await recordStage(folder.stages, name, parts, outputs)
  progress.settle(name, 'reports/index.html', 'done')
  return {audit: written, shown}
}

interface ToWrite {
  readonly shown: ReportInput
  readonly audit: (paths: readonly string[]) => AuditDocument
  readonly history: AuditHistory
  readonly snapshot: SnapshotKeeper
}

/** Writes the report; once it is whole, what the next audit is compared with. */
async function writeThenKeep(
  context: AuditContext,
  {shown, audit, history, snapshot}: ToWrite,
): Promise<AuditDocument> {
  const {folder} = context
  try {
    const former = await earlierReports(join(folder.reports, 'audit.json'))
    const memory = await partMemory(folder, context.code)
    const written = await writeReports(context, renderAll(shown, context, memory), audit)
    for (const path of former) if (!written.reports.includes(path)) await rm(join(folder.root, path), {force: true})
    const kept = snapshot.keep()
    kept.catch(() => undefined) // it is awaited below: until then a failure elsewhere may come first
    await memory.save()
    await keepHistory(folder.audits, history)
    await kept
    return written
  } finally {
    await snapshot.end()
  }
}

async function namesOfTechnologies({folder, plugins}: AuditContext, estate: Estate) {
  const catalogue = await folderCatalogue(folder)
  const catalogues = ownCatalogues(plugins, () => catalogue)
  return technologyNames(estate.entities, (organisation) => catalogues.get(organisation) ?? catalogue)
}

/** Writes each file as it is rendered, last the list of them. */
async function writeReports(
  {folder}: AuditContext,
  files: AsyncIterable<RenderedFile | StandingFile>,
  auditOf: (paths: readonly string[]) => AuditDocument,
): Promise<AuditDocument> {
  const paths: string[] = []
  let audit: AuditDocument | undefined
  const all = async function* (): AsyncGenerator<FileToWrite> {
    for await (const file of files) {
      paths.push(file.path)
      if ('content' in file) yield {path: join(folder.reports, file.path), content: file.content}
    }
    audit = auditOf(paths)
    yield {path: join(folder.reports, 'audit.json'), content: `${JSON.stringify(audit, null, 1)}\n`}
  }
  await writeAllWhole(all())
  return audit ?? auditOf(paths)
}

/** The plugins with all that could not be used of them, in whichever stage. */
function listedPlugins(
  listed: readonly ListedPlugin[],
  {coverage}: Estate,
  later: readonly PluginFailure[],
): readonly ListedPlugin[] {
  return listed.map((plugin) => {
    const own = later.filter((failure) => failure.plugin === plugin.name)
    const assembly = coverage.flatMap(({scope, reason}) =>
      scope.plugin === plugin.name && typeof scope.part === 'string' && !own.some(({part}) => part === scope.part)
        ? [{plugin: plugin.name, part: scope.part, message: reason ?? ''}]
        : [],
    )
    return {...plugin, failures: [...plugin.failures, ...assembly, ...own]}
  })
}

async function* renderAll(
  input: ReportInput,
  context: AuditContext,
  memory: ReportMemory,
): AsyncGenerator<RenderedFile | StandingFile> {
  const [html, programPages, json, markdown, bills, sarif, mermaid, pictures, mail] = await Promise.all([
    import('../render/html/render-html.ts'),
    import('../render/html/program-pages.ts'),
    import('../render/json/render-json.ts'),
    import('../render/markdown/report-markdown.ts'),
    import('../render/cyclonedx/render-bills.ts'),
    import('../render/sarif/render-sarif.ts'),
    import('../render/mermaid/render-mermaid.ts'),
    import('../render/mermaid/render-pictures.ts'),
    import('../render/text/mail-summary.ts'),
  ])
  const drawings = keptResults(context.folder.pictures, context.code)
  // The pictures are drawn in processes of their own; meanwhile the rest is written.
  const drawing = pictures.renderPictures(input, {
    onProblem: context.progress.note,
    remember: drawings.remember,
    signal: context.signal,
  })
  // Both are awaited below: until then a failure elsewhere may come first.
  for (const promise of [drawing.contextMapSvg, drawing.files, drawing.programMaps]) promise.catch(() => undefined)
  yield* json.renderJson(input, memory.documents)
  yield markdown.renderMarkdown(input)
  yield mail.renderMailSummary(input)
  yield* renderTables(input)
  yield* bills.renderBills(input)
  yield* sarif.renderSarif(input)
  yield* mermaid.renderMermaid(input)
  const {systemPages, firstPages} = html.htmlReport(input, memory.pages)
  yield* systemPages
  const contextMapSvg = await drawing.contextMapSvg
  yield* firstPages({...(contextMapSvg && {contextMapSvg})})
  yield* programPages.renderProgramPages(input, await drawing.programMaps)
  yield* await drawing.files
  await drawings.forgetOthers()
}

/** Everything that a spreadsheet may want. */
async function* renderTables(input: ReportInput): AsyncGenerator<RenderedFile> {
  const [register, costs, resources, vulnerabilities, endpoints, found, blockers, programs, clones, cuts] =
    await Promise.all([
      import('../render/csv/register-csv.ts'),
      import('../render/csv/costs-csv.ts'),
      import('../render/csv/resources-csv.ts'),
      import('../render/csv/vulnerabilities-csv.ts'),
      import('../render/csv/endpoints-csv.ts'),
      import('../render/csv/found-in-code-csv.ts'),
      import('../render/csv/blockers-csv.ts'),
      import('../render/csv/programs-csv.ts'),
      import('../render/csv/clones-csv.ts'),
      import('../render/csv/cut-edges-csv.ts'),
    ])
  yield* register.renderRegisterCsv(input)
  yield* costs.renderCostsCsv(input)
  yield* resources.renderResourcesCsv(input)
  yield* vulnerabilities.renderVulnerabilitiesCsv(input)
  yield* endpoints.renderEndpointsCsv(input)
  yield* found.renderFoundInCodeCsv(input)
  yield* blockers.renderBlockersCsv(input)
  yield* programs.renderProgramsCsv(input)
  yield* clones.renderClonesCsv(input)
  yield* cuts.renderCutEdgesCsv(input)
}

function inputsOf(
  context: AuditContext,
  estate: Estate,
  [estateHash = '', assessments = '', roadmap = '']: readonly (string | undefined)[],
  refreshed: readonly InputHash[],
) {
  return [
    {path: 'domesday.yaml', sha256: context.settingsSha256},
    ...estate.header.inputs,
    ...refreshed,
    {path: '.domesday/estate.jsonl', sha256: estateHash},
    {path: '.domesday/assessments.json', sha256: assessments},
    {path: '.domesday/roadmap.json', sha256: roadmap},
  ].filter((input) => input.sha256.length === sha256('').length)
}

/** Files of an earlier report of ours: those, and nothing else, may be taken away when a report no longer has them. */
async function earlierReports(auditPath: string): Promise<readonly string[]> {
  try {
    const parsed = AuditSchema.safeParse(JSON.parse(await readFile(auditPath, 'utf8')))
    return parsed.success
      ? parsed.data.reports.filter((path) => /^reports\/[a-z0-9./-]+$/.test(path) && !path.includes('..'))
      : []
  } catch {
    return []
  }
}
