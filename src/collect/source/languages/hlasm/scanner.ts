import {cicsFacts} from '../cobol/cics-facts.ts'
import {dliFacts} from '../cobol/dli-facts.ts'
import {itemFacts, withSources} from '../cobol/item-facts.ts'
import {dliPrograms} from '../cobol/libraries.ts'
import {mqFacts} from '../cobol/mq-facts.ts'
import {sqlFacts} from '../cobol/sql-facts.ts'
import {straightMoves} from '../cobol/straight-moves.ts'
import type {Fact, FileFacts} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {ProgramSeen} from '../mainframe-fact.ts'
import {memberName} from '../members.ts'
import {fileFacts} from './files.ts'
import {linkHlasm} from './imports.ts'
import {showsHlasm} from './libraries.ts'
import type {Reading, Unit} from './reading.ts'
import {readStatements} from './statements.ts'

/** The assembler of mainframes; that of other machines has the same endings, and is only counted. */
export const hlasm: LanguageScanner = {
  id: 'hlasm',
  name: 'Assembler',
  extensions: ['asm', 'hlasm', 'mac', 'assemble', 'mlc', 'alc'],
  read: readHlasm,
  link: linkHlasm,
}

const looked = 200_000

function readHlasm({path, text}: ScannedFile): FileFacts {
  if (!showsHlasm.test(text.slice(0, looked)) && !/^\s+COPY\s/im.test(text.slice(0, looked)))
    return {imports: [], declares: [], facts: []}
  const member = memberName(path)
  const reading = readStatements(text, member)
  const programs = programFacts(reading, member)
  const own = new Set(reading.units.flatMap(({sections, entries}) => [...sections, ...entries]))
  const sql = sqlFacts(reading)
  const sourceAt = straightMoves({...reading, points: []})
  const found = [
    ...callFacts(reading, own),
    ...cicsFacts(reading),
    ...dliFacts(reading),
    ...mqFacts(reading),
    ...sql.facts,
    ...fileFacts(reading),
  ]
  // A library of several macros is taken in for one of them: which of its calls are made is not known.
  const isLibrary = programs.length === 0 && reading.macros.length > 1
  const placed = isLibrary ? [] : found.map(({at, ...fact}) => ({...withSources(fact, at, sourceAt), line: at}) as Fact) // the line is all that it lacks
  const copies = copiesOf(reading)
  const items = itemFacts({...reading, moves: [...reading.moves, ...sql.moves]}, placed, programs.length > 0)
  const uses = [...reading.operations].map(([operation, line]) => `${operation}:${line}`).join(' ')
  return {
    imports: copies.map(({member, line}) => ({specifier: member, line})),
    declares: [...programs.map(({name}) => name), ...new Set(reading.macros.map((name) => `macro ${name}`))],
    ...(uses && {uses}),
    facts: factsInOrder([
      ...programs,
      ...copies.map(({member, line}) => ({is: 'copy', member, line}) as const),
      ...placed,
      ...items,
    ]),
  }
}

function copiesOf({copies, sql}: Reading): Reading['copies'] {
  const included = sql.flatMap(({text, at}) => {
    const member = /^\s*INCLUDE\s+['"]?([\w$#@]+)/i.exec(text)?.[1]
    return member ? [{member: member.toUpperCase(), line: at}] : []
  })
  return [...copies, ...included]
}

const mostBesideMacros = 20

/** Members that are taken in have no END; code behind macros of its own, which may write that too, is a program. */
function isAssembled({sections, hasEnd, hasCode, openCode}: Unit, {macros}: Reading): boolean {
  return sections.length > 0 || (hasEnd && hasCode) || (macros.length > 0 && openCode > mostBesideMacros)
}

/** Named as its member where that is what its code is called, and else as its first control section. */
function programFacts(reading: Reading, member: string): readonly ProgramSeen[] {
  return reading.units.flatMap((unit) => {
    const {until, sections, entries, labelled, codeLines, decisions, statements} = unit
    if (!isAssembled(unit, reading)) return []
    const isMember = sections.length === 0 || sections.includes(member) || labelled !== undefined
    const name = isMember ? member : (sections[0] ?? member)
    const known = [...new Set([...sections, ...entries])].filter((entry) => entry !== name)
    return [
      {
        ...{
          is: 'program' as const,
          name,
          language: 'Assembler',
          line: Math.min(unit.line, labelled ?? unit.line),
          until,
        },
        ...(known.length > 0 && {entries: known}),
        ...{codeLines, decisions},
        statements: Object.fromEntries(Object.entries(statements).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      },
    ]
  })
}

/** Calls, and symbols of other programs whose addresses are asked for; those of the file's own lead nowhere. */
function callFacts({calls, references}: Reading, own: ReadonlySet<string>) {
  const isOther = (literal: string | undefined): boolean =>
    literal === undefined || (!own.has(literal) && !dliPrograms.has(literal))
  return [
    ...calls.map(({how, target, at}) => ({how, target, at})),
    ...references.map(({how, target, line}) => ({how, target, at: line})),
  ]
    .filter(({target}) => isOther(target.literal))
    .map((call) => ({is: 'call' as const, to: 'program' as const, ...call}))
}
