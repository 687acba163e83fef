import type {Token} from './tokens.ts'

/** A statement of SQL within PL/SQL. */
export interface SqlStatement {
  /** As it is written, without comments. */
  readonly text: string
  readonly at: number
}

const verbs = new Set(['select', 'insert', 'update', 'delete', 'merge', 'with', 'truncate'])
/** What may stand before a statement. */
const before = new Set([
  ...[
    ';',
    '(',
    'begin',
    'then',
    'else',
    'loop',
    'is',
    'as',
    'for',
    'exception',
    'in',
    '/',
    '>',
    'all',
    'union',
    'minus',
  ],
])
const longest = 100_000

/** Each statement of SQL that stands in the code itself, once: what stands in its brackets is part of it. */
export function sqlStatements(tokens: readonly Token[], text: string): readonly SqlStatement[] {
  const found: SqlStatement[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token?.kind !== 'word' || !verbs.has(token.text) || !mayBegin(tokens, at)) continue
    const end = endOf(tokens, at)
    const written = sqlOf(tokens.slice(at, end), text)
    found.push({text: written, at: token.at})
    at = Math.max(end - 1, at)
  }
  return found
}

function mayBegin(tokens: readonly Token[], at: number): boolean {
  const last = tokens[at - 1]
  // Behind `$end` the code goes on.
  const isConditional = last?.text === 'end' && tokens[at - 2]?.text === '$'
  if (last === undefined || isConditional || before.has(last.text)) return true
  // `FORALL i IN 1 .. n INSERT INTO`: what stands before is a value.
  for (let place = at - 1; place >= 0 && place > at - 30; place -= 1) {
    const {text} = tokens[place] ?? {text: ';'}
    if (text === 'forall') return true
    if (text === ';' || text === 'begin' || text === 'loop') return false
  }
  return false
}

/** The statement ends at its `;`, or where the bracket ends that it stands in. */
function endOf(tokens: readonly Token[], start: number): number {
  let depth = 0
  const limit = (tokens[start]?.at ?? 0) + longest
  let at = start
  for (; at < tokens.length && (tokens[at]?.at ?? 0) < limit; at += 1) {
    const {kind, text} = tokens[at] ?? {kind: 'mark', text: ';'}
    if (kind === 'text') continue
    if (text === '(') depth += 1
    else if (text === ')') depth -= 1
    if (depth < 0 || text === ';' || (text === 'loop' && depth === 0)) return at
  }
  return at
}

/** As it is written, but comments; the verb in capitals, which no sentence has. */
function sqlOf(tokens: readonly Token[], text: string): string {
  const [first, second] = tokens
  const verb = `${first?.text.toUpperCase() ?? ''}${first?.text === 'delete' && second?.text !== 'from' ? ' FROM' : ''}`
  return [verb, ...tokens.slice(1).map(({at, end}) => text.slice(at, end))].reduce((whole, part, index) => {
    const isJoined = index > 0 && (part === '@' || whole.endsWith('@'))
    return `${whole}${index === 0 || isJoined ? '' : ' '}${part}`
  }, '')
}
