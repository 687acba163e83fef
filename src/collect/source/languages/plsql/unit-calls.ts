import {lineOf} from '../line-of.ts'
import type {PartUse} from '../part-fact.ts'
import type {Token} from './tokens.ts'

/** Packages that Oracle's database brings: no tree has them. */
const ofOracle = /^(?:sys\.)?(?:(?:dbms|utl|apex|wwv|owa|mdsys|ctx)_?\w*|htp|htf|standard|xmltype|json_\w+)\./

/**
 * What units call of others, by the names that they use: routines of packages wherever brackets follow, those without a
 * package where they are statements. Which of them the tree has, only the tree says; what the file itself declares is its
 * own.
 */
export function unitCalls(tokens: readonly Token[], text: string): readonly PartUse[] {
  const lineAt = lineOf(text)
  const own = declaredIn(tokens)
  const found = new Map<string, PartUse>()
  for (const [at, token] of tokens.entries()) {
    if (!isCall(tokens, at) || own.has(token.text) || ofOracle.test(token.text)) continue
    const name = text.slice(token.at, token.end).replace(/["\s]/g, '').slice(0, longestName)
    const line = lineAt(token.at)
    const key = `${line} ${token.text}`
    if (!found.has(key)) found.set(key, {is: 'part-use', language: 'PL/SQL', name, line})
  }
  return [...found.values()]
}

const longestName = 261

/** Routines that the file declares within its units. */
function declaredIn(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const [at, {text}] of tokens.entries())
    if (text === 'procedure' || text === 'function') names.add(tokens[at + 1]?.text ?? '')
  return names
}

/** Before a table, a type or a declaration, brackets hold no arguments. */
const noCall: ReadonlySet<string> = new Set([
  ...['procedure', 'function', 'package', 'body', 'cursor', 'type', 'trigger', 'view', 'index', 'constraint'],
  ...['into', 'from', 'join', 'update', 'on', 'references', 'using'],
])
/** What a statement stands behind. */
const before: ReadonlySet<string> = new Set([';', 'begin', 'then', 'else', 'loop', '>'])
/** Statements of one word, and what may stand before brackets and is no routine. */
const words: ReadonlySet<string> = new Set([
  ...['end', 'null', 'commit', 'rollback', 'return', 'exit', 'continue', 'if', 'elsif', 'loop', 'while', 'for', 'case'],
  ...['begin', 'declare', 'exception', 'select', 'with', 'pipe', 'raise', 'raise_application_error'],
])

function isCall(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'word') return false
  const [previous, next] = [tokens[at - 1]?.text ?? '', tokens[at + 1]?.text]
  const isStatement = before.has(previous) && (next === ';' || next === '(')
  if (!token.text.includes('.')) return isStatement && !words.has(token.text)
  // `(+)` is a join of SQL.
  return isStatement || (next === '(' && tokens[at + 2]?.text !== '+' && !noCall.has(previous))
}
