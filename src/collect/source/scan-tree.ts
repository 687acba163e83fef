import {isLookedThrough} from './blockers/blocker-rule.ts'
import {type BlockerSeen, findBlockers} from './blockers/find-blockers.ts'
import {isManifest, kindsOf, type ManifestFile} from './manifests/all-manifests.ts'
import {isScript} from './languages.ts'
import {isKnownByText, languageOf, scannerOf} from './languages/all-languages.ts'
import type {Fact} from './languages/fact.ts'
import {sqlFileFacts, sqlFileFingerprints} from './languages/plsql/sql-file-facts.ts'
import {prismaFacts} from './languages/prisma-facts.ts'
import {railsFacts} from './languages/rails-files.ts'
import {symfonyFacts} from './languages/symfony-files.ts'
import {taskFacts, taskFault} from './languages/scheduled-tasks.ts'
import {xmlFacts} from './languages/xml-facts.ts'
import {zosConnectFacts} from './languages/zos-connect.ts'
import type {ImportEdge} from './languages/language-scanner.ts'
import {type LookOptions, lookAtFile, unheld} from './look-at-file.ts'
import type {ManifestFindings} from './manifests/manifest-kind.ts'
import {type OutsideScanner, outsideScanners} from './outside-scanner.ts'
import type {ModuleScan} from './resolve-imports.ts'
import {followNames} from './mainframe/follow-names.ts'
import type {FileScan} from './scan-journal.ts'
import {scanScripts} from './scan-scripts.ts'
import {scanImports} from './scripts/scan-imports.ts'
import type {ScriptScan} from './scripts/script-scan.ts'
import {languageScan} from './scan-languages.ts'
import {outsideScan} from './scan-outside.ts'
import {isScannedText, scanText, type TextScan} from './scan-text.ts'
import {openConnections} from './settings/open-connections.ts'
import type {SettingSeen} from './settings/setting-seen.ts'
import {isSettingsFile, scanSettings} from './settings/settings-files.ts'
import {type SyntaxCheck, syntaxCheck} from './syntax-check.ts'
import {type SyntaxFault, type SyntaxFaults, unparseable} from './syntax-fault.ts'
import {type FileSeen, readAgain, type SourceFile, type TreeList} from './walk-tree.ts'
import {factsWithoutSecrets, importWithoutSecrets, scriptWithoutSecrets} from './without-secrets.ts'

export interface TreeScan {
  /** Every file that was read. */
  readonly files: readonly FileSeen[]
  /** The same, and those that might have been members of a library and are none. */
  readonly looked: readonly FileSeen[]
  readonly modules: readonly FileSeen[]
  /** The language of a file, as people call it; of a member without an ending, by what stands in it. */
  readonly languageOf: (path: string) => string | undefined
  readonly imports: readonly ImportEdge[]
  /** What the modules do, and files of XML that say it of them, by path. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>
  /** Of code that is compared with that of others, by path. */
  readonly fingerprints: ReadonlyMap<string, string>
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
  /** What files that a scanner from outside reads say of applications. */
  readonly outside: ManifestFindings
  readonly outsideFailed: ReadonlyMap<OutsideScanner, number>
  readonly outsideOf: (path: string) => OutsideScanner | undefined
  /** The text of a file, read again; undefined where it is no longer what was scanned. */
  readonly textOf: (path: string) => string | undefined
}

interface ScanOptions extends Omit<LookOptions, 'list'> {
  readonly signal?: AbortSignal | undefined
  /** Scanners of what this program does not read itself. */
  readonly scanners?: readonly OutsideScanner[] | undefined
  readonly onFile?: (done: number, total: number, what: string) => void
}

const filesATurn = 256

/** Whether a file of this path is read at all. */
export function isRead(path: string): boolean {
  return isModule(path) || isOtherText(path) || isKnownByText(path)
}

function isOtherText(path: string): boolean {
  return (
    isScannedText(path) || isManifest(path) || isSettingsFile(path) || /\.prisma$/i.test(path) || isLookedThrough(path)
  )
}

export function isModule(path: string): boolean {
  return languageOf(path) !== undefined
}

/**
 * Reads each file once and keeps what was found in it, not its text: of TypeScript and JavaScript stage one over every
 * module, beside it one parse for its syntax errors and what it says, and stage two over those that use what others give
 * away; of the other languages each file by the scanner of its own. What cannot be read is told in the list's problems.
 */
export async function scanTree(list: TreeList, options: ScanOptions): Promise<TreeScan> {
  const faults = new Map<string, SyntaxFault>()
  const {journal} = options
  const languages = languageScan(list, journal, faults, (file) => readAgain(options.root, file, list))
  const outside = outsideScan(list, journal, faults)
  const outsideOf = outsideScanners(options.scanners ?? [])
  const looked = new Map<string, ScriptScan>()
  const syntax = syntaxCheck((file, {fault, script: own}) => {
    const script = own && scriptWithoutSecrets(own)
    if (fault) faults.set(file.path, fault)
    if (script) looked.set(file.path, script)
    // One at which the parser gave up is tried again by the next scan, which tells it again.
    if (fault?.line !== undefined || !fault) journal.keep(file, {syntax: fault ?? null, ...(script && {script})})
  })
  try {
    const {scans, members, ...found} = await scanFiles(list, options, {
      ...{syntax, languages, outside, outsideOf, faults, looked},
    })
    const language = (path: string): string | undefined =>
      members.get(path) ?? languageOf(path) ?? outsideLanguage(outsideOf(path))
    const manifests = found.manifests.map(({file}) => file)
    const others = await languages.finish(manifests)
    const brought = await outside.finish()
    await syntax.finish()
    const {lookAgain} = syntax
    const scripts = await scanScripts(list, {scans, looked, manifests}, {...options, faults, lookAgain})
    // Their memory is wanted for what is now made of all files together.
    await Promise.all([syntax.end(), languages.end()])
    journal.flush()
    return {
      ...found,
      modules: found.files.filter(({path}) => language(path) !== undefined),
      imports: [...scripts.imports, ...others.imports, ...brought.imports],
      facts: withFacts(
        new Map([...found.facts, ...scripts.facts, ...followNames(others.facts, others.imports)]),
        brought.facts,
      ),
      fingerprints: new Map([...found.fingerprints, ...others.fingerprints]),
      faults,
      outside: brought.manifests,
      outsideFailed: brought.failed,
      outsideOf,
      languageOf: language,
      textOf: textReader(options.root, found.files),
    }
  } finally {
    await Promise.all([syntax.end(), languages.end()])
  }
}

function textReader(root: string, files: readonly FileSeen[]): TreeScan['textOf'] {
  const seen = new Map(files.map((file) => [file.path, file]))
  return (path) => {
    const file = seen.get(path)
    return file && readAgain(root, file, {leftOut: new Map(), setAside: new Map(), tooLarge: [], problems: []})?.text
  }
}

function outsideLanguage(scanner: OutsideScanner | undefined): string | undefined {
  return scanner?.reads === 'language' ? scanner.name : undefined
}

/** A file of data may be read by this program and by a scanner from outside. */
function withFacts(
  own: ReadonlyMap<string, readonly Fact[]>,
  others: ReadonlyMap<string, readonly Fact[]>,
): ReadonlyMap<string, readonly Fact[]> {
  return new Map([...own, ...[...others].map(([path, facts]) => [path, [...(own.get(path) ?? []), ...facts]] as const)])
}

interface Scanning {
  readonly syntax: SyntaxCheck
  readonly languages: ReturnType<typeof languageScan>
  readonly outside: ReturnType<typeof outsideScan>
  readonly outsideOf: TreeScan['outsideOf']
  readonly faults: Map<string, SyntaxFault>
  /** What scripts say for themselves. */
  readonly looked: Map<string, ScriptScan>
}

/** Stage one. */
async function scanFiles(list: TreeList, options: ScanOptions, scanning: Scanning) {
  const {journal} = options
  const files: FileSeen[] = []
  const scans: ModuleScan[] = []
  const texts = new Map<string, TextScan>()
  const settings = new Map<string, readonly SettingSeen[]>()
  const facts = new Map<string, readonly Fact[]>()
  const fingerprints = new Map<string, string>()
  const blockers = new Map<string, readonly BlockerSeen[]>()
  const manifests: ManifestFile[] = []
  /** Members without an ending, by path. */
  const members = new Map<string, string>()
  const looked: FileSeen[] = []
  let kept = 0
  for (const [index, path] of list.paths.entries()) {
    if (index % filesATurn === 0) {
      await takeTurn(options, index, list.paths.length, 'files')
      await Promise.all([scanning.syntax.pace(), scanning.languages.pace(), scanning.outside.pace()])
    }
    const file = lookAtFile({...options, list}, path)
    if (!file) continue
    const seen = {path, sha256: file.sha256}
    looked.push(seen)
    const scanner = isKnownByText(path) ? scannerOf(path, file.text) : scannerOf(path)
    const outside = scanning.outsideOf(path)
    if (!scanner && !outside && !isModule(path) && !isOtherText(path)) continue
    if (scanner && isKnownByText(path)) members.set(path, scanner.name)
    files.push(seen)
    const known = journal.known(seen)
    // One whose imports could not be found is tried again, and told again.
    const before = known?.module || !isScript(path) ? known : undefined
    if (before) kept += 1
    const whole = before && isWhollyKnown(path, before, outside) ? undefined : {...file}
    const found = before ?? scanFile(scanning.faults, whole ?? file)
    if (!before) journal.keep(seen, found)
    if (found.kinds) manifests.push({file: heldOrNot(options, file, manifests.length), kinds: found.kinds})
    if (found.text) texts.set(path, found.text)
    if (found.settings) settings.set(path, found.settings)
    if (found.facts) facts.set(path, found.facts)
    if (found.fingerprints !== undefined) fingerprints.set(path, found.fingerprints)
    if (found.blockers) blockers.set(path, found.blockers)
    if (found.module) scans.push({file: seen, ...found.module})
    if (found.syntax) scanning.faults.set(path, found.syntax)
    if (found.script) scanning.looked.set(path, found.script)
    if (found.syntax === undefined && isScript(path)) scanning.syntax.add(whole ?? file)
    if (scanner) scanning.languages.add(whole ?? file, found.source)
    if (outside) scanning.outside.add(outside, whole ?? file, found.outside)
  }
  return {files, looked, members, scans, texts, settings, facts, fingerprints, blockers, manifests, kept}
}

/** So many manifests are held with their texts; of a tree with more, the others are read again when they are needed. */
const mostHeld = 4000

function heldOrNot(options: ScanOptions, file: SourceFile, held: number): SourceFile {
  return held < mostHeld || options.isWary ? file : unheld(options, file)
}

/** Whether nothing of a file need be parsed, nor its text be read. */
function isWhollyKnown(path: string, known: FileScan, outside: OutsideScanner | undefined): boolean {
  return (
    (known.syntax !== undefined || !isScript(path)) &&
    (known.source !== undefined || !scannerOf(path)) &&
    known.outside?.key === outside?.key
  )
}

/** What stage one finds in a file. One that cannot be parsed is tried again by the next scan, which tells it again. */
function scanFile(faults: Scanning['faults'], file: SourceFile): FileScan {
  const text = isScannedText(file.path) ? scanText(file) : undefined
  const scan = isScript(file.path) ? attempt(faults, file, () => scanImports(file)) : undefined
  const settings = isSettingsFile(file.path) ? scanSettings(file) : undefined
  const facts = factsWithoutSecrets([
    ...xmlFacts(file),
    ...prismaFacts(file),
    ...railsFacts(file),
    ...symfonyFacts(file),
    ...sqlFileFacts(file),
    ...taskFacts(file),
    ...zosConnectFacts(file),
    ...(settings && scannerOf(file.path) === undefined ? openConnections(file.path, settings) : []),
  ])
  const fingerprints = sqlFileFingerprints(file, facts)
  const blockers = findBlockers({path: pathByKind(file), text: file.text})
  const kinds = kindsOf(file)
  const fault = taskFault(file)
  return {
    ...(text && {text}),
    ...(settings && {settings}),
    ...(facts.length > 0 && {facts}),
    ...(fingerprints !== undefined && {fingerprints}),
    ...(blockers.length > 0 && {blockers}),
    ...(kinds.length > 0 && {kinds}),
    ...(fault && {syntax: fault}),
    ...(scan && {module: {imports: scan.imports.map(importWithoutSecrets)}}),
  }
}

/** A path that ends as files of its language do, where the text of the file alone tells which it is. */
function pathByKind({path, text}: SourceFile): string {
  const [ending] = (isKnownByText(path) && scannerOf(path, text)?.extensions) || []
  return ending === undefined ? path : `${path}.${ending}`
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
