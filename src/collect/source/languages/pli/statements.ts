import {execCommandOf} from '../cobol/exec-command.ts'
import {callAt, fetchAt} from './calls.ts'
import {declareAt} from './declarations.ts'
import {exchangeAt, openAt} from './files.ts'
import {type Block, count, type OuterProcedure, outermost, type PackageRead, type Reading} from './reading.ts'
import {behindBrackets, namedIn, withGroupsBehind} from './references.ts'
import type {PliCode} from './source-code.ts'

/** Reads the statements of a file of PL/I. */
export function readStatements(code: PliCode): Reading {
  const reading: Reading = {
    ...{code, blocks: [], procedures: [], files: [], fileUses: [], calls: [], copies: [], cics: [], dli: [], sql: []},
    ...{items: [], moves: [], branches: [], points: [], paragraphs: [], declarations: []},
    ...{internals: new Set(), parameters: new Set(), entries: new Map(), titles: new Map()},
  }
  for (const [start, end] of code.statements) {
    statementAt(reading, start, end)
    reading.points.push(end)
  }
  return reading
}

// What a damaged file has between words counts as blank.
const blank = /[\s\0-\x1f]*/y
const label = /([A-Z@#$_][\w@#$]*)(?:\s*\([^():;]*\))?\s*:(?!=)\s*/iy
const condition = /\([A-Z@#$_, \t\r\n]+\)\s*:\s*/iy
const word = /[A-Z@#$_][\w@#$]*/iy
const mostPrefixes = 60

/** Reads what stands before a statement - labels, conditions - and then the statement. */
function statementAt(reading: Reading, start: number, end: number): void {
  const {masked} = reading.code
  const labels: string[] = []
  let at = skip(masked, start)
  if (masked[at] === '%') return directiveAt(reading, at, end)
  for (let count = 0; count < mostPrefixes && at < end; count += 1) {
    const behind = prefixAt(reading, at, end, labels)
    if (behind === undefined) break
    at = skip(masked, behind)
  }
  word.lastIndex = at
  const verb = word.exec(masked)?.[0].toUpperCase()
  if (verb === undefined || word.lastIndex > end) return
  const handler = handlers.get(verb)
  const behind = word.lastIndex
  // No word is reserved: one that something is assigned to is a variable.
  if (handler && !isAssigned(masked, behind)) handler(reading, {labels, at, behind, end, verb})
  else assignmentAt(reading, at, end)
}

function skip(masked: string, at: number): number {
  blank.lastIndex = at
  blank.exec(masked)
  return blank.lastIndex
}

function isAssigned(masked: string, at: number): boolean {
  const next = skip(masked, at)
  return masked[next] === '=' || (masked[next] === '.' && /[A-Z@#$_]/i.test(masked[next + 1] ?? ''))
}

/** The place behind a label, or behind what decides whether a statement runs. */
function prefixAt(reading: Reading, at: number, end: number, labels: string[]): number | undefined {
  const {masked} = reading.code
  label.lastIndex = at
  const named = label.exec(masked)?.[1]
  if (named !== undefined && label.lastIndex <= end) {
    labels.push(named.toUpperCase())
    reading.branches.push(at)
    return label.lastIndex
  }
  condition.lastIndex = at
  if (condition.exec(masked) && condition.lastIndex <= end) return condition.lastIndex
  word.lastIndex = at
  const verb = word.exec(masked)?.[0].toUpperCase()
  const behind = word.lastIndex
  if (verb === undefined || !/^(?:IF|ELSE|OTHERWISE|OTHER|WHEN|ON)$/.test(verb) || isAssigned(masked, behind))
    return undefined
  reading.branches.push(at)
  if (verb === 'IF' || verb === 'WHEN') decides(reading)
  if (verb === 'IF') {
    const then = /\bTHEN\b/gi
    then.lastIndex = behind
    return then.exec(masked) && then.lastIndex <= end ? then.lastIndex : end
  }
  if (verb === 'WHEN')
    return masked[skip(masked, behind)] === '(' ? behindBrackets(masked, skip(masked, behind), end) : behind
  if (verb !== 'ON') return behind
  const unit = /\s+[A-Z]+(?:\s*\([^()]*\))?(?:\s*,\s*[A-Z]+(?:\s*\([^()]*\))?)*(?:\s+SNAP\b)?/iy
  unit.lastIndex = behind
  return unit.exec(masked) && unit.lastIndex <= end ? unit.lastIndex : behind
}

function decides(reading: Reading): void {
  const procedure = outermost(reading)
  if (procedure) procedure.decisions += 1
}

/** What stands for a procedure of the preprocessor among those that are open. */
const directive = '%'

/** Of what is said to the compiler, members that are taken in, and procedures of its own. */
function directiveAt(reading: Reading, at: number, end: number): void {
  const {masked, text} = reading.code
  const said = masked.slice(at, end)
  if (/^%\s*[A-Z@#$_][\w@#$]*\s*:\s*PROC/i.test(said)) reading.blocks.push({labels: [directive]})
  else if (/^%\s*END\b/i.test(said) && reading.blocks.at(-1)?.labels[0] === directive) reading.blocks.pop()
  for (const match of said.matchAll(/%\s*X?INCLUDE\s+/gi)) {
    const from = at + match.index + match[0].length
    for (const one of text.slice(from, end).split(/,(?![^()]*\))/)) {
      const member = includedMember(one.trim())
      if (member === undefined) break
      count(reading, '%INCLUDE')
      reading.copies.push({member, at: at + match.index})
    }
  }
}

/** `member`, `library(member)`, or a path in quotes. */
function includedMember(written: string): string | undefined {
  const quoted = /^['"]([^'"]+)['"]/.exec(written)?.[1]
  if (quoted !== undefined) {
    const last = quoted.slice(Math.max(quoted.lastIndexOf('/'), quoted.lastIndexOf('\\')) + 1)
    return (/\(([\w@#$]+)\)/.exec(last)?.[1] ?? last.replace(/\.\w{1,8}$/, '')).toUpperCase()
  }
  const [, name, member] = /^([A-Z@#$_][\w@#$]*)\s*(?:\(\s*([\w@#$]+)\s*\))?/i.exec(written) ?? []
  return (member ?? name)?.toUpperCase()
}

interface Statement {
  readonly labels: readonly string[]
  /** Where its first word begins, and where this ends. */
  readonly at: number
  readonly behind: number
  readonly end: number
  readonly verb: string
}

type Handler = (reading: Reading, statement: Statement) => void

const procedure: Handler = (reading, {labels, at, behind, end}) => {
  const {masked} = reading.code
  const open = skip(masked, behind)
  const close = masked[open] === '(' ? behindBrackets(masked, open, end) : behind
  const using = masked[open] === '(' ? namesIn(masked.slice(open + 1, close - 1)) : []
  for (const name of using) reading.parameters.add(name)
  reading.paragraphs.push(at)
  const within = reading.blocks.at(-1)?.package
  if ((reading.blocks.length > 0 && !within) || labels.length === 0) {
    for (const name of labels) reading.internals.add(name)
    reading.blocks.push({labels})
    return
  }
  const isMain = /\bOPTIONS\s*\([^()]*\bMAIN\b/i.test(masked.slice(close, end))
  const outer: OuterProcedure = {
    ...{names: labels, at, until: Infinity, isMain, entries: [], using, within, decisions: 0, statements: {}},
  }
  reading.procedures.push(outer)
  reading.blocks.push({labels, procedure: outer})
}

function namesIn(text: string): readonly string[] {
  return text.split(',').flatMap((name) => /^\s*([A-Z@#$_][\w@#$]*)/i.exec(name)?.[1]?.toUpperCase() ?? [])
}

const packaged: Handler = (reading, {labels, at, behind, end}) => {
  const exported = /\bEXPORTS\s*\(([^()]*)\)/i.exec(reading.code.masked.slice(behind, end))?.[1]
  const own: PackageRead = {
    ...{at, until: Infinity},
    exports: exported === undefined || /\*/.test(exported) ? undefined : new Set(namesIn(exported)),
  }
  reading.blocks.push({labels, package: own})
}

const group: Handler = (reading, {labels, at}) => {
  reading.branches.push(at)
  reading.blocks.push({labels})
}

/** An END with a name ends all groups inside what has it. */
const ends: Handler = (reading, {at, behind, end}) => {
  const {blocks, code} = reading
  reading.branches.push(at)
  word.lastIndex = skip(code.masked, behind)
  const name = word.lastIndex < end ? word.exec(code.masked)?.[0].toUpperCase() : undefined
  const named = name === undefined ? -1 : blocks.findLastIndex(({labels}) => labels.includes(name))
  const closed: readonly Block[] = blocks.splice(named < 0 ? Math.max(0, blocks.length - 1) : named)
  for (const {procedure: outer, package: around} of closed) {
    if (outer) outer.until = end
    if (around) around.until = end
  }
}

const entry: Handler = (reading, {labels}) => {
  const outer = reading.blocks.at(-1)?.procedure
  if (outer) outer.entries.push(...labels)
  else for (const name of labels) reading.internals.add(name)
}

const exec: Handler = (reading, {at, behind, end}) => {
  const {text} = reading.code
  const [all = '', language = ''] = /^\s+(SQL|CICS|DLI)\b/i.exec(text.slice(behind, behind + 40)) ?? []
  if (language === '') return
  const kind = language.toUpperCase()
  const command = text.slice(behind + all.length, end)
  count(reading, `EXEC ${kind}`)
  if (kind === 'SQL') reading.sql.push({text: command, at})
  else reading[kind === 'CICS' ? 'cics' : 'dli'].push(execCommandOf(withGroupsBehind(command), at))
}

const assigned = /([A-Z@#$_][\w@#$]*(?:\s*\([^()=;]*\))?(?:\s*\.\s*[A-Z@#$_][\w@#$]*(?:\s*\([^()=;]*\))?)*)\s*=\s*/iy

/** `a = b`: what is no plain name or text is known at run time alone. */
function assignmentAt(reading: Reading, at: number, end: number): void {
  const {masked, text} = reading.code
  assigned.lastIndex = at
  const target = assigned.exec(masked)?.[1]
  if (target === undefined || assigned.lastIndex > end) return
  const part = /^SUBSTR\s*\(\s*([^,()]+)/i.exec(target)?.[1]
  const to = namedIn(part ?? target.replace(/\([^()]*\)/g, ''))
  if (to?.item === undefined) return
  const value = part === undefined ? namedIn(text.slice(assigned.lastIndex, end)) : undefined
  const from = value?.literal !== undefined ? `'${value.literal}` : value?.item
  reading.moves.push({from, to, at})
}

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['PROC', procedure],
  ['PROCEDURE', procedure],
  ['PACKAGE', packaged],
  ['BEGIN', group],
  ['DO', group],
  ['SELECT', group],
  ['END', ends],
  ['ENTRY', entry],
  ['DCL', (reading, {behind, end}) => declareAt(reading, behind, end)],
  ['DECLARE', (reading, {behind, end}) => declareAt(reading, behind, end)],
  ['CALL', (reading, {at, behind, end}) => callAt(reading, at, behind, end)],
  ['FETCH', (reading, {behind, end}) => fetchAt(reading, behind, end)],
  ['EXEC', exec],
  ['EXECUTE', exec],
  ['OPEN', (reading, {behind, end}) => openAt(reading, behind, end)],
  ...['READ', 'WRITE', 'REWRITE', 'DELETE', 'LOCATE', 'GET', 'PUT'].map(
    (verb) => [verb, ((reading, {at, end}) => exchangeAt(reading, verb, at, end)) satisfies Handler] as const,
  ),
  ...['GOTO', 'GO', 'LEAVE', 'ITERATE', 'RETURN'].map(
    (verb) => [verb, ((reading, {at}) => void reading.branches.push(at)) satisfies Handler] as const,
  ),
])
