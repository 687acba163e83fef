import {join} from 'node:path'
import type {ProducedBy} from '../../model/document.ts'
import type {Coverage, CoverageNote, Inventory, InventoryRecord} from '../../model/inventory.ts'
import {recordsInOrder, compareText} from '../../model/json-lines.ts'
import type {Instant} from '../../model/values.ts'
import {gitState} from './git-state.ts'
import {adviceOfCounted, countedLanguages, extensionOf, roleOf} from './languages.ts'
import {wantFolders} from './list-source.ts'
import {type OutsideScanner, outsideScanners} from './outside-scanner.ts'
import {type Manifests, readManifests} from './manifests/all-manifests.ts'
import {ChangedMeanwhile, type LookOptions} from './look-at-file.ts'
import {noJournal, type ScanJournal} from './scan-journal.ts'
import {scanKey, treeDigest, unchangedFiles} from './scan-key.ts'
import {setAsideNotes} from './set-aside.ts'
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
  /** In milliseconds, by the clock that the file system has too; left out, the day of the scan begins. */
  readonly now?: () => number
  /** Runs what holds much and should leave little garbage; left out, all is run as it is. */
  readonly inLittleMemory?: <T>(work: () => Promise<T>) => Promise<T>
  /** Runs the scan of so many files that memory counts for more than speed. */
  readonly scanMany?: <T>(work: () => Promise<T>) => Promise<T>
  /** Told how many files were not parsed, because they are as the journals know them. */
  readonly onKept?: (files: number) => void
  readonly onProgress?: (progress: {readonly what: string; readonly done: number; readonly total?: number}) => void
}

/**
 * Scans source trees; executes nothing and changes nothing there.
 * Errors: a SourceError that names every path that is not a folder.
 */
export async function collectSource(options: SourceOptions): Promise<Inventory> {
  return (await collectAnew(options, await openTrees(options))).inventory
}

export interface SourceCollected {
  /** Left out where nothing has changed. */
  readonly inventory?: Inventory
  /**
   * Of all that the inventory came from but the day: another scan with the same key gives the same. Left out where a
   * scanner gave up on a file, which it may get through the next time.
   */
  readonly key?: string
}

/**
 * Scans source trees unless what the scan would come from has a key that is known; left out, none is. Errors: as those of
 * collectSource.
 */
export async function collectIfChanged(
  options: SourceOptions,
  isKnown?: (key: string) => Promise<boolean>,
): Promise<SourceCollected> {
  const trees = await openTrees(options)
  const key = isKnown && (await keyOfUnchanged(options, trees))
  return key !== undefined && (await isKnown?.(key)) ? {key} : collectAnew(options, trees)
}

/** A tree with the list of its files. */
interface OpenTree extends Omit<LookOptions, 'list'> {
  readonly list: TreeList
  /** Its path as the inventory shows it. */
  readonly shown: string
  /** Of its coverage. */
  readonly scopeId: string
}

async function openTrees(options: SourceOptions): Promise<readonly OpenTree[]> {
  await wantFolders(options)
  const {auditFolder, paths, observedAt, now = () => Date.parse(observedAt)} = options
  return paths.map((path, index) => {
    const root = join(auditFolder, path)
    const shown = path.replace(/\/+$/, '') || '.'
    const journal = options.journalOf?.(shown) ?? noJournal
    return {root, shown, scopeId: `s${index + 1}`, journal, now, list: listed(options, root)}
  })
}

function listed({exclude, scanners = [], signal}: SourceOptions, root: string): TreeList {
  const isOutside = outsideScanners(scanners)
  const wanted = (path: string): boolean => isRead(path) || isOutside(path) !== undefined
  return listTree({root, exclude, wanted, signal})
}

/** The key of trees in which every file is as a scan before saw it; undefined otherwise. */
async function keyOfUnchanged(options: SourceOptions, trees: readonly OpenTree[]): Promise<string | undefined> {
  const parts = []
  for (const tree of trees) {
    const {leftOut, setAside, tooLarge, problems} = tree.list
    const copied = {leftOut: new Map(leftOut), setAside: new Map(setAside)}
    const list = {...tree.list, ...copied, tooLarge: [...tooLarge], problems: [...problems]}
    const files = unchangedFiles({...tree, list})
    if (!files) return undefined
    const git = await gitState(tree.root, files, tree.journal)
    parts.push(treeDigest({shown: tree.shown, list, files, git}))
  }
  return scanKey(options, parts)
}

async function collectAnew(
  options: SourceOptions,
  opened: readonly OpenTree[],
): Promise<{readonly inventory: Inventory; readonly key?: string}> {
  const trees = []
  for (const one of opened) trees.push(await collectTree(options, one))
  options.onKept?.(trees.reduce((sum, {kept}) => sum + kept, 0))
  const scopes = trees.map(({scope}) => scope)
  const scope = scopes.length === 1 && scopes[0] ? scopes[0] : {trees: scopes}
  const digests = trees.flatMap(({digest}) => (digest === undefined ? [] : [digest]))
  const inventory: Inventory = {
    header: {
      schema: 'domesday/inventory@1',
      organisation: options.organisation,
      producedBy: options.producedBy,
      collector: sourceCollector,
      scope,
      observedAt: options.observedAt,
    },
    records: recordsInOrder([...recordsOnce(trees), ...trees.flatMap(({problems}) => problems)]),
  }
  return {inventory, ...(digests.length === trees.length && {key: scanKey(options, digests)})}
}

/** The records of all trees; of those of one id the last. */
function recordsOnce(trees: readonly {readonly records: readonly InventoryRecord[]}[]): readonly InventoryRecord[] {
  const [only, ...others] = trees
  if (only && others.length === 0) return only.records
  const records = new Map<string, InventoryRecord>()
  for (const record of trees.flatMap((tree) => tree.records))
    records.set('id' in record ? `${record.record} ${record.id}` : '', record)
  return [...records.values()]
}

/** A file that changes while the tree is scanned has it listed anew, and then every file is read, once. */
async function collectTree(options: SourceOptions, tree: OpenTree) {
  try {
    return await scanOpenTree(options, tree)
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error
    return await scanOpenTree(options, {...tree, isWary: true, list: listed(options, tree.root)})
  }
}

/** The threads that parse are faster when they may take memory for it; beside what so many files tell it is too much. */
const manyFiles = 50_000

async function scanOpenTree(options: SourceOptions, tree: OpenTree) {
  const {list} = tree
  const {inLittleMemory = (work) => work(), scanMany = (work) => work()} = options
  const scanned = () =>
    scanTree(list, {
      ...tree,
      signal: options.signal,
      scanners: options.scanners,
      onFile: (done, total, what) => options.onProgress?.({what, done, total}),
    })
  const scan = list.paths.length > manyFiles ? await scanMany(scanned) : await scanned()
  return inLittleMemory(() => describeScan(options, tree, scan))
}

async function describeScan(options: SourceOptions, tree: OpenTree, scan: TreeScan) {
  const {list, shown, scopeId, journal} = tree
  const manifests = readManifests(scan.manifests, journal.together, scan.outside)
  const git = await gitState(tree.root, scan.looked, journal, tree.isWary)
  const {organisation, sourceId, observedAt, system} = options
  // Where nothing has changed nothing is described, and need not be loaded.
  const {describeTree} = await import('./describe-tree.ts')
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
  const isRepeatable = [...scan.faults.values()].every(({line}) => line !== undefined)
  return {
    records: [
      ...found.records.records(),
      coverageOf(list, scan, {
        id: scopeId,
        scope,
        notes: [...manifests.notes, ...found.notes],
        unread: manifests.unread,
      }),
    ],
    problems,
    scope,
    kept: scan.kept,
    digest: isRepeatable ? treeDigest({shown, list, files: scan.looked, git}) : undefined,
  }
}

/** Of a tree, beside what its scan says. */
interface Described {
  readonly id: string
  readonly scope: Coverage['scope']
  readonly notes: readonly CoverageNote[]
  readonly unread: Manifests['unread']
}

function coverageOf(
  {unread, leftOut, setAside, tooLarge}: TreeList,
  scan: TreeScan,
  {id, scope, notes: furtherNotes, unread: unreadManifests}: Described,
): Coverage {
  const unreadable = leftOut.get('unreadable') ?? 0
  const noMembers = scan.looked.length - scan.files.length
  const otherKinds = [...unread.values()].reduce((sum, count) => sum + count, noMembers)
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
  const read = new Set(scan.manifests.map(({file}) => file.path))
  // What says something has been read.
  for (const [path, facts] of scan.facts) if (facts.length > 0) read.add(path)
  for (const {path} of scan.files)
    if (!read.has(path) && !scan.outsideOf(path) && scan.languageOf(path) === undefined)
      countLanguage(extensionOf(path), 1)
  const notRead = [...languages]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([what, count]) => ({
      code: 'not-read',
      what,
      count,
      message: `${count} ${what} ${count === 1 ? 'file' : 'files'}: counted, not read${adviceFor(what)}`,
    }))
  const failed = outsideNotes(scan)
  const notes = [
    ...notRead,
    ...tooLargeNotes(tooLarge),
    ...setAsideNotes(scan.files, setAside),
    ...failed,
    ...syntaxNotes(scan.faults, scan.languageOf),
    ...furtherNotes,
  ]
  const reasons = [
    ...(unreadable > 0
      ? [`${unreadable} ${unreadable === 1 ? 'file or folder' : 'files or folders'} cannot be read`]
      : []),
    ...unreadReasons(unreadManifests, 'manifest or lock file is not sound', 'manifests or lock files are not sound'),
    ...unreadReasons(notParsed(scan), 'file could not be parsed', 'files could not be parsed'),
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

/** Files of production of which nothing is known, because a scanner gave up on them. */
function notParsed({faults}: TreeScan): readonly string[] {
  const paths = [...faults].flatMap(([path, {line}]) => (line === undefined ? [path] : []))
  return paths.filter((path) => roleOf(path) === 'production').toSorted(compareText)
}

/** That what such files bring in is not known, with the first of them. */
function unreadReasons(paths: readonly string[], one: string, several: string): readonly string[] {
  if (paths.length === 0) return []
  const named = paths.slice(0, unreadNamed).map(printable).join(', ')
  const shown = paths.length > unreadNamed ? `${named}, ...` : named
  return [
    `${paths.length} ${paths.length === 1 ? one : several}, so nothing of ${paths.length === 1 ? 'it' : 'them'} is known (${shown})`,
  ]
}

const unreadNamed = 3
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

function adviceFor(language: string): string {
  const advice = Object.hasOwn(adviceOfCounted, language) ? adviceOfCounted[language] : undefined
  return advice ? `; ${advice}` : ''
}
