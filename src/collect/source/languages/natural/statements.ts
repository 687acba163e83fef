import type {Fact} from '../fact.ts'
import type {ProgramFile} from '../mainframe-fact.ts'
import type {ItemsKnown} from '../named-value.ts'
import {systemCommand} from './libraries.ts'
import {count, type Handler, isMark, namedAt, plain, type Reading, receiveBehind, viewItem, wordAt} from './reading.ts'
import {assignAt, dataAt, moveAt} from './set-items.ts'
import {changesAt, closeAt, readsAt, selectAt, storeAt, tablesAt, workAt, workFileAt} from './stored-data.ts'
import type {NaturalTokens} from './tokens.ts'

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
    if (how === 'STACK COMMAND' && systemCommand.test(literal ?? '')) return next + 1
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
