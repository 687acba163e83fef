import {lineAmong} from '../line-of.ts'
import type {Fact, FileFacts} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {CopySeen, ProgramSeen} from '../mainframe-fact.ts'
import {memberName} from '../members.ts'
import {type RexxRead, readClauses} from './clauses.ts'
import {commandFacts, perhaps} from './commands.ts'
import {linkRexx} from './imports.ts'
import {builtIn} from './libraries.ts'
import {codeOf, type RexxCode} from './source-code.ts'

/** REXX of TSO: each file is a program that is named as its member. */
export const rexx: LanguageScanner = {
  id: 'rexx',
  name: 'REXX',
  extensions: ['rexx', 'rex', 'exec'],
  read: readRexx,
  link: linkRexx,
}

const isRexx = /\b(?:ADDRESS|ARG|CALL|DO|EXIT|PARSE|PULL|RETURN|SAY|TRACE)\b|^\s*\/\*/i
/** The older language of commands has its own words, and scripts of other shells say whose they are. */
const isOther = /^\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*PROC\s+\d|^#!(?!.*rexx)/i
const looked = 4000

function readRexx({path, text}: ScannedFile): FileFacts {
  if (!isRexx.test(text) || isOther.test(text.slice(0, looked))) return {imports: [], declares: [], facts: []}
  const code = codeOf(text)
  const lineAt = linesOf(code.text)
  const read = readClauses(code)
  const {facts, counts} = commandFacts(read, lineAt)
  const calls = callFacts(read, lineAt)
  const program = programFact(memberName(path), {code, read, lineAt}, counts, calls.length)
  const copies = copiesOf(text, lineAt)
  return {
    imports: copies.map(({member, line}) => ({specifier: member, line})),
    declares: [program.name],
    facts: factsInOrder([program, ...copies, ...calls, ...functionFacts(code, read, lineAt), ...facts]),
    ...(code.unended !== undefined && {
      fault: {line: lineAt(code.unended), message: 'syntax error: this comment never ends'},
    }),
  }
}

function linesOf(text: string): (at: number) => number {
  const starts: number[] = []
  for (let at = 0; at >= 0;) {
    starts.push(at)
    const end = text.indexOf('\n', at)
    at = end < 0 ? -1 : end + 1
  }
  return lineAmong(starts)
}

function programFact(
  name: string,
  {code, read, lineAt}: {readonly code: RexxCode; readonly read: RexxRead; readonly lineAt: (at: number) => number},
  counts: ReadonlyMap<string, number>,
  calls: number,
): ProgramSeen {
  const all = [...counts, ...(calls > 0 ? [['CALL', calls] as const] : [])]
  return {
    ...{is: 'program', name, language: 'REXX', line: 1, until: lineAt(code.text.length)},
    codeLines: code.clauses.length,
    decisions: read.decisions,
    statements: Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** A routine that is no label of the file and none of the language's own is another member. */
function callFacts({calls, labels}: RexxRead, lineAt: (at: number) => number): readonly Fact[] {
  return calls.flatMap(({name, written, isQuoted, at}): readonly Fact[] => {
    const line = lineAt(at)
    if (name === undefined)
      return [{is: 'call', to: 'program', how: 'CALL', target: {item: written.toUpperCase()}, line}]
    if (builtIn.has(name) || (!isQuoted && labels.has(name)) || !/^[A-Z@#$][A-Z0-9@#$]{0,7}$/.test(name)) return []
    return [{is: 'call', to: 'program', how: 'CALL', target: {literal: name}, line}]
  })
}

/** A function may be a member, or of a package that comes with a product. */
function functionFacts({masked}: RexxCode, {labels}: RexxRead, lineAt: (at: number) => number): readonly Fact[] {
  const met = new Set<string>()
  const facts: Fact[] = []
  for (const {0: all, 1: written = '', index} of masked.matchAll(/(?<![\w@#$!?.])([A-Z@#$][\w@#$]{0,7})\(/gi)) {
    const name = written.toUpperCase()
    if (met.has(name) || builtIn.has(name) || labels.has(name)) continue
    met.add(name)
    facts.push(perhaps('function', name, lineAt(index + all.length - 1)))
  }
  return facts
}

/** The compiler takes members in that a comment names. */
function copiesOf(text: string, lineAt: (at: number) => number): readonly CopySeen[] {
  return [...text.matchAll(/\/\*%INCLUDE\s+([A-Z@#$][\w@#$]{0,7})\s*\*\//gi)].map(({1: member = '', index}) => ({
    is: 'copy',
    member: member.toUpperCase(),
    line: lineAt(index),
  }))
}
