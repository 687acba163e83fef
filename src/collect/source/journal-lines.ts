import {readFileSync} from 'node:fs'
import {sha256} from '../../model/ids.ts'
import type {KeptBefore} from './kept-map.ts'

/** What each part of a journal keeps, by name. */
export interface JournalParts {
  readonly index: readonly [settled: string, reading: string]
  readonly blob: string
  readonly together: readonly [from: string, told: unknown]
  readonly found: object
}

export interface Head {
  readonly code: string
  readonly state: 'begun' | 'whole'
}

const hashLength = 64
const newline = 10
/** In every line's hash, so that no line of another form is taken for one of these. */
const form = 'domesday/scan-journal@2 '

/** A line of a journal: the hash of what it says, then what it says. */
export function hashedLine(content: readonly [part: string, said: unknown]): string {
  const text = JSON.stringify(content)
  return `${sha256(form + text)} ${text}\n`
}

interface JournalRead {
  /** Whether its scan had ended; undefined where there is none that this program wrote. */
  readonly state: Head['state'] | undefined
  readonly distrust: 'damaged' | 'other-version' | undefined
  /** Behind them a line was cut short. */
  readonly soundBytes: number
  /**
   * What the sound lines of a part say, of each name its last, or all that was found; nothing is taken out of the text
   * before it is asked for.
   */
  readonly parts: <P extends keyof JournalParts>(part: P) => () => KeptBefore<JournalParts[P]>
}

/** What a journal of this program tells. A line whose hash is not that of its content says nothing. */
export function readJournal(path: string, code: string): JournalRead {
  const lines = new Map<string, string[]>()
  let state: Head['state'] | undefined
  let isForeign = false
  let isDamaged = false
  const {contents, damaged, soundBytes, isCut} = soundLines(path)
  for (const content of contents) {
    const part = /^\["(\w+)",/.exec(content)?.[1]
    if (part === 'head') {
      const [, head] = JSON.parse(content) as readonly ['head', Head] // its hash is that of what this program wrote
      state = head.code === code ? head.state : undefined
      if (state === undefined) lines.clear()
      isForeign ||= state === undefined
    } else if (part && state) {
      if (!lines.has(part)) lines.set(part, [])
      lines.get(part)?.push(content)
    }
  }
  isDamaged = damaged > 0 || (isCut && state !== 'begun')
  return {
    state,
    distrust: isForeign && state === undefined ? 'other-version' : isDamaged ? 'damaged' : undefined,
    soundBytes,
    parts: (part) => () => {
      const kept = keptIn(part, lines.get(part) ?? [])
      lines.delete(part)
      return kept
    },
  }
}

/** What was found in a file may stand in several entries, each with more of it. */
function keptIn<P extends keyof JournalParts>(part: P, lines: readonly string[]): KeptBefore<JournalParts[P]> {
  const entries = new Map<string, JournalParts[P]>()
  let superseded = 0
  for (const line of lines) {
    const [, said] = JSON.parse(line) as [string, (readonly [string, JournalParts[P]])[]] // as this program wrote it
    for (const [name, value] of said) {
      const before = entries.get(name)
      const isMore = part === 'found' && typeof before === 'object' && !Object.keys(value).some((key) => key in before)
      if (before !== undefined && !isMore) superseded += 1
      entries.set(name, part === 'found' ? foundTogether(before, value) : value)
    }
  }
  return {entries, lines: entries.size + superseded}
}

/** All that was found in a file; of what was found twice the last. */
export function foundTogether<V>(before: V | undefined, value: V): V {
  return {...before, ...value}
}

function soundLines(path: string) {
  const contents: string[] = []
  let damaged = 0
  let start = 0
  let bytes = Buffer.alloc(0)
  try {
    bytes = readFileSync(path)
  } catch {
    // No journal, or one that cannot be read: every file is scanned.
  }
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
    const content = bytes.toString('utf8', start + hashLength + 1, end)
    if (sha256(form + content) === bytes.toString('latin1', start, start + hashLength)) contents.push(content)
    else damaged += 1
    start = end + 1
  }
  return {contents, damaged, soundBytes: start, isCut: start < bytes.length}
}
