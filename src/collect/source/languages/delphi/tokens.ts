import type {Token} from '../vbnet/tokens.ts'
import {patternsAt} from '../patterns-at.ts'

/** A directive to the compiler, `{$IFDEF X}` without its brackets and its `$`. */
export interface Directive {
  readonly text: string
  readonly at: number
}

interface PascalTokens {
  /** Comments are none; a text has the characters that `#13#10` stand for. */
  readonly tokens: readonly Token[]
  readonly directives: readonly Directive[]
}

const patterns = {
  blank: /\s+/y,
  line: /[^\n]*/y,
  /** `'it''s'`, which ends at its quote or with the line. */
  text: /'([^'\n]*(?:''[^'\n]*)*)'?/y,
  /** From three quotes that end a line to three that begin one. */
  block: /'''[^\S\n]*\n([^]*?)\n[^\S\n]*'''/y,
  code: /#(\$[\dA-F]{1,6}|\d{1,7})/iy,
  word: /&?[\p{L}_][\p{L}\p{N}_]*/uy,
  number: /\$[\dA-F]+|\d+(?:\.\d+)?(?:E[+-]?\d+)?/iy,
  mark: /:=|<>|<=|>=|\.\.|[^]/y,
}
type Patterns = typeof patterns

/** The tokens of Object Pascal; what the compiler would leave out by a condition is read too. */
export function pascalTokens(text: string): PascalTokens {
  const {own, end} = patternsAt(patterns, text)
  const match = (pattern: RegExp, at: number): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    return pattern.exec(text) ?? undefined
  }
  const reading: Reading = {text, tokens: [], directives: [], own, match, end}
  for (let at = 0; at < text.length;) at = Math.max(readToken(reading, at), at + 1)
  return reading
}

interface Reading {
  readonly text: string
  readonly tokens: Token[]
  readonly directives: Directive[]
  readonly own: Patterns
  readonly match: (pattern: RegExp, at: number) => RegExpExecArray | undefined
  /** Behind what a pattern finds there; the same place where it finds nothing. */
  readonly end: (pattern: RegExp, at: number) => number
}

/** Reads what stands at a place, and tells the place behind it. */
function readToken(reading: Reading, at: number): number {
  const {text, tokens, own, end} = reading
  const first = text[at] ?? ''
  if (first <= ' ') return end(own.blank, at)
  if (isLetter(first) || first === '&') {
    const behind = end(own.word, at)
    if (behind > at) {
      tokens.push({kind: 'word', text: text.slice(first === '&' ? at + 1 : at, behind), at})
      return behind
    }
  }
  const second = text[at + 1] ?? ''
  if (first === "'" || (first === '#' && /[$\d]/.test(second))) return readText(reading, at)
  if (first === '/' && second === '/') return end(own.line, at)
  if (first === '{' || (first === '(' && second === '*')) return readComment(reading, at)
  const number = end(own.number, at)
  const behind = number > at ? number : end(own.mark, at)
  tokens.push({kind: 'mark', text: text.slice(at, behind), at})
  return behind
}

/** What a word may begin with: all that is no sign of ASCII. */
function isLetter(first: string): boolean {
  return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first === '_' || first > '\u007f'
}

function readComment({text, directives}: Reading, at: number): number {
  const [begins, ends] = text[at] === '{' ? ['{', '}'] : ['(*', '*)']
  const close = text.indexOf(ends, at + begins.length)
  const inside = text.slice(at + begins.length, close < 0 ? text.length : close)
  if (inside.startsWith('$')) directives.push({text: inside.slice(1, 300).trim(), at})
  return close < 0 ? text.length : close + ends.length
}

/** Texts and numbers of characters that stand side by side are one. */
function readText({text, tokens, own, match}: Reading, start: number): number {
  const block = match(own.block, start)
  if (block) {
    tokens.push({kind: 'text', text: block[1] ?? '', at: start})
    return start + block[0].length
  }
  const parts: string[] = []
  let at = start
  for (;;) {
    const found = text[at] === "'" ? match(own.text, at) : match(own.code, at)
    if (!found) break
    parts.push(text[at] === "'" ? (found[1] ?? '').replaceAll("''", "'").replace(/\r$/, '') : characterOf(found[1]))
    at += found[0].length
  }
  tokens.push({kind: 'text', text: parts.join(''), at: start})
  return at
}

/** The character of `13`, or of `$0D`. */
export function characterOf(code = ''): string {
  const number = code.startsWith('$') ? Number.parseInt(code.slice(1), 16) : Number(code)
  return number > 0 && number <= 0xffff ? String.fromCharCode(number) : ' '
}
