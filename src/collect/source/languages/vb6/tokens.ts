import type {Token} from '../vbnet/tokens.ts'
import {patternsAt} from '../patterns-at.ts'

const patterns = {
  blank: /[^\S\n\r]+(?:_[^\S\n]*\r?\n)?/y,
  /** One that ends with ` _` goes on in the next line. */
  remark: /(?:[^\n]*?[^\S\n]_[^\S\n]*\r?\n)*[^\n]*/y,
  word: /[\p{L}_][\p{L}\p{N}_]*/uy,
  bracketed: /\[[^\]\n]{1,200}\]/y,
  number: /&[HO][\dA-F]+&?|\d[\w.]*[%&!#@]?/iy,
  /** Behind a name, the sign of its type: `Left$(`, `Dim count&`; not an `&` that joins texts. */
  sign: /[$%!#@](?![\p{L}_])|&(?=[^\S\n]*(?:[=,)(\r\n':]|$))/uy,
}
type Patterns = typeof patterns

/**
 * The tokens of Visual Basic before .NET, and of VBScript: comments are none, a line goes on behind ` _` alone, and signs
 * of types are left out.
 */
export function vb6Tokens(text: string): readonly Token[] {
  const {own, end} = patternsAt(patterns, text)
  const tokens: Token[] = []
  for (let at = 0; at < text.length;) at = Math.max(readToken(text, at, {tokens, own, end}), at + 1)
  return tokens
}

interface Reading {
  readonly tokens: Token[]
  readonly own: Patterns
  /** Behind what a pattern finds there; the same place where it finds nothing. */
  readonly end: (pattern: RegExp, at: number) => number
}

/** Reads what stands at a place, and tells the place behind it. */
function readToken(text: string, at: number, {tokens, own, end}: Reading): number {
  const first = text[at] ?? ''
  if (first === '\n' || (first === ':' && text[at + 1] !== '=')) {
    if (tokens.length > 0 && tokens.at(-1)?.kind !== 'end') tokens.push({kind: 'end', text: '', at})
    return at + 1
  }
  if (first === '"') return readText(text, at, tokens)
  if (first === "'" || first === '‘' || first === '’') return end(own.remark, at)
  const blank = end(own.blank, at)
  if (blank > at || first === '\r') return blank
  const word = end(own.word, at)
  if (word > at) return readWord(text.slice(at, word), at, word, {tokens, own, end})
  const bracketed = first === '[' ? end(own.bracketed, at) : at
  if (bracketed > at) {
    tokens.push({kind: 'word', text: text.slice(at + 1, bracketed - 1), at})
    return bracketed
  }
  const next = first === ':' || text.startsWith('<>', at) ? at + 2 : Math.max(end(own.number, at), at + 1)
  const mark = text.slice(at, next)
  // The number of a line stands before its statement, and is no part of it.
  const isLineNumber = /^\d+$/.test(mark) && (tokens.at(-1)?.kind ?? 'end') === 'end'
  if (!isLineNumber) tokens.push({kind: 'mark', text: mark, at})
  return next
}

function readWord(word: string, at: number, next: number, {tokens, own, end}: Reading): number {
  const isFirst = (tokens.at(-1)?.kind ?? 'end') === 'end'
  if (isFirst && word.toLowerCase() === 'rem') return end(own.remark, at)
  tokens.push({kind: 'word', text: word, at})
  return end(own.sign, next)
}

/** A text ends at its quote, or with the line. */
function readText(text: string, start: number, tokens: Token[]): number {
  let at = start + 1
  while (at < text.length && text[at] !== '\n') {
    if (text[at] === '"') {
      if (text[at + 1] !== '"') break
      at += 1
    }
    at += 1
  }
  tokens.push({
    kind: 'text',
    text: text
      .slice(start + 1, at)
      .replaceAll('""', '"')
      .replace(/\r$/, ''),
    at: start,
  })
  return text[at] === '"' ? at + 1 : at
}
