import type {FactSaid} from '../library.ts'
import {nameAt} from './names.ts'
import {newFrame, type Reading, say} from './reading.ts'
import {finish, linkedUse} from './statement-end.ts'
import {isOfSystem, systemProcedures} from './system-procedures.ts'
import type {Given} from './system-call.ts'

const deepest = 3
const mostArguments = 200
const isVariable = (text: string | undefined): boolean => text?.startsWith('@') ?? false

/** `EXEC name ...`, `EXEC @name`, `EXEC ('...')`. */
export function executedAt(reading: Reading, at: number): number | undefined {
  const {tokens, query} = reading
  const before = tokens[at - 1]?.text ?? ';'
  const next = tokens[at + 1]
  if (next?.text === 'as' || before === 'with') return at + 1
  // `INSERT INTO t EXEC p`
  if (query?.verb === 'insert' && !query.hasRows) query.hasRows = true
  finish(reading)
  reading.frames = [newFrame()]
  if (next?.kind === 'mark' && next.text === '(') return textRun(reading, at)
  let start = at + 1
  if (next?.kind === 'variable' && tokens[at + 2]?.text === '=') {
    reading.texts.open(next.text)
    start = at + 3
  }
  const called = tokens[start]
  if (called?.kind === 'variable') {
    procedureBy(reading, at, called.text)
    return argumentsOf(reading, start + 1).next
  }
  const name = nameAt(tokens, start)
  if (!name) return at + 1
  if (name.isOpen) {
    openText(reading, at)
    return argumentsOf(reading, name.next).next
  }
  const {given, next: behind} = argumentsOf(reading, name.next)
  procedure(reading, at, name.parts, given, behind)
  return behind
}

function procedure(reading: Reading, at: number, parts: readonly string[], given: Given, until: number): void {
  const place = reading.tokens[at]?.at ?? 0
  const last = parts.at(-1)?.toLowerCase() ?? ''
  if (last === 'sp_executesql') {
    const variable = given.variable(0, '@stmt', '@statement')
    dynamic(reading, at, given.texts(0, '@stmt', '@statement'))
    if (variable !== undefined) reading.texts.use(variable)
    return
  }
  const rule = Object.hasOwn(systemProcedures, last) ? systemProcedures[last] : undefined
  if (rule) {
    say(reading, place, ...rule({reading, given, at: place, until: reading.tokens[until - 1]?.end ?? place}))
    return
  }
  if (isOfSystem(parts)) return
  say(reading, place, {is: 'sql', of: 'tables', reads: [], writes: [], calls: [parts.join('.')]})
  if (parts.length === 4 && parts[0]) say(reading, place, linkedUse(reading, parts[0]))
}

/** A procedure whose name a variable holds. */
function procedureBy(reading: Reading, at: number, variable: string): void {
  for (const text of reading.texts.use(variable)) {
    const parts = text
      .trim()
      .replace(/[[\]"]/g, '')
      .split('.')
    if (parts.every((part) => /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(part)) && parts.length <= 4) {
      if (isOfSystem(parts) || parts.at(-1)?.toLowerCase() === 'sp_executesql') openText(reading, at)
      else
        say(reading, reading.tokens[at]?.at ?? 0, {
          is: 'sql',
          of: 'tables',
          reads: [],
          writes: [],
          calls: [parts.join('.')],
        })
    } else openText(reading, at)
  }
}

/** `EXEC ('...' + @x) AT server`. */
function textRun(reading: Reading, at: number): number {
  const {tokens, texts} = reading
  const first = tokens[at + 2]
  const {texts: found, next} = texts.at(at + 2)
  if (first?.kind === 'variable' && next === at + 3) texts.use(first.text)
  let end = next
  while (end < tokens.length && end < next + 500 && tokens[end]?.text !== ')' && tokens[end]?.kind !== 'go') end += 1
  const server = tokens[end + 1]?.text === 'at' ? nameAt(tokens, end + 2) : undefined
  if (server && !server.isOpen) {
    // What it does there is not done here.
    say(reading, tokens[at]?.at ?? 0, linkedUse(reading, server.parts.join('.')))
    for (const fact of found.flatMap((text) => inner(reading, text)))
      if (fact.is === 'sql') say(reading, tokens[at]?.at ?? 0, away(fact, server.parts.join('.')))
    return server.next
  }
  dynamic(reading, at, found)
  return end + 1
}

function away(fact: Extract<FactSaid, {is: 'sql'}>, server: string): FactSaid {
  const there = (names: readonly string[]): readonly string[] => names.map((name) => `${name}@${server}`)
  return {...fact, reads: there(fact.reads), writes: there(fact.writes), calls: there(fact.calls)}
}

function inner(reading: Reading, text: string): readonly FactSaid[] {
  return reading.depth >= deepest || !/[\p{L}]/u.test(text.replaceAll('{}', '')) ? [] : reading.inner(text)
}

/** SQL in a text; what only a run decides is counted and listed. */
function dynamic(reading: Reading, at: number, texts: readonly string[]): void {
  const place = reading.tokens[at]?.at ?? 0
  for (const text of texts) {
    const facts = inner(reading, text)
    const isOpen = text.trim().startsWith('{}') || text.trim() === ''
    say(reading, place, ...facts)
    if (isOpen || facts.some((fact) => fact.is === 'sql' && fact.isPartial)) openText(reading, at, isOpen)
  }
}

function openText(reading: Reading, at: number, isCounted = true): void {
  const place = reading.tokens[at]?.at ?? 0
  if (!reading.dynamic.includes(place)) reading.dynamic.push(place)
  if (isCounted) say(reading, place, {is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true})
}

/** What a procedure is given: constants and variables with commas between, by place or by name. */
function argumentsOf(reading: Reading, start: number): {readonly given: Given; readonly next: number} {
  const {tokens, texts} = reading
  const named = new Map<string, readonly string[]>()
  const placed: (readonly string[])[] = []
  const variables = new Map<string, string>()
  let at = start
  for (let count = 0; count < mostArguments; count += 1) {
    const first = tokens[at]
    if (!first || first.kind === 'go' || (first.kind === 'mark' && !/^[-+\d$]/.test(first.text))) break
    const isNamed = first.kind === 'variable' && tokens[at + 1]?.text === '='
    if (first.kind === 'word' && !/^(?:null|default)$/.test(first.text) && !isPlain(tokens[at + 1]?.text)) break
    const value = isNamed ? at + 2 : at
    const token = tokens[value]
    const {texts: found, next} = token?.kind === 'word' ? {texts: [token.written], next: value + 1} : texts.at(value)
    if (next <= value) break
    if (isNamed) named.set(first.text, found)
    else placed.push(found)
    if (isVariable(token?.text) && token) variables.set(isNamed ? first.text : `${placed.length - 1}`, token.text)
    at = next
    if (/^out(?:put)?$/.test(tokens[at]?.text ?? '')) {
      if (token?.kind === 'variable') texts.open(token.text)
      at += 1
    }
    if (tokens[at]?.text !== ',') break
    at += 1
  }
  const all = (index: number, ...names: readonly string[]): readonly string[] =>
    names.map((name) => named.get(name)).find(Boolean) ?? placed[index] ?? []
  return {
    given: {
      texts: all,
      text: (index, ...names) => {
        const found = all(index, ...names)
        const [only = '{}'] = found
        return found.length !== 1 || only.includes('{}') || /^null$/i.test(only) ? undefined : only
      },
      variable: (index, ...names) =>
        names.map((name) => variables.get(name)).find(Boolean) ?? variables.get(`${index}`),
    },
    next: at,
  }
}

/** Whether a bare word is an argument: what stands behind it says so. */
function isPlain(next: string | undefined): boolean {
  return next === undefined || next === ',' || next === ';'
}
