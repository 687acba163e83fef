import {appendFileSync, mkdirSync, readFileSync, rmSync} from 'node:fs'
import {dirname} from 'node:path'
import {sha256} from '../../model/ids.ts'
import {writeWhole} from '../../model/write-whole.ts'
import type {BlockerSeen} from './blockers/find-blockers.ts'
import type {Fact, FileFacts} from './languages/fact.ts'
import type {OutsideKept} from './outside-scanner.ts'
import type {ModuleScan} from './resolve-imports.ts'
import type {ScriptScan} from './scripts/script-scan.ts'
import type {SettingSeen} from './settings/setting-seen.ts'
import type {SyntaxFault} from './syntax-fault.ts'
import type {TextScan} from './scan-text.ts'
import type {FileSeen} from './walk-tree.ts'

/** What was found in one file. */
export interface FileScan {
  readonly text?: TextScan
  readonly module?: Omit<ModuleScan, 'file'>
  /** What in it stands in the way of a move; left out where nothing does. */
  readonly blockers?: readonly BlockerSeen[]
  /** Of a module that was parsed whole: its first syntax error, or none. */
  readonly syntax?: SyntaxFault | null
  /** What a module of TypeScript or JavaScript says for itself. */
  readonly script?: ScriptScan
  /** What it says with what other modules give it, and the hash of that. */
  readonly linked?: {readonly given: string; readonly scan: ScriptScan}
  /** Of a file that gives keys their values. */
  readonly settings?: readonly SettingSeen[]
  /** Of a file that is no module. */
  readonly facts?: readonly Fact[]
  /** Of a language that is read by a folder of its own. */
  readonly source?: FileFacts
  /** Of a file that a scanner from outside reads. */
  readonly outside?: OutsideKept
}

/** What is known of a tree's files from before, and where what is found is kept as it is found. */
export interface ScanJournal {
  /** Whether a scan of the tree was begun and did not end. */
  readonly isInterrupted: boolean
  /** What was found in a file of that path and content. */
  readonly known: (file: FileSeen) => FileScan | undefined
  /** Adds to what is known of a file; what was known stays. */
  readonly keep: (file: FileSeen, found: FileScan) => void
  /** Writes down what was kept since. */
  readonly flush: () => void
  /** The tree is whole: only what this scan asked for or found stays. */
  readonly finish: () => Promise<void>
}

/** A tree that is scanned without a journal. */
export const noJournal: ScanJournal = {
  isInterrupted: false,
  known: () => undefined,
  keep: () => undefined,
  flush: () => undefined,
  finish: async () => undefined,
}

const hashLength = 64
const filesALine = 1000
type Line = readonly (readonly [path: string, sha256: string, found: FileScan])[]

interface Head {
  readonly schema: 'domesday/scan-journal@1'
  readonly code: string
  readonly state: 'begun' | 'whole'
}

interface JournalOptions {
  readonly path: string
  /** Changes whenever the program does, so that no version believes what another found. */
  readonly code: string
  /** Whether it stays when the tree is whole, so that the next scan parses only what has changed. */
  readonly stays: boolean
}

/**
 * A file of lines, each its content's hash, then the content: one that was cut short or edited is not believed, and
 * what it told is found again. A file of the tree is known by its path and the hash of its bytes. Where the journal
 * cannot be written, the scan goes on without it.
 */
export function openScanJournal({path, code, stays}: JournalOptions): ScanJournal {
  const {files, state} = readJournal(path, code)
  const used = new Set<string>()
  const pending = new Map<string, FileScan>()
  let isBegun = false
  let isBroken = false
  const keyOf = ({path: name, sha256: hash}: FileSeen): string => `${hash} ${name}`
  const headLine = (at: Head['state']): string =>
    hashed(JSON.stringify({schema: 'domesday/scan-journal@1', code, state: at} satisfies Head))
  return {
    isInterrupted: state === 'begun',
    known: (file) => {
      const found = files.get(keyOf(file))
      if (found) used.add(keyOf(file))
      return found
    },
    keep: (file, found) => {
      const key = keyOf(file)
      const all = {...files.get(key), ...found}
      files.set(key, all)
      used.add(key)
      pending.set(key, all)
    },
    flush: () => {
      if (pending.size === 0 || isBroken) return
      try {
        if (!isBegun) beginFile(path, state === undefined, headLine('begun'))
        isBegun = true
        appendFileSync(path, hashed(JSON.stringify([...pending].map(entryOf))))
        pending.clear()
      } catch {
        isBroken = true
      }
    },
    finish: async () => {
      if (!stays) return rmSync(path, {force: true})
      if (isBroken || (state === 'whole' && pending.size === 0 && !isBegun && used.size === files.size)) return
      const kept = [...files].filter(([key]) => used.has(key)).map(entryOf)
      const lines = [headLine('whole')]
      for (let at = 0; at < kept.length; at += filesALine)
        lines.push(hashed(JSON.stringify(kept.slice(at, at + filesALine))))
      await writeWhole(path, lines.join('')).catch(() => undefined) // the inventory is whole without it
    },
  }
}

/** Says that a scan has begun; a last line that was cut short stands apart from what follows. */
function beginFile(path: string, isNew: boolean, head: string): void {
  mkdirSync(dirname(path), {recursive: true})
  if (isNew) rmSync(path, {force: true})
  appendFileSync(path, isNew ? head : `\n${head}`)
}

function entryOf([key, found]: readonly [key: string, found: FileScan]): Line[number] {
  return [key.slice(hashLength + 1), key.slice(0, hashLength), found]
}

function hashed(content: string): string {
  return `${sha256(content)} ${content}\n`
}

/** What a journal of this program tells, and whether its scan had ended; no state where there is none. */
function readJournal(path: string, code: string): {files: Map<string, FileScan>; state: Head['state'] | undefined} {
  const files = new Map<string, FileScan>()
  let state: Head['state'] | undefined
  for (const content of soundLines(path)) {
    const line = JSON.parse(content) as Line | Head // its hash is that of what this program wrote
    if ('code' in line) state = line.code === code ? line.state : undefined
    else if (state) for (const [name, hash, found] of line) files.set(`${hash} ${name}`, found)
  }
  return {files, state}
}

function soundLines(path: string): readonly string[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return [] // no journal, or one that cannot be read: every file is scanned
  }
  return text.split('\n').flatMap((line) => {
    const content = line.slice(hashLength + 1)
    return sha256(content) === line.slice(0, hashLength) ? [content] : []
  })
}
