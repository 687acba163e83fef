import {join} from 'node:path'
import type {ProducedBy} from '../../model/document.ts'
import type {Coverage, CoverageNote, Inventory, InventoryRecord, Problem} from '../../model/inventory.ts'
import {compareRecords, compareText} from '../../model/json-lines.ts'
import type {Instant} from '../../model/values.ts'
import {describeTree} from './describe-tree.ts'
import {gitState} from './git-state.ts'
import {countedLanguages, extensionOf} from './languages.ts'
import {wantFolders} from './list-source.ts'
import {type OutsideScanner, outsideScanners} from './outside-scanner.ts'
import {readManifests} from './manifests/all-manifests.ts'
import type {ScanJournal} from './scan-journal.ts'
import {isRead, scanTree, type TreeScan} from './scan-tree.ts'
import {syntaxNotes, syntaxProblems} from './syntax-problems.ts'
import {largestBytes, listTree, printable, type TreeList} from './walk-tree.ts'

export const sourceCollector = {name: 'source', version: '1.0.0'} as const

export interface SourceOptions {
  readonly auditFolder: string
  /** Folders relative to the audit folder. */
  readonly paths: readonly string[]
  readonly organisation: string
  readonly sourceId: string
  /** The system that all of it belongs to. */
  readonly system?: string
  /** Left out, in the form of .gitignore. */
  readonly exclude: readonly string[]
  /** Scanners of what this program does not read itself. */
  readonly scanners?: readonly OutsideScanner[]
  readonly producedBy: ProducedBy
  readonly observedAt: Instant
  readonly signal?: AbortSignal
  /** What is known of a tree from before; its path as the inventory shows it. */
  readonly journalOf?: (tree: string) => ScanJournal
  /** Told how many files were not parsed, because they are as the journals know them. */
  readonly onKept?: (files: number) => void
  readonly onProgress?: (progress: {readonly what: string; readonly done: number; readonly total?: number}) => void
}

/**
 * Scans source trees; executes nothing and changes nothing there.
 * Errors: a SourceError that names every path that is not a folder.
 */
export async function collectSource(options: SourceOptions): Promise<Inventory> {
  await wantFolders(options)
  const records = new Map<string, Map<string, InventoryRecord>>()
  const problems: Problem[] = []
  const trees = []
  let kept = 0
  for (const [index, path] of options.paths.entries()) {
    const tree = await collectTree(options, path, `s${index + 1}`)
    for (const record of tree.records) {
      const own = records.get(record.record) ?? new Map<string, InventoryRecord>()
      records.set(record.record, own.set('id' in record ? record.id : '', record))
    }
    problems.push(...tree.problems)
    trees.push(tree.scope)
    kept += tree.kept
  }
  options.onKept?.(kept)
  const scope = trees.length === 1 && trees[0] ? trees[0] : {trees}
  return {
    header: {
      schema: 'domesday/inventory@1',
      organisation: options.organisation,
      producedBy: options.producedBy,
      collector: sourceCollector,
      scope,
      observedAt: options.observedAt,
    },
    records: [...[...records.values()].flatMap((own) => [...own.values()]), ...problems].toSorted(compareRecords),
  }
}

async function collectTree(options: SourceOptions, path: string, scopeId: string) {
  const root = join(options.auditFolder, path)
  const shown = path.replace(/\/+$/, '') || '.'
  const {scanners = []} = options
  const isOutside = outsideScanners(scanners)
  const wanted = (file: string): boolean => isRead(file) || isOutside(file) !== undefined
  const list = listTree({root, exclude: options.exclude, wanted, signal: options.signal})
  const scan = await scanTree(list, {
    root,
    signal: options.signal,
    scanners,
    journal: options.journalOf?.(shown),
    onFile: (done, total, what) => options.onProgress?.({what, done, total}),
  })
  const manifests = readManifests(scan.manifests, scan.outside)
  const git = await gitState(
    root,
    scan.files.map(({path}) => path),
  )
  const {organisation, sourceId, observedAt, system} = options
  const found = describeTree({
    organisation,
    sourceId,
    observedAt,
    tree: shown,
    scope: scopeId,
    system,
    git,
    scan,
    manifests,
  })
  const scope = {path: shown, ...(git && {commit: git.commit, dirty: git.dirty})}
  const problems = [...list.problems, ...manifests.problems, ...syntaxProblems(scan.faults)].map((problem) => ({
    ...problem,
    ...(problem.where && {where: `${shown}/${problem.where}`}),
  }))
  return {
    records: [...found.records.records(), coverageOf(list, scan, scopeId, scope, [...manifests.notes, ...found.notes])],
    problems,
    scope,
    kept: scan.kept,
  }
}

function coverageOf(
  {unread, leftOut, tooLarge}: TreeList,
  scan: TreeScan,
  id: string,
  scope: Coverage['scope'],
  furtherNotes: readonly CoverageNote[],
): Coverage {
  const unreadable = leftOut.get('unreadable') ?? 0
  const otherKinds = [...unread.values()].reduce((sum, count) => sum + count, 0)
  const counts = Object.fromEntries([
    ['files', scan.files.length],
    ['modules', scan.modules.length],
    ...(otherKinds > 0 ? [['otherKinds', otherKinds] as const] : []),
    ...[...leftOut].map(([why, count]) => [`leftOut.${why}`, count] as const),
  ])
  const languages = new Map<string, number>()
  const countLanguage = (extension: string, count: number): void => {
    const language = Object.hasOwn(countedLanguages, extension) ? countedLanguages[extension] : undefined
    if (language) languages.set(language, (languages.get(language) ?? 0) + count)
  }
  for (const [extension, count] of unread) countLanguage(extension, count)
  const read = new Set(scan.manifests.map(({path}) => path))
  for (const {path} of scan.files) if (!read.has(path) && !scan.outsideOf(path)) countLanguage(extensionOf(path), 1)
  const notRead = [...languages]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([what, count]) => ({
      code: 'not-read',
      what,
      count,
      message: `${count} ${what} ${count === 1 ? 'file' : 'files'}: counted, not read`,
    }))
  const failed = outsideNotes(scan)
  const notes = [
    ...notRead,
    ...tooLargeNotes(tooLarge),
    ...failed,
    ...syntaxNotes(scan.faults, scan.languageOf),
    ...furtherNotes,
  ]
  const reasons = [
    ...(unreadable > 0
      ? [`${unreadable} ${unreadable === 1 ? 'file or folder' : 'files or folders'} cannot be read`]
      : []),
    ...failed.map(({message}) => message),
  ]
  return {
    record: 'coverage',
    id,
    scope,
    status: reasons.length > 0 ? 'partial' : 'complete',
    ...(reasons.length > 0 && {reason: reasons.join('; ')}),
    counts,
    ...(notes.length > 0 && {notes}),
  }
}

const largestNamed = 3

/** What files are left out for their size, the largest by name. */
function tooLargeNotes(tooLarge: TreeList['tooLarge']): readonly CoverageNote[] {
  const count = tooLarge.length
  if (count === 0) return []
  const named = tooLarge
    .toSorted((a, b) => b.bytes - a.bytes || compareText(a.path, b.path))
    .slice(0, largestNamed)
    .map(({path, bytes}) => `${printable(path)} of ${(bytes / 1024 / 1024).toFixed(1)} MB`)
  const what = `${count} ${count === 1 ? 'file has' : 'files have'} more than ${largestBytes / 1024 / 1024} MB`
  const shown = count === 1 ? named.join() : `the largest: ${named.join(', ')}`
  return [
    {
      code: 'too-large',
      what: 'large',
      count,
      message: `${what}, and ${count === 1 ? 'is' : 'are'} not read (${shown})`,
    },
  ]
}

/** Files that a scanner of somebody else's was to read, and did not. */
function outsideNotes({outsideFailed}: TreeScan): readonly CoverageNote[] {
  return [...outsideFailed]
    .toSorted(([a], [b]) => compareText(a.by, b.by))
    .map(([{name, by}, count]) => ({
      code: 'scanner-failed',
      what: name,
      count,
      message: `${count} ${name} ${count === 1 ? 'file was' : 'files were'} not read, because ${by}, did not get through`,
    }))
}
