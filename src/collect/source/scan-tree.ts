import type * as Morph from 'ts-morph'
import {integrationOf} from './integrations.ts'
import {isManifest} from './manifests/all-manifests.ts'
import {extensionOf, readLanguages} from './languages.ts'
import {importResolver, type ModuleScan, scanImports} from './resolve-imports.ts'
import {type CallSeen, callScanner} from './scan-calls.ts'
import {isScannedText, scanText, type TextScan} from './scan-text.ts'
import {type FileSeen, printable, readSource, type SourceFile, tellUnreadable, type TreeList} from './walk-tree.ts'

export interface ImportEdge {
  readonly from: string
  readonly to: string
  readonly line: number
}

export interface TreeScan {
  /** Every file that was read. */
  readonly files: readonly FileSeen[]
  readonly modules: readonly FileSeen[]
  readonly imports: readonly ImportEdge[]
  readonly calls: ReadonlyMap<string, readonly CallSeen[]>
  readonly texts: ReadonlyMap<string, TextScan>
  /** Manifests and settings, with their text. */
  readonly manifests: readonly SourceFile[]
}

interface ScanOptions {
  readonly root: string
  readonly signal?: AbortSignal | undefined
  readonly onFile?: (done: number, total: number) => void
}

const filesATurn = 256

/** Whether a file of this path is read at all. */
export function isRead(path: string): boolean {
  return isModule(path) || isScannedText(path) || isManifest(path)
}

export function isModule(path: string): boolean {
  return Object.hasOwn(readLanguages, extensionOf(path))
}

/**
 * Reads each file once and keeps what was found in it, not its text: stage one over every module, stage two over those
 * that import integrations and their direct importers. What cannot be read or parsed is told in the list's problems.
 */
export async function scanTree(list: TreeList, options: ScanOptions): Promise<TreeScan> {
  const {root, signal, onFile} = options
  const morph = list.paths.some(isModule) ? await import('ts-morph') : undefined
  const files: FileSeen[] = []
  const scans: ModuleScan[] = []
  const texts = new Map<string, TextScan>()
  const manifests: SourceFile[] = []
  for (const [index, path] of list.paths.entries()) {
    if (index % filesATurn === 0) {
      await nextTurn()
      signal?.throwIfAborted()
      onFile?.(index, list.paths.length)
    }
    const file = readSource(root, path, list)
    if (!file) continue
    const seen = {path, sha256: file.sha256}
    files.push(seen)
    if (isManifest(path)) manifests.push(file)
    if (isScannedText(path)) texts.set(path, scanText(file))
    if (morph && isModule(path)) {
      const scan = attempt(list, file, () => scanImports(morph.ts, file))
      if (scan) scans.push(scan)
    }
  }
  const modules = files.filter(({path}) => isModule(path))
  if (!morph) return {files, modules, imports: [], calls: new Map(), texts, manifests}
  const imports = resolveImports(morph.ts, manifests, scans)
  const calls = await scanIntegrations(morph, list, integrationModules(scans, imports), options)
  return {files, modules, imports, calls, texts, manifests}
}

/** Lets an interrupt and the terminal have their turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function attempt<T>(list: TreeList, {path}: FileSeen, what: () => T): T | undefined {
  try {
    return what()
  } catch (error) {
    list.problems.push({
      record: 'problem',
      code: 'unparseable',
      message: `cannot be parsed (${error instanceof Error ? error.name : 'unknown'})`,
      where: printable(path),
    })
    return undefined
  }
}

/** Where every import of a tree leads, in it: one edge for two modules, at its first place. */
export function resolveImports(
  ts: typeof Morph.ts,
  manifests: readonly SourceFile[],
  scans: readonly ModuleScan[],
): readonly ImportEdge[] {
  const resolve = importResolver(ts, manifests, new Set(scans.map(({file}) => file.path)))
  const edges: ImportEdge[] = []
  for (const {file, imports} of scans) {
    const met = new Set<string>([file.path])
    for (const {specifier, line} of imports) {
      const to = resolve(file.path, specifier)
      if (to === undefined || met.has(to)) continue
      met.add(to)
      edges.push({from: file.path, to, line})
    }
  }
  return edges
}

function integrationModules(scans: readonly ModuleScan[], imports: readonly ImportEdge[]): readonly FileSeen[] {
  const direct = new Set(
    scans
      .filter(({fetches, imports}) => fetches || imports.some(({specifier}) => integrationOf(specifier) !== undefined))
      .map(({file}) => file.path),
  )
  const importers = new Set(imports.filter(({to}) => direct.has(to)).map(({from}) => from))
  return scans.map(({file}) => file).filter(({path}) => direct.has(path) || importers.has(path))
}

async function scanIntegrations(
  morph: typeof Morph,
  list: TreeList,
  modules: readonly FileSeen[],
  {root, signal}: ScanOptions,
): Promise<ReadonlyMap<string, readonly CallSeen[]>> {
  const calls = new Map<string, readonly CallSeen[]>()
  const scan = callScanner(morph)
  for (const [index, seen] of modules.entries()) {
    if (index % filesATurn === 0) await nextTurn()
    signal?.throwIfAborted()
    const file = readSource(root, seen.path, list)
    if (!file) continue
    if (file.sha256 !== seen.sha256) {
      tellUnreadable(list, seen.path, {code: 'it changed while it was read'})
      continue
    }
    const found = attempt(list, file, () => scan(file))
    if (found && found.length > 0) calls.set(file.path, found)
  }
  return calls
}
