import {atRunTime, followed, type Piece, type Settings, textOf} from '../word.ts'
import {isPlain, piecesOf} from './expressions.ts'
import {instructions} from './libraries.ts'
import type {RexxCode} from './source-code.ts'

/** A command that a file gives to an environment, with what variables stand for put in; `{}` is known at run time alone. */
export interface CommandGiven {
  readonly environment: string
  readonly text: string
  /** Variables are put in. */
  readonly isFollowed: boolean
  readonly at: number
}

export interface CallWritten {
  /** In capitals; undefined where an expression names it. */
  readonly name: string | undefined
  readonly written: string
  /** In quotes, which a label of the file is not called by. */
  readonly isQuoted: boolean
  readonly at: number
}

export interface RexxRead {
  readonly labels: ReadonlySet<string>
  readonly calls: readonly CallWritten[]
  readonly commands: readonly CommandGiven[]
  /** Lines that are put where a command reads them. */
  readonly queued: readonly {readonly text: string; readonly at: number}[]
  /** What a variable stands for where the file sets it once. */
  readonly textOfVariable: (name: string) => string
  readonly decisions: number
}

interface Reading {
  readonly code: RexxCode
  readonly labels: Set<string>
  readonly calls: CallWritten[]
  readonly commands: {readonly environment: string; readonly pieces: readonly Piece[]; readonly at: number}[]
  readonly queued: {readonly pieces: readonly Piece[]; readonly at: number}[]
  readonly settings: Map<string, (readonly Piece[])[]>
  environment: string
  before: string
  /** That of the code before the first routine, from which these are called. */
  main: string | undefined
  /** The clause before leaves the routine. */
  hasLeft: boolean
  decisions: number
}

/** Reads the clauses of a file of REXX; commands go to TSO unless ADDRESS says another. */
export function readClauses(code: RexxCode): RexxRead {
  const reading: Reading = {
    ...{code, labels: new Set<string>(), calls: [], commands: [], queued: [], settings: new Map()},
    ...{environment: 'TSO', before: 'TSO', main: undefined, hasLeft: false, decisions: 0},
  }
  for (const [start, end] of code.clauses) clauseAt(reading, start, end)
  for (const {pieces} of reading.commands) askedOfPool(reading, pieces)
  const settings: Settings = reading.settings
  const said = (pieces: readonly Piece[]): string => textOf(followed(pieces, settings))
  return {
    ...{labels: reading.labels, calls: reading.calls, decisions: reading.decisions},
    commands: reading.commands.map(({environment, pieces, at}) => ({
      ...{environment, text: said(pieces), at},
      isFollowed: pieces.some((piece) => 'variable' in piece),
    })),
    queued: reading.queued.map(({pieces, at}) => ({text: said(pieces), at})),
    textOfVariable: (name) => said([{variable: name.toUpperCase()}]),
  }
}

/** Variables that ISPF gives their values, whatever the file sets them to where they have none. */
function askedOfPool(reading: Reading, pieces: readonly Piece[]): void {
  const text = pieces.map((piece) => ('text' in piece ? piece.text : ' ')).join('')
  const names = /^\s*(?:ISPEXEC\s+)?(?:VGET|TBGET|TBSKIP|TBVCLEAR)\s+([^)]*)/i.exec(text)?.[1]
  if (names !== undefined) changedAt(reading, 'VGET', names.replaceAll('(', ' '))
}

const blank = /\s*/y
const label = /([A-Z@#$!?_][\w@#$!?.]*)[ \t]*:/iy
const word = /[A-Z@#$!?_][\w@#$!?.]*/iy
const mostPrefixes = 60

function skip(masked: string, at: number): number {
  blank.lastIndex = at
  blank.exec(masked)
  return blank.lastIndex
}

/** Reads what stands before an instruction - labels, IF and THEN - and then that. */
function clauseAt(reading: Reading, start: number, end: number): void {
  const {masked} = reading.code
  let at = skip(masked, start)
  for (let count = 0; count < mostPrefixes && at < end; count += 1) {
    const behind = prefixAt(reading, at, end)
    if (behind === undefined) break
    at = skip(masked, behind)
  }
  if (at < end) instructionAt(reading, at, end)
}

function prefixAt(reading: Reading, at: number, end: number): number | undefined {
  const {masked} = reading.code
  label.lastIndex = at
  const named = label.exec(masked)?.[1]
  if (named !== undefined && label.lastIndex <= end) {
    reading.labels.add(named.toUpperCase())
    reading.main ??= reading.environment
    // A routine begins with the environment of its caller, and gives it back.
    if (reading.hasLeft) reading.environment = reading.main
    return label.lastIndex
  }
  word.lastIndex = at
  const verb = word.exec(masked)?.[0].toUpperCase()
  const behind = word.lastIndex
  if (verb === undefined || isSet(masked, behind)) return undefined
  if (verb === 'ELSE' || verb === 'OTHERWISE' || verb === 'THEN') return behind
  if (verb !== 'IF' && verb !== 'WHEN') return undefined
  reading.decisions += 1
  const then = /\bTHEN\b/gi
  then.lastIndex = behind
  return then.exec(masked) && then.lastIndex <= end ? then.lastIndex : end
}

/** Whether a value is given to the name before: `==` compares. */
function isSet(masked: string, behind: number): boolean {
  const next = skip(masked, behind)
  return masked[next] === '=' && masked[next + 1] !== '='
}

function instructionAt(reading: Reading, at: number, end: number): void {
  const {masked, text} = reading.code
  word.lastIndex = at
  const symbol = word.exec(masked)?.[0]
  const behind = word.lastIndex
  reading.hasLeft = /^(?:EXIT|RETURN)$/i.test(symbol ?? '')
  if (symbol !== undefined && behind <= end && isSet(masked, behind))
    return setAt(reading, symbol, text.slice(skip(masked, behind) + 1, end))
  const verb = symbol?.toUpperCase() ?? ''
  if (!instructions.has(verb)) {
    // An expression that stands alone is a command; one that begins with a variable or a function seldom is seen whole.
    reading.commands.push({environment: reading.environment, pieces: piecesOf(text.slice(at, end)), at})
    return
  }
  const rest = text.slice(behind, end)
  if (verb === 'CALL') callAt(reading, rest, at)
  else if (verb === 'ADDRESS') addressAt(reading, rest, at)
  else if (verb === 'QUEUE' || verb === 'PUSH') reading.queued.push({pieces: piecesOf(rest), at})
  else if (/^(?:PARSE|ARG|PULL|DROP|UPPER|DO|LOOP|USE|INTERPRET)$/.test(verb)) changedAt(reading, verb, rest)
}

function setAt({settings}: Reading, symbol: string, expression: string): void {
  if (!isPlain(symbol)) return
  const name = symbol.toUpperCase()
  settings.set(name, [...(settings.get(name) ?? []).slice(0, 2), piecesOf(expression)])
}

/** Variables that take what only a run knows. */
function changedAt({settings}: Reading, verb: string, rest: string): void {
  const [template = ''] =
    verb === 'DO' || verb === 'LOOP' ? (/^\s*[A-Z@#$!?_][\w@#$!?.]*(?=\s*=)/i.exec(rest) ?? []) : [rest]
  for (const [symbol] of template.replace(/'[^']*'|"[^"]*"/g, ' ').matchAll(/[A-Z@#$!?_][\w@#$!?.]*/gi)) {
    const name = symbol.toUpperCase()
    settings.set(name, [...(settings.get(name) ?? []).slice(0, 2), [atRunTime], [atRunTime]])
  }
}

const called = /^\s*(?:'([^']*)'|"([^"]*)"|([A-Z@#$!?_][\w@#$!?.]*)|(\())/i

function callAt(reading: Reading, rest: string, at: number): void {
  const [written = '', single, double, symbol, bracket] = called.exec(rest) ?? []
  const quoted = single ?? double
  const name = (quoted ?? symbol)?.trim().toUpperCase()
  if (name === undefined && bracket === undefined) return
  if (quoted === undefined && /^(?:ON|OFF)$/.test(name ?? '')) return
  const expression = /^\s*\(([^()]*)\)/.exec(rest)?.[1]
  reading.calls.push({name, written: (expression ?? written).trim(), isQuoted: quoted !== undefined, at})
}

/** `ADDRESS environment` for all that comes, `ADDRESS environment command` for one command. */
function addressAt(reading: Reading, rest: string, at: number): void {
  const [all, single, double, symbol] = /^\s*(?:'([^']*)'|"([^"]*)"|([A-Z@#$!?_][\w@#$!?.]*))/i.exec(rest) ?? []
  const environment = (single ?? double ?? symbol)?.trim().toUpperCase()
  const [now, before] = [reading.environment, reading.before]
  if (all === undefined || environment === undefined) {
    const isAsked = /^\s*\(/.test(rest)
    ;[reading.environment, reading.before] = [isAsked ? '' : before, now]
    return
  }
  const command = rest.slice(all.length)
  if (environment === 'VALUE' && symbol !== undefined) {
    ;[reading.environment, reading.before] = ['', now]
  } else if (command.trim() === '') [reading.environment, reading.before] = [environment, now]
  else reading.commands.push({environment, pieces: piecesOf(command), at})
}
