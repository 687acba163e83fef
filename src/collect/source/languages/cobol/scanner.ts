import {fingerprintsOf} from '../code-fingerprints.ts'
import type {Fact, FileFacts} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {CopySeen, ProgramSeen} from '../mainframe-fact.ts'
import {cicsFacts} from './cics-facts.ts'
import {dliFacts} from './dli-facts.ts'
import {fileFacts} from './file-facts.ts'
import {itemFacts, withSources} from './item-facts.ts'
import {idmsFacts} from './idms-facts.ts'
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
  extensions: ['cbl', 'cob', 'cobol', 'cpy', 'cpb', 'ccp', 'pco', 'sqb', 'dcl', 'cblle', 'sqlcblle'],
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
  const {tokens: written, unended, mayReplace} = tokensOf(code)
  const {tokens, replacements} = mayReplace ? withReplacements(written) : {tokens: written, replacements: []}
  const read = statementsOf(tokens)
  const statements = {...read, copies: read.copies.map((copy) => withReplaced(copy, replacements))}
  return {code, statements, unended: unended ?? statements.unended}
}

function readCobol({text}: ScannedFile): FileFacts {
  const nothing = {imports: [], declares: [], facts: []}
  const head = text.slice(0, 4000)
  if (head.includes('PP 5') && listing.test(head))
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
    ...idmsFacts(statements),
  ]
  const sourceAt = straightMoves(statements)
  const placed = found.map(({at, ...fact}) => ({...withSources(fact, at, sourceAt), line: lineAt(at)}) as Fact) // the line is all that it lacks
  const programs = programFacts(statements, code)
  const isWhole = programs.length > 0 && !takesInCode(statements)
  const items = itemFacts({...statements, moves: [...statements.moves, ...sql.moves]}, placed, isWhole)
  const fault =
    unended === undefined ? undefined : {line: lineAt(unended), message: 'syntax error: this EXEC never ends'}
  const fingerprints = programs.length > 0 ? fingerprintsOf(code.procedures) : undefined
  return {
    imports: copies.map(({member, line}) => ({specifier: member, line})),
    declares: programs.map(({name}) => name),
    facts: factsInOrder([...programs, ...copies, ...placed, ...items]),
    ...(fingerprints !== undefined && {fingerprints}),
    ...(fault && {fault}),
  }
}

/** Whether a copybook stands among the statements: it may name any item of the program. */
function takesInCode({copies, items, programs}: Statements): boolean {
  const last = items.at(-1)?.at ?? programs[0]?.at ?? 0
  return copies.some(({section, at}) => section === 'other' && at > last)
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
