import type * as Morph from 'ts-morph'
import {integrationOf} from './integrations.ts'
import {type BlockerSeen, findBlockers} from './blockers/find-blockers.ts'
import {isManifest, kindsOf, type ManifestFile} from './manifests/all-manifests.ts'
import {tsconfig} from './manifests/kinds/tsconfig.ts'
import {isScript, languageOf, scannerOf} from './languages/all-languages.ts'
import type {Fact} from './languages/fact.ts'
import {xmlFacts} from './languages/xml-facts.ts'
import type {ImportEdge} from './languages/language-scanner.ts'
import {type LookOptions, lookAtFile} from './look-at-file.ts'
import {type ModuleScan, resolveImports, scanImports} from './resolve-imports.ts'
import {callScanner} from './scan-calls.ts'
import type {FileScan} from './scan-journal.ts'
import {languageScan} from './scan-languages.ts'
import {isScannedText, scanText, type TextScan} from './scan-text.ts'
import type {SettingSeen} from './settings/setting-seen.ts'
import {isSettingsFile, scanSettings} from './settings/settings-files.ts'
import {type SyntaxCheck, syntaxCheck} from './syntax-check.ts'
import {type SyntaxFault, type SyntaxFaults, syntaxFaultOf, unparseable} from './syntax-fault.ts'
import {type FileSeen, readSource, type SourceFile, tellUnreadable, type TreeList} from './walk-tree.ts'

export interface TreeScan {
  /** Every file that was read. */
  readonly files: readonly FileSeen[]
  readonly modules: readonly FileSeen[]
  readonly imports: readonly ImportEdge[]
  /** What the modules do, and files of XML that say it of them, by path. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>
  readonly texts: ReadonlyMap<string, TextScan>
  /** What files of settings give keys, by path. */
  readonly settings: ReadonlyMap<string, readonly SettingSeen[]>
  readonly blockers: ReadonlyMap<string, readonly BlockerSeen[]>
  /** Manifests and settings, with their text. */
  readonly manifests: readonly ManifestFile[]
  /** How many files were found as a scan before had found them, and not parsed again. */
  readonly kept: number
  /** Modules and tsconfig files that are no sound source. */
  readonly faults: SyntaxFaults
}

interface ScanOptions extends Omit<LookOptions, 'list'> {
  readonly signal?: AbortSignal | undefined
  readonly onFile?: (done: number, total: number, what: string) => void
}

const filesATurn = 256
const modulesATurn = 64

/** Whether a file of this path is read at all. */
export function isRead(path: string): boolean {
  return isModule(path) || isScannedText(path) || isManifest(path) || isSettingsFile(path)
}

export function isModule(path: string): boolean {
  return languageOf(path) !== undefined
}

/**
 * Reads each file once and keeps what was found in it, not its text: of TypeScript and JavaScript stage one over every
 * module, stage two over those that import integrations and their direct importers; of the other languages each file by
 * the scanner of its own. What cannot be read is told in the list's problems.
 */
export async function scanTree(list: TreeList, options: ScanOptions): Promise<TreeScan> {
  const morph = list.paths.some(isScript) ? await import('ts-morph') : undefined
  const faults = new Map<string, SyntaxFault>()
  const {journal} = options
  const languages = languageScan(list, journal, faults)
  const syntax =
    morph &&
    syntaxCheck(morph.ts, (file, fault) => {
      if (fault) faults.set(file.path, fault)
      // One at which the parser gave up is tried again by the next scan, which tells it again.
      if (fault?.line !== undefined || !fault) journal.keep(file, {syntax: fault ?? null})
    })
  try {
    const {scans, ...found} = await scanFiles(list, options, {morph, syntax, languages, faults})
    const manifests = found.manifests.map(({file}) => file)
    const scripts = morph && (await scanScripts(morph, list, scans, manifests, {...options, faults}))
    const others = await languages.finish(manifests)
    await syntax?.finish()
    // Their memory is wanted for what is now made of all files together.
    await Promise.all([syntax?.end(), languages.end()])
    journal.flush()
    return {
      ...found,
      imports: [...(scripts?.imports ?? []), ...others.imports],
      facts: new Map([...found.facts, ...(scripts?.facts ?? []), ...others.facts]),
      faults,
    }
  } finally {
    await Promise.all([syntax?.end(), languages.end()])
  }
}

/** Where the modules' imports lead, and stage two. */
async function scanScripts(
  morph: typeof Morph,
  list: TreeList,
  scans: readonly ModuleScan[],
  manifests: readonly SourceFile[],
  options: ScanOptions & Pick<Scanning, 'faults'>,
) {
  for (const file of manifests.filter(({path}) => tsconfig.files.test(path))) {
    const fault = syntaxFaultOf(morph.ts, file)
    if (fault) options.faults.set(file.path, fault)
  }
  const imports = resolveImports(morph.ts, manifests, scans)
  return {imports, facts: await scanIntegrations(morph, list, integrationModules(scans, imports), options)}
}

interface Scanning {
  readonly morph?: typeof Morph | undefined
  readonly syntax?: SyntaxCheck | undefined
  readonly languages: ReturnType<typeof languageScan>
  readonly faults: Map<string, SyntaxFault>
}

/** Stage one. */
async function scanFiles(list: TreeList, options: ScanOptions, scanning: Scanning) {
  const {journal} = options
  const files: FileSeen[] = []
  const scans: ModuleScan[] = []
  const texts = new Map<string, TextScan>()
  const settings = new Map<string, readonly SettingSeen[]>()
  const facts = new Map<string, readonly Fact[]>()
  const blockers = new Map<string, readonly BlockerSeen[]>()
  const manifests: ManifestFile[] = []
  let kept = 0
  for (const [index, path] of list.paths.entries()) {
    if (index % filesATurn === 0) {
      await takeTurn(options, index, list.paths.length, 'files')
      await Promise.all([scanning.syntax?.pace(), scanning.languages.pace()])
    }
    const file = lookAtFile({...options, list}, path)
    if (!file) continue
    const seen = {path, sha256: file.sha256}
    files.push(seen)
    const known = journal.known(seen)
    // One whose imports could not be found is tried again, and told again.
    const before = known?.module || !isScript(path) ? known : undefined
    if (before) kept += 1
    const whole = before && isWhollyKnown(path, before) ? undefined : {...file}
    const found = before ?? scanFile(scanning, whole ?? file)
    if (!before) journal.keep(seen, found)
    if (found.kinds) manifests.push({file, kinds: found.kinds})
    if (found.text) texts.set(path, found.text)
    if (found.settings) settings.set(path, found.settings)
    if (found.facts) facts.set(path, found.facts)
    if (found.blockers) blockers.set(path, found.blockers)
    if (found.module) scans.push({file: seen, ...found.module})
    if (found.syntax) scanning.faults.set(path, found.syntax)
    else if (found.syntax === undefined && isScript(path)) scanning.syntax?.add(whole ?? file)
    if (scannerOf(path)) scanning.languages.add(whole ?? file, found.source)
  }
  return {
    files,
    modules: files.filter(({path}) => isModule(path)),
    scans,
    texts,
    settings,
    facts,
    blockers,
    manifests,
    kept,
  }
}

/** Whether nothing of a file need be parsed, nor its text be read. */
function isWhollyKnown(path: string, {syntax, source}: FileScan): boolean {
  return (syntax !== undefined || !isScript(path)) && (source !== undefined || !scannerOf(path))
}

/** What stage one finds in a file. One that cannot be parsed is tried again by the next scan, which tells it again. */
function scanFile({morph, faults}: Pick<Scanning, 'morph' | 'faults'>, file: SourceFile): FileScan {
  const text = isScannedText(file.path) ? scanText(file) : undefined
  const scan = morph && isScript(file.path) ? attempt(faults, file, () => scanImports(morph.ts, file)) : undefined
  const settings = isSettingsFile(file.path) ? scanSettings(file) : undefined
  const facts = xmlFacts(file)
  const blockers = findBlockers(file)
  const kinds = kindsOf(file)
  return {
    ...(text && {text}),
    ...(settings && {settings}),
    ...(facts.length > 0 && {facts}),
    ...(blockers.length > 0 && {blockers}),
    ...(kinds.length > 0 && {kinds}),
    ...(scan && {module: {imports: scan.imports, fetches: scan.fetches}}),
  }
}

/** Writes down what was found, and lets an interrupt and the terminal have their turn. */
async function takeTurn(options: ScanOptions, done: number, total: number, what: string): Promise<void> {
  options.journal.flush()
  await new Promise((resolve) => setImmediate(resolve))
  options.signal?.throwIfAborted()
  options.onFile?.(done, total, what)
}

function attempt<T>(faults: Map<string, SyntaxFault>, {path}: FileSeen, what: () => T): T | undefined {
  try {
    return what()
  } catch (error) {
    faults.set(path, unparseable(error))
    return undefined
  }
}

/** The modules that stage two reads: those that import an integration, or call over HTTP by themselves, and what imports those. */
export function integrationModules(scans: readonly ModuleScan[], imports: readonly ImportEdge[]): readonly FileSeen[] {
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
  options: ScanOptions & Pick<Scanning, 'faults'>,
): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const calls = new Map<string, readonly Fact[]>()
  const scan = callScanner(morph)
  const {journal} = options
  for (const [index, seen] of modules.entries()) {
    if (index % modulesATurn === 0) await takeTurn(options, index, modules.length, 'modules that call others')
    const before = journal.known(seen)?.calls
    if (before) {
      if (before.length > 0) calls.set(seen.path, before)
      continue
    }
    const file = readSource(options.root, seen.path, list)
    if (!file) continue
    if (file.sha256 !== seen.sha256) {
      tellUnreadable(list, seen.path, {code: 'it changed while it was read'})
      continue
    }
    const found = attempt(options.faults, file, () => scan(file))
    if (found) journal.keep(seen, {calls: found})
    if (found && found.length > 0) calls.set(file.path, found)
  }
  journal.flush()
  return calls
}
