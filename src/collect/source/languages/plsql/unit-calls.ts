import {lineOf} from '../line-of.ts'
import type {PartUse} from '../part-fact.ts'
import type {Token} from './tokens.ts'

/** Packages that Oracle's database brings: no tree has them. */
const ofOracle = /^(?:sys\.)?(?:(?:dbms|utl|apex|wwv|owa|mdsys|ctx)_?\w*|htp|htf|standard|xmltype|json_\w+)\./

/**
 * What units call of others, by the names that they use: routines of packages wherever brackets follow, those without a
 * package where they are statements, or stand with brackets where a value does and are no variable of the file. Which of them the tree has, only the tree says; what the file itself declares is its
 * own.
 */
export function unitCalls(tokens: readonly Token[], text: string): readonly PartUse[] {
  const lineAt = lineOf(text)
  const own = declaredIn(tokens)
  const variables = variablesIn(tokens)
  const found = new Map<string, PartUse>()
  for (const [at, token] of tokens.entries()) {
    if (
      !(isCall(tokens, at) || (isValue(tokens, at) && !variables.has(token.text))) ||
      own.has(token.text) ||
      ofOracle.test(token.text)
    )
      continue
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

/** What stands before a value, and before its name alone. */
const beforeValue: ReadonlySet<string> = new Set([
  ...[':=', '=>', '=', '<', '>', '(', ',', '+', '-', '*', '/', '||'],
  ...[
    'return',
    'if',
    'elsif',
    'when',
    'then',
    'else',
    'while',
    'until',
    'case',
    'in',
    'default',
    'set',
    'by',
    'having',
  ],
  ...['select', 'distinct', 'where', 'and', 'or', 'not', 'between', 'like'],
])

/** `total_fn(2)` in an expression, as far as the tokens say; the elements of an array look the same. */
function isValue(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'word' || token.text.includes('.') || words.has(token.text)) return false
  const [previous, open, first] = [tokens[at - 1], tokens[at + 1], tokens[at + 2]]
  return previous?.kind !== 'text' && beforeValue.has(previous?.text ?? '') && open?.text === '(' && first?.text !== '+'
}

/** `sums t_sums`: what a declaration gives a type, arrays with it; names of columns that have an alias count as such. */
function variablesIn(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const [at, {kind, text}] of tokens.entries()) {
    const [previous, next] = [tokens[at - 1]?.text ?? '', tokens[at + 1]]
    if (kind !== 'word' || next?.kind !== 'word' || beforeName.has(next.text)) continue
    if (beforeDeclared.has(previous)) names.add(text)
  }
  for (const [at, {text}] of tokens.entries())
    if (text === 'cursor' || text === 'type' || text === 'subtype') names.add(tokens[at + 1]?.text ?? '')
  return names
}

const beforeDeclared: ReadonlySet<string> = new Set([';', 'is', 'as', 'declare', '(', ','])
const beforeName: ReadonlySet<string> = new Set(['from', 'into', 'where', 'is', 'in', 'and', 'or', 'like', 'between'])

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
