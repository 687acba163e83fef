import {isUtf8} from 'node:buffer'
import {hash} from 'node:crypto'
import {type Dirent, lstatSync, readdirSync, readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import ignore, {type Ignore} from 'ignore'
import {compareText} from '../../model/json-lines.ts'
import type {Problem} from '../../model/inventory.ts'
import {readAccess} from './access/read-access.ts'
import {ebcdicText, isEbcdic} from './ebcdic.ts'
import {binaryFormText} from './languages/delphi/binary-form.ts'
import {memoText} from './languages/foxpro/memo-text.ts'
import {reportMark} from './crystal-report.ts'
import {type JarSays, readJar} from './read-jar.ts'
import {binaryExtensions, extensionOf} from './languages.ts'

/** Of a file that no package manager writes. */
export const largestBytes = 2 * 1024 * 1024
const largestJarBytes = 512 * 1024 * 1024
/** Programs and jobs of mainframes, and modules of Oracle Forms, grow long and are written by people all the same; reports may keep the rows that they last showed. */
const largestMemberBytes = 32 * 1024 * 1024
/** Access itself keeps no more in a file; it is read by its pages. */
const largestAccessBytes = 2048 * 1024 * 1024
const largestLockBytes = 64 * 1024 * 1024
const vendored = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'vendor',
  'third_party',
  '.yarn',
  '.terraform',
  '.terragrunt-cache',
  '.pnp',
  'site-packages',
  'dist-packages',
  '.venv',
  'venv',
  '.tox',
  '.bundle',
  '.gradle',
])
const generatedFolders = new Set(['dist', 'build', 'out', 'coverage', '.next', '.nuxt'])
/** Builds that write into a folder called `target`, by what stands beside it; else people called it so. */
const buildsToTarget = /^(?:pom\.xml|Cargo\.toml|build\.sbt|project\.clj|build\.xml|[\w.-]+\.gradle(?:\.kts)?)$/
const noise = new Set(['.git', '.hg', '.svn', '.domesday', '.cache', '.idea', '.vscode'])

export interface FileSeen {
  /** Relative to the tree, with `/`. */
  readonly path: string
  readonly sha256: string
}

export interface SourceFile extends FileSeen {
  readonly text: string
}

/** What only the text of a file tells. */
export type LeftOutByText = 'binary' | 'minified' | 'generated'

export type LeftOut = LeftOutByText | 'vendored' | 'ignored' | 'too-large' | 'link' | 'unreadable'

export interface TreeList {
  /** The files to read, in order of path. */
  readonly paths: readonly string[]
  /** Files of kinds that are not read, by extension. */
  readonly unread: Map<string, number>
  readonly leftOut: Map<LeftOut, number>
  /** Folders of others' code and of generated code, and folders with such files behind a `/`, each with how many. */
  readonly setAside: Map<string, number>
  /** Files that would be read, were they not so large. */
  readonly tooLarge: {readonly path: string; readonly bytes: number}[]
  readonly problems: Problem[]
}

interface ListOptions {
  readonly root: string
  readonly exclude: readonly string[]
  /** Whether a file of this path is read. */
  readonly wanted: (path: string) => boolean
  readonly signal?: AbortSignal | undefined
}

interface Rules {
  readonly base: string
  readonly rules: Ignore
}

interface Folder {
  readonly path: string
  /** Of the nearest .gitignore first. */
  readonly rules: readonly Rules[]
}

/**
 * Every file of a tree that is to be read, in order of path. Nothing is executed; what is left out is counted by
 * reason. Without promises, because thousands of small folders cost more in waiting than in reading.
 */
export function listTree({root, exclude, wanted, signal}: ListOptions): TreeList {
  const list = {
    paths: [] as string[],
    unread: new Map<string, number>(),
    leftOut: new Map<LeftOut, number>(),
    setAside: new Map<string, number>(),
    tooLarge: [] as {path: string; bytes: number}[],
    problems: [] as Problem[],
  }
  const excluded = exclude.length > 0 ? [{base: '', rules: ignore().add([...exclude])}] : []
  const folders: Folder[] = [{path: '', rules: []}]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal?.throwIfAborted()
    const {path} = folder
    let entries: readonly Dirent[]
    try {
      entries = readdirSync(join(root, path), {withFileTypes: true})
    } catch (error) {
      tellUnreadable(list, path || '.', error)
      continue
    }
    const rules = withOwnRules(root, path, entries, folder.rules)
    const unnamed = namesNotUtf8(root, path, entries)
    for (const name of unnamed.shown) tellUnnamed(list, path ? `${path}/${name}` : name)
    for (const entry of entries) {
      if (noise.has(entry.name) || unnamed.decoded.has(entry.name)) continue
      const child = path ? `${path}/${entry.name}` : entry.name
      const directory = entry.isDirectory()
      // What a link inside the tree points to is read where it stands, and what lies outside was not asked for: no loops.
      if (entry.isSymbolicLink()) count(list.leftOut, 'link')
      else if (isIgnored(excluded, child, directory) || isIgnored(rules, child, directory))
        count(list.leftOut, 'ignored')
      else if (directory) {
        const reason = folderReason(entry.name, entries)
        if (reason) leave(list, reason, child)
        else folders.push({path: child, rules})
      } else if (entry.isFile()) {
        if (wanted(child)) list.paths.push(child)
        else if (binaryExtensions.has(extensionOf(child))) count(list.leftOut, 'binary')
        else count(list.unread, extensionOf(child))
      }
    }
  }
  list.paths.sort(compareText)
  return list
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

export function tellUnreadable(list: Pick<TreeList, 'leftOut' | 'problems'>, path: string, error: unknown): void {
  count(list.leftOut, 'unreadable')
  list.problems.push({
    record: 'problem',
    code: 'unreadable',
    message: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`,
    where: printable(path),
  }) // system errors carry a code
}

interface NamesNotUtf8 {
  /** As they come decoded, which is the name of no file. */
  readonly decoded: ReadonlySet<string>
  /** With the bytes that are no UTF-8 as escapes. */
  readonly shown: readonly string[]
}

const everyNameUtf8: NamesNotUtf8 = {decoded: new Set(), shown: []}

/** Names of a folder by which nothing can be opened, since their bytes are no UTF-8. */
function namesNotUtf8(root: string, path: string, entries: readonly Dirent[]): NamesNotUtf8 {
  if (!entries.some(({name}) => name.includes('\ufffd'))) return everyNameUtf8
  const names = readdirSync(join(root, path), {encoding: 'buffer'}).filter((name) => !isUtf8(name))
  return {
    decoded: new Set(names.map((name) => name.toString())),
    shown: names
      .toSorted((a, b) => a.compare(b))
      .map((name) => name.toString('latin1').replace(/[^\x20-\x7e]/g, escaped)),
  }
}

function tellUnnamed(list: Pick<TreeList, 'leftOut' | 'problems'>, path: string): void {
  count(list.leftOut, 'unreadable')
  list.problems.push({
    record: 'problem',
    code: 'unreadable',
    message: 'its name is not in UTF-8, so it is not read, nor what is in it where it is a folder',
    where: printable(path),
    hint: 'Give it a name in UTF-8: the bytes shown as \\x are not.',
  })
}

function folderReason(name: string, beside: readonly Dirent[]): LeftOut | undefined {
  if (vendored.has(name)) return 'vendored'
  const isTarget = name === 'target' && beside.some((entry) => buildsToTarget.test(entry.name))
  return isTarget || generatedFolders.has(name) ? 'generated' : undefined
}

/**
 * Reads one file of a list; what is no source to read is counted there by its reason and gives undefined. The hash is
 * that of its bytes.
 */
export function readSource(
  root: string,
  path: string,
  list: Pick<TreeList, 'leftOut' | 'setAside' | 'tooLarge' | 'problems'>,
): SourceFile | undefined {
  const file = join(root, path)
  try {
    if (isTooLarge(path, statSync(file).size, list)) return undefined
    const read = readText(file, path)
    return 'leftOut' in read ? leave(list, read.leftOut, folderOf(path)) : {path, ...read}
  } catch (error) {
    tellUnreadable(list, path, error)
    return undefined
  }
}

function mostBytesOf(path: string): number {
  if (jarFile.test(path)) return largestJarBytes
  if (accessFile.test(path)) return largestAccessBytes
  if (lockFile.test(path)) return largestLockBytes
  return member.test(path) || reportFile.test(path) ? largestMemberBytes : largestBytes
}

/** Whether a file has more bytes than are read: it is then counted, and told where it had said more than others. */
export function isTooLarge(
  path: string,
  bytes: number,
  list: Pick<TreeList, 'leftOut' | 'setAside' | 'tooLarge' | 'problems'>,
): boolean {
  const most = mostBytesOf(path)
  if (bytes <= most) return false
  if ([lockFile, member, pipList, accessFile].some((kind) => kind.test(path))) tellTooLarge(list, path, most)
  if (!jarFile.test(path)) list.tooLarge.push({path, bytes})
  leave(list, 'too-large', folderOf(path))
  return true
}

/**
 * The text of a file and the hash of its bytes, or why it is left out; the text of a jar is what it says of itself, as
 * JSON, and so is that of a database of Access. Errors: those of the system.
 */
export function readText(file: string, path: string): Pick<SourceFile, 'text' | 'sha256'> | {leftOut: LeftOutByText} {
  if (jarFile.test(path)) {
    const {says, sha256} = readJar(file)
    return {text: JSON.stringify(says ?? ({manifest: {}, maven: []} satisfies JarSays)), sha256}
  }
  if (accessFile.test(path)) return readAccess(file)
  if (formFile.test(path)) {
    const form = readFileSync(file)
    const formText = binaryFormText(form)
    if (formText !== undefined) return {text: formText, sha256: hash('sha256', form)}
  }
  if (memoFile.test(path)) return readMemo(file)
  if (reportFile.test(path)) {
    const report = readFileSync(file)
    if (report.subarray(0, 8).equals(compound)) return {text: reportMark, sha256: hash('sha256', report)}
  }
  const utf8 = readFileSync(file, 'utf8')
  // Bytes that are no UTF-8 would be hashed, and read, as what stands for them.
  const bytes = utf8.includes('\ufffd') ? readFileSync(file) : undefined
  const text = (bytes ? decoded(bytes) : utf8).replace(/^\ufeff/, '')
  const leftOut = isBinary(text.slice(0, 8192)) ? 'binary' : textReason(path, text)
  return leftOut ? {leftOut} : {text: text.replaceAll('\0', ' '), sha256: hash('sha256', bytes ?? utf8)}
}

/** A few NULs in what is text otherwise are what an editor or a transfer left behind. */
function isBinary(head: string): boolean {
  const nuls = head.split('\0').length - 1
  return nuls > 0 && (nuls * 50 > head.length || /[\u0001-\u0008\u000e-\u0019\u001c-\u001f]/.test(head))
}

/**
 * Reads a file of a list once more. One that is no longer as it was seen is told in the list's problems and gives
 * undefined.
 */
export function readAgain(
  root: string,
  {path, sha256}: FileSeen,
  list: Pick<TreeList, 'leftOut' | 'setAside' | 'tooLarge' | 'problems'>,
): SourceFile | undefined {
  const file = readSource(root, path, list)
  if (!file || file.sha256 === sha256) return file
  tellUnreadable(list, path, {code: 'it changed while it was read'})
  return undefined
}

/** UTF-16 says so by its first bytes, EBCDIC by its blanks; what is no UTF-8 else is taken for Windows-1252, in which every byte is a letter. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (!isUtf8(bytes) && isEbcdic(bytes)) return ebcdicText(bytes)
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes)
}

function tellTooLarge({problems}: Pick<TreeList, 'problems'>, path: string, most: number): void {
  problems.push({
    record: 'problem',
    code: 'too-large',
    message: `it has more than ${most / 1024 / 1024} MB, so what it brings in is not known`,
    where: printable(path),
    hint: tooLongHint(path),
  })
}

function tooLongHint(path: string): string {
  if (accessFile.test(path)) return 'Access keeps no more in one file: look what it is.'
  return member.test(path)
    ? 'No source is so long: look what it is.'
    : 'No sound lock file is so long: have the package manager write it anew.'
}

/** Counts what is left out; `at` is the folder, or that of a file with `/` behind it. */
export function leave(
  {leftOut, setAside}: Pick<TreeList, 'leftOut' | 'setAside'>,
  why: LeftOut,
  at: string,
): undefined {
  count(leftOut, why)
  count(setAside, `${why} ${at}`)
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) || './'
}

/** The memos of a form or a library of classes of FoxPro, which its table beside them leads to; their bytes are hashed. */
function readMemo(file: string): Pick<SourceFile, 'text' | 'sha256'> | {leftOut: LeftOutByText} {
  const ending = `${file.slice(-3, -1)}x`
  const table = [ending.toLowerCase(), ending.toUpperCase()].map((one) => file.slice(0, -3) + one).find(isTable)
  if (table === undefined) return {leftOut: 'binary'}
  const memo = readFileSync(file)
  const text = memoText(memo, readFileSync(table))
  return text === undefined ? {leftOut: 'binary'} : {text, sha256: hash('sha256', memo)}
}

function isTable(file: string): boolean {
  const state = lstatSync(file, {throwIfNoEntry: false})
  return state !== undefined && state.isFile() && state.size <= largestMemberBytes
}

const memoFile = /\.[sv]ct$/i
/** Forms of Delphi, which were binary until its version 5. */
const formFile = /\.dfm$/i
const reportFile = /\.rpt$/i
/** How a file of several streams begins, as the makers of reports and of documents write it. */
const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const jarFile = /\.jar$/i
const accessFile = /\.(?:mdb|accdb|mde|accde|mda|accda)$/i
/** Written by package managers: long, and generated, and read all the same. */
const lockFile =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock|(poetry|uv|pdm|Pipfile|Cargo|Gemfile)\.lock|gems\.locked|go\.sum|packages\.lock\.json|gradle\.lockfile|[^/]*\.tfstate)$/
const member = /\.(?:cbl|cob|cobol|cpy|pco|jcl|prc)$|_(?:fmb|mmb|olb)\.xml$/i
/** Lists that pip's tools may have written: read all the same, but no longer than others. */
const pipList = /(^|\/)([\w.-]*requirements[\w.-]*|requirements\/[\w.-]+)\.txt$/

function textReason(path: string, text: string): LeftOutByText | undefined {
  if (lockFile.test(path) || pipList.test(path)) return undefined
  if (/\.min\.(js|css)$|\.map$|\.bundle\.js$/.test(path)) return 'minified'
  const head = text.slice(0, 2000)
  if (/@generated\b|DO NOT EDIT|<auto-?generated\s*\/?>|Code generated by/.test(head)) return 'generated'
  if (/\.[cm]?jsx?$/.test(path) && text.length > 20_000 && text.length / (text.split('\n', 2000).length || 1) > 400)
    return 'minified'
  return undefined
}

function withOwnRules(
  root: string,
  path: string,
  entries: readonly Dirent[],
  rules: readonly Rules[],
): readonly Rules[] {
  if (!entries.some(({name}) => name === '.gitignore')) return rules
  try {
    return [{base: path, rules: ignore().add(readFileSync(join(root, path, '.gitignore'), 'utf8'))}, ...rules]
  } catch {
    return rules // a folder of that name, or one that cannot be read: nothing is ignored by it
  }
}

function isIgnored(rules: readonly Rules[], path: string, directory: boolean): boolean {
  // The nearest .gitignore that speaks of a path decides.
  for (const {base, rules: own} of rules) {
    const inside = base ? path.slice(base.length + 1) : path
    const {ignored, unignored} = own.test(directory ? `${inside}/` : inside)
    if (ignored) return true
    if (unignored) return false
  }
  return false
}

/** A name that can stand in a message: control characters shown as escapes. */
export function printable(path: string): string {
  return path.replace(/[\u0000-\u001f\u007f-\u009f]/g, escaped)
}

function escaped(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
}
