import type {Token} from './tokens.ts'

/** What variables hold where they are used: texts, with `{}` for each part that only a run decides. */
export interface Texts {
  /** The whole expression at a place, and the place behind it. */
  readonly at: (start: number) => {readonly texts: readonly string[]; readonly next: number}
  readonly set: (variable: string, start: number, isAppended: boolean) => number
  /** It takes what a run alone decides. */
  readonly open: (variable: string) => void
  /** What a variable may hold; what is set behind this does not reach back. */
  readonly use: (variable: string) => readonly string[]
  readonly clear: () => void
}

interface Held {
  texts: readonly string[]
  isUsed: boolean
}

const longest = 100_000
const mostTexts = 8
const mostTokens = 5000
const deepest = 10
const unknown = ['{}'] as const
/** What ends an expression. */
const ends =
  /^(?:from|where|group|order|having|into|as|output|out|with|select|insert|update|delete|merge|exec|execute|set|declare|if|else|while|begin|end|print|return|raiserror|create|alter|drop|truncate|union|for|option|at|go|open|close|fetch|then|when|commit|rollback)$/

export function textsOfVariables(tokens: readonly Token[]): Texts {
  const held = new Map<string, Held>()
  const valueOf = (variable: string): string => {
    const texts = held.get(variable)?.texts ?? unknown
    return texts.length === 1 ? (texts[0] ?? '{}') : '{}'
  }
  const at: Texts['at'] = (start) => {
    const token = tokens[start]
    const {text, next} = expression(tokens, start, valueOf)
    // A variable alone may hold each of several.
    const isAlone = token?.kind === 'variable' && next === start + 1
    return {texts: isAlone ? (held.get(token.text)?.texts ?? unknown) : [text], next}
  }
  return {
    at,
    set: (variable, start, isAppended) => {
      const before = held.get(variable)
      const first = tokens[start]
      const isOwn = first?.kind === 'variable' && first.text === variable
      if (isAppended || isOwn) {
        const from = isOwn ? start + 1 : start
        const {text, next} = expression(tokens, from, valueOf, isOwn)
        const texts = (before?.texts ?? unknown).map((one) => (one.length > longest ? one : `${one}${text}`))
        held.set(variable, {texts, isUsed: false})
        return next
      }
      const {texts, next} = at(start)
      const kept = before && !before.isUsed ? before.texts : []
      held.set(variable, {texts: [...new Set([...kept, ...texts])].slice(0, mostTexts), isUsed: false})
      return next
    },
    open: (variable) => held.set(variable, {texts: unknown, isUsed: false}),
    use: (variable) => {
      const own = held.get(variable)
      if (own) own.isUsed = true
      return own?.texts ?? unknown
    },
    clear: () => held.clear(),
  }
}

/** Texts, variables and calls with `+` between; another sign makes a number of it. */
function expression(
  tokens: readonly Token[],
  start: number,
  valueOf: (variable: string) => string,
  beginsWithSign = false,
  depth = 0,
): {readonly text: string; readonly next: number} {
  const parts: string[] = []
  let isOperand = !beginsWithSign
  let at = start
  for (; at < tokens.length && at < start + mostTokens;) {
    const token = tokens[at]
    if (!token || token.kind === 'go') break
    if (token.kind === 'mark' && token.text === '+') {
      isOperand = true
      at += 1
      continue
    }
    if (!isOperand) {
      if (token.kind === 'mark' && /^[-*/%|&^]$/.test(token.text)) {
        parts.push('{}')
        isOperand = true
        at += 1
        continue
      }
      break
    }
    const read = operand(tokens, at, valueOf, depth)
    if (!read) break
    parts.push(read.text)
    at = read.next
    isOperand = false
  }
  return {text: parts.length > 0 ? parts.join('').slice(0, longest) : '{}', next: Math.max(at, start)}
}

function operand(
  tokens: readonly Token[],
  at: number,
  valueOf: (variable: string) => string,
  depth: number,
): {readonly text: string; readonly next: number} | undefined {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (!token) return undefined
  if (token.kind === 'text') return {text: token.text, next: at + 1}
  if (token.kind === 'variable')
    return next?.text === '.'
      ? {text: '{}', next: behindCall(tokens, at + 3)}
      : {text: valueOf(token.text), next: at + 1}
  if (token.kind === 'mark' && token.text === '(') {
    const close = behindBracket(tokens, at)
    if (depth >= deepest) return {text: '{}', next: close}
    const inner = expression(tokens, at + 1, valueOf, false, depth + 1)
    return {text: inner.next === close - 1 ? inner.text : '{}', next: close}
  }
  if (token.kind === 'mark') return /^\d/.test(token.text) ? {text: token.text, next: at + 1} : undefined
  if (token.text === 'case') return {text: '{}', next: behindCase(tokens, at)}
  if (token.kind === 'word' && ends.test(token.text)) return undefined
  const isSign = /^n?char$/.test(token.text) && next?.text === '('
  if (isSign) return {text: '\n', next: behindBracket(tokens, at + 1)}
  let end = at + 1
  while (tokens[end]?.text === '.' && tokens[end + 1]) end += 2
  return {text: '{}', next: behindCall(tokens, end)}
}

function behindCall(tokens: readonly Token[], at: number): number {
  return tokens[at]?.kind === 'mark' && tokens[at]?.text === '(' ? behindBracket(tokens, at) : at
}

function behindCase(tokens: readonly Token[], start: number): number {
  let depth = 0
  for (let at = start; at < tokens.length; at += 1) {
    const {kind, text} = tokens[at] ?? {kind: 'go', text: ''}
    if (kind === 'go') return at
    if (kind === 'word' && text === 'case') depth += 1
    else if (kind === 'word' && text === 'end') depth -= 1
    if (depth === 0) return at + 1
  }
  return tokens.length
}

/** The place behind the bracket that closes the one at `open`, or at the end of the batch. */
export function behindBracket(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let at = open; at < tokens.length; at += 1) {
    const {kind, text} = tokens[at] ?? {kind: 'go', text: ''}
    if (kind === 'go') return at
    if (kind === 'mark' && text === '(') depth += 1
    else if (kind === 'mark' && text === ')') depth -= 1
    if (depth === 0) return at + 1
  }
  return tokens.length
}
