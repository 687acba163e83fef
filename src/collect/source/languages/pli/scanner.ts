import {cicsFacts} from '../cobol/cics-facts.ts'
import {dliFacts} from '../cobol/dli-facts.ts'
import {itemFacts, withSources} from '../cobol/item-facts.ts'
import {dliPrograms} from '../cobol/libraries.ts'
import {mqFacts} from '../cobol/mq-facts.ts'
import {sqlFacts} from '../cobol/sql-facts.ts'
import type {Call, Move} from '../cobol/statement-reading.ts'
import {straightMoves} from '../cobol/straight-moves.ts'
import type {Fact, FileFacts} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {CopySeen, ProgramSeen} from '../mainframe-fact.ts'
import {countCalls, resolvedCalls} from './calls.ts'
import {fileFacts} from './files.ts'
import {linkPli} from './imports.ts'
import type {OuterProcedure, Reading} from './reading.ts'
import {codeOf, type PliCode} from './source-code.ts'
import {readStatements} from './statements.ts'

/** PL/I has no reserved words, and no sound grammar is to be had: it is read by statements. */
export const pli: LanguageScanner = {
  id: 'pli',
  name: 'PL/I',
  extensions: ['pli', 'pl1', 'plinc'],
  read: readPli,
  link: linkPli,
}

const ofInterest = /\b(?:PROC|PROCEDURE|PACKAGE|CALL|EXEC|INCLUDE|XINCLUDE|DCL|DECLARE|INC)\b/i

function readPli({text}: ScannedFile): FileFacts {
  if (!ofInterest.test(text)) return {imports: [], declares: [], facts: []}
  const code = codeOf(text)
  const {lineAt} = code
  const reading = readStatements(code)
  const calls = resolvedCalls(reading)
  countCalls(reading, calls)
  const copies = copyFacts(reading, code)
  const sql = sqlFacts(reading)
  const moves = withEntries(reading, [...reading.moves, ...sql.moves])
  const found = [
    ...calls.flatMap(callFact),
    ...cicsFacts(reading),
    ...dliFacts({dli: reading.dli, calls}),
    ...mqFacts({calls, moves, paragraphs: reading.paragraphs}),
    ...sql.facts,
    ...fileFacts(reading, lineAt),
  ]
  const sourceAt = straightMoves({...reading, moves})
  const placed = found.map(({at, ...fact}) => ({...withSources(fact, at, sourceAt), line: lineAt(at)}) as Fact) // the line is all that it lacks
  const programs = programFacts(reading, code)
  const items = itemFacts(
    {...{items: reading.items, moves, leaves: [], performs: []}, paragraphs: reading.paragraphs},
    placed,
    programs.length > 0,
  )
  const {unended} = code
  return {
    imports: copies.map(({member, line}) => ({specifier: member, line})),
    declares: programs.map(({name}) => name),
    facts: factsInOrder([...programs, ...copies, ...placed, ...items]),
    ...(unended && {
      fault: {line: lineAt(unended.at), message: `syntax error: this ${unended.what} never ends`},
    }),
  }
}

/** A variable for procedures holds those that are assigned to it. */
function withEntries({entries}: Reading, moves: readonly Move[]): readonly Move[] {
  return moves.map((move) => {
    const entry = move.from === undefined || move.from.startsWith("'") ? undefined : entries.get(move.from)
    return entry && !entry.isVariable ? {...move, from: `'${entry.external}`} : move
  })
}

function callFact({how, target, at}: Call) {
  if (target.literal !== undefined && dliPrograms.has(target.literal)) return []
  return [{is: 'call' as const, to: 'program' as const, how, target, at}]
}

function copyFacts({copies, sql}: Reading, {lineAt, included}: PliCode): readonly CopySeen[] {
  return [
    ...copies.map(({member, at}) => ({is: 'copy' as const, member, line: lineAt(at)})),
    ...sql.flatMap(({text, at}) => {
      const member = /^\s*INCLUDE\s+['"]?([\w$#@]+)/i.exec(text)?.[1]
      return member ? [{is: 'copy' as const, member: member.toUpperCase(), line: lineAt(at)}] : []
    }),
    ...included.map(({member, line}) => ({is: 'copy' as const, member, line})),
  ]
}

/** Procedures that no other is around; those that a package gives away are one program. */
function programFacts({procedures}: Reading, code: PliCode): readonly ProgramSeen[] {
  const packages = new Map<unknown, OuterProcedure[]>()
  for (const procedure of procedures) {
    const key = procedure.within ?? procedure
    packages.set(key, [...(packages.get(key) ?? []), procedure])
  }
  return [...packages.values()].flatMap((members): readonly ProgramSeen[] => {
    const given = members.filter(
      ({within, names}) => !within?.exports || names.some((name) => within.exports?.has(name)),
    )
    const first = given.find(({isMain}) => isMain) ?? given[0]
    if (!first) return []
    const [name = '', ...others] = first.names
    const entries = [
      ...others,
      ...first.entries,
      ...given.filter((one) => one !== first).flatMap(({names, entries: own}) => [...names, ...own]),
    ]
    const {at, until} = first.within ?? first
    const line = code.lineAt(at)
    const last = code.lineAt(Number.isFinite(until) ? until : code.text.length)
    return [
      {
        ...{is: 'program', name, language: 'PL/I', line, until: last},
        ...(entries.length > 0 && {entries: [...new Set(entries)]}),
        ...(first.using.length > 0 && {using: first.using}),
        codeLines: packages.size === 1 ? linesOf(code.text) : last - line + 1,
        decisions: members.reduce((sum, {decisions}) => sum + decisions, 0),
        statements: statementsOf(members),
      },
    ]
  })
}

/** Lines with code. */
function linesOf(text: string): number {
  let [lines, isBlank] = [0, true]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 10) isBlank = true
    else if (isBlank && code > 32) {
      lines += 1
      isBlank = false
    }
  }
  return lines
}

function statementsOf(members: readonly OuterProcedure[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const {statements} of members)
    for (const [what, number] of Object.entries(statements)) counts.set(what, (counts.get(what) ?? 0) + number)
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
