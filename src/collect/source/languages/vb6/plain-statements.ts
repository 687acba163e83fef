import type {Token} from '../vbnet/tokens.ts'
import {isMark} from '../token-marks.ts'

/** Words that begin statements of the language's own, which call nothing by a name without brackets. */
const ownWords = new Set(
  (
    'dim redim const public private friend global static declare sub function property end exit if then else elseif ' +
    'for each next do loop while wend until select case with set let call on error resume goto gosub return type enum ' +
    'option attribute implements event raiseevent withevents open close print write input line get put seek lock ' +
    'unlock name erase stop not and or xor eqv imp mod is like new byval byref optional as to step in version begin'
  ).split(' '),
)
const deepestWith = 50
const longestName = 40

/**
 * The statements as Visual Basic .NET would have them: `cn.Open s` becomes `cn.Open(s)`, an argument that is left out
 * gets a mark, and `.Open` inside `With cn` becomes `cn.Open`.
 */
export function plainStatements(tokens: readonly Token[], text: string): readonly Token[] {
  return withBrackets(withObjects(tokens, text))
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toLowerCase() === word
}

function withObjects(tokens: readonly Token[], text: string): readonly Token[] {
  const made: Token[] = []
  const objects: (readonly Token[])[] = []
  for (const [at, token] of tokens.entries()) {
    const isFirst = at === 0 || tokens[at - 1]?.kind === 'end'
    if (isFirst && isWord(token, 'with')) {
      if (objects.length < deepestWith) objects.push(objectNamed(tokens, at + 1, objects.at(-1) ?? []))
    } else if (isFirst && isWord(token, 'end') && isWord(tokens[at + 1], 'with')) objects.pop()
    const isOfObject = isMark(token, '.') && /^$|[\s(,=&+<>*/-]/.test(text[token.at - 1] ?? '')
    if (isOfObject) made.push(...(objects.at(-1) ?? []).map((one) => ({...one, at: token.at})))
    made.push(token)
  }
  return made
}

/** The names that a `With` is of; none where it is no plain name. */
function objectNamed(tokens: readonly Token[], start: number, outer: readonly Token[]): readonly Token[] {
  const own: Token[] = []
  let at = start
  for (; tokens[at] && tokens[at]?.kind !== 'end' && own.length < longestName; at += 1) {
    const token = tokens[at]
    if (token && (token.kind === 'word' || isMark(token, '.'))) own.push(token)
    else return []
  }
  return isMark(own[0], '.') ? [...outer, ...own].slice(0, longestName) : own
}

function withBrackets(tokens: readonly Token[]): readonly Token[] {
  const made: Token[] = []
  let open = false
  const close = (at: number): void => {
    if (open) made.push({kind: 'mark', text: ')', at})
    open = false
  }
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (!token) break
    if (token.kind === 'end' || (open && isWord(token, 'else'))) close(token.at)
    const before = made.at(-1)
    if (isMark(token, ',') && (isMark(before, '(') || isMark(before, ','))) made.push({...token, text: '?'})
    const behind = beginsStatement(tokens, at) ? behindName(tokens, at) : undefined
    if (behind === undefined || open) {
      made.push(token)
      continue
    }
    for (; at < behind; at += 1) made.push(tokens[at] ?? token)
    at -= 1
    made.push({kind: 'mark', text: '(', at: tokens[behind]?.at ?? token.at})
    open = true
  }
  close(tokens.at(-1)?.at ?? 0)
  return made
}

function beginsStatement(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  return before === undefined || before.kind === 'end' || isWord(before, 'then') || isWord(before, 'else')
}

/** Where the arguments of a call without brackets begin. */
function behindName(tokens: readonly Token[], start: number): number | undefined {
  if (tokens[start]?.kind !== 'word' || ownWords.has(tokens[start].text.toLowerCase())) return undefined
  let at = start + 1
  for (let count = 0; isMark(tokens[at], '.') && tokens[at + 1]?.kind === 'word' && count < 20; count += 1) at += 2
  const next = tokens[at]
  const isArgument = next?.kind === 'text' || next?.kind === 'word' || (isMark(next, ',') && at > start + 1)
  return isArgument && !isWord(next, 'as') ? at : undefined
}
