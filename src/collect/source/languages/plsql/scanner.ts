import type {Fact} from '../fact.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import {lineOf} from '../line-of.ts'
import {linkPlsql} from './imports.ts'
import {plsqlTokens, type Token} from './tokens.ts'
import {unitCalls} from './unit-calls.ts'
import {unitFacts} from './unit-facts.ts'
import {unitParts} from './unit-parts.ts'

/** No sound grammar of PL/SQL is to be had: units of Oracle's database are read by tokens. */
export const plsql: LanguageScanner = {
  id: 'plsql',
  name: 'PL/SQL',
  extensions: [
    'pks',
    'pkb',
    'pls',
    'plb',
    'plsql',
    'prc',
    'fnc',
    'trg',
    'tps',
    'tpb',
    'pck',
    'pkg',
    'pkh',
    'bdy',
    'spc',
    'vw',
  ],
  skim,
  facts,
  link: linkPlsql,
}

const kinds = new Set(['package', 'procedure', 'function', 'trigger', 'type', 'view', 'library', 'synonym'])
const marks = new Set([
  'or',
  'replace',
  'editionable',
  'noneditionable',
  'force',
  'materialized',
  'public',
  'and',
  'no',
])
const longestName = 261
const inQuotes = /^(?:begin|end|if|then|else|loop|is|as|in|out|select|from|where|and|or|not|null|return)$/

function skim({text}: ScannedFile): Skim {
  const tokens = plsqlTokens(text)
  const lineAt = lineOf(text)
  const declares: string[] = []
  let wrapped: number | undefined
  for (let at = 0; at < tokens.length; at += 1) {
    const unit = tokens[at]?.text === 'create' ? unitAt(tokens, at + 1) : undefined
    if (!unit) continue
    declares.push(unit.name)
    if (tokens[unit.next]?.text === 'wrapped') wrapped ??= tokens[unit.next]?.at
  }
  const uses = new Map<string, number>()
  for (const {kind, text: name, at} of tokens)
    if (kind === 'word' && name.length <= longestName && !inQuotes.test(name))
      for (const one of namesOf(name)) if (!uses.has(one)) uses.set(one, at)
  return {
    imports: [],
    declares,
    uses: [...uses].map(([name, at]) => `${name}:${lineAt(at)}`).join(' '),
    isOfInterest: wrapped === undefined && tokens.length > 0,
    ...(wrapped !== undefined && {
      fault: {line: lineAt(wrapped), message: 'wrapped: the source is encrypted, and nothing of it can be read'},
    }),
  }
}

/** A name of what it may be part of: `owner.package.procedure` is of the package, with its owner or without. */
function namesOf(name: string): readonly string[] {
  const parts = name.split('.')
  return parts.slice(0, 2).filter((part) => /^[\w$#]+$/.test(part))
}

interface Unit {
  /** In lower case without its owner; that of a body has `body ` before it. */
  readonly name: string
  readonly next: number
}

function unitAt(tokens: readonly Token[], start: number): Unit | undefined {
  let at = start
  while (marks.has(tokens[at]?.text ?? '') && at < start + 8) at += 1
  const kind = tokens[at]?.text ?? ''
  if (!kinds.has(kind)) return undefined
  const isBody = tokens[at + 1]?.text === 'body'
  const token = tokens[at + (isBody ? 2 : 1)]
  if (token?.kind !== 'word' || kind === 'synonym') return undefined
  const name = token.text.replace(/^.*\./, '').slice(0, longestName)
  return {name: isBody ? `body ${name}` : name, next: at + (isBody ? 3 : 2)}
}

function facts({text}: ScannedFile): readonly Fact[] {
  const tokens = plsqlTokens(text)
  return [...unitParts(tokens, text), ...unitFacts(tokens, text), ...unitCalls(tokens, text)].toSorted(
    (a, b) => a.line - b.line,
  )
}
