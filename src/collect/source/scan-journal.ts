import {appendFileSync, mkdirSync, rmSync, truncateSync} from 'node:fs'
import {dirname} from 'node:path'
import {writeWhole} from '../../model/write-whole.ts'
import type {BlockerSeen} from './blockers/find-blockers.ts'
import type {Fact, FileFacts} from './languages/fact.ts'
import type {OutsideKept} from './outside-scanner.ts'
import type {ModuleScan} from './resolve-imports.ts'
import type {ScriptScan} from './scripts/script-scan.ts'
import type {SettingSeen} from './settings/setting-seen.ts'
import type {SyntaxFault} from './syntax-fault.ts'
import type {TextScan} from './scan-text.ts'
import type {ToldTogether} from './manifests/told-once.ts'
import {foundTogether, type Head, hashedLine, type JournalParts, readJournal} from './journal-lines.ts'
import {type Kept, keptMap} from './kept-map.ts'
import type {FileSeen, LeftOutByText} from './walk-tree.ts'

/** What a module says with what it is given, by the hash of that; no scan where it uses nothing of it. */
export interface LinkedScan {
  readonly given: string
  readonly scan?: ScriptScan
}

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
  /** What it says with what other modules give it, the last time first. */
  readonly linked?: readonly LinkedScan[]
  /** Of a file that gives keys their values. */
  readonly settings?: readonly SettingSeen[]
  /** Of a file that is no module. */
  readonly facts?: readonly Fact[]
  /** Of units of Oracle's database in a file of SQL, whose code is compared with that of others. */
  readonly fingerprints?: string
  /** Of a language that is read by a folder of its own. */
  readonly source?: FileFacts
  /** Of a file that a scanner from outside reads. */
  readonly outside?: OutsideKept
  /** The kinds of manifests whose readers read it; left out where none does. */
  readonly kinds?: readonly string[]
}

/** What reading a file came to: the hash of its bytes, or why it is left out. */
export type Reading = {readonly sha256: string} | {readonly leftOut: LeftOutByText}

/** What is known of a tree's files from before, and where what is found is kept as it is found. */
export interface ScanJournal {
  /** Whether a scan of the tree was begun and did not end. */
  readonly isInterrupted: boolean
  /** Why some or all of what was kept is not believed; left out where all of it is. */
  readonly distrust?: 'damaged' | 'other-version'
  /** What reading a file came to when it was in that settled state. */
  readonly read: (path: string, settled: string) => Reading | undefined
  /** What reading a file came to the last time, whatever state it was in. */
  readonly readLast: (path: string) => Reading | undefined
  /** Keeps what reading a file came to; without a settled state it will be read again. */
  readonly keepReading: (path: string, settled: string | undefined, reading: Reading) => void
  /** What was found in a file of that path and content before this scan. */
  readonly known: (file: FileSeen) => FileScan | undefined
  /** Adds to what is known of a file; what was known stays. */
  readonly keep: (file: FileSeen, found: FileScan) => void
  /** The hash under which version control keeps a file of that content; found anew where it is not known. */
  readonly blob: (sha256: string, find: () => string) => string
  readonly together: ToldTogether
  /** Writes down what was kept since. */
  readonly flush: () => void
  /** The tree is whole: what no scan asks for any longer goes, sooner or later. */
  readonly finish: () => Promise<void>
}

/** A tree that is scanned without a journal. */
export const noJournal: ScanJournal = {
  isInterrupted: false,
  read: () => undefined,
  readLast: () => undefined,
  keepReading: () => undefined,
  known: () => undefined,
  keep: () => undefined,
  blob: (_sha256, find) => find(),
  together: {known: () => undefined, keep: () => undefined},
  flush: () => undefined,
  finish: async () => undefined,
}

const entriesALine = 1000
/** A journal with so many times the entries that are asked for is written anew. */
const mostOutdated = 1.3

interface JournalOptions {
  readonly path: string
  /** Changes whenever the program or a package that it uses does, so that no version believes what another found. */
  readonly code: string
  /** Whether it stays when the tree is whole, so that the next scan parses only what has changed. */
  readonly stays: boolean
}

/**
 * A file of lines, each its content's hash, then the content: one that was cut short or edited is not believed, and
 * what it told is found again. What was found in a file of the tree is known by its path and the hash of its bytes.
 * Where the journal cannot be written, the scan goes on without it.
 */
export function openScanJournal({path, code, stays}: JournalOptions): ScanJournal {
  const before = readJournal(path, code)
  const index = keptMap<readonly [settled: string, reading: string]>(before.parts('index'))
  const blob = keptMap<string>(before.parts('blob'))
  const together = keptMap<readonly [from: string, told: unknown]>(before.parts('together'))
  const found = keptMap<FileScan>(before.parts('found'), foundTogether)
  const parts: Readonly<Record<keyof JournalParts, Pick<Kept<unknown>, 'takePending' | 'isUsed'>>> = {
    ...{index, blob, together, found},
  }
  const file = journalFile(path, code, before)
  const flush = (): void => {
    const lines = Object.entries(parts).flatMap(([part, kept]) => [...linesOf(part, kept.takePending())])
    if (lines.length > 0) file.append(lines)
  }
  return {
    isInterrupted: before.state === 'begun',
    ...(before.distrust && {distrust: before.distrust}),
    read: (name, settled) => {
      const entry = index.get(name)
      return entry?.[0] === settled ? readingOf(entry[1]) : undefined
    },
    readLast: (name) => {
      const entry = index.get(name)
      return entry && readingOf(entry[1])
    },
    keepReading: (name, settled = '', reading) => {
      const entry = [settled, 'sha256' in reading ? reading.sha256 : reading.leftOut] as const
      const last = index.get(name)
      if (last?.[0] !== entry[0] || last[1] !== entry[1]) index.set(name, entry)
    },
    known: (seen) => found.get(keyOf(seen)),
    keep: (seen, more) => found.set(keyOf(seen), more),
    blob: (hash, find) => {
      const known = blob.get(hash) ?? find()
      if (!blob.get(hash)) blob.set(hash, known)
      return known
    },
    together: {
      known: (reader, from) => {
        const entry = together.get(reader)
        return entry?.[0] === from ? entry[1] : undefined
      },
      keep: (reader, from, told) => together.set(reader, [from, told]),
    },
    flush,
    finish: async () => {
      if (!stays) return rmSync(path, {force: true})
      flush()
      if (before.distrust === 'damaged') return file.replace(linesStanding(path, code, () => true))
      // Of a scan that looked for nothing but whether files changed, not all parts are known.
      if (found.isOutdated(mostOutdated))
        return file.replace(linesStanding(path, code, (part, name) => parts[part].isUsed(name)))
      file.end()
    },
  }
}

function keyOf({path, sha256}: FileSeen): string {
  return `${sha256} ${path}`
}

/** No hash is one of these words. */
const whyLeftOut = new Set<string>(['binary', 'minified', 'generated'] satisfies LeftOutByText[])

function readingOf(text: string): Reading {
  return whyLeftOut.has(text) ? {leftOut: text as LeftOutByText} : {sha256: text} // it is one of them
}

function* linesOf(part: string, entries: ReadonlyMap<string, unknown>): Generator<string> {
  const all = [...entries]
  for (let at = 0; at < all.length; at += entriesALine) yield hashedLine([part, all.slice(at, at + entriesALine)])
}

/** The lines of all that a journal tells and that is wanted. */
function* linesStanding(
  path: string,
  code: string,
  isWanted: (part: keyof JournalParts, name: string) => boolean,
): Generator<string> {
  const standing = readJournal(path, code)
  for (const part of ['index', 'blob', 'together', 'found'] as const) {
    const {entries} = standing.parts(part)()
    yield* linesOf(part, new Map([...entries].filter(([name]) => isWanted(part, name))))
  }
}

interface JournalFile {
  readonly append: (lines: readonly string[]) => void
  /** Says that the tree is whole, unless the file says so already. */
  readonly end: () => void
  /** The file holds these lines and no others. */
  readonly replace: (lines: Iterable<string>) => Promise<void>
}

function* around(first: string, lines: Iterable<string>, last: string): Generator<string> {
  yield first
  yield* lines
  yield last
}

/** The file is written to from the first thing that is to be kept on. */
function journalFile(path: string, code: string, {state, soundBytes}: ReturnType<typeof readJournal>): JournalFile {
  let isBegun = false
  let isBroken = false
  const head = (at: Head['state']): string => hashedLine(['head', {code, state: at}])
  const attempt = (write: () => void): void => {
    try {
      if (!isBroken) write()
    } catch {
      isBroken = true
    }
  }
  const begin = (): void => {
    mkdirSync(dirname(path), {recursive: true})
    if (state === undefined) rmSync(path, {force: true})
    else truncateSync(path, soundBytes)
    appendFileSync(path, head('begun'))
    isBegun = true
  }
  return {
    append: (lines) =>
      attempt(() => {
        if (!isBegun) begin()
        appendFileSync(path, lines.join(''))
      }),
    end: () =>
      attempt(() => {
        if (state === 'whole' && !isBegun) return
        if (!isBegun) begin()
        appendFileSync(path, head('whole'))
      }),
    replace: async (lines) => {
      if (isBroken) return
      // The inventory is whole without it.
      await writeWhole(path, around(head('begun'), lines, head('whole'))).catch(() => undefined)
    },
  }
}
