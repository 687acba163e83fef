import {codeAlone} from '../code-alone.ts'
import {lineOf} from '../line-of.ts'

interface Around {
  readonly entity: string
  readonly from: number
  readonly to: number
}

const opens = /\bEntity<([\w.]{1,200})>\s{0,20}\(\s{0,200}\(?\s{0,20}\w{1,100}\s{0,20}\)?\s{0,20}=>/g
const longest = 100_000

/** The class whose mapping `Entity<Order>(entity => { ... })` holds a line; the innermost, or none. */
export function entitiesAround(text: string, notCode: RegExp): (line: number) => string {
  const code = codeAlone(text, notCode)
  const lineAt = lineOf(code)
  const around: Around[] = [...code.matchAll(opens)].map(({0: {length}, 1: name = '', index}) => ({
    entity: name.split('.').at(-1) ?? name,
    from: lineAt(index),
    to: lineAt(closing(code, index + length)),
  }))
  return (line) => around.findLast(({from, to}) => from <= line && line <= to)?.entity ?? ''
}

/** The place at which the bracket closes that is open around a place. */
function closing(code: string, start: number): number {
  let depth = 1
  const end = Math.min(code.length, start + longest)
  for (let at = start; at < end; at += 1) {
    if (code[at] === '(') depth += 1
    else if (code[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  return start
}
