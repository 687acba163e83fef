import type * as Morph from 'ts-morph'
import type {Problem} from '../../model/inventory.ts'
import {integrationOf} from './integrations.ts'
import {extensionOf, readLanguages} from './languages.ts'
import {importResolver, type ModuleScan, scanImports} from './resolve-imports.ts'
import {type CallSeen, scanCalls} from './scan-calls.ts'
import {printable, type SourceFile} from './walk-tree.ts'

export interface ImportEdge {
  readonly from: string
  readonly to: string
  readonly line: number
}

export interface TreeScan {
  readonly modules: readonly SourceFile[]
  readonly imports: readonly ImportEdge[]
  readonly calls: ReadonlyMap<string, readonly CallSeen[]>
  readonly problems: readonly Problem[]
}

interface ScanOptions {
  readonly signal?: AbortSignal | undefined
  readonly onModule?: (done: number, total: number) => void
}

/** Stage one over every module, stage two over those that import integrations and their direct importers. */
export async function scanModules(files: readonly SourceFile[], options: ScanOptions): Promise<TreeScan> {
  const modules = files.filter(({path}) => Object.hasOwn(readLanguages, extensionOf(path)))
  if (modules.length === 0) return {modules, imports: [], calls: new Map(), problems: []}
  const morph = await import('ts-morph')
  const problems: Problem[] = []
  const attempt = <T>(file: SourceFile, what: () => T): T | undefined => {
    try {
      return what()
    } catch (error) {
      problems.push({
        record: 'problem',
        code: 'unparseable',
        message: `cannot be parsed (${error instanceof Error ? error.name : 'unknown'})`,
        where: printable(file.path),
      })
      return undefined
    }
  }
  const scans = modules.flatMap((file, index) => {
    if (index % 256 === 0) options.signal?.throwIfAborted()
    options.onModule?.(index, modules.length)
    return attempt(file, () => scanImports(morph.ts, file)) ?? []
  })
  const imports = resolved(morph.ts, files, scans)
  const calls = new Map<string, readonly CallSeen[]>()
  for (const file of integrationModules(scans, imports)) {
    options.signal?.throwIfAborted()
    const found = attempt(file, () => scanCalls(morph, [file]).get(file.path))
    if (found && found.length > 0) calls.set(file.path, found)
  }
  return {modules, imports, calls, problems}
}

function resolved(
  ts: typeof Morph.ts,
  files: readonly SourceFile[],
  scans: readonly ModuleScan[],
): readonly ImportEdge[] {
  const resolve = importResolver(ts, files, new Set(scans.map(({file}) => file.path)))
  const edges = new Map<string, ImportEdge>()
  for (const {file, imports} of scans) {
    for (const {specifier, line} of imports) {
      const to = resolve(file.path, specifier)
      const key = `${file.path}\0${to}`
      if (to !== undefined && to !== file.path && !edges.has(key)) edges.set(key, {from: file.path, to, line})
    }
  }
  return [...edges.values()]
}

function integrationModules(scans: readonly ModuleScan[], imports: readonly ImportEdge[]): readonly SourceFile[] {
  const direct = new Set(
    scans
      .filter(
        ({file, imports}) =>
          /\bfetch\s*\(/.test(file.text) || imports.some(({specifier}) => integrationOf(specifier) !== undefined),
      )
      .map(({file}) => file.path),
  )
  const importers = new Set(imports.filter(({to}) => direct.has(to)).map(({from}) => from))
  return scans.map(({file}) => file).filter(({path}) => direct.has(path) || importers.has(path))
}
