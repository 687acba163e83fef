import type {Fact} from '../fact.ts'
import type {ProgramCall} from '../mainframe-fact.ts'
import {sqlFact} from '../sql-text.ts'
import type {CommandGiven, RexxRead} from './clauses.ts'
import {programEnvironments} from './libraries.ts'

interface Allocation {
  readonly dd: string | undefined
  readonly datasets: readonly string[]
  readonly disposition: string
  readonly line: number
}

interface RecordsUsed {
  readonly dd: string
  readonly mode: 'input' | 'output' | 'i-o'
  readonly line: number
}

interface Given {
  readonly facts: Fact[]
  readonly allocations: Allocation[]
  readonly used: RecordsUsed[]
  readonly counts: Map<string, number>
  readonly textOfVariable: RexxRead['textOfVariable']
  /** Panels are shown, which may change any variable. */
  readonly showsPanels: boolean
}

/** What the commands of a file do: programs they start, panels they show, datasets they have, tables they ask. */
export function commandFacts(
  {commands, queued, textOfVariable}: Pick<RexxRead, 'commands' | 'queued' | 'textOfVariable'>,
  lineAt: (at: number) => number,
): {readonly facts: readonly Fact[]; readonly counts: ReadonlyMap<string, number>} {
  const showsPanels = commands.some(({text}) => /^\s*(?:ISPEXEC\s+)?(?:DISPLAY|TBDISPL)\b.*\bPANEL\b/i.test(text))
  const given: Given = {facts: [], allocations: [], used: [], counts: new Map(), textOfVariable, showsPanels}
  for (const command of commands) commandAt(given, command, lineAt(command.at), 0)
  for (const {text, at} of queued) {
    const program = /^\s*RUN\s+PROG(?:RAM)?\s*\(\s*([A-Z@#$][\w@#$]*)\s*\)/i.exec(text)?.[1]
    if (program !== undefined) called(given, 'DSN RUN', program, lineAt(at))
  }
  return {facts: [...given.facts, ...datasetFacts(given)], counts: given.counts}
}

function count({counts}: Given, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

const deepest = 4

function commandAt(
  given: Given,
  {environment, text, isFollowed}: Omit<CommandGiven, 'at'>,
  line: number,
  depth: number,
): void {
  const command = text.trim()
  const [, first = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(command) ?? []
  const verb = first.toUpperCase()
  if (verb === '' || depth > deepest) return
  const inside = (other: string): void =>
    commandAt(given, {environment: other, text: rest, isFollowed}, line, depth + 1)
  if (programEnvironments.test(environment)) {
    count(given, `ADDRESS ${environment}`)
    if (isMember(verb)) called(given, `ADDRESS ${environment}`, verb, line, false)
  } else if (environment === 'ISPEXEC') dialogueAt(given, command, line)
  else if (environment === 'DSNREXX' || verb === 'EXECSQL') sqlAt(given, verb, rest, line)
  else if (environment === 'MVS' && verb === 'EXECIO') recordsAt(given, rest, line)
  else if (environment !== 'TSO' && environment !== 'MVS') return
  else if (verb === 'ISPEXEC') inside('ISPEXEC')
  else if (verb === 'TSOEXEC') inside('TSO')
  else if (/^ALLOC(?:ATE)?$/.test(verb)) allocationAt(given, rest, isFollowed && given.showsPanels, line)
  else tsoAt(given, verb, rest, line)
}

function isMember(name: string): boolean {
  return /^[A-Z@#$][A-Z0-9@#$]{0,7}$/.test(name)
}

function called(given: Given, how: string, program: string, line: number, counts = true): void {
  if (counts) count(given, how)
  given.facts.push({is: 'call', to: 'program', how, target: {literal: program.toUpperCase()}, line})
}

/** `'LIBRARY(MEMBER)'`, `*(MEMBER)`. */
const inLibrary = /^['"]?[^'"()\s]*\(\s*([A-Z@#$][\w@#$]{0,7})\s*\)/i

function tsoAt(given: Given, verb: string, rest: string, line: number): void {
  const member = inLibrary.exec(rest)?.[1]
  if (verb === 'EXECIO') recordsAt(given, rest, line)
  else if (verb === 'CALL') {
    if (member !== undefined) called(given, 'TSO CALL', member, line)
  } else if (verb === 'EX' || verb === 'EXEC') {
    if (member !== undefined) called(given, 'TSO EXEC', member, line)
  } else if (/^SUB(?:MIT)?$/.test(verb)) {
    count(given, 'SUBMIT')
    if (member !== undefined)
      given.facts.push({is: 'call', to: 'job', how: 'SUBMIT', target: {literal: member.toUpperCase()}, line})
  } else if (verb.startsWith('%') && isMember(verb.slice(1))) called(given, 'TSO %', verb.slice(1), line)
  else if (isMember(verb)) given.facts.push(perhaps('TSO command', verb, line))
}

/** A name that may be that of something else: told where the tree holds a program of that name. */
export function perhaps(how: string, name: string, line: number): ProgramCall {
  return {is: 'call', to: 'program', how, target: {literal: name}, isOnlySeen: true, line}
}

function optionOf(text: string, names: string): string | undefined {
  return new RegExp(`(?:^|[\\s)])(?:${names})\\s*\\(((?:[^()]|\\([^()]*\\))*)\\)`, 'i').exec(text)?.[1]?.trim()
}

function allocationAt(given: Given, rest: string, isUncertain: boolean, line: number): void {
  const datasets = optionOf(rest, 'DA|DS|DSN|DSNAME|DATASET')
  const dd = optionOf(rest, 'F|FI|FILE|DD|DDN|DDNAME')?.toUpperCase()
  if (datasets === undefined) return
  count(given, 'ALLOCATE')
  const names = datasets.startsWith("'") || datasets.startsWith('"') ? datasets.split(/['"][\s,]+(?=['"])/) : [datasets]
  given.allocations.push({
    dd,
    datasets: isUncertain ? [''] : names.slice(0, 50),
    disposition: /(?:^|[\s)])(SHR|OLD|NEW|MOD)(?=\s|$)/i.exec(rest)?.[1]?.toUpperCase() ?? '',
    line,
  })
}

function recordsAt(given: Given, rest: string, line: number): void {
  const [, verb = '', dd = ''] = /^\S+\s+(DISKRU?|DISKW)\s+(\S+)/i.exec(rest) ?? []
  if (verb === '') return
  count(given, 'EXECIO')
  const kind = verb.toUpperCase()
  const mode = kind === 'DISKR' ? 'input' : kind === 'DISKW' ? 'output' : 'i-o'
  if (isMember(dd.toUpperCase())) given.used.push({dd: dd.toUpperCase(), mode, line})
  else given.facts.push({is: 'dataset', does: mode === 'input' ? 'reads' : 'writes', how: 'EXECIO of a DD', line})
}

/** What ISPF is asked: programs, commands and panels. */
function dialogueAt(given: Given, command: string, line: number): void {
  const verb = /^\w+/.exec(command)?.[0].toUpperCase()
  if (verb === 'SELECT') {
    count(given, 'ISPEXEC SELECT')
    const program = optionOf(command, 'PGM')
    const other = optionOf(command, 'CMD')
    if (program !== undefined && isMember(program.toUpperCase())) called(given, 'ISPEXEC SELECT', program, line, false)
    if (other !== undefined) commandAt(given, {environment: 'TSO', text: other, isFollowed: false}, line, 2)
  }
  const panel = /^(?:SELECT|DISPLAY|TBDISPL)$/.test(verb ?? '') ? optionOf(command, 'PANEL')?.toUpperCase() : undefined
  if (panel === undefined) return
  if (verb !== 'SELECT') count(given, `ISPEXEC ${verb ?? ''}`)
  if (isMember(panel)) given.facts.push({is: 'panel', panel, operation: verb ?? '', line})
}

/** SQL by DSNREXX; what is prepared stands in a variable. */
function sqlAt(given: Given, verb: string, rest: string, line: number): void {
  if (verb !== 'EXECSQL') return
  count(given, 'EXECSQL')
  const prepared =
    /^\s*(?:PREPARE\s+\w+\s+(?:INTO\s+\S+\s+)?FROM|EXECUTE\s+IMMEDIATE)\s+:?([A-Z@#$!?_][\w@#$!?]*)/i.exec(rest)?.[1]
  const text = prepared === undefined ? rest : given.textOfVariable(prepared)
  const fact = sqlFact(text.trim().replace(/^[a-z]+/i, (word) => word.toUpperCase()))
  if (fact) given.facts.push({...fact, line})
  else if (prepared !== undefined)
    given.facts.push({is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true, line})
}

/** Datasets by what is done with the records of their DD, or else as they are allocated; a DD of JCL is a file. */
function datasetFacts({allocations, used}: Given): readonly Fact[] {
  const byDd = Map.groupBy(used, ({dd}) => dd)
  const allocated = new Set(allocations.map(({dd}) => dd))
  const files = [...byDd].flatMap(([dd, own]): readonly Fact[] => {
    const [first] = own
    if (allocated.has(dd) || !first) return []
    const opens = [...new Map(own.map(({mode, line}) => [mode, {mode, line}])).values()]
    return [{is: 'program-file', file: dd, dd, opens, line: first.line}]
  })
  return [
    ...files,
    ...allocations.flatMap(({dd, datasets, disposition, line}): readonly Fact[] => {
      const own = dd === undefined ? [] : (byDd.get(dd) ?? [])
      const uses = own.flatMap(({mode}) =>
        mode === 'input' ? ['reads'] : mode === 'output' ? ['writes'] : ['reads', 'writes'],
      )
      return datasets.flatMap((written) => {
        const dataset = datasetNamed(written)
        const named = dataset === undefined ? {} : {dataset}
        if (uses.length === 0) return [{is: 'dataset', ...named, ...byDisposition(disposition), line}]
        return [...new Set(uses)].map((does) => ({
          ...{
            is: 'dataset' as const,
            ...named,
            does: does as 'reads' | 'writes',
            how: `EXECIO of DD ${dd ?? ''}`,
            line,
          }, // the two words above
        }))
      })
    }),
  ]
}

function byDisposition(disposition: string): {readonly does?: 'reads' | 'writes'; readonly how: string} {
  const how = disposition === '' ? 'ALLOCATE' : `ALLOCATE ${disposition}`
  if (disposition === 'NEW' || disposition === 'MOD') return {does: 'writes', how}
  return disposition === 'SHR' ? {does: 'reads', how} : {how}
}

/** The whole name stands in quotes; what has none is put behind a user's own prefix. */
function datasetNamed(written: string): string | undefined {
  const name = /^['"]?'([^'()]+)(?:\([^()]*\))?'?['"]?$/
    .exec(written.endsWith("'") ? written : `${written}'`)?.[1]
    ?.trim()
  if (!written.startsWith("'") && !written.startsWith(`"'`)) return undefined
  return name !== undefined && /^[A-Z@#$][A-Z0-9@#$-]{0,7}(?:\.[A-Z@#$][A-Z0-9@#$-]{0,7})+$/i.test(name)
    ? name.toUpperCase()
    : undefined
}
