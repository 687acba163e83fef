import {plainVerb} from '../vb6/scoped-facts.ts'
import type {Token} from '../vbnet/tokens.ts'

interface Listed {
  /** The name of the list before its last member. */
  readonly name: readonly Token[]
  readonly parts: (readonly Token[])[]
}

const begins = /^\s*(?:select|insert|update|delete|merge|with|exec(?:ute)?|truncate|call)\b/i
/** Lists whose lines are SQL, whatever they say. */
const ofSql = /^(?:\w*sql|commandtext)$/i
const adds = new Set(['add', 'append'])
const longestName = 20
const mostTokens = 2000

/**
 * SQL that is added to a list line by line, `q.SQL.Add('select')`, as one text that is set: the lines of every branch
 * stand in it, as each may be run. A list begins anew where it is cleared or set.
 */
export function withListedSql(tokens: readonly Token[]): readonly Token[] {
  const made: Token[] = []
  const lists = new Map<string, Listed>()
  const flush = (key: string): void => {
    const list = lists.get(key)
    for (const one of list ? setting(list) : []) made.push(one)
    lists.delete(key)
  }
  for (let at = 0; at < tokens.length;) {
    const end = endOf(tokens, at)
    const line = lineAt(tokens, at, end)
    if (line && line.does !== 'add') flush(line.key)
    const isOfList = line && line.does !== 'clear' && (lists.has(line.key) || beginsSql(line))
    if (isOfList) {
      const list = lists.get(line.key) ?? {name: line.name, parts: []}
      list.parts.push(line.given)
      lists.set(line.key, list)
    } else for (const one of tokens.slice(at, end + 1)) made.push(one)
    at = end + 1
  }
  for (const key of [...lists.keys()]) flush(key)
  return made
}

interface Line {
  readonly key: string
  readonly name: readonly Token[]
  readonly does: 'add' | 'set' | 'clear'
  readonly given: readonly Token[]
}

function endOf(tokens: readonly Token[], start: number): number {
  let at = start
  while (at < tokens.length && tokens[at]?.kind !== 'end') at += 1
  return at
}

/** `q.SQL.Add(...)`, `q.SQL.Text = ...`, `q.CommandText = ...`, `q.SQL.Clear`. */
function lineAt(tokens: readonly Token[], start: number, end: number): Line | undefined {
  if (tokens[start]?.kind !== 'word' || end - start > mostTokens) return undefined
  let next = start + 1
  while (tokens[next]?.text === '.' && tokens[next + 1]?.kind === 'word' && next - start < longestName) next += 2
  const path = tokens.slice(start, next)
  const last = path.at(-1)?.text.toLowerCase() ?? ''
  const mark = next < end && tokens[next]?.kind === 'mark' ? tokens[next]?.text : undefined
  const list = path.slice(0, -2)
  if (path.length > 2 && adds.has(last) && mark === '(') return line(list, 'add', tokens.slice(next + 1, end - 1))
  if (path.length > 2 && last === 'clear' && (next === end || mark === '(')) return line(list, 'clear', [])
  if (path.length > 2 && last === 'text' && mark === '=') return setOf(list, tokens.slice(next + 1, end))
  return last === 'commandtext' && mark === '=' ? setOf(path, tokens.slice(next + 1, end)) : undefined
}

function line(name: readonly Token[], does: Line['does'], given: readonly Token[]): Line {
  return {key: keyOf(name), name, does, given}
}

/** `q.SQL.Text = q.SQL.Text & '...'` goes on. */
function setOf(name: readonly Token[], given: readonly Token[]): Line {
  const key = keyOf(name)
  const before = keyOf(given.slice(0, name.length))
  const rest = given.slice(name.length)
  const skipped = rest[0]?.text === '.' ? 3 : 1
  return before === key && rest[skipped - 1]?.text === '&'
    ? line(name, 'add', rest.slice(skipped))
    : line(name, 'set', given)
}

function keyOf(name: readonly Token[]): string {
  return name.map(({text}) => text.toLowerCase()).join('')
}

function beginsSql({given, name}: Line): boolean {
  const [first] = given
  return (
    first?.kind === 'text' &&
    (begins.test(first.text) || (ofSql.test(name.at(-1)?.text ?? '') && /^\s*$/.test(first.text)))
  )
}

/** One statement that sets the list to all its lines. */
function setting({name, parts}: Listed): readonly Token[] {
  const at = parts[0]?.[0]?.at ?? name[0]?.at ?? 0
  const isSql = ofSql.test(name.at(-1)?.text ?? '')
  const lines = parts
    .map(operands)
    .flatMap((tokens, index): readonly Token[] =>
      index === 0
        ? tokens.map((token, place) => (isSql && place === 0 ? withPlainVerb(token) : token))
        : [{kind: 'mark', text: '&', at}, {kind: 'text', text: '\n', at}, {kind: 'mark', text: '&', at}, ...tokens],
    )
  const mark = (text: string): Token => ({kind: 'mark', text, at})
  const end: Token = {kind: 'end', text: '', at}
  return [end, ...name, mark('.'), {kind: 'word', text: 'text', at}, mark('='), ...lines, end]
}

/** SQL for sure: its first word may be written as in a sentence. */
function withPlainVerb(token: Token): Token {
  return token.kind === 'text' ? {...token, text: plainVerb(token.text)} : token
}

/** What is joined: texts and names as they are, brackets for what a run alone decides. */
function operands(tokens: readonly Token[]): readonly Token[] {
  const made: Token[] = []
  let own: Token[] = []
  let depth = 0
  const close = (): void => {
    const [first] = own
    const isPlain = own.length === 1 && first && first.kind !== 'mark'
    const at = first?.at ?? 0
    if (isPlain) made.push(first)
    else made.push({kind: 'mark', text: '(', at}, {kind: 'mark', text: ')', at})
    own = []
  }
  for (const token of tokens) {
    if (token.kind === 'mark' && token.text === '(') depth += 1
    else if (token.kind === 'mark' && token.text === ')') depth -= 1
    if (depth === 0 && token.kind === 'mark' && token.text === '&') {
      close()
      made.push(token)
    } else own.push(token)
  }
  close()
  return made
}
