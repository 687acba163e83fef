import type {Token} from '../vbnet/tokens.ts'
import type {Piece} from '../word.ts'
import {atRunTime} from '../word.ts'

interface FileOpened {
  readonly path: readonly Piece[]
  readonly does: 'reads' | 'writes' | undefined
  readonly at: number
}

const modes: Readonly<Record<string, 'reads' | 'writes' | undefined>> = {
  input: 'reads',
  output: 'writes',
  append: 'writes',
}
const mostTokens = 100

/** `Open path For Output As #1`, `Name old As new`. */
export function filesOpened(tokens: readonly Token[]): readonly FileOpened[] {
  const found: FileOpened[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const before = tokens[at - 1]
    const isFirst = before === undefined || before.kind === 'end' || word(before) === 'then' || word(before) === 'else'
    if (!isFirst || word(tokens[at]) !== 'open') continue
    const mode = indexOf(tokens, at + 1, 'for')
    if (mode === undefined) continue
    const name = word(tokens[mode + 1])
    const does = Object.hasOwn(modes, name) ? modes[name] : undefined
    found.push({path: pieces(tokens.slice(at + 1, mode)), does, at: tokens[at]?.at ?? 0})
  }
  return found
}

function word(token: Token | undefined): string {
  return token?.kind === 'word' ? token.text.toLowerCase() : ''
}

function indexOf(tokens: readonly Token[], start: number, wanted: string): number | undefined {
  for (let at = start; at < tokens.length && at < start + mostTokens && tokens[at]?.kind !== 'end'; at += 1)
    if (word(tokens[at]) === wanted) return at
  return undefined
}

/** Texts and names with `&` or `+` between; else what only a run decides. */
function pieces(tokens: readonly Token[]): readonly Piece[] {
  const inside =
    tokens[0]?.text === '(' && tokens.at(-1)?.text === ')' && tokens[0].kind === 'mark' ? tokens.slice(1, -1) : tokens
  const found: Piece[] = []
  for (let at = 0; at < inside.length; at += 2) {
    const [token, next] = [inside[at], inside[at + 1]]
    if (next && !(next.kind === 'mark' && /^[&+]$/.test(next.text)))
      return found.length > 0 ? [...found, atRunTime] : [atRunTime]
    if (token?.kind === 'text') found.push({text: token.text})
    else if (token?.kind === 'word') found.push({variable: token.text.toLowerCase()})
    else found.push(atRunTime)
  }
  return found
}
