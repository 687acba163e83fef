import type {Replacing} from '../mainframe-fact.ts'
import {replacedName, type Copy} from './copies.ts'
import type {Token} from './tokens.ts'

/** What a REPLACE statement puts in for what, from its end up to the next. */
export interface Replacement {
  readonly from: number
  readonly until: number
  readonly pairs: readonly Pair[]
}

interface Pair {
  readonly from: readonly Token[]
  readonly to: readonly Token[]
  readonly part?: 'leading' | 'trailing'
}

const mostTokens = 4000
const mostMade = 2_000_000

/** The tokens of a program with what its REPLACE statements put in, each at the place of what it stands for. */
export function withReplacements(tokens: readonly Token[]): {
  readonly tokens: readonly Token[]
  readonly replacements: readonly Replacement[]
} {
  if (!tokens.some((token, at) => isReplace(tokens, token, at))) return {tokens, replacements: []}
  const made: Token[] = []
  const replacements: Replacement[] = []
  let pairs: readonly Pair[] = []
  let from = 0
  const end = (until: number): void => {
    if (pairs.length > 0) replacements.push({from, until, pairs})
  }
  for (let at = 0; at < tokens.length && made.length < mostMade;) {
    const token = tokens[at]
    if (!token) break
    if (isReplace(tokens, token, at)) {
      end(token.at)
      const said = pairsAt(tokens, at + 1)
      pairs = said.pairs
      from = token.at
      at = said.next
      continue
    }
    const pair = pairs.find((one) => one.part === undefined && startsAt(tokens, at, one.from))
    if (pair) {
      for (const one of pair.to) made.push({...one, at: token.at})
      at += pair.from.length
    } else {
      made.push(token.kind === 'word' && pairs.length > 0 ? inPart(token, pairs) : token)
      at += 1
    }
  }
  end(Infinity)
  return {tokens: made, replacements}
}

/** At the beginning of a sentence: `INSPECT ... REPLACING` is another word, and a data item cannot be called so. */
function isReplace(tokens: readonly Token[], token: Token, at: number): boolean {
  if (token.kind !== 'word' || token.text !== 'REPLACE') return false
  const next = tokens[at + 1]
  return next?.text === '==' || /^(?:OFF|ALSO|LEADING|TRAILING|LAST)$/.test(next?.text ?? '')
}

function pairsAt(tokens: readonly Token[], start: number): {readonly pairs: readonly Pair[]; readonly next: number} {
  const pairs: Pair[] = []
  const stop = Math.min(tokens.length, start + mostTokens)
  let at = tokens[start]?.text === 'ALSO' ? start + 1 : start
  while (at < stop && !(tokens[at]?.kind === 'mark' && tokens[at]?.text === '.')) {
    const word = tokens[at]?.text
    const part = word === 'LEADING' ? 'leading' : word === 'TRAILING' ? 'trailing' : undefined
    const from = pseudoText(tokens, part ? at + 1 : at, stop)
    const to = from && tokens[from.next]?.text === 'BY' ? pseudoText(tokens, from.next + 1, stop) : undefined
    if (!from || !to) {
      // `REPLACE OFF.`, and what is no REPLACE after all.
      at += 1
      continue
    }
    if (from.words.length > 0) pairs.push({from: from.words, to: to.words, ...(part && {part})})
    at = to.next
  }
  return {pairs, next: at + 1}
}

/** What stands between two `==`. */
function pseudoText(
  tokens: readonly Token[],
  start: number,
  stop: number,
): {readonly words: readonly Token[]; readonly next: number} | undefined {
  if (tokens[start]?.text !== '==') return undefined
  let at = start + 1
  while (at < stop && tokens[at]?.text !== '==') at += 1
  return tokens[at]?.text === '==' ? {words: tokens.slice(start + 1, at), next: at + 1} : undefined
}

function startsAt(tokens: readonly Token[], at: number, from: readonly Token[]): boolean {
  return from.every(({kind, text}, index) => {
    const token = tokens[at + index]
    return token?.kind === kind && token.text === text
  })
}

/** A word of which a part is replaced. */
function inPart(token: Token, pairs: readonly Pair[]): Token {
  const parts = pairs.filter(({part, from}) => part !== undefined || /^:.*:$/.test(from[0]?.text ?? ''))
  return parts.length === 0 ? token : {...token, text: replacedName(token.text, replacingOf(parts))}
}

function replacingOf(pairs: readonly Pair[]): readonly Replacing[] {
  const text = (words: readonly Token[]): string => words.map((word) => word.text).join(' ')
  return pairs.map(({from, to, part}) => ({from: text(from), to: text(to), ...(part && {part})}))
}

/** A COPY with what REPLACE puts into what it takes in, behind what it says itself. */
export function withReplaced<C extends Pick<Copy, 'replacing' | 'at'>>(
  copy: C,
  replacements: readonly Replacement[],
): C {
  const around = replacements.find(({from, until}) => from <= copy.at && copy.at < until)
  return around ? {...copy, replacing: [...copy.replacing, ...replacingOf(around.pairs)]} : copy
}
