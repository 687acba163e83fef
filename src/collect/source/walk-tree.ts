import {createHash} from 'node:crypto'
import {readFileSync, statSync} from 'node:fs'
import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import ignore, {type Ignore} from 'ignore'
import {sha256} from '../../model/ids.ts'
import {compareText} from '../../model/json-lines.ts'
import type {Problem} from '../../model/inventory.ts'

const largestBytes = 2 * 1024 * 1024
const vendored = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'vendor',
  'third_party',
  '.yarn',
  '.pnp',
])
const generatedFolders = new Set(['dist', 'build', 'out', 'coverage', '.next', '.nuxt', 'target'])
const noise = new Set(['.git', '.hg', '.svn', '.domesday', '.cache', '.idea', '.vscode'])

export interface SourceFile {
  /** Relative to the tree, with `/`. */
  readonly path: string
  readonly text: string
  readonly sha256: string
  /** The hash under which git would keep it. */
  readonly gitBlob: string
}

export type LeftOut = 'binary' | 'minified' | 'generated' | 'vendored' | 'ignored' | 'too-large' | 'link' | 'unreadable'

export interface Walk {
  readonly files: readonly SourceFile[]
  readonly leftOut: ReadonlyMap<LeftOut, number>
  readonly problems: readonly Problem[]
}

interface WalkOptions {
  readonly root: string
  readonly exclude: readonly string[]
  readonly signal?: AbortSignal | undefined
  readonly onFile?: (done: number) => void
}

interface Rules {
  readonly base: string
  readonly rules: Ignore
}

/** Every text file of a tree, in order of path. Nothing is executed; what is left out is counted by reason. */
export async function walkTree({root, exclude, signal, onFile}: WalkOptions): Promise<Walk> {
  const files: SourceFile[] = []
  const leftOut = new Map<LeftOut, number>()
  const problems: Problem[] = []
  const skip = (why: LeftOut, count = 1): void => void leftOut.set(why, (leftOut.get(why) ?? 0) + count)
  const unreadable = (path: string, error: unknown): void => {
    skip('unreadable')
    problems.push({
      record: 'problem',
      code: 'unreadable',
      message: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`,
      where: printable(path),
    }) // system errors carry a code
  }
  const excluded = ignore().add([...exclude])
  const folders: {readonly path: string; readonly rules: readonly Rules[]}[] = [{path: '', rules: []}]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal?.throwIfAborted()
    const {path} = folder
    let entries
    try {
      entries = await readdir(join(root, path), {withFileTypes: true})
    } catch (error) {
      unreadable(path || '.', error)
      continue
    }
    const rules = await withOwnRules(root, path, folder.rules)
    for (const entry of entries.toSorted((a, b) => compareText(b.name, a.name))) {
      const child = path ? `${path}/${entry.name}` : entry.name
      if (noise.has(entry.name)) continue
      // What a link inside the tree points to is read where it stands, and what lies outside was not asked for: no loops.
      if (entry.isSymbolicLink()) skip('link')
      else if (
        excluded.ignores(child + (entry.isDirectory() ? '/' : '')) ||
        isIgnored(rules, child, entry.isDirectory())
      )
        skip('ignored')
      else if (entry.isDirectory()) {
        const reason = folderReason(entry.name)
        if (reason) skip(reason)
        else folders.push({path: child, rules})
      } else if (entry.isFile()) {
        takeFile(root, child, files, skip, unreadable)
        onFile?.(files.length)
      }
    }
  }
  return {files: files.toSorted((a, b) => compareText(a.path, b.path)), leftOut, problems}
}

function folderReason(name: string): LeftOut | undefined {
  if (vendored.has(name)) return 'vendored'
  return generatedFolders.has(name) ? 'generated' : undefined
}

/** Reads one file. Without promises, because thousands of small files cost more in waiting than in reading. */
function takeFile(
  root: string,
  path: string,
  files: SourceFile[],
  skip: (why: LeftOut) => void,
  unreadable: (path: string, error: unknown) => void,
): void {
  try {
    const {size} = statSync(join(root, path))
    if (size > largestBytes) return skip('too-large')
    const bytes = readFileSync(join(root, path))
    if (bytes.subarray(0, 8192).includes(0)) return skip('binary')
    const text = bytes.toString('utf8')
    const why = textReason(path, text)
    if (why) return skip(why)
    files.push({
      path,
      text,
      sha256: sha256(bytes),
      gitBlob: createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
    })
  } catch (error) {
    unreadable(path, error)
  }
}

const lockFile = /(^|\/)(package-lock\.json|yarn\.lock|pnpm-lock\.yaml|npm-shrinkwrap\.json)$/

function textReason(path: string, text: string): LeftOut | undefined {
  if (lockFile.test(path)) return undefined
  if (/\.min\.(js|css)$|\.map$|\.bundle\.js$/.test(path)) return 'minified'
  const head = text.slice(0, 2000)
  if (/@generated\b|DO NOT EDIT|<auto-generated>|Code generated by/.test(head)) return 'generated'
  if (/\.[cm]?jsx?$/.test(path) && text.length > 20_000 && text.length / (text.split('\n', 2000).length || 1) > 400)
    return 'minified'
  return undefined
}

async function withOwnRules(root: string, path: string, rules: readonly Rules[]): Promise<readonly Rules[]> {
  try {
    return [...rules, {base: path, rules: ignore().add(await readFile(join(root, path, '.gitignore'), 'utf8'))}]
  } catch {
    return rules // no .gitignore here
  }
}

function isIgnored(rules: readonly Rules[], path: string, directory: boolean): boolean {
  // The nearest .gitignore that speaks of a path decides.
  for (const {base, rules: own} of rules.toReversed()) {
    const inside = base ? path.slice(base.length + 1) : path
    const {ignored, unignored} = own.test(inside + (directory ? '/' : ''))
    if (ignored) return true
    if (unignored) return false
  }
  return false
}

/** A name that can stand in a message: control characters shown as escapes. */
export function printable(path: string): string {
  return path.replace(
    /[\u0000-\u001f\u007f-\u009f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
