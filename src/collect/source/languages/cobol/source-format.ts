import {type ComparedLines, lineHash} from '../code-fingerprints.ts'
import {lineAmong} from '../line-of.ts'

/** How the lines of a COBOL file are laid out. */
export type SourceFormat = 'fixed' | 'variable' | 'free'

/** The code of a file without its columns, comment lines and continuations. */
export interface CobolCode {
  readonly text: string
  readonly format: SourceFormat
  /** The one-based line of a place in the text. */
  readonly lineAt: (at: number) => number
  /** Members that a library's own tools put in: `-INC`, `++INCLUDE`. */
  readonly included: readonly {readonly member: string; readonly line: number}[]
  readonly codeLines: number
  /** The lines of each PROCEDURE DIVISION. */
  readonly procedures: readonly ComparedLines[]
}

const included = /^(?:-INC|.{0,7}\+\+INCLUDE)\s+([A-Z0-9@#$]{1,30})/i
const compilerOptions = /^(?:.{6})?\s*(?:CBL|PROCESS)\s+[A-Z]/i
const freeDirective =
  /^.{0,7}\s*(?:>>\s*(?:SOURCE|SET\s+SOURCEFORMAT)|\$SET\s+SOURCEFORMAT|>>\s*SET\s+SOURCEFORMAT)\s*(?:FORMAT)?\s*(?:IS)?\s*[("']*\s*(FREE|FIXED|VARIABLE)/i
const debugs = /SOURCE-COMPUTER[^*]{0,300}?\bDEBUGGING\s+MODE/i
/** Looked at, to tell the formats apart. */
const sampled = 400
const codeColumns = 65
const mostContinued = 500

/** Lines of code alone, in columns 8 to 72 where the format has columns. */
export function codeOf(text: string): CobolCode {
  const format = formatOf(text)
  const codeAt = lineReader(text, format)
  // A look for what is rare spares most files the pattern.
  const mayInclude = text.includes('++')
  const parts: string[] = []
  const starts: number[] = []
  const members: {member: string; line: number}[] = []
  let length = 0
  let codeLines = 0
  const procedures: {hashes: number[]; lines: number[]}[] = []
  let procedure: (typeof procedures)[number] | undefined
  /** Where in `parts` the line begins that a continuation would go on with. */
  let open = -1
  let line = 0
  const add = (part: string): void => {
    parts.push(part)
    length += part.length
  }
  for (let at = 0; at <= text.length;) {
    const end = lineEnd(text, at)
    const start = at
    const last = end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end
    at = end + 1
    line += 1
    starts.push(length)
    const member = mayInclude || text.charCodeAt(start) === 45 ? included.exec(text.slice(start, last))?.[1] : undefined
    if (member) members.push({member: member.toUpperCase(), line})
    const code = member ? undefined : codeAt(start, last)
    if (code === undefined) {
      add('\n')
      continue
    }
    codeLines += 1
    if (mayBegin(code) && division.test(code.within.slice(code.at, code.at + code.length))) {
      procedure = (code.within.charCodeAt(code.at) | 32) === 112 ? {hashes: [], lines: []} : undefined
      if (procedure) procedures.push(procedure)
    } else if (procedure && code.length >= fewestCharacters) {
      procedure.hashes.push(lineHash(code.within, code.at, code.length))
      procedure.lines.push(line)
    }
    if (code.goesOn && open >= 0 && parts.length - open < mostContinued) {
      length -= goOn(parts, open, code.text, format)
      starts[starts.length - 1] = length
      add(code.text.replace(/^\s*['"]?/, ''))
    } else {
      open = parts.length
      add(code.text)
    }
    add('\n')
  }
  return {text: parts.join(''), format, lineAt: lineAmong(starts), included: members, codeLines, procedures}
}

const division = /^(?:PROCEDURE|DATA|ENVIRONMENT|IDENTIFICATION|ID)\s+DIVISION\b/i
/** Lines of less say nothing: points alone. */
const fewestCharacters = 3

/** By its first letters, since most lines are statements. */
function mayBegin({within, at}: LineOfCode): boolean {
  const first = within.charCodeAt(at) | 32
  if (first !== 112 && first !== 100 && first !== 105 && first !== 101) return false
  const [second, third] = [within.charCodeAt(at + 1) | 32, within.charCodeAt(at + 2) | 32]
  if (first === 112) return second === 114 && third === 111 // PRO
  if (first === 100) return second === 97 && third === 116 // DAT
  if (first === 105) return second === 100 // ID
  return second === 110 && third === 118 // ENV
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

interface LineOfCode {
  readonly text: string
  /** Without the blanks around it, it stands in this text at this place, in so many characters. */
  readonly within: string
  readonly at: number
  readonly length: number
  /** It goes on with the line before. */
  readonly goesOn: boolean
}

/** Reads the lines of a file by their beginning and end; gives undefined for one that is no code. */
function lineReader(text: string, format: SourceFormat): (start: number, end: number) => LineOfCode | undefined {
  if (format === 'free') return (start, end) => freeCode(text.slice(start, end))
  const keepsDebugging =
    ['DEBUGGING', 'Debugging', 'debugging'].some((word) => text.includes(word)) && debugs.test(text)
  const hasTabs = text.includes('\t')
  return (start, end) =>
    hasTabs
      ? fixedCode(expanded(text.slice(start, end)), {format, keepsDebugging})
      : fixedCodeAt(text, start, end, {format, keepsDebugging})
}

interface FixedColumns {
  readonly format: SourceFormat
  readonly keepsDebugging: boolean
}

/**
 * The code of a line without tabs: nothing is copied out of the file but what is code. Of blanks that end it in fixed format
 * one is kept: a line that goes on with its literal puts them back.
 */
function fixedCodeAt(text: string, start: number, end: number, columns: FixedColumns): LineOfCode | undefined {
  if (end - start < 8) return undefined
  const indicator = text.charCodeAt(start + 6)
  if (indicator === 42 || indicator === 47 || indicator === 36) return undefined // * / $
  const until = columns.format === 'fixed' && end - start > 72 ? start + 72 : end
  let [at, last] = [start + 7, until]
  while (at < last && text.charCodeAt(at) === 32) at += 1
  while (at < last && text.charCodeAt(last - 1) === 32) last -= 1
  if (at === last) return undefined
  const isPlain = indicator === 32 && isGraphic(text.charCodeAt(at)) && isGraphic(text.charCodeAt(last - 1))
  if (!isPlain || text.charCodeAt(at) === 62) return fixedCode(text.slice(start, end), columns)
  return {
    text: text.slice(start + 7, columns.format === 'fixed' ? Math.min(last + 1, until) : until),
    within: text,
    at,
    length: last - at,
    goesOn: false,
  }
}

/** Of ASCII, and no blank of any kind. */
function isGraphic(code: number): boolean {
  return code > 32 && code < 127
}

function fixedCode(line: string, {format, keepsDebugging}: FixedColumns): LineOfCode | undefined {
  if (line.length < 8) return undefined
  const indicator = line.charCodeAt(6)
  if (indicator === 42 || indicator === 47 || indicator === 36) return undefined // * / $
  if ((indicator === 68 || indicator === 100) && !keepsDebugging) return undefined // D
  if (indicator !== 32 && compilerOptions.test(line)) return undefined
  const text = format === 'fixed' && line.length > 72 ? line.slice(7, 72) : line.slice(7)
  const within = text.trim()
  if (within === '' || text.startsWith('>>')) return undefined
  return {text, within, at: 0, length: within.length, goesOn: indicator === 45}
}

function freeCode(raw: string): LineOfCode | undefined {
  const start = raw.search(/\S/)
  if (start < 0) return undefined
  const two = raw.slice(start, start + 2)
  if (two === '*>' || two === '>>' || raw.charCodeAt(start) === 36 || raw.charCodeAt(0) === 42) return undefined
  const within = raw.trim()
  return {text: raw, within, at: 0, length: within.length, goesOn: false}
}

const longestWithTabs = 2000

/** Tabs stand for blanks up to the next eighth column. */
function expanded(raw: string): string {
  if (!raw.includes('\t')) return raw
  let line = ''
  for (const character of raw.slice(0, longestWithTabs))
    line += character === '\t' ? ' '.repeat(8 - (line.length % 8)) : character
  return line
}

/**
 * Makes the line before end where this one goes on: within its literal, up to column 72; else behind its last word. Gives
 * by how much the text became shorter.
 */
function goOn(parts: string[], open: number, next: string, format: SourceFormat): number {
  const before = parts.slice(open).join('')
  const line = before.replace(/\n+$/, '')
  const isLiteral = /^\s*['"]/.test(next) && endsInLiteral(line)
  const kept = isLiteral ? (format === 'fixed' ? line.padEnd(codeColumns) : line) : line.trimEnd()
  parts.length = open
  parts.push(kept)
  return before.length - kept.length
}

function endsInLiteral(line: string): boolean {
  let quote = ''
  for (const character of line)
    if (quote) {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
  return quote !== ''
}

/** By a directive, or else by where the first lines have their code. */
function formatOf(text: string): SourceFormat {
  let [free, fixed, long, longer, at] = [0, 0, 0, 0, 0]
  for (let count = 0; count < sampled && at < text.length; count += 1) {
    const end = lineEnd(text, at)
    const line = text.slice(at, Math.min(end, at + 400)).trimEnd()
    at = end + 1
    const said = line.includes('>') || line.includes('$') ? freeDirective.exec(line)?.[1]?.toLowerCase() : undefined
    if (said === 'free' || said === 'fixed' || said === 'variable') return said
    if (line.trim() === '' || line.startsWith('\t') || (mayBeOptions(line) && compilerOptions.test(line))) continue
    if (isFixedLine(line)) fixed += 1
    else free += 1
    if (line.length > 72) long += 1
    if (line.length > 80) longer += 1
  }
  if (free > fixed) return 'free'
  return long > 0 && longer * 2 > long ? 'variable' : 'fixed'
}

/** By their first letter, which hardly any line begins with, or its code. */
function mayBeOptions(line: string): boolean {
  return [0, 6].some((from) => {
    let at = from
    while (line.charCodeAt(at) === 32) at += 1
    const first = line.charCodeAt(at)
    return !isGraphic(first) || (first | 32) === 99 || (first | 32) === 112 // another blank, C or P
  })
}

/** A number of six digits, and an indicator behind it. */
function isNumbered(line: string): boolean {
  for (let at = 0; at < 6; at += 1) {
    const code = line.charCodeAt(at)
    if (!(code >= 48 && code <= 57)) return false
  }
  return ' *-/Dd$'.includes(line.charAt(6)) && line.length > 6
}

/** A number or a tag in columns 1 to 6, and an indicator in the seventh. */
function isFixedLine(line: string): boolean {
  if (isNumbered(line)) return true
  if (line.includes('*>') && /^\s*\*>/.test(line))
    return /^.{6}[* ]/.test(line) && line.length > 8 && /^ {6}/.test(line)
  if (line.length < 7) return /^[\d ]{0,6}$/.test(line)
  if (!/^.{6}[ *\-/Dd$]/.test(line)) return false
  const head = line.slice(0, 6)
  if (/^ +$/.test(head) || /^\d{1,6} *$/.test(head.trim())) return true
  // Words in the first columns are code of free format, unless they are a tag that a change was marked with.
  return !/^\s*(?:\d\d? |[A-Z]+-|(?:IF|MOVE|CALL|EXEC|COPY|DATA|PERFORM|ELSE|END|STOP|OPEN|READ|WRITE|ADD|SET|GO|FD|PIC)\b)/i.test(
    head,
  )
}
