import type {Token} from '../vbnet/tokens.ts'
import {declaredAs} from '../vb6/declared-as.ts'

interface Parts {
  readonly procedures: readonly {readonly tokens: readonly Token[]; readonly locals: ReadonlySet<string>}[]
  readonly outside: readonly Token[]
  readonly names: ReadonlySet<string>
}

const kinds = new Set(['event', 'on', 'function', 'subroutine'])

/** The scripts of an object: events, functions and subroutines, each up to its `end`. */
export function partsOf(tokens: readonly Token[]): Parts {
  const procedures: Parts['procedures'][number][] = []
  const outside: Token[] = []
  let start: number | undefined
  let isPrototype = false
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (!token) break
    const isFirst = at === 0 || tokens[at - 1]?.kind === 'end'
    const word = isFirst && token.kind === 'word' ? token.text.toLowerCase() : ''
    const next = tokens[at + 1]?.text.toLowerCase() ?? ''
    if (word === 'forward' || (word === 'type' && next === 'prototypes')) isPrototype = next === 'prototypes'
    if (word === 'end' && next === 'prototypes') isPrototype = false
    if (word === 'end' && kinds.has(next) && start !== undefined) {
      procedures.push(procedureOf(tokens.slice(start, at)))
      start = undefined
    } else if (kinds.has(word) && start === undefined && !isPrototype) start = at
    if (start === undefined) outside.push(token)
  }
  if (start !== undefined) procedures.push(procedureOf(tokens.slice(start)))
  return {procedures, outside, names: declaredAs(outside)}
}

function procedureOf(tokens: readonly Token[]): Parts['procedures'][number] {
  return {tokens, locals: declaredAs(tokens)}
}
