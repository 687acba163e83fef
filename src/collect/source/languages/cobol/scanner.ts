import type {Fact, FileFacts} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {CopySeen, Named, ProgramSeen} from '../mainframe-fact.ts'
import {cicsFacts} from './cics-facts.ts'
import {dliFacts} from './dli-facts.ts'
import {fileFacts} from './file-facts.ts'
import {itemsOf} from './followed-items.ts'
import {linkCobol} from './imports.ts'
import {dliPrograms} from './libraries.ts'
import {mqFacts} from './mq-facts.ts'
import {type CobolCode, codeOf} from './source-format.ts'
import {sqlFacts} from './sql-facts.ts'
import type {Statements} from './statement-reading.ts'
import {withReplaced, withReplacements} from './replace.ts'
import {statementsOf} from './statements.ts'
import {straightMoves} from './straight-moves.ts'
import {tokensOf} from './tokens.ts'

/** No sound grammar of COBOL is to be had: it is read by lines and tokens. */
export const cobol: LanguageScanner = {
  id: 'cobol',
  name: 'COBOL',
  extensions: ['cbl', 'cob', 'cobol', 'cpy', 'cpb', 'ccp', 'pco', 'sqb', 'dcl'],
  read: readCobol,
  link: linkCobol,
}

const listing = /^.{0,3}PP 5\d{3}-\w{3}.{0,4} (?:IBM|Enterprise) /m
/** What makes a file of COBOL lead anywhere. */
const ofInterest = /\b(?:PROGRAM-ID|FUNCTION-ID|CALL|EXEC|COPY|PIC|PICTURE|INCLUDE|OPEN)\b/i

interface Read {
  readonly code: CobolCode
  readonly statements: Statements
  readonly unended: number | undefined
}

function read(text: string): Read {
  const code = codeOf(text)
  const {tokens: written, unended} = tokensOf(code)
  const {tokens, replacements} = withReplacements(written)
  const read = statementsOf(tokens)
  const statements = {...read, copies: read.copies.map((copy) => withReplaced(copy, replacements))}
  return {code, statements, unended: unended ?? statements.unended}
}

function readCobol({text}: ScannedFile): FileFacts {
  const nothing = {imports: [], declares: [], facts: []}
  if (listing.test(text.slice(0, 4000)))
    return {...nothing, fault: {message: 'a listing of the compiler, no source: not read'}}
  if (!ofInterest.test(text)) return nothing
  const {code, statements, unended} = read(text)
  const {lineAt} = code
  const copies = copyFacts(statements, code)
  const sql = sqlFacts(statements)
  const found = [
    ...callFacts(statements),
    ...cicsFacts(statements),
    ...dliFacts(statements),
    ...mqFacts(statements),
    ...sql.facts,
    ...fileFacts(statements, lineAt),
  ]
  const sourceAt = straightMoves(statements)
  const placed = found.map(({at, ...fact}) => ({...withSources(fact, at, sourceAt), line: lineAt(at)}) as Fact) // the line is all that it lacks
  const programs = programFacts(statements, code)
  const items = itemFacts({...statements, moves: [...statements.moves, ...sql.moves]}, placed, programs.length > 0)
  const fault =
    unended === undefined ? undefined : {line: lineAt(unended), message: 'syntax error: this EXEC never ends'}
  return {
    imports: copies.map(({member, line}) => ({specifier: member, line})),
    declares: programs.map(({name}) => name),
    facts: factsInOrder([...programs, ...copies, ...placed, ...items]),
    ...(fault && {fault}),
  }
}

function programFacts({programs}: Statements, code: CobolCode): readonly ProgramSeen[] {
  return programs.map(({name, at, until, within, entries, using, statements, decisions}) => {
    const line = code.lineAt(at)
    const last = Number.isFinite(until) ? code.lineAt(until) : code.lineAt(code.text.length)
    return {
      is: 'program',
      name,
      language: 'COBOL',
      line,
      until: last,
      ...(within !== undefined && {within}),
      ...(entries.length > 0 && {entries}),
      ...(using.length > 0 && {using}),
      codeLines: programs.length === 1 ? code.codeLines : last - line + 1,
      decisions,
      statements: Object.fromEntries(Object.entries(statements).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    }
  })
}

function copyFacts({copies, sql}: Statements, code: CobolCode): readonly CopySeen[] {
  const included = sql.flatMap(({text, at}) => {
    const member = /^\s*INCLUDE\s+['"]?([\w$#@]+)/i.exec(text)?.[1]
    return member ? [{is: 'copy', member: member.toUpperCase(), line: code.lineAt(at)} as const] : []
  })
  return [
    ...copies.map(({member, replacing, section, at}) => ({
      is: 'copy' as const,
      member,
      line: code.lineAt(at),
      ...(replacing.length > 0 && {replacing}),
      ...((section === 'linkage' || section === 'file') && {isFromOutside: true as const}),
    })),
    ...included,
    ...code.included.map(({member, line}) => ({is: 'copy' as const, member, line})),
  ]
}

function callFacts({calls}: Statements) {
  return calls.flatMap(({how, target, at}) =>
    target.literal !== undefined && dliPrograms.has(target.literal.toUpperCase())
      ? []
      : [{is: 'call' as const, to: 'program' as const, how, target, at}],
  )
}

/** What is known of the items that the facts name; of a copybook, of all. */
function itemFacts(statements: Statements, placed: readonly Fact[], isProgram: boolean): readonly Fact[] {
  const wanted = placed.flatMap((fact) =>
    Object.values(fact).flatMap((part: unknown) => (isNamed(part) && part.item !== undefined ? [part.item] : [])),
  )
  if (isProgram && wanted.length === 0) return []
  const {items, receives} = itemsOf(statements, isProgram ? [...new Set(wanted)] : undefined)
  if (Object.keys(items).length === 0) return []
  return [{is: 'items', line: 1, items, ...(receives && {receives})}]
}

/** Names as they are at a place, where the MOVE is sure that set them; the item that was named is not followed then. */
function withSources<T extends object>(fact: T, at: number, sourceAt: (named: Named, at: number) => Named): T {
  const parts = Object.entries(fact).map(([key, part]) => [key, isNamed(part) ? sourceAt(part, at) : part])
  return Object.fromEntries(parts) as T // names stand where names stood
}

function isNamed(part: unknown): part is Named {
  return typeof part === 'object' && part !== null && 'item' in part
}
