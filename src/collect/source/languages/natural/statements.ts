import type {Fact} from '../fact.ts'
import type {Named, ProgramFile} from '../mainframe-fact.ts'
import type {ItemsKnown} from '../named-value.ts'
import {beforeView} from './libraries.ts'
import type {NaturalTokens, Token} from './tokens.ts'

/** The item that stands for a view: its value is the DDM. */
export const viewItem = 'view '

/** What the statements of a source say. */
export interface NaturalRead {
  readonly facts: readonly Fact[]
  readonly copies: readonly {readonly member: string; readonly line: number; readonly isFromOutside: boolean}[]
  /** Subroutines that stand in it, the first of which an external one is called by. */
  readonly subroutines: readonly string[]
  /** The function that it is. */
  readonly functionName: string | undefined
  readonly decisions: number
  readonly counts: Readonly<Record<string, number>>
  readonly fields: number
}

interface Reading {
  readonly tokens: readonly Token[]
  readonly numberOf: NaturalTokens['numberOf']
  readonly items: ItemsKnown
  readonly facts: Fact[]
  readonly copies: {member: string; line: number; isFromOutside: boolean}[]
  readonly subroutines: string[]
  functionName: string | undefined
  readonly counts: Map<string, number>
  decisions: number
  fields: number
  /** Within DEFINE DATA, the kind of the section. */
  /** Without DEFINE DATA a statement names the DDM itself. */
  hasData: boolean
  section: 'none' | 'local' | 'parameter' | 'global'
  declared: string
  /** Statements that loop over a view, by the place where they stand. */
  readonly loops: {readonly view: string; readonly line: number; readonly label: string | undefined}[]
  readonly open: string[]
  readonly workFiles: Map<string, {line: number; path: Named | undefined; opens: ProgramFile['opens'][number][]}>
}

type Handler = (reading: Reading, at: number) => number

export function statementsOf({tokens, numberOf}: NaturalTokens, items: ItemsKnown): NaturalRead {
  const reading: Reading = {
    ...{tokens, numberOf, items, facts: [], copies: [], subroutines: [], functionName: undefined, counts: new Map()},
    ...{
      decisions: 0,
      fields: 0,
      hasData: false,
      section: 'none',
      declared: '',
      loops: [],
      open: [],
      workFiles: new Map(),
    },
  }
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]
    if (!token) break
    if (reading.section !== 'none') at = Math.max(dataAt(reading, at), at + 1)
    else if (token.kind === 'word') at = Math.max((handlers.get(token.text) ?? other)(reading, at), at + 1)
    else at += 1
  }
  const {facts, copies, subroutines, functionName, decisions, counts, fields, workFiles} = reading
  const files = [...workFiles].map(([number, {line, path, opens}]): ProgramFile => ({
    ...{is: 'program-file', file: `WORK FILE ${number}`, dd: `CMWKF${number.padStart(2, '0')}`},
    ...(path && {path}),
    opens: opens.slice(0, 100),
    line,
  }))
  return {
    facts: [...(reading.hasData || copies.length > 0 ? facts : facts.map(ofDdm)), ...files],
    ...{copies, subroutines, functionName, decisions, fields},
    counts: Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function ofDdm(fact: Fact): Fact {
  const name = fact.is === 'adabas' ? fact.view.item?.slice(viewItem.length) : undefined
  return fact.is !== 'adabas' || name === undefined || name.startsWith('(') ? fact : {...fact, view: {literal: name}}
}

function count({counts}: Reading, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

function wordAt({tokens}: Reading, at: number): string | undefined {
  const token = tokens[at]
  return token?.kind === 'word' ? token.text : undefined
}

function isMark({tokens}: Reading, at: number, mark: string): boolean {
  const token = tokens[at]
  return token?.kind === 'mark' && token.text === mark
}

/** A literal, or the variable of a name without its group. */
function namedAt({tokens}: Reading, at: number): Named | undefined {
  const token = tokens[at]
  if (token?.kind === 'text') return {literal: token.text.trim().toUpperCase()}
  if (token?.kind !== 'word' || /^\d/.test(token.text)) return undefined
  return {item: plain(token.text)}
}

function plain(name: string): string {
  return name.replace(/\.$/, '').split('.').at(-1) ?? name
}

/** Behind the bracket that closes the one at `open`. */
function behindBrackets({tokens}: Reading, open: number): number {
  let depth = 0
  for (let at = open; at < tokens.length && at - open < 500; at += 1) {
    const token = tokens[at]
    if (token?.kind !== 'mark') continue
    if (token.text === '(') depth += 1
    else if (token.text === ')' && --depth === 0) return at + 1
  }
  return open + 1
}

/** A line of DEFINE DATA. */
function dataAt(reading: Reading, at: number): number {
  const {tokens, items} = reading
  const token = tokens[at]
  if (!token) return at + 1
  const {text} = token
  if (token.kind === 'text') {
    if (isMark(reading, at - 1, '<') && reading.declared) items.value(reading.declared, text.trim().toUpperCase())
    return at + 1
  }
  if (token.kind !== 'word') return at + 1
  if (text === 'END-DEFINE') reading.section = 'none'
  else if (/^(?:LOCAL|PARAMETER|GLOBAL|INDEPENDENT|CONTEXT|OBJECT)$/.test(text) && !isLevel(tokens[at - 1])) {
    reading.section = text === 'PARAMETER' ? 'parameter' : text === 'GLOBAL' ? 'global' : 'local'
    if (wordAt(reading, at + 1) === 'USING') {
      const member = wordAt(reading, at + 2)
      if (member !== undefined)
        reading.copies.push({member, line: token.line, isFromOutside: reading.section !== 'local'})
      count(reading, `${text} USING`)
      return at + 3
    }
  } else if (isLevel(tokens[at - 1]) && !/^\d/.test(text)) {
    reading.fields += 1
    const isView = wordAt(reading, at + 1) === 'VIEW'
    const ddm = isView ? wordAt(reading, wordAt(reading, at + 2) === 'OF' ? at + 3 : at + 2) : undefined
    if (ddm !== undefined) {
      items.value(viewItem + text, ddm)
      return at + 3
    }
    reading.declared = text === 'REDEFINE' ? '' : text
    if (reading.section === 'parameter' && reading.declared) items.open(reading.declared)
  }
  return at + 1
}

function isLevel(token: Token | undefined): boolean {
  return token?.kind === 'word' && /^\d{1,2}$/.test(token.text)
}

const other: Handler = (reading, at) => {
  const {tokens} = reading
  const name = tokens[at]?.text ?? ''
  if (isMark(reading, at + 1, ':=')) return assignAt(reading, plain(name), at + 2)
  if (isMark(reading, at + 1, '(') && isMark(reading, at + 2, '<')) {
    count(reading, 'function')
    reading.facts.push({
      is: 'call',
      to: 'program',
      how: 'function',
      target: {literal: name},
      line: tokens[at]?.line ?? 1,
    })
    return at + 3
  }
  return at + 1
}

/** What a variable is set to: a literal or a variable alone, else what a run decides. */
function assignAt(reading: Reading, name: string, at: number): number {
  const {tokens, items} = reading
  const value = namedAt(reading, at)
  const next = tokens[at + 1]
  const goesOn = next?.line === tokens[at]?.line && next?.kind === 'mark' && /^[-+*/(]$/.test(next.text)
  if (!value || goesOn) items.open(name)
  else if (value.literal !== undefined) items.value(name, value.literal)
  else if (value.item?.startsWith('*')) items.open(name)
  else items.move(name, value.item ?? '')
  // A function may be called there.
  return isMark(reading, at + 1, '(') ? at : at + 1
}

const moveAt: Handler = (reading, at) => {
  const {tokens} = reading
  const isPlain = !/^(?:EDITED|LEFT|RIGHT|SUBSTRING|BY|ALL|ROUNDED|ENCODED|NORMALIZED|INDEXED)$/.test(
    tokens[at + 1]?.text ?? '',
  )
  let next = at + 1
  while (next < tokens.length && next - at < 40 && wordAt(reading, next) !== 'TO') next += 1
  if (wordAt(reading, next) !== 'TO') return at + 1
  const isSimple = isPlain && next === at + 2
  for (let target = next + 1; target < next + 20; target += 1) {
    const name = wordAt(reading, target)
    if (name === undefined || !/^[#+@]|\./.test(name)) {
      if (target === next + 1 && name !== undefined && !/^\d/.test(name))
        setFrom(reading, plain(name), at + 1, isSimple)
      break
    }
    setFrom(reading, plain(name), at + 1, isSimple)
    if (isMark(reading, target + 1, '(')) target = behindBrackets(reading, target + 1) - 1
  }
  return next + 1
}

function setFrom(reading: Reading, name: string, at: number, isSimple: boolean): void {
  if (isSimple) assignAt(reading, name, at)
  else reading.items.open(name)
}

/** The variables behind a place, in its line: they take what a run gives. */
function receiveBehind(reading: Reading, at: number): void {
  const {tokens, items} = reading
  const line = tokens[at]?.line
  for (let next = at; next < tokens.length && tokens[next]?.line === line && next - at < 60; next += 1) {
    const name = wordAt(reading, next)
    if (name !== undefined && /^[#+]|\.[#+A-Z]/.test(name)) items.open(plain(name))
  }
}

const nothing = /(?!)/

function callAt(how: string, skipped: RegExp): Handler {
  return (reading, at) => {
    let next = at + 1
    while (skipped.test(wordAt(reading, next) ?? '')) next += 1
    const target = namedAt(reading, next)
    if (!target) return at + 1
    count(reading, how)
    // A command that is stacked has its parameters behind it.
    const literal = how === 'STACK COMMAND' ? target.literal?.split(/\s/)[0] : target.literal
    const called = literal === undefined ? target : {literal}
    reading.facts.push({is: 'call', to: 'program', how, target: called, line: reading.tokens[at]?.line ?? 1})
    receiveBehind(reading, next + 1)
    return next + 1
  }
}

const performAt: Handler = (reading, at) => {
  const name = wordAt(reading, at + 1)
  if (name === undefined || name === 'BREAK' || /^\d/.test(name)) return at + 1
  count(reading, 'PERFORM')
  const target = {literal: plain(name)}
  reading.facts.push({is: 'call', to: 'program', how: 'PERFORM', target, line: reading.tokens[at]?.line ?? 1})
  return at + 2
}

const defineAt: Handler = (reading, at) => {
  const what = wordAt(reading, at + 1)
  if (what === 'DATA') {
    reading.section = 'local'
    reading.hasData = true
    return at + 2
  }
  if (what === 'FUNCTION') {
    reading.functionName ??= wordAt(reading, at + 2)
    return at + 3
  }
  if (what === 'WORK') return workFileAt(reading, at)
  if (what === undefined || /^(?:WINDOW|PRINTER|CLASS|PROTOTYPE)$/.test(what)) return at + 2
  const name = wordAt(reading, what === 'SUBROUTINE' ? at + 2 : at + 1)
  if (name !== undefined) reading.subroutines.push(plain(name))
  return at + 3
}

/** `DEFINE WORK FILE 1 'path'`. */
function workFileAt(reading: Reading, at: number): number {
  const next = wordAt(reading, at + 2) === 'FILE' ? at + 3 : at + 2
  const number = wordAt(reading, next)
  if (number === undefined || !/^\d{1,2}$/.test(number)) return at + 2
  const path = reading.tokens[next + 1]
  const file = workFile(reading, number, at)
  if (path?.kind === 'text') file.path = {literal: path.text.trim()}
  return next + 1
}

function workFile(reading: Reading, number: string, at: number) {
  const own = reading.workFiles.get(number) ?? {line: reading.tokens[at]?.line ?? 1, path: undefined, opens: []}
  reading.workFiles.set(number, own)
  return own
}

/** The number of `READ WORK FILE 1`, if it is one. */
function workAt(reading: Reading, at: number, mode: 'input' | 'output'): number | undefined {
  if (wordAt(reading, at + 1) !== 'WORK') return undefined
  const next = wordAt(reading, at + 2) === 'FILE' ? at + 3 : at + 2
  const number = wordAt(reading, next)
  if (number === undefined || !/^\d{1,2}$/.test(number)) return at + 2
  workFile(reading, number, at).opens.push({mode, line: reading.tokens[at]?.line ?? 1})
  count(reading, `${mode === 'input' ? 'READ' : 'WRITE'} WORK FILE`)
  if (mode === 'input') receiveBehind(reading, next + 1)
  return next + 1
}

/** The view that a statement names, and the place behind it. */
function viewAt(reading: Reading, start: number): {readonly view: string; readonly next: number} | undefined {
  let at = start
  for (let looked = 0; looked < 12; looked += 1) {
    const word = wordAt(reading, at)
    if (isMark(reading, at, '(')) at = behindBrackets(reading, at)
    else if (word !== undefined && (beforeView.has(word) || /^\d+$/.test(word))) at += 1
    else if (word === undefined || /^[*+#]/.test(word)) return undefined
    else return {view: word.replace(/\.$/, ''), next: at + 1}
  }
  return undefined
}

function use(reading: Reading, view: string, does: 'reads' | 'writes', operation: string, at: number): void {
  count(reading, operation)
  const line = reading.tokens[at]?.line ?? 1
  reading.facts.push({is: 'adabas', does, operation, view: {item: viewItem + view}, line})
}

function readsAt(operation: string, isLoop: boolean): Handler {
  return (reading, at) => {
    if (operation === 'READ') {
      const work = workAt(reading, at, 'input')
      if (work !== undefined) return work
    }
    const word = wordAt(reading, at + 1)
    if (operation === 'GET' && (word === 'SAME' || word === 'TRANSACTION')) return at + 2
    if (operation === 'READ' && word === 'RESULT') return at + 2
    const found = viewAt(reading, at + 1)
    if (!found) return at + 1
    use(reading, found.view, 'reads', operation, at)
    const before = wordAt(reading, at - 1)
    const label = before?.endsWith('.') ? before.slice(0, -1) : undefined
    reading.loops.push({view: found.view, line: reading.tokens[at]?.line ?? 1, label})
    if (isLoop && word !== 'NUMBER' && word !== 'FIRST' && word !== 'UNIQUE') reading.open.push(found.view)
    return found.next
  }
}

const closeAt: Handler = (reading, at) => {
  reading.open.pop()
  return at + 1
}

const storeAt: Handler = (reading, at) => {
  const found = viewAt(reading, at + 1)
  if (!found) return at + 1
  use(reading, found.view, 'writes', 'STORE', at)
  return found.next
}

/** UPDATE and DELETE change what a statement before them has read. */
function changesAt(operation: 'UPDATE' | 'DELETE'): Handler {
  return (reading, at) => {
    let next = at + 1
    while (/^(?:RECORD|IN|STATEMENT)$/.test(wordAt(reading, next) ?? '')) next += 1
    const word = wordAt(reading, next)
    if (operation === 'DELETE' && word === 'FROM') return tablesAt(reading, next + 1, 'writes', 'DELETE FROM')
    if (operation === 'UPDATE' && word !== undefined && wordAt(reading, next + 1) === 'SET')
      return tablesAt(reading, next, 'writes', 'UPDATE SET')
    const reference = isMark(reading, next, '(') ? wordAt(reading, next + 1)?.replace(/\.$/, '') : undefined
    const view =
      reference === undefined ? (reading.open.at(-1) ?? reading.loops.at(-1)?.view) : viewReferred(reading, reference)
    // One that refers to no statement that is seen changes what nobody can tell.
    use(reading, view ?? `(${reference ?? '?'})`, 'writes', operation, at)
    return reference === undefined ? next : next + 2
  }
}

function viewReferred({loops, numberOf}: Reading, reference: string): string | undefined {
  return loops.findLast(({label, line}) =>
    /^\d{4}$/.test(reference) ? numberOf(line) === Number(reference) : label === reference,
  )?.view
}

/** Tables of SQL are named by their DDMs, with commas between. */
function tablesAt(reading: Reading, start: number, does: 'reads' | 'writes', operation: string): number {
  let at = start
  for (let tables = 0; tables < 20; tables += 1) {
    const name = wordAt(reading, at)
    if (name === undefined || /^[#+*\d]/.test(name)) return at
    count(reading, operation)
    const line = reading.tokens[start]?.line ?? 1
    reading.facts.push({is: 'adabas', does, operation, view: {literal: name}, line})
    at += 1
    while (
      wordAt(reading, at) !== undefined &&
      !isMark(reading, at, ',') &&
      /^(?:AS|[A-Z]\w{0,2})$/.test(wordAt(reading, at) ?? '')
    )
      at += 1
    const joins = /^(?:LEFT|RIGHT|INNER|OUTER|FULL|JOIN)$/
    if (!isMark(reading, at, ',') && !joins.test(wordAt(reading, at) ?? '')) return at
    while (isMark(reading, at, ',') || joins.test(wordAt(reading, at) ?? '')) at += 1
  }
  return at
}

const selectAt: Handler = (reading, at) => {
  const {tokens} = reading
  for (let next = at + 1; next < tokens.length && next - at < 600; next += 1) {
    const word = wordAt(reading, next)
    if (word === 'FROM') return tablesAt(reading, next + 1, 'reads', 'SELECT')
    if (word !== undefined && /^(?:END-SELECT|WRITE|DISPLAY|PERFORM|CALLNAT|IF|END)$/.test(word)) return next
  }
  return at + 1
}

const screenAt: Handler = (reading, at) => {
  const what = wordAt(reading, at + 1)
  const isPage = wordAt(reading, at - 1) === 'PAGE' || wordAt(reading, at - 2) === 'PAGE'
  const map =
    what === 'MAP' || what === 'FORM' ? namedAt(reading, at + 2) : isPage ? namedAt(reading, at + 1) : undefined
  if (!map) return at + 1
  count(reading, 'USING MAP')
  reading.facts.push({is: 'screen', operation: 'SEND', map, mapset: {literal: ''}, line: reading.tokens[at]?.line ?? 1})
  return at + 3
}

const decides: Handler = (reading, at) => {
  reading.decisions += 1
  return at + 1
}

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  [
    'ASSIGN',
    (reading, at) => {
      const name = wordAt(reading, at + 1)
      return name !== undefined && isMark(reading, at + 2, '=') ? assignAt(reading, plain(name), at + 3) : at + 1
    },
  ],
  ['CALL', callAt('CALL', /^(?:INTERFACE4|FILE|LOOP)$/)],
  [
    'CALLDBPROC',
    (reading, at) => {
      const name = namedAt(reading, at + 1)?.literal
      if (name === undefined) return at + 1
      reading.facts.push({
        is: 'sql',
        of: 'tables',
        reads: [],
        writes: [],
        calls: [name],
        line: reading.tokens[at]?.line ?? 1,
      })
      return at + 2
    },
  ],
  ['CALLNAT', callAt('CALLNAT', nothing)],
  [
    'COMMAND',
    (reading, at) =>
      /^(?:STACK|TOP|DATA|FORMATTED)$/.test(wordAt(reading, at - 1) ?? '')
        ? callAt('STACK COMMAND', nothing)(reading, at)
        : at + 1,
  ],
  ['DEFINE', defineAt],
  ['DELETE', changesAt('DELETE')],
  ['END-FIND', closeAt],
  ['END-HISTOGRAM', closeAt],
  ['END-READ', closeAt],
  ['FETCH', callAt('FETCH', /^(?:RETURN|REPEAT)$/)],
  ['FIND', readsAt('FIND', true)],
  ['GET', readsAt('GET', false)],
  ['HISTOGRAM', readsAt('HISTOGRAM', true)],
  ['IF', decides],
  [
    'INCLUDE',
    (reading, at) => {
      const member = wordAt(reading, at + 1)
      if (member === undefined) return at + 1
      count(reading, 'INCLUDE')
      reading.copies.push({member, line: reading.tokens[at]?.line ?? 1, isFromOutside: false})
      return at + 2
    },
  ],
  [
    'INPUT',
    (reading, at) => {
      receiveBehind(reading, at + 1)
      return at + 1
    },
  ],
  [
    'INSERT',
    (reading, at) => (wordAt(reading, at + 1) === 'INTO' ? tablesAt(reading, at + 2, 'writes', 'INSERT') : at + 1),
  ],
  [
    'INTO',
    (reading, at) => {
      receiveBehind(reading, at + 1)
      return at + 1
    },
  ],
  ['MOVE', moveAt],
  ['PERFORM', performAt],
  ['READ', readsAt('READ', true)],
  ['BROWSE', readsAt('READ', true)],
  ['SELECT', selectAt],
  ['STORE', storeAt],
  ['UPDATE', changesAt('UPDATE')],
  ['UNTIL', decides],
  ['USING', screenAt],
  ['VALUE', decides],
  ['WHEN', decides],
  ['WHILE', decides],
  ['WRITE', (reading, at) => workAt(reading, at, 'output') ?? at + 1],
])
