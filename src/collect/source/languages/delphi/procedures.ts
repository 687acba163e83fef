import {declaredAs} from '../vb6/declared-as.ts'
import type {Token} from '../vbnet/tokens.ts'

interface Procedure {
  readonly tokens: readonly Token[]
  /** In lower case, its parameters too. */
  readonly locals: ReadonlySet<string>
}

interface Parts {
  readonly procedures: readonly Procedure[]
  readonly outside: readonly Token[]
  readonly names: ReadonlySet<string>
}

const heads = new Set(['procedure', 'function', 'constructor', 'destructor', 'operator'])

/** The procedures of a file, from the place on where their bodies stand; one within another is told apart by its head. */
export function partsOf(tokens: readonly Token[], bodiesFrom: number): Parts {
  const starts: number[] = []
  for (let at = 0; at < tokens.length; at += 1)
    if ((tokens[at]?.at ?? 0) >= bodiesFrom && isHead(tokens, at)) starts.push(at)
  const outside = tokens.slice(0, starts[0] ?? tokens.length)
  const procedures = starts.map((start, index) => {
    const own = tokens.slice(start, starts[index + 1] ?? tokens.length)
    return {tokens: own, locals: declaredAs(own)}
  })
  return {procedures, outside, names: new Set([...declaredAs(outside), ...constantsIn(outside)])}
}

function isHead(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  return (
    token?.kind === 'word' &&
    heads.has(token.text.toLowerCase()) &&
    (at === 0 || tokens[at - 1]?.kind === 'end') &&
    tokens[at + 1]?.kind === 'word'
  )
}

/** `NAME = 'text'`. */
function constantsIn(tokens: readonly Token[]): ReadonlySet<string> {
  return new Set(
    tokens.flatMap(({kind, text}, at) =>
      kind === 'word' && tokens[at - 1]?.kind === 'end' && tokens[at + 1]?.text === '=' ? [text.toLowerCase()] : [],
    ),
  )
}
