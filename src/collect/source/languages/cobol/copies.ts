import type {Replacing} from '../mainframe-fact.ts'
import type {Token} from './tokens.ts'

export interface Copy {
  readonly member: string
  readonly replacing: readonly Replacing[]
  readonly at: number
  /** The place behind the statement. */
  readonly next: number
}

const mostTokens = 4000

/** `COPY member [OF library] [SUPPRESS] [REPLACING ...].`, whose COPY stands at `start`. */
export function copyAt(tokens: readonly Token[], start: number): Copy | undefined {
  const named = tokens[start + 1]
  if (named?.kind !== 'word' && named?.kind !== 'text') return undefined
  const replacing: Replacing[] = []
  let at = start + 2
  const stop = Math.min(tokens.length, start + mostTokens)
  while (at < stop && /^(?:OF|IN)$/.test(tokens[at]?.text ?? '')) at += 2
  if (tokens[at]?.text === 'SUPPRESS') at += 1
  if (tokens[at]?.text === 'REPLACING') {
    at += 1
    while (at < stop && !isPoint(tokens[at])) {
      const pair = replacingAt(tokens, at, stop)
      if (!pair) break
      replacing.push(pair.replacing)
      at = pair.next
    }
  }
  if (isPoint(tokens[at])) at += 1
  return {member: memberName(named), replacing, at: named.at, next: at}
}

/** Of a path, the last part without its ending. */
function memberName({text}: Token): string {
  const last = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1)
  return last
    .replace(/\.\w{1,8}$/, '')
    .trim()
    .toUpperCase()
}

function isPoint(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'mark' && token.text === '.')
}

function replacingAt(tokens: readonly Token[], start: number, stop: number) {
  const part =
    tokens[start]?.text === 'LEADING' ? 'leading' : tokens[start]?.text === 'TRAILING' ? 'trailing' : undefined
  const from = operandAt(tokens, part ? start + 1 : start, stop)
  if (tokens[from.next]?.text !== 'BY') return undefined
  const to = operandAt(tokens, from.next + 1, stop)
  return {
    replacing: {from: from.text, to: to.text, ...(part && {part})} as Replacing,
    next: to.next,
  }
}

/** A word, a literal, or what stands between two `==`. */
function operandAt(
  tokens: readonly Token[],
  start: number,
  stop: number,
): {readonly text: string; readonly next: number} {
  if (tokens[start]?.text !== '==') {
    // An identifier may go on with `OF` and its group, and with subscripts.
    let at = start + 1
    while (at < stop && /^(?:OF|IN)$/.test(tokens[at]?.text ?? '')) at += 2
    return {text: tokens[start]?.text ?? '', next: at}
  }
  const words: string[] = []
  let at = start + 1
  for (; at < stop && tokens[at]?.text !== '=='; at += 1) words.push(tokens[at]?.text ?? '')
  return {text: words.join(' '), next: at + 1}
}

/** What a name of a member is called once a COPY has put in what it says. */
export function replacedName(name: string, replacing: readonly Replacing[]): string {
  for (const {from, to, part} of replacing) {
    if (part === 'leading' && name.startsWith(from)) return to + name.slice(from.length)
    if (part === 'trailing' && name.endsWith(from)) return name.slice(0, name.length - from.length) + to
    if (part === undefined && name === from.replace(/\s*\.$/, '')) return to.split(' ')[0] ?? name
    if (/^:.*:$/.test(from) && name.includes(from)) return name.replaceAll(from, to)
  }
  return name
}
