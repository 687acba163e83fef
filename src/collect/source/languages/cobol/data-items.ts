import type {Token} from './tokens.ts'

export type Section = 'file' | 'working-storage' | 'local-storage' | 'linkage' | 'other'

/** A data description. */
export interface DataItem {
  readonly level: number
  /** `FILLER` where it has none. */
  readonly name: string
  readonly picture?: string
  /** `DISPLAY` unless it says another, or its group does. */
  readonly usage?: string
  readonly value?: string
  /** Of a condition name, all its values. */
  readonly values?: readonly string[]
  readonly occurs?: number
  readonly dependingOn?: string
  readonly redefines?: string
  readonly isSignSeparate?: true
  readonly isSynchronised?: true
  readonly section: Section
  readonly at: number
}

const usages = new Map(
  Object.entries({
    COMP: 'BINARY',
    COMPUTATIONAL: 'BINARY',
    'COMP-4': 'BINARY',
    'COMPUTATIONAL-4': 'BINARY',
    BINARY: 'BINARY',
    'COMP-5': 'COMP-5',
    'COMPUTATIONAL-5': 'COMP-5',
    'COMP-3': 'PACKED-DECIMAL',
    'COMPUTATIONAL-3': 'PACKED-DECIMAL',
    'PACKED-DECIMAL': 'PACKED-DECIMAL',
    'COMP-6': 'COMP-6',
    'COMPUTATIONAL-6': 'COMP-6',
    'COMP-1': 'COMP-1',
    'COMPUTATIONAL-1': 'COMP-1',
    'COMP-2': 'COMP-2',
    'COMPUTATIONAL-2': 'COMP-2',
    'COMP-X': 'COMP-X',
    'COMPUTATIONAL-X': 'COMP-X',
    DISPLAY: 'DISPLAY',
    'DISPLAY-1': 'DISPLAY-1',
    NATIONAL: 'NATIONAL',
    INDEX: 'INDEX',
    POINTER: 'POINTER',
    'POINTER-32': 'POINTER',
    'PROCEDURE-POINTER': 'PROCEDURE-POINTER',
    'FUNCTION-POINTER': 'POINTER',
    'BINARY-CHAR': 'BINARY-CHAR',
    'BINARY-SHORT': 'BINARY-SHORT',
    'BINARY-LONG': 'BINARY-LONG',
    'BINARY-DOUBLE': 'BINARY-DOUBLE',
  }),
)
/** Words that a name cannot be. */
const clauses = new Set(
  (
    'PIC PICTURE VALUE VALUES OCCURS REDEFINES USAGE SIGN SYNC SYNCHRONIZED JUST JUSTIFIED BLANK EXTERNAL GLOBAL ' +
    'IS RENAMES TYPE TYPEDEF COPY'
  ).split(' '),
)

/** Whether a sentence that begins with this word may be a data description. */
export function isLevel(word: string): boolean {
  return /^(?:0?[1-9]|[1-4]\d|66|77|78|88)$/.test(word)
}

/** The data description that begins at a token, and where it ends; the point at its end is behind it. */
export function dataItemAt(
  tokens: readonly Token[],
  start: number,
  section: Section,
): {readonly item: DataItem; readonly next: number} {
  const first = tokens[start]
  let at = start + 1
  const named = tokens[at]
  const hasName = named?.kind === 'word' && !clauses.has(named.text) && !usages.has(named.text)
  if (hasName) at += 1
  const item: Mutable<DataItem> = {
    level: Number(first?.text),
    name: hasName ? named.text : 'FILLER',
    section,
    at: named?.at ?? first?.at ?? 0,
  }
  for (; at < tokens.length; at += 1) {
    const {kind, text} = tokens[at] ?? {kind: 'mark', text: '.'}
    if (kind === 'mark' && text === '.') break
    // A point that was left out: what follows is the next description, or something else altogether.
    if (kind === 'word' && (text === 'COPY' || text === 'EXEC' || /^(?:PROCEDURE|LINKAGE|WORKING-STORAGE)$/.test(text)))
      break
    if (kind === 'picture') item.picture = text
    else if (kind === 'word') at = clauseAt(tokens, at, item)
  }
  return {item, next: at}
}

type Mutable<T> = {-readonly [K in keyof T]: T[K]}

/** Reads a clause, and gives the place of its last token. */
function clauseAt(tokens: readonly Token[], start: number, item: Mutable<DataItem>): number {
  const word = tokens[start]?.text ?? ''
  const after = (at: number): Token | undefined => tokens[at]
  if (word === 'REDEFINES' && after(start + 1)?.kind === 'word') {
    item.redefines = after(start + 1)?.text ?? ''
    return start + 1
  }
  if (word === 'OCCURS') return occursAt(tokens, start, item)
  if (word === 'DEPENDING') {
    const at = after(start + 1)?.text === 'ON' ? start + 2 : start + 1
    item.dependingOn = after(at)?.text ?? ''
    return at
  }
  if (word === 'VALUE' || word === 'VALUES') return valuesAt(tokens, start, item)
  if (word === 'SEPARATE') item.isSignSeparate = true
  else if (word === 'SYNC' || word === 'SYNCHRONIZED') item.isSynchronised = true
  else if (word === 'KEY' || word === 'INDEXED') return skipNames(tokens, start)
  else {
    const usage = usages.get(word)
    if (usage !== undefined) item.usage = usage
  }
  return start
}

/** `OCCURS 1 TO 12 TIMES`. */
function occursAt(tokens: readonly Token[], start: number, item: Mutable<DataItem>): number {
  let at = start + 1
  item.occurs = Number(tokens[at]?.text) || 1
  if (tokens[at + 1]?.text === 'TO') {
    at += 2
    item.occurs = Number(tokens[at]?.text) || item.occurs
  }
  return at
}

/** Names of keys and indexes, which may be those of usages. */
function skipNames(tokens: readonly Token[], start: number): number {
  let at = start
  while (tokens[at + 1]?.kind === 'word' && !clauses.has(tokens[at + 1]?.text ?? '')) {
    if (/^(?:ASCENDING|DESCENDING|INDEXED|DEPENDING|KEY)$/.test(tokens[at + 1]?.text ?? '')) return at
    at += 1
  }
  return at
}

function valuesAt(tokens: readonly Token[], start: number, item: Mutable<DataItem>): number {
  const values: string[] = []
  let at = start
  for (; at + 1 < tokens.length; at += 1) {
    const next = tokens[at + 1]
    if (next?.kind === 'text') values.push(next.text)
    else if (next?.kind === 'word' && /^(?:IS|ARE|ALL|THRU|THROUGH)$/.test(next.text)) continue
    else if (next?.kind === 'word' && /^[-\d]/.test(next.text) && item.level !== 88) values.push(next.text)
    else if (next?.kind !== 'mark' || next.text === '.') break
  }
  const [first] = values
  if (item.level === 88) item.values = values
  else if (first !== undefined) item.value = first
  return at
}
