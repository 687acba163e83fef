import {atRunTime, type Piece} from '../word.ts'
import type {Token} from './tokens.ts'
import {closingBrackets} from '../token-marks.ts'

/** An argument; several where they are written with commas between. */
export interface Argument {
  readonly values: readonly (readonly Piece[])[]
  /** `@name` gives the entries of a table as arguments. */
  readonly table?: string
}

/** A command with its arguments. */
export interface Invocation {
  /** As it is written; the name of what is called by its path, where the file says it. */
  readonly called: readonly Piece[]
  readonly arguments: readonly Argument[]
  readonly isDotSourced: boolean
  readonly at: number
}

/** Something of a type of .NET that is made, called or set. */
export interface TypeUse {
  readonly type: string
  /** The method, or the property with `=` behind; none for the making of an object. */
  readonly member?: string
  readonly arguments: readonly (readonly Piece[])[]
  readonly at: number
}

export interface Statements {
  readonly invocations: readonly Invocation[]
  readonly types: readonly TypeUse[]
  readonly settings: ReadonlyMap<string, readonly (readonly Piece[])[]>
  /** Tables that variables are set to, by name in lower case. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, readonly Piece[]>>
  readonly functions: readonly string[]
}

const keywords = new Set(
  (
    'if elseif else while for foreach switch until do try catch finally param begin process end return throw exit ' +
    'data trap break continue dynamicparam default'
  ).split(' '),
)

/** Code of people has no more; what machines make may have, and would be looked at again and again. */
const mostTokens = 2000

interface Reading {
  readonly tokens: readonly Token[]
  /** The place of the bracket that closes the one at this place. */
  readonly closes: ReadonlyMap<number, number>
  readonly invocations: Invocation[]
  readonly types: TypeUse[]
  readonly settings: Map<string, (readonly Piece[])[]>
  readonly tables: Map<string, ReadonlyMap<string, readonly Piece[]>>
  readonly typed: Map<string, string>
  readonly functions: string[]
  /** Places of tokens that are arguments. */
  readonly given: Set<number>
}

/** What a script does, statement by statement, the nested ones too. */
export function statementsOf(tokens: readonly Token[]): Statements {
  const reading: Reading = {
    tokens,
    closes: closingBrackets(tokens, {opens: /[({]$/, closes: /^[)}]$/}),
    invocations: [],
    types: [],
    settings: new Map(),
    tables: new Map(),
    typed: new Map(),
    functions: [],
    given: new Set(),
  }
  let begins = true
  for (let at = 0; at < tokens.length; at += 1) begins = readToken(reading, at, begins)
  return reading
}

/** Reads what stands at a place; gives whether a statement begins behind it. */
function readToken(reading: Reading, at: number, begins: boolean): boolean {
  const token = reading.tokens[at]
  if (!token || token.kind === 'end') return true
  if (token.kind === 'mark') return beginsBehind(reading, at, begins)
  if (token.kind === 'type') {
    readStatic(reading, at)
    return begins
  }
  if (token.kind === 'variable') {
    readVariable(reading, at)
    return false
  }
  if (token.kind === 'word') return readWord(reading, at, begins)
  return false
}

function beginsBehind(reading: Reading, at: number, begins: boolean): boolean {
  const {text = ''} = reading.tokens[at] ?? {}
  if (text === '=') return !reading.given.has(at)
  if (text === '&' && begins) {
    readInvocation(reading, at + 1, false)
    return false
  }
  // Behind `param(...)` a statement may stand on the same line.
  return /[({|&}]$/.test(text) || (text === ')' && !reading.given.has(at))
}

function readWord(reading: Reading, at: number, begins: boolean): boolean {
  const {text = ''} = reading.tokens[at] ?? {}
  const word = text.toLowerCase()
  if (word === 'in' && reading.tokens[at - 1]?.kind === 'variable' && !reading.given.has(at)) {
    set(reading, reading.tokens[at - 1]?.text ?? '', [atRunTime])
    return true
  }
  if (!begins || reading.given.has(at)) return false
  if (keywords.has(word)) return true
  if (/^(?:function|filter|workflow|configuration|class|enum)$/.test(word)) {
    const name = reading.tokens[at + 1]
    if (name?.kind === 'word' && /^(?:function|filter|workflow)$/.test(word)) reading.functions.push(name.text)
    return false
  }
  const next = reading.tokens[at + 1]
  // The name of an entry of a table.
  if (next?.kind === 'mark' && next.text === '=') return false
  if (word === '.') readInvocation(reading, at + 1, true)
  else if (/^[a-z_\\~.%?]/i.test(text)) readInvocation(reading, at, false)
  return false
}

function set({settings}: Reading, name: string, pieces: readonly Piece[]): void {
  const before = settings.get(name)
  if (before) before.push(pieces)
  else settings.set(name, [pieces])
}

function readInvocation(reading: Reading, at: number, isDotSourced: boolean): void {
  const {tokens} = reading
  const name = tokens[at]
  if (!name || name.kind === 'end') return
  const called = unit(reading, at)
  const given = argumentsFrom(reading, called.next)
  const invocation = {called: called.pieces, arguments: given, isDotSourced, at: name.start}
  reading.invocations.push(invocation)
  if (name.text.toLowerCase() === 'new-object') readNewObject(reading, at)
}

interface Unit {
  readonly pieces: readonly Piece[]
  /** The place behind it. */
  readonly next: number
}

/** What is written without a blank between: `\\$server\in`, `-Path:$a`, `(Join-Path $a b)`. */
function unit(reading: Reading, start: number): Unit {
  const {tokens, closes} = reading
  const pieces: Piece[] = []
  let at = start
  let before: Token | undefined
  for (let token = tokens[at]; token && at - start <= mostTokens; token = tokens[at]) {
    if (before && token.start !== before.end) break
    if (token.kind === 'end' || (token.kind === 'mark' && /^(?:[)}|,&]|\|\||&&)$/.test(token.text))) break
    if (token.kind === 'mark' && /[({]$/.test(token.text)) {
      const close = closes.get(at) ?? at
      pieces.push(...(token.text === '(' && !before ? expression(reading, at + 1, close) : [atRunTime]))
      at = close
    } else if (token.kind === 'member') pieces.splice(0, pieces.length, atRunTime)
    else if (token.kind === 'mark') pieces.push({text: token.text})
    else pieces.push(...token.pieces)
    reading.given.add(at)
    before = tokens[at]
    at += 1
  }
  return {pieces, next: Math.max(at, start + 1)}
}

function argumentsFrom(reading: Reading, start: number): readonly Argument[] {
  const {tokens} = reading
  const found: {values: (readonly Piece[])[]; table?: string}[] = []
  let joins = false
  for (let at = start, token = tokens[at]; token && at - start <= mostTokens; token = tokens[at]) {
    if (token.kind === 'end' && !joins) break
    if (token.kind === 'mark' && /^(?:[)}|&]|\|\||&&)$/.test(token.text)) break
    if (token.kind === 'end') at += 1
    else if (token.kind === 'mark' && token.text === ',') {
      joins = true
      at += 1
    } else {
      const table = token.kind === 'variable' && token.text.startsWith('@') ? token.text.slice(1) : undefined
      const {pieces, next} = unit(reading, at)
      if (joins) found.at(-1)?.values.push(pieces)
      else found.push({values: [pieces], ...(table && {table})})
      joins = false
      at = next
    }
  }
  return found
}

/** The text that an expression makes: texts and variables with `+` between, `-f`, `Join-Path`. */
function expression(reading: Reading, start: number, end: number): readonly Piece[] {
  if (end - start > mostTokens) return [atRunTime]
  const tokens = reading.tokens.slice(start, end).filter(({kind}) => kind !== 'end')
  const [first] = tokens
  if (first?.kind === 'word' && /^join-path$/i.test(first.text)) return joinedPath(tokens.slice(1))
  if (first?.kind === 'word' && /^(?:resolve-path|get-item)$/i.test(first.text) && tokens.length === 2)
    return tokens[1]?.pieces ?? [atRunTime]
  const folder = ownFolder(tokens)
  if (folder) return [folder]
  const pieces: Piece[] = []
  let wants = true
  for (const token of tokens) {
    if (token.kind === 'type' && wants) continue
    if (token.kind === 'word' && token.text === '+' && !wants) wants = true
    else if (token.kind === 'word' && /^-f$/i.test(token.text) && !wants) return formatted(pieces)
    else if (wants && (/^(?:text|variable)$/.test(token.kind) || /^\d+$/.test(token.text))) {
      pieces.push(...token.pieces)
      wants = false
    } else return [atRunTime]
  }
  return pieces.length > 0 ? pieces : [atRunTime]
}

/** `Split-Path -Parent $MyInvocation.MyCommand.Path` is the folder of the script, as `$PSScriptRoot` is. */
function ownFolder(tokens: readonly Token[]): Piece | undefined {
  const [first] = tokens
  if (first?.kind !== 'word' || first.text.toLowerCase() !== 'split-path' || tokens.length > 8) return undefined
  const names = new Set(tokens.filter(({kind}) => kind === 'variable').map(({text}) => text))
  if (names.has('myinvocation') || names.has('pscommandpath')) return {variable: 'psscriptroot'}
  return names.has('psscriptroot') ? {text: '..'} : undefined
}

function joinedPath(tokens: readonly Token[]): readonly Piece[] {
  const parts = tokens.filter(({kind, text}) => !(kind === 'word' && /^-(?:child)?path$/i.test(text)))
  if (parts.length === 0 || !parts.every(({kind}) => /^(?:text|variable|word)$/.test(kind))) return [atRunTime]
  return parts.flatMap(({pieces}, at) => (at === 0 ? pieces : [{text: '\\'}, ...pieces]))
}

function formatted(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece) => ('text' in piece ? {text: piece.text.replace(/\{\d+(?:[:,][^{}]*)?\}/g, '{}')} : piece))
}

/** `$name = ...`, `$name.Member(...)`, `$name.Member = ...`. */
function readVariable(reading: Reading, at: number): void {
  const {tokens, typed} = reading
  const name = tokens[at]?.text ?? ''
  const next = tokens[at + 1]
  if (next?.kind === 'member') {
    const type = typed.get(name)
    if (type !== undefined) readMember(reading, type, at + 1)
    return
  }
  const cast = tokens[at - 1]
  if (cast?.kind === 'type' && !typed.has(name)) typed.set(name, shortType(cast.text))
  const operator = next?.kind === 'word' && /^[-+*/%]$/.test(next.text) ? tokens[at + 2] : undefined
  if (operator?.text === '=' && operator.start === next?.end) set(reading, name, [atRunTime])
  else if (next?.kind === 'mark' && next.text === '=' && !reading.given.has(at)) assign(reading, name, at + 2)
}

function assign(reading: Reading, name: string, start: number): void {
  const {tokens} = reading
  const end = expressionEnd(reading, start)
  const first = tokens[start]
  if (first?.kind === 'mark' && first.text === '@{') reading.tables.set(name, tableAt(reading, start))
  const type = typeMade(tokens, start)
  if (type !== undefined) reading.typed.set(name, type)
  set(reading, name, expression(reading, start, end))
}

/** A type's name without its namespace, in lower case, by which rules are found. */
function shortType(name: string): string {
  return name.replace(/^.*\./, '').toLowerCase()
}

function typeMade(tokens: readonly Token[], start: number): string | undefined {
  const [first, second, third] = [tokens[start], tokens[start + 1], tokens[start + 2]]
  if (first?.kind === 'type' && (second?.kind !== 'member' || /^(?:new|create)$/i.test(second.text)))
    return shortType(first.text)
  if (first?.kind !== 'word' || first.text.toLowerCase() !== 'new-object') return undefined
  const isNamed = second?.kind === 'word' && /^-[tc]/i.test(second.text)
  const [piece] = (isNamed ? third : second)?.pieces ?? []
  if (!piece || !('text' in piece) || piece.text.startsWith('-')) return undefined
  // A class of COM is known by its whole name.
  return isNamed && /^-c/i.test(second.text) ? piece.text.toLowerCase() : shortType(piece.text)
}

/** Where an expression ends: at the end of its statement, a comma of a list of parameters, a closing bracket. */
function expressionEnd({tokens, closes}: Reading, start: number): number {
  let at = start
  for (let token = tokens[at]; token && at - start <= mostTokens; token = tokens[at]) {
    const isOperator = tokens[at - 1]?.kind === 'word' && tokens[at - 1]?.text === '+'
    if (token.kind === 'end' && !isOperator) break
    if (token.kind === 'mark' && /^(?:[)},|]|\|\||&&)$/.test(token.text)) break
    at = (closes.get(at) ?? at) + 1
  }
  return at
}

/** The entries of `@{name = value; ...}`. */
function tableAt(reading: Reading, open: number): ReadonlyMap<string, readonly Piece[]> {
  const {tokens, closes} = reading
  const entries = new Map<string, readonly Piece[]>()
  const close = Math.min(closes.get(open) ?? open, open + mostTokens)
  for (let at = open + 1; at < close; at += 1) {
    const key = tokens[at]
    if (!key || !/^(?:word|text)$/.test(key.kind) || tokens[at + 1]?.text !== '=') continue
    const end = expressionEnd(reading, at + 2)
    const [name] = key.pieces
    if (name && 'text' in name) entries.set(name.text.toLowerCase(), expression(reading, at + 2, end))
    at = end
  }
  return entries
}

/** `[Type]::Member(...)` and `[Type]::new(...)`. */
function readStatic(reading: Reading, at: number): void {
  const {tokens} = reading
  const type = shortType(tokens[at]?.text ?? '')
  const member = tokens[at + 1]
  if (member?.kind === 'member' && member.start === tokens[at]?.end) readMember(reading, type, at + 1)
}

function readMember(reading: Reading, type: string, at: number): void {
  const {tokens, types} = reading
  const member = tokens[at]
  const next = tokens[at + 1]
  if (!member) return
  const name = member.text.toLowerCase()
  if (next?.text === '(' && next.start === member.end) {
    const given = argumentsOfCall(reading, at + 1)
    types.push({type, ...(name !== 'new' && {member: name}), arguments: given, at: member.start})
    readResult(reading, type, at + 1)
  } else if (next?.kind === 'mark' && next.text === '=')
    types.push({
      type,
      member: `${name}=`,
      arguments: [expression(reading, at + 2, expressionEnd(reading, at + 2))],
      at: member.start,
    })
}

/** What is called on an object that is made in place. */
function readResult(reading: Reading, type: string, open: number): void {
  const close = reading.closes.get(open)
  const next = close === undefined ? undefined : reading.tokens[close + 1]
  if (close !== undefined && next?.kind === 'member' && next.start === reading.tokens[close]?.end)
    readMember(reading, type, close + 1)
}

function argumentsOfCall(reading: Reading, open: number): readonly (readonly Piece[])[] {
  const {closes} = reading
  const close = Math.min(closes.get(open) ?? open, open + mostTokens)
  const found: (readonly Piece[])[] = []
  for (let at = open + 1; at < close;) {
    const end = Math.min(expressionEnd(reading, at), close)
    found.push(expression(reading, at, end))
    at = Math.max(end, at) + 1
  }
  return found
}

/** `New-Object Type(...)`, `New-Object -TypeName Type -ArgumentList a, b`, `(New-Object Type).Member(...)`. */
function readNewObject(reading: Reading, at: number): void {
  const {tokens, types} = reading
  const type = typeMade(tokens, at)
  if (type === undefined) return
  let word = at + 1
  while (word < at + 3 && !namesType(tokens[word], type)) word += 1
  const behind = tokens[word + 1]
  const given =
    behind?.text === '(' ? argumentsOfCall(reading, word + 1) : argumentsFrom(reading, word + 1).flatMap(argumentList)
  types.push({type, arguments: given, at: tokens[at]?.start ?? 0})
  if (tokens[at - 1]?.text === '(') readResult(reading, type, at - 1)
}

function namesType(token: Token | undefined, type: string): boolean {
  const [piece] = token?.pieces ?? []
  return piece !== undefined && 'text' in piece && [shortType(piece.text), piece.text.toLowerCase()].includes(type)
}

function argumentList({values}: Argument): readonly (readonly Piece[])[] {
  const [first] = values[0] ?? []
  return values.length === 1 && first && 'text' in first && first.text.startsWith('-') ? [] : values
}
