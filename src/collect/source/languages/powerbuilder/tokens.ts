import type {Token} from '../vbnet/tokens.ts'
import {patternsAt} from '../patterns-at.ts'

const patterns = {
  blank: /[^\S\n]+/y,
  line: /[^\n]*/y,
  word: /[\p{L}_][\p{L}\p{N}_$#%]*/uy,
  number: /\d[\d.]*(?:e[+-]?\d+)?/iy,
  double: /"[^"~\n]*(?:~[^][^"~\n]*)*"?/y,
  single: /'[^'~\n]*(?:~[^][^'~\n]*)*'?/y,
}
type Patterns = typeof patterns

/** A statement of SQL that stands in the code itself. */
export interface SqlStatement {
  /** Without comments. */
  readonly text: string
  readonly at: number
}

interface ScriptTokens {
  /** Without comments and the statements of SQL; a line that ends with `&` goes on. */
  readonly tokens: readonly Token[]
  readonly statements: readonly SqlStatement[]
}

/** The tokens of PowerScript, and the SQL between them. */
export function scriptTokens(text: string): ScriptTokens {
  const {own, end} = patternsAt(patterns, text)
  const reading: Reading = {text, tokens: [], statements: [], own, end}
  for (let at = 0; at < text.length;) at = Math.max(readToken(reading, at), at + 1)
  return reading
}

interface Reading {
  readonly text: string
  readonly tokens: Token[]
  readonly statements: SqlStatement[]
  readonly own: Patterns
  readonly end: (pattern: RegExp, at: number) => number
}

/** Reads what stands at a place, and tells the place behind it. */
function readToken(reading: Reading, at: number): number {
  const {text, tokens, own, end} = reading
  const first = text[at] ?? ''
  const second = text[at + 1] ?? ''
  if (first === '\n' || first === ';') {
    addEnd(tokens, at)
    return at + 1
  }
  if (first <= ' ') return end(own.blank, at)
  if (first === '/' && second === '/') return end(own.line, at)
  if (first === '/' && second === '*') return behindComment(text, at)
  if (first === '&' && /^&[^\S\n]*(?:\/\/[^\n]*)?\n/.test(text.slice(at, at + 300))) return end(own.line, at) + 1
  if (first === '"' || first === "'") {
    const behind = end(first === '"' ? own.double : own.single, at)
    tokens.push({kind: 'text', text: plainText(text.slice(at, behind)), at})
    return behind
  }
  const word = end(own.word, at)
  if (word > at) return readWord(reading, at, word)
  const behind = Math.max(end(own.number, at), at + 1)
  tokens.push({kind: 'mark', text: text.slice(at, behind), at})
  return behind
}

function addEnd(tokens: Token[], at: number): void {
  if (tokens.length > 0 && tokens.at(-1)?.kind !== 'end') tokens.push({kind: 'end', text: '', at})
}

function behindComment(text: string, at: number): number {
  const close = text.indexOf('*/', at + 2)
  return close < 0 ? text.length : close + 2
}

const verbs = /^(?:select|selectblob|insert|update|updateblob|delete|declare|execute|prepare|open|fetch)$/i

/** A word that begins a statement may begin one of SQL, which goes to its `;`. */
function readWord(reading: Reading, at: number, next: number): number {
  const {text, tokens, statements} = reading
  const word = text.slice(at, next)
  const isFirst = (tokens.at(-1)?.kind ?? 'end') === 'end' || /^(?:then|else)$/i.test(tokens.at(-1)?.text ?? '')
  if (isFirst && verbs.test(word) && beginsSql(text.slice(at, at + 300))) {
    const statement = sqlAt(text, at)
    statements.push({text: statement.text, at})
    addEnd(tokens, at)
    return statement.next
  }
  tokens.push({kind: 'word', text: word, at})
  return next
}

const begins =
  /^(?:select(?:blob)?\s(?!case\b)|insert\s+into\s|update(?:blob)?\s+[\w."$#:]+\s+set\s|delete\s+(?:from\s|[\w."]+\s+(?:where|from)\s)|declare\s+\w+\s+(?:dynamic\s+)?(?:scroll\s+)?(?:cursor|procedure)\s|execute\s+immediate\s|prepare\s+\w+\s+from\s)/i

/** A function of the same name has a bracket behind it, or stands behind a dot. */
function beginsSql(text: string): boolean {
  return begins.test(text)
}

const longest = 100_000

/** To the `;` outside of texts and comments; comments are blanks. */
function sqlAt(text: string, start: number): {readonly text: string; readonly next: number} {
  const parts: string[] = []
  const most = Math.min(text.length, start + longest)
  let from = start
  let at = start
  while (at < most && text[at] !== ';') {
    const isComment = text.startsWith('//', at) || text.startsWith('--', at) || text.startsWith('/*', at)
    if (isComment) {
      parts.push(text.slice(from, at), ' ')
      const line = text.indexOf('\n', at)
      at = text[at + 1] === '*' ? behindComment(text, at) : line < 0 ? text.length : line
      from = at
    } else if (text[at] === "'" || text[at] === '"') {
      const close = text.indexOf(text[at] ?? '', at + 1)
      at = close < 0 ? most : close + 1
    } else at += 1
  }
  parts.push(text.slice(from, Math.min(at, most)))
  return {text: parts.join(''), next: at + 1}
}

const signs: Readonly<Record<string, string>> = {n: '\n', r: '\n', t: '\t'}

/** What stands in a text: `~"` is a quote, `~n` a line, `$$HEX1$$e700$$ENDHEX$$` a character by its number. */
export function plainText(written: string): string {
  const [, signs = '', quote] = /(~*)(["'])?$/.exec(written.slice(-200)) ?? []
  const isClosed = quote !== undefined && written.length > 1 && signs.length % 2 === 0
  return withCharacters(unescaped(written.slice(1, isClosed ? -1 : undefined)))
}

/** One level of `~` less. */
export function unescaped(text: string): string {
  return text.replace(/~([^])/g, (_, sign: string) => signs[sign] ?? sign)
}

function withCharacters(text: string): string {
  return text.includes('$$HEX')
    ? text.replace(/\$\$HEX\d{1,4}\$\$([\da-f]{4,4000})\$\$ENDHEX\$\$/gi, (_, codes: string) =>
        Buffer.from(codes.slice(0, codes.length - (codes.length % 4)), 'hex').toString('utf16le'),
      )
    : text
}
