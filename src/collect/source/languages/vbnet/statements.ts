import {atRunTime, type Piece} from '../word.ts'
import type {Token} from './tokens.ts'
import {closingBrackets, isMark, lowerWord} from '../token-marks.ts'

/** Something of a type that is made, called or set. */
export interface TypeUse {
  /** In lower case, without its namespace; of a class of COM its whole name. */
  readonly type: string
  /** The method, or the property with `=` behind, in lower case; none for the making of an object. */
  readonly member?: string
  readonly arguments: readonly (readonly Piece[])[]
  readonly at: number
}

/** A name with those before it, that is called: `My.Computer.Network.DownloadFile`, `Shell`, of an attribute too. */
export interface NamedCall {
  readonly name: string
  readonly isAttribute: boolean
  /** How many members begin before it: attributes of one member have one number. */
  readonly member: number
  readonly arguments: readonly (readonly Piece[])[]
  readonly at: number
}

/** A text with what is joined to it. */
export interface TextSeen {
  readonly pieces: readonly Piece[]
  readonly at: number
}

export interface Statements {
  readonly types: readonly TypeUse[]
  readonly calls: readonly NamedCall[]
  readonly texts: readonly TextSeen[]
  readonly settings: ReadonlyMap<string, readonly (readonly Piece[])[]>
  /** Settings that are read by `My.Settings`, with their places. */
  readonly ownSettings: readonly {readonly key: string; readonly at: number}[]
  /** The types of names that are declared, or made, as such. */
  readonly typed: Types
}

type Types = Pick<ReadonlyMap<string, string>, 'get'>

interface Names {
  /** How rules call a type that is written so. */
  readonly typeName?: (written: string) => string
  /** Types of names that are declared around these tokens. */
  readonly typed?: Types
}

/** Code of people has no longer statements; what machines make may have, and would be looked at again and again. */
const mostTokens = 2000

interface Reading {
  readonly tokens: readonly Token[]
  readonly closes: ReadonlyMap<number, number>
  readonly typed: Pick<Map<string, string>, 'get' | 'set'>
  readonly typeName: (written: string) => string
  readonly types: TypeUse[]
  readonly calls: NamedCall[]
  readonly texts: TextSeen[]
  readonly settings: Map<string, (readonly Piece[])[]>
  readonly ownSettings: {readonly key: string; readonly at: number}[]
  members: number
}

export function statementsOf(tokens: readonly Token[], {typeName = shortType, typed}: Names = {}): Statements {
  const reading: Reading = {
    tokens,
    closes: closingBrackets(tokens, {opens: /^[({]$/, closes: /^[)}]$/}),
    typed: typesWithin(typed),
    typeName,
    types: [],
    calls: [],
    texts: [],
    settings: new Map(),
    ownSettings: [],
    members: 0,
  }
  // Fields may stand behind the methods that use them.
  for (let at = 0; at < tokens.length; at += 1) if (lowerWord(tokens[at]) === 'as') declare(reading, at)
  for (let at = 0; at < tokens.length; at += 1) readToken(reading, at)
  return reading
}

/** Types of one's own before those around. */
function typesWithin(around: Types | undefined): Reading['typed'] {
  const own = new Map<string, string>()
  return {get: (name) => own.get(name) ?? around?.get(name), set: own.set.bind(own)}
}

/** `a, b As [New] Type`. */
function declare({tokens, typed, typeName}: Reading, at: number): void {
  const start = lowerWord(tokens[at + 1]) === 'new' ? at + 2 : at + 1
  const type = qualified(tokens, start)
  if (!type) return
  for (let place = at - 1; tokens[place]?.kind === 'word'; place -= 2) {
    typed.set(lowerWord(tokens[place]), typeName(type.name))
    if (!isMark(tokens[place - 1], ',')) return
  }
}

function shortType(name: string): string {
  return name.replace(/^.*\./, '').toLowerCase()
}

interface Qualified {
  readonly name: string
  /** The place behind it. */
  readonly next: number
}

function qualified(tokens: readonly Token[], start: number): Qualified | undefined {
  if (tokens[start]?.kind !== 'word') return undefined
  const names = [tokens[start].text]
  let next = start + 1
  while (isMark(tokens[next], '.') && tokens[next + 1]?.kind === 'word' && names.length < 20) {
    names.push(tokens[next + 1]?.text ?? '')
    next += 2
  }
  return {name: names.join('.'), next}
}

function readToken(reading: Reading, at: number): void {
  const {tokens} = reading
  const token = tokens[at]
  if (token?.kind === 'text') return readText(reading, at)
  if (token?.kind !== 'word' || isMark(tokens[at - 1], '.')) return
  const word = lowerWord(token)
  if (word === 'new') return readNew(reading, at)
  if (/^(?:sub|function|property|class|module|structure)$/.test(word)) reading.members += 1
  if (word === 'as' || word === 'imports' || word === 'namespace') return
  const name = qualified(tokens, at)
  if (name) readName(reading, at, name)
}

function readText({tokens, texts}: Reading, at: number): void {
  const before = tokens[at - 1]
  if (before?.kind === 'mark' && /^[&+]$/.test(before.text)) return
  texts.push({pieces: expression(tokens, at, at + 200), at: tokens[at]?.at ?? 0})
}

/** `New Type(a, b) With {.Property = c}`; the name that it is given to is of the type. */
function readNew(reading: Reading, at: number): void {
  const {tokens, closes, types} = reading
  const type = qualified(tokens, at + 1)
  if (!type) return
  const short = reading.typeName(type.name)
  const given = isMark(tokens[type.next], '(') ? argumentsAt(reading, type.next) : []
  types.push({type: short, arguments: given, at: tokens[at]?.at ?? 0})
  remember(reading, at, short)
  const behind = (isMark(tokens[type.next], '(') ? (closes.get(type.next) ?? type.next) : type.next - 1) + 1
  if (lowerWord(tokens[behind]) === 'with' && isMark(tokens[behind + 1], '{'))
    readProperties(reading, behind + 1, short)
  if (isMark(tokens[behind], ')')) readResult(reading, behind + 1, short)
  else readResult(reading, behind, short)
}

function readProperties({tokens, closes, types}: Reading, open: number, type: string): void {
  const close = Math.min(closes.get(open) ?? open, open + mostTokens)
  for (let at = open + 1; at < close; at += 1)
    if (isMark(tokens[at], '.') && isMark(tokens[at + 2], '='))
      types.push({
        type,
        member: `${lowerWord(tokens[at + 1])}=`,
        arguments: [expression(tokens, at + 3, close)],
        at: tokens[at + 1]?.at ?? 0,
      })
}

/** `name = New ...`, `Set name = ...`, `name = CreateObject(...)`. */
function remember({tokens, typed}: Reading, at: number, type: string): void {
  const name = isMark(tokens[at - 1], '=') ? lowerWord(tokens[at - 2]) : ''
  if (name) typed.set(name, type)
}

/** `.Member(...)` of what stands before. */
function readResult(reading: Reading, at: number, type: string): void {
  const {tokens} = reading
  if (isMark(tokens[at], '.') && tokens[at + 1]?.kind === 'word' && isMark(tokens[at + 2], '('))
    reading.types.push({
      type,
      member: lowerWord(tokens[at + 1]),
      arguments: argumentsAt(reading, at + 2),
      at: tokens[at + 1]?.at ?? 0,
    })
}

function readName(reading: Reading, at: number, {name, next}: Qualified): void {
  const {tokens, types, calls, typed} = reading
  const parts = name.split('.')
  const place = tokens[at]?.at ?? 0
  const own = parts.length === 3 ? /^my\.settings\.(\w+)$/i.exec(name)?.[1] : undefined
  if (own) reading.ownSettings.push({key: own, at: place})
  const begins = at === 0 || tokens[at - 1]?.kind === 'end'
  const [object = '', member = ''] = parts.slice(-2)
  const type = parts.length > 1 ? (typed.get(object.toLowerCase()) ?? object.toLowerCase()) : ''
  if (isMark(tokens[next], '(')) {
    const given = argumentsAt(reading, next)
    calls.push({
      name: name.toLowerCase(),
      isAttribute: isAttribute(tokens, at),
      member: reading.members,
      arguments: given,
      at: place,
    })
    if (type) types.push({type, member: member.toLowerCase(), arguments: given, at: place})
    if (/^(?:createobject|getobject|server\.createobject)$/i.test(name)) readCom(reading, at, next, given)
  } else if (isMark(tokens[next], '=') && type && (begins || lowerWord(tokens[at - 1]) === 'then')) {
    const value = expression(tokens, next + 1, tokens.length)
    types.push({type, member: `${member.toLowerCase()}=`, arguments: [value], at: place})
  } else if (isAttribute(tokens, at))
    calls.push({name: name.toLowerCase(), isAttribute: true, member: reading.members, arguments: [], at: place})
  else if (type && begins)
    types.push({type, member: member.toLowerCase(), arguments: statementArguments(tokens, next), at: place})
  if (parts.length === 1) readSetting(reading, at)
}

/** `<WebMethod()>`, `<Route("x"), HttpGet>`. */
function isAttribute(tokens: readonly Token[], at: number): boolean {
  if (isMark(tokens[at - 1], '<')) return at < 2 || tokens[at - 2]?.kind === 'end' || isMark(tokens[at - 2], '>')
  return isMark(tokens[at - 1], ',') && (isMark(tokens[at + 1], '>') || isMark(tokens[at + 1], '('))
}

/** Without brackets, as Visual Basic before .NET has it: `cn.Open "..."`. */
function statementArguments(tokens: readonly Token[], start: number): readonly (readonly Piece[])[] {
  return tokens[start]?.kind === 'text' ? [expression(tokens, start, tokens.length)] : []
}

function readCom(reading: Reading, at: number, open: number, [first]: readonly (readonly Piece[])[]): void {
  const [piece] = first ?? []
  if (!piece || !('text' in piece)) return
  const type = piece.text.toLowerCase()
  reading.types.push({type, arguments: [], at: reading.tokens[at]?.at ?? 0})
  remember(reading, at, type)
  readResult(reading, (reading.closes.get(open) ?? open) + 1, type)
}

/** `name = "..."`, `Const name As String = "..."`, `name &= "..."`. */
function readSetting({tokens, settings}: Reading, at: number): void {
  const isTyped = lowerWord(tokens[at + 1]) === 'as' && tokens[at + 2]?.kind === 'word'
  const equals = isTyped ? at + 3 : at + 1
  const operator = tokens[equals]
  if (operator?.kind !== 'mark' || !/^(?:=|&=|\+=)$/.test(operator.text)) return
  const before = tokens[at - 1]
  const isStatement =
    at === 0 ||
    before?.kind === 'end' ||
    /^(?:dim|const|public|private|friend|protected|shared|static|readonly|then|else|set)$/.test(lowerWord(before))
  if (!isStatement) return
  const pieces = operator.text === '=' ? expression(tokens, equals + 1, tokens.length) : [atRunTime]
  const name = lowerWord(tokens[at])
  const earlier = settings.get(name)
  if (earlier) earlier.push(pieces)
  else settings.set(name, [pieces])
}

function argumentsAt({tokens, closes}: Reading, open: number): readonly (readonly Piece[])[] {
  const close = Math.min(closes.get(open) ?? open, open + mostTokens)
  const found: (readonly Piece[])[] = []
  let start = open + 1
  for (let at = open + 1; at <= close && found.length < 20; at += 1) {
    const isNested = isMark(tokens[at], '(') || isMark(tokens[at], '{')
    if (at === close || isMark(tokens[at], ',')) {
      if (at > start) found.push(expression(tokens, isMark(tokens[start + 1], ':=') ? start + 2 : start, at))
      start = at + 1
    } else if (isNested) at = closes.get(at) ?? at
  }
  return found
}

/** The text that an expression makes: texts, names and settings with `&` or `+` between. */
function expression(tokens: readonly Token[], start: number, end: number): readonly Piece[] {
  const pieces: Piece[] = []
  let at = start
  for (let count = 0; at < end && count < 200; count += 1) {
    const operand = operandAt(tokens, at)
    pieces.push(...operand.pieces)
    at = operand.next
    const joins = at < end && tokens[at]?.kind === 'mark' && /^[&+]$/.test(tokens[at]?.text ?? '')
    if (!joins) return at < end && !isEnd(tokens[at]) ? [atRunTime] : pieces
    at += 1
  }
  return pieces
}

function isEnd(token: Token | undefined): boolean {
  return token === undefined || token.kind === 'end' || (token.kind === 'mark' && /^[),}>]$/.test(token.text))
}

function operandAt(tokens: readonly Token[], at: number): {readonly pieces: readonly Piece[]; readonly next: number} {
  const token = tokens[at]
  if (token?.kind === 'text') {
    const {text} = token
    return {pieces: [{text}], next: at + 1}
  }
  if (token?.kind === 'mark' && /^\d+$/.test(token.text)) return {pieces: [{text: token.text}], next: at + 1}
  const name = qualified(tokens, at)
  if (!name) return {pieces: [atRunTime], next: behindOperand(tokens, at)}
  const key = settingKey(tokens, name)
  if (key) return {pieces: [{environment: key}], next: behindOperand(tokens, name.next)}
  if (/^vbcrlf$|^vbnewline$|^environment\.newline$/i.test(name.name)) return {pieces: [{text: '\n'}], next: name.next}
  const format = formatted(tokens, name)
  if (format) return {pieces: [{text: format}], next: behindOperand(tokens, name.next)}
  const isPlain = !name.name.includes('.') && !isMark(tokens[name.next], '(')
  return isPlain
    ? {pieces: [{variable: name.name.toLowerCase()}], next: name.next}
    : {pieces: [atRunTime], next: behindOperand(tokens, name.next)}
}

/** `My.Settings.X`, `AppSettings("x")`, `ConnectionStrings("x").ConnectionString`, `GetEnvironmentVariable("x")`. */
function settingKey(tokens: readonly Token[], {name, next}: Qualified): string | undefined {
  const own = /^my\.settings\.(\w+)$/i.exec(name)?.[1]
  if (own) return own
  const key = isMark(tokens[next], '(') && tokens[next + 1]?.kind === 'text' ? tokens[next + 1]?.text : undefined
  if (key === undefined) return undefined
  if (/(?:^|\.)connectionstrings$/i.test(name)) return `ConnectionStrings:${key}`
  return /(?:^|\.)(?:appsettings(?:\.(?:get|item))?|getenvironmentvariable|environ)$/i.test(name) ? key : undefined
}

/** `String.Format("...{0}", x)`. */
function formatted(tokens: readonly Token[], {name, next}: Qualified): string | undefined {
  const first = tokens[next + 1]
  if (!/^string\.format$/i.test(name) || !isMark(tokens[next], '(') || first?.kind !== 'text') return undefined
  return first.text.replace(/\{\d+(?:[:,][^{}]*)?\}/g, '{}')
}

/** Behind a call's brackets and the members of its result. */
function behindOperand(tokens: readonly Token[], start: number): number {
  let at = start
  for (let depth = 0; at < tokens.length && at - start <= mostTokens; at += 1) {
    const token = tokens[at]
    if (isMark(token, '(')) depth += 1
    else if (depth === 0 && (isEnd(token) || (token?.kind === 'mark' && /^[&+]$/.test(token.text)))) return at
    else if (isMark(token, ')')) depth -= 1
  }
  return at
}
