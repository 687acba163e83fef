import type {Named} from '../mainframe-fact.ts'
import {identifierAt} from './identifiers.ts'
import {type Token, tokensOf} from './tokens.ts'

/** A command between EXEC and END-EXEC: its words, and its options with what stands in their brackets. */
export interface ExecCommand {
  /** The words before the first option with brackets, at most three. */
  readonly words: readonly string[]
  readonly options: ReadonlyMap<string, Named>
  /** The tokens in an option's brackets. */
  readonly inside: ReadonlyMap<string, readonly Token[]>
  readonly at: number
  /** The place behind its END-EXEC. */
  readonly next: number
  readonly isEnded: boolean
}

const mostTokens = 600
const longestCommand = 60_000

/** The command whose words stand in a text without its EXEC and its end, as other languages than COBOL have it. */
export function execCommandOf(text: string, at: number): ExecCommand {
  const {tokens} = tokensOf({text: text.slice(0, longestCommand)})
  return {...execCommandAt(tokens, 0), at}
}

/** The command behind `EXEC CICS` or `EXEC DLI`, whose first token stands at `start`. */
export function execCommandAt(tokens: readonly Token[], start: number): ExecCommand {
  const words: string[] = []
  const options = new Map<string, Named>()
  const inside = new Map<string, readonly Token[]>()
  const at = tokens[start]?.at ?? 0
  const stop = Math.min(tokens.length, start + mostTokens)
  let next = start
  for (; next < stop; next += 1) {
    const token = tokens[next]
    if (token?.kind !== 'word') {
      if (token?.text === '.' || token?.kind === 'sql') break
      continue
    }
    if (token.text === 'END-EXEC' || token.text === 'EXEC') break
    if (tokens[next + 1]?.text !== '(') {
      words.push(token.text)
      continue
    }
    const close = closing(tokens, next + 1, stop)
    const own = tokens.slice(next + 2, close)
    if (!inside.has(token.text)) {
      inside.set(token.text, own)
      const name = namedIn(own)
      if (name) options.set(token.text, name)
    }
    words.push(token.text)
    next = close
  }
  const isEnded = tokens[next]?.text === 'END-EXEC'
  return {words, options, inside, at, next: isEnded ? next + 1 : next, isEnded}
}

/** The place of the bracket that closes the one at `open`, or the last one looked at. */
export function closing(tokens: readonly Token[], open: number, stop: number): number {
  let depth = 0
  for (let at = open; at < stop; at += 1) {
    const text = tokens[at]?.kind === 'mark' ? tokens[at]?.text : undefined
    if (text === '(') depth += 1
    else if (text === ')') depth -= 1
    if (depth === 0) return at
    if (tokens[at]?.text === 'END-EXEC') return at - 1
  }
  return stop - 1
}

/** A literal, or the data item that stands in brackets. */
function namedIn(tokens: readonly Token[]): Named | undefined {
  const [first] = tokens
  if (!first) return undefined
  if (first.kind === 'text') return {literal: first.text.trim()}
  return first.kind === 'word' ? identifierAt(tokens, 0).named : undefined
}
