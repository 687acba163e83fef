import {dliPrograms} from '../cobol/libraries.ts'
import type {Call} from '../cobol/statement-reading.ts'
import type {Named} from '../mainframe-fact.ts'
import type {Reading} from './reading.ts'
import {behindBrackets, namedIn, partsBetween} from './references.ts'

const target = /\s*([A-Z@#$_][\w@#$]*(?:\s*\.\s*[A-Z@#$_][\w@#$]*)*)\s*(\()?/iy

/** `CALL name(arguments)`, whose name stands behind `start`. */
export function callAt(reading: Reading, at: number, start: number, end: number): void {
  const {masked, text} = reading.code
  target.lastIndex = start
  const [, written, bracket] = target.exec(masked) ?? []
  const named = written === undefined ? undefined : namedIn(written)
  if (!named || target.lastIndex > end) return
  const open = target.lastIndex - 1
  const using =
    bracket === undefined
      ? []
      : partsBetween(masked, open + 1, behindBrackets(masked, open, end) - 1).map(
          ([from, to]) => namedIn(text.slice(from, to)) ?? {},
        )
  reading.branches.push(at)
  reading.calls.push({how: 'CALL', target: named, using, at})
}

const fetched = /\s*([A-Z@#$_][\w@#$]*)/iy

/** `FETCH name TITLE('OTHER'), name`: it is brought in under its own name, or under one that a title gives it. */
export function fetchAt(reading: Reading, start: number, end: number): void {
  const {masked, text} = reading.code
  for (const [from, to] of partsBetween(masked, start, end)) {
    fetched.lastIndex = from
    const name = fetched.exec(masked)?.[1]?.toUpperCase()
    if (name === undefined) continue
    const title = /\bTITLE\s*\(/i.exec(masked.slice(from, to))
    const open = title ? from + title.index + title[0].length - 1 : 0
    const named = title ? (namedIn(text.slice(open + 1, behindBrackets(masked, open, to) - 1)) ?? {}) : undefined
    if (named) reading.titles.set(name, named)
    reading.calls.push({how: 'FETCH', target: {item: name}, using: [], at: from})
  }
}

/** Calls with what their names stand for; those of procedures of the same file lead nowhere, and are left out. */
export function resolvedCalls(reading: Reading): readonly Call[] {
  const own = new Set(reading.procedures.flatMap(({names, entries}) => [...names, ...entries]))
  return [...reading.calls, ...functionCalls(reading)].flatMap((call): readonly Call[] => {
    const {item = ''} = call.target
    if (reading.internals.has(item) || own.has(item)) return []
    const named = targetOf(reading, call.target)
    if (named.literal !== undefined && dliPrograms.has(named.literal))
      // PL/I says first how many parameters there are.
      return [{...call, target: named, using: named.literal === 'PLITDLI' ? call.using.slice(1) : call.using}]
    return [{...call, target: named}]
  })
}

function targetOf({titles, entries, parameters}: Reading, written: Named): Named {
  const {item = '', of} = written
  const title = titles.get(item)
  if (title) return title.literal === undefined ? title : {literal: title.literal.toUpperCase()}
  const declared = entries.get(item)
  if (declared && !declared.isVariable) return {literal: declared.external}
  if (declared || of !== undefined || parameters.has(item)) return written
  return {literal: item}
}

/** Counts what leads out of each procedure, once it is known which names are outside. */
export function countCalls(reading: Reading, calls: readonly Call[]): void {
  for (const {how, at} of calls) {
    const procedure = reading.procedures.findLast((one) => one.at <= at && at <= one.until)
    if (procedure) procedure.statements[how] = (procedure.statements[how] ?? 0) + 1
  }
}

const mostFunctions = 500

/** Functions outside that are declared, where an expression names them with arguments. */
function functionCalls({entries, code, declarations, internals}: Reading): readonly Call[] {
  const names = [...entries]
    .filter(([name, {isVariable, returns}]) => returns && !isVariable && !internals.has(name))
    .map(([name]) => name.replaceAll('$', String.raw`\$`))
    .slice(0, mostFunctions)
  if (names.length === 0) return []
  const used = new RegExp(String.raw`(?<![\w@#$.])(?:${names.join('|')})(?=\s*\()`, 'gi')
  return [...code.masked.matchAll(used)].flatMap(({0: name, index}) => {
    if (declarations.some(([start, end]) => start <= index && index < end)) return []
    if (/\b(?:CALL|FETCH|ENTRY)\s+$/i.test(code.masked.slice(Math.max(0, index - 20), index))) return []
    return [{how: 'function', target: {item: name.toUpperCase()}, using: [], at: index}]
  })
}
