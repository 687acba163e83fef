import type {Token} from '../vbnet/tokens.ts'
import {type Directive} from './tokens.ts'
import {closingBrackets, isMark, lowerWord} from '../token-marks.ts'

/** Words between which statements and declarations stand; none of them is called or set. */
const between = new Set(
  (
    'begin then else do repeat try finally except end initialization finalization interface implementation var type ' +
    'const resourcestring threadvar label private public protected published strict asm record class object ' +
    'dispinterface of out'
  ).split(' '),
)
/** What ends with an `end` of its own. */
const opens = new Set(['begin', 'case', 'try', 'asm', 'record', 'class', 'object', 'interface', 'dispinterface'])
const bodies = new Set(['begin', 'case', 'try', 'asm'])
/** Functions that give what they are given, in the form that another wants. */
const casts = new Set(
  'pchar pansichar pwidechar string ansistring widestring utf8string unicodestring olevariant variant'.split(' '),
)
const comCalls = new Set(['createoleobject', 'createcomobject', 'getactiveoleobject'])

interface Writing {
  readonly tokens: readonly Token[]
  readonly made: Token[]
  /** What is open around a place: `begin`, `record`. */
  readonly open: string[]
  /** Brackets that close what is left out. */
  readonly dropped: Set<number>
  readonly closes: ReadonlyMap<number, number>
}

/**
 * The statements as Visual Basic .NET would have them: `q := TQuery.Create(nil)` becomes `q = New TQuery(nil)`, `a, b: T`
 * becomes `a, b As T`, `+` becomes `&`, and every word between two statements ends one.
 */
export function plainStatements(tokens: readonly Token[], directives: readonly Directive[]): readonly Token[] {
  const writing: Writing = {
    tokens,
    made: [],
    open: [],
    dropped: new Set(),
    closes: closingBrackets(tokens, {opens: /^[([]$/, closes: /^[)\]]$/}),
  }
  const conditions = conditionReader(directives, writing.open)
  for (let at = 0; at < tokens.length;) {
    conditions(tokens[at]?.at ?? 0)
    at = Math.max(write(writing, at), at + 1)
  }
  return writing.made
}

/** Of what stands on both sides of `{$ELSE}` only one is built: what the first side opens is closed again before the other. */
function conditionReader(directives: readonly Directive[], open: string[]): (at: number) => void {
  const before: string[][] = []
  let next = 0
  return (at) => {
    for (; next < directives.length && (directives[next]?.at ?? 0) < at; next += 1) {
      const word = /^\w+/.exec(directives[next]?.text ?? '')?.[0].toLowerCase() ?? ''
      if (/^(?:ifdef|ifndef|if|ifopt)$/.test(word)) before.push([...open])
      else if (/^(?:else|elseif)$/.test(word)) open.splice(0, open.length, ...(before.at(-1) ?? open))
      else if (/^(?:endif|ifend)$/.test(word)) before.pop()
    }
  }
}

/** Writes what stands at a place, and tells the place behind it. */
function write(writing: Writing, at: number): number {
  const {tokens, made, open, dropped} = writing
  const token = tokens[at]
  if (!token || dropped.has(at)) return at + 1
  if (token.kind === 'mark') {
    writeMark(writing, at, token)
    return at + 1
  }
  if (token.kind === 'text') {
    made.push(token)
    return at + 1
  }
  const word = lowerWord(token)
  const isMember = isMark(tokens[at - 1], '.')
  if (!isMember && between.has(word)) {
    follow(open, word, tokens, at)
    addEnd(made, token.at)
    return at + 1
  }
  // What is compared there is set nowhere.
  if (!isMember && (word === 'until' || word === 'case')) {
    follow(open, word, tokens, at)
    addEnd(made, token.at)
  }
  return writeName(writing, at, word)
}

function addEnd(made: Token[], at: number): void {
  if (made.length > 0 && made.at(-1)?.kind !== 'end') made.push({kind: 'end', text: '', at})
}

/** Keeps what is open around a place. */
function follow(open: string[], word: string, tokens: readonly Token[], at: number): void {
  if (word === 'end') open.pop()
  if (!opens.has(word)) return
  // Parts of a record that depend on a value end with it, and a method of an object's type has no end.
  if (word === 'case' && open.at(-1) === 'record') return
  const isType = /^(?:class|object|interface|dispinterface)$/.test(word)
  if (isType && (!isTypeNamed(tokens, at) || isOnlyNamed(tokens, at))) return
  open.push(word)
}

/** `TForm1 = class`, and not `class function` or the head of a unit. */
function isTypeNamed(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  return isMark(before, '=') || lowerWord(before) === 'packed'
}

/** `TForm1 = class;`, `class of TForm`, `class(Exception);`: without a body. */
function isOnlyNamed(tokens: readonly Token[], at: number): boolean {
  let next = at + 1
  if (isMark(tokens[next], '('))
    while (next < tokens.length && next < at + 40 && !isMark(tokens[next - 1], ')')) next += 1
  return isMark(tokens[next], ';') || lowerWord(tokens[next]) === 'of'
}

function writeMark({made, open, tokens, dropped}: Writing, at: number, token: Token): void {
  const {text} = token
  if (text === ';') addEnd(made, token.at)
  else if (text === ':') {
    const isType = tokens[at + 1]?.kind === 'word' && !bodies.has(open.at(-1) ?? '')
    const isInline = lowerWord(tokens[at - 2]) === 'var'
    if (isType || isInline) made.push({kind: 'word', text: 'As', at: token.at})
    else addEnd(made, token.at)
  } else if (text === ':=') made.push({...token, text: '='})
  else if (text === '+') made.push({...token, text: '&'})
  else if (text === '[') made.push({...token, text: '('})
  else if (text === ']') made.push({...token, text: ')'})
  else if (text === '{' || text === '}' || text === '&') made.push({...token, text: '?'})
  else if (text !== '^' && text !== '@' && !dropped.has(at)) made.push(token)
}

function writeName({tokens, made, dropped, closes}: Writing, at: number, word: string): number {
  const token = tokens[at] ?? {kind: 'word' as const, text: word, at: 0}
  const opensCall = isMark(tokens[at + 1], '(')
  if (casts.has(word) && opensCall && closes.has(at + 1)) {
    dropped.add(closes.get(at + 1) ?? at)
    return at + 2
  }
  if (comCalls.has(word)) made.push({...token, text: 'CreateObject'})
  else if (/^read\w+$/.test(word) && opensCall && writeIniKey(tokens, made, at))
    return (closes.get(at + 1) ?? at + 1) + 1
  else if (word === 'create' && isMark(tokens[at - 1], '.') && lowerWord(tokens[at - 2])) writeNew(made)
  else if (word === 'params' && isMark(tokens[at - 1], '.')) return writeParameter(tokens, made, at)
  else made.push(token)
  return at + 1
}

/** `TQuery.Create` is already written: it becomes `New TQuery`. */
function writeNew(made: Token[]): void {
  made.pop()
  let start = made.length - 1
  while (start >= 2 && isMark(made[start - 1], '.') && made[start - 2]?.kind === 'word') start -= 2
  const first = made[start]
  if (first) made.splice(start, 0, {kind: 'word', text: 'New', at: first.at})
}

/** `Ini.ReadString('Section', 'Key', '')`: the key of an INI file stands as a setting. */
function writeIniKey(tokens: readonly Token[], made: Token[], at: number): boolean {
  const [section, comma, key, more] = tokens.slice(at + 2, at + 6)
  const isKey = section?.kind === 'text' && isMark(comma, ',') && key?.kind === 'text' && isMark(more, ',')
  if (!isKey || section.text === '' || key.text === '') return false
  dropObject(made)
  const place = tokens[at]?.at ?? 0
  made.push(
    {kind: 'word', text: 'AppSettings', at: place},
    {kind: 'mark', text: '(', at: place},
    {kind: 'text', text: `${section.text}.${key.text}`, at: place},
    {kind: 'mark', text: ')', at: place},
  )
  return true
}

/** What stands before a dot at the end: `Ini.`, `Form.Ini.`, `New TIniFile('x.ini').`. */
function dropObject(made: Token[]): void {
  while (isMark(made.at(-1), '.')) {
    made.pop()
    for (let depth = 0; isMark(made.at(-1), ')') || depth > 0;) {
      const last = made.pop()
      if (!last) return
      if (isMark(last, ')')) depth += 1
      else if (isMark(last, '(')) depth -= 1
    }
    if (made.at(-1)?.kind === 'word') made.pop()
  }
  if (made.at(-1)?.text === 'New') made.pop()
}

/** `c.Params.Values['Server'] := 'x'` and `c.Params.Add('Server=x')` become `c.Server = 'x'`. */
function writeParameter(tokens: readonly Token[], made: Token[], at: number): number {
  const name = tokens[at + 4]
  const value = tokens[at + 6]
  const isValue = lowerWord(tokens[at + 2]) === 'values' && isMark(tokens[at + 3], '[') && isMark(tokens[at + 5], ']')
  if (isValue && name?.kind === 'text' && /^\w{1,40}$/.test(name.text) && isMark(value, ':=')) {
    made.push({...name, kind: 'word'})
    return at + 6
  }
  const [, key, rest] = (name?.kind === 'text' && /^(\w{1,40})=(.*)$/s.exec(name.text)) || []
  if (
    lowerWord(tokens[at + 2]) === 'add' &&
    isMark(tokens[at + 3], '(') &&
    key &&
    name &&
    isMark(tokens[at + 5], ')')
  ) {
    made.push(
      {kind: 'word', text: key, at: name.at},
      {kind: 'mark', text: '=', at: name.at},
      {kind: 'text', text: rest ?? '', at: name.at},
    )
    return at + 6
  }
  made.push(tokens[at] ?? name ?? {kind: 'mark', text: '?', at: 0})
  return at + 1
}
