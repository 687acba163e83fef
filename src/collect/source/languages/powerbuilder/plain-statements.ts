import type {Token} from '../vbnet/tokens.ts'
import {isMark, lowerWord} from '../token-marks.ts'

/** Words that begin statements of the language's own: what stands behind one is no declared name. */
const ownWords = new Set(
  (
    'if then else elseif end for to step next do loop while until choose case return call create destroy goto exit ' +
    'continue halt close open post trigger event on forward prototypes type function subroutine using try catch ' +
    'finally throw throws and or not is super this parent public private protected privatewrite protectedwrite ' +
    'readonly ref constant global shared variables within from descriptor autoinstantiate native library alias ' +
    'connect disconnect commit rollback fetch'
  ).split(' '),
)
const modifiers = new Set([
  ...['public', 'private', 'protected', 'privatewrite', 'protectedwrite', 'privateread', 'protectedread'],
  ...['constant', 'readonly', 'ref', 'global', 'shared', 'indirect'],
])

/**
 * The statements as Visual Basic .NET would have them: `string a = "x", b` becomes two declarations, `create X` becomes
 * `New X`, `+` becomes `&`, and an object of COM that is connected to is one that is made.
 */
export function plainStatements(tokens: readonly Token[]): readonly Token[] {
  const made: Token[] = []
  for (let at = 0; at < tokens.length;) {
    const end = endOf(tokens, at)
    writeStatement(tokens, at, end, made)
    made.push(tokens[end] ?? {kind: 'end', text: '', at: tokens.at(-1)?.at ?? 0})
    at = end + 1
  }
  return made
}

function endOf(tokens: readonly Token[], start: number): number {
  let at = start
  while (at < tokens.length && tokens[at]?.kind !== 'end') at += 1
  return at
}

function writeStatement(tokens: readonly Token[], start: number, end: number, made: Token[]): void {
  let at = start
  while (at < end && modifiers.has(lowerWord(tokens[at]))) at += 1
  if (/^(?:function|subroutine|event)$/.test(lowerWord(tokens[at]))) return writeHead(tokens, at, end, made)
  const [type, name, behind] = [tokens[at], tokens[at + 1], tokens[at + 2]]
  const isDeclared =
    type?.kind === 'word' &&
    name?.kind === 'word' &&
    !ownWords.has(lowerWord(type)) &&
    !ownWords.has(lowerWord(name)) &&
    (at + 2 >= end || (behind?.kind === 'mark' && /^[=,[{]$/.test(behind.text)))
  if (isDeclared) writeDeclared(tokens, at, end, made)
  else writeRest(tokens, at, end, made)
}

/** `function long of_rate (readonly string as_code, ref long al_x)` is no call; one of a library has no statements. */
function writeHead(tokens: readonly Token[], start: number, end: number, made: Token[]): void {
  const own = tokens.slice(start, end)
  const head = own[0]
  if (!head || own.some((token) => /^(?:library|rpcfunc)$/.test(lowerWord(token)))) return
  made.push(head, {kind: 'end', text: '', at: head.at})
  const open = own.findIndex((token) => isMark(token, '('))
  for (let at = open + 1; open >= 0 && at < own.length; at += 1) {
    const [type, name, behind] = [own[at], own[at + 1], own[at + 2]]
    if (type?.kind !== 'word' || name?.kind !== 'word' || modifiers.has(lowerWord(type))) continue
    if (!isMark(behind, ',') && !isMark(behind, ')') && !isMark(behind, '[')) continue
    made.push(name, {kind: 'word', text: 'As', at: name.at}, type, {kind: 'end', text: '', at: name.at})
    at += 1
  }
}

/** `string ls_a = "x", ls_b[]`. */
function writeDeclared(tokens: readonly Token[], start: number, end: number, made: Token[]): void {
  const type = tokens[start]
  if (!type) return
  for (let at = start + 1; at < end;) {
    const next = nextComma(tokens, at, end)
    const name = tokens[at]
    if (name?.kind === 'word') {
      made.push(name, {kind: 'word', text: 'As', at: name.at}, type)
      const equals = isMark(tokens[at + 1], '[') ? behindSquare(tokens, at + 1, next) : at + 1
      writeRest(tokens, equals, next, made)
      made.push({kind: 'end', text: '', at: name.at})
    }
    at = next + 1
  }
}

function behindSquare(tokens: readonly Token[], start: number, end: number): number {
  let at = start
  while (at < end && !isMark(tokens[at], ']')) at += 1
  return at + 1
}

function nextComma(tokens: readonly Token[], start: number, end: number): number {
  let depth = 0
  for (let at = start; at < end; at += 1) {
    const {kind, text} = tokens[at] ?? {kind: 'end', text: ''}
    if (kind !== 'mark') continue
    if (/^[([{]$/.test(text)) depth += 1
    else if (/^[)\]}]$/.test(text)) depth -= 1
    else if (text === ',' && depth === 0) return at
  }
  return end
}

function writeRest(tokens: readonly Token[], start: number, end: number, made: Token[]): void {
  for (let at = start; at < end;) at = writeToken(tokens, at, made)
}

/** Writes what stands at a place, and tells the place behind it. */
function writeToken(tokens: readonly Token[], at: number, made: Token[]): number {
  const token = tokens[at]
  if (!token) return at + 1
  const word = lowerWord(token)
  const isCall = isMark(tokens[at + 1], '(')
  if (word === 'create' && tokens[at + 1]?.kind === 'word' && !isMark(tokens[at - 1], '.')) {
    made.push({...token, text: 'New'})
  } else if (/^connectto(?:new)?object$/.test(word) && isCall && isMark(made.at(-1), '.')) {
    made.pop()
    made.push({kind: 'mark', text: '=', at: token.at}, {...token, text: 'CreateObject'})
  } else if (/^profile(?:string|int)$/.test(word) && isCall) return writeIniKey(tokens, at, made)
  else if (isMark(token, '+')) made.push({...token, text: '&'})
  else if (isMark(token, '[')) made.push({...token, text: '('})
  else if (isMark(token, ']')) made.push({...token, text: ')'})
  else if (isMark(token, '&')) made.push({...token, text: '?'})
  else made.push(token)
  return at + 1
}

/** `ProfileString("app.ini", "Database", "ServerName", "")`: the key of an INI file stands as a setting. */
function writeIniKey(tokens: readonly Token[], at: number, made: Token[]): number {
  let depth = 0
  let close = at + 1
  const given: Token[][] = [[]]
  for (; close < tokens.length && tokens[close]?.kind !== 'end'; close += 1) {
    const token = tokens[close]
    if (!token) break
    if (isMark(token, '(')) depth += 1
    else if (isMark(token, ')')) depth -= 1
    if (depth === 0) break
    if (depth === 1 && isMark(token, ',')) given.push([])
    else if (!(depth === 1 && isMark(token, '('))) given.at(-1)?.push(token)
  }
  const [, section = [], key = []] = given
  const [first, second] = [section[0], key[0]]
  const isKey = section.length === 1 && key.length === 1 && first?.kind === 'text' && second?.kind === 'text'
  const place = tokens[at]?.at ?? 0
  if (!isKey || !first.text || !second.text) {
    made.push(tokens[at] ?? first ?? {kind: 'mark', text: '?', at: place})
    return at + 1
  }
  made.push(
    {kind: 'word', text: 'AppSettings', at: place},
    {kind: 'mark', text: '(', at: place},
    {kind: 'text', text: `${first.text}.${second.text}`, at: place},
    {kind: 'mark', text: ')', at: place},
  )
  return close + 1
}
