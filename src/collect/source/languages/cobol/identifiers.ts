import type {Named} from '../mainframe-fact.ts'
import type {Token} from './tokens.ts'

/** The data item at a token, with its group where it says one; `next` is behind its subscripts. */
export function identifierAt(tokens: readonly Token[], start: number): {readonly named: Named; readonly next: number} {
  const item = tokens[start]?.text ?? ''
  let at = start + 1
  let of: string | undefined
  while (isOf(tokens[at]) && tokens[at + 1]?.kind === 'word') {
    of = tokens[at + 1]?.text
    at += 2
  }
  for (let brackets = 0; brackets < 2 && tokens[at]?.kind === 'mark' && tokens[at]?.text === '('; brackets += 1)
    at = behindBrackets(tokens, at)
  return {named: {item, ...(of !== undefined && {of})}, next: at}
}

function isOf(token: Token | undefined): boolean {
  return token?.kind === 'word' && (token.text === 'OF' || token.text === 'IN')
}

const mostInBrackets = 200

function behindBrackets(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let at = open; at < tokens.length && at - open < mostInBrackets; at += 1) {
    const token = tokens[at]
    if (token?.kind !== 'mark') continue
    if (token.text === '(') depth += 1
    else if (token.text === ')') depth -= 1
    else if (token.text === '.') return at
    if (depth === 0) return at + 1
  }
  return open + 1
}

const figurative = new Set(
  'SPACE SPACES ZERO ZEROS ZEROES LOW-VALUE LOW-VALUES HIGH-VALUE HIGH-VALUES QUOTE QUOTES NULL NULLS ALL'.split(' '),
)

/** What stands for nothing in particular, whatever its length. */
export function isFigurative(word: string): boolean {
  return figurative.has(word)
}
