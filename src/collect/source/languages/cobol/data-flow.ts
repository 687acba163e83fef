import type {Named} from '../mainframe-fact.ts'
import {identifierAt, isFigurative} from './identifiers.ts'
import {beginsStatement} from './idms-statements.ts'
import {count, isPoint, type Reading, type Source, verbs} from './statement-reading.ts'

/** `OPEN INPUT a b OUTPUT c`. */
export function openAt(reading: Reading, at: number): number {
  const {tokens} = reading
  let mode = ''
  let next = at + 1
  for (; next < tokens.length && !isPoint(tokens[next]); next += 1) {
    const token = tokens[next]
    if (token?.kind !== 'word') break
    if (/^(?:INPUT|OUTPUT|I-O|EXTEND)$/.test(token.text)) mode = token.text.toLowerCase()
    else if (verbs.has(token.text)) break
    else if (mode && !/^(?:WITH|NO|REWIND|REVERSED|LOCK|SHARING|ALL|OTHER|ONLY)$/.test(token.text)) {
      count(reading, 'OPEN')
      reading.opens.push({file: token.text, mode, at: token.at})
    }
  }
  return next
}

/** Words behind MOVE that are no item. */
const notMoved = new Set(['FUNCTION', 'LENGTH', 'ADDRESS', 'CORR', 'CORRESPONDING'])

/** `MOVE a TO b c`. */
export function moveAt(reading: Reading, at: number): number {
  const {tokens} = reading
  const first = tokens[at + 1]
  let from: Source
  let next = at + 2
  if (first?.kind === 'text') from = `'${first.text.trim()}`
  else if (first?.kind === 'word' && !notMoved.has(first.text)) {
    const {named, next: behind} = identifierAt(tokens, at + 1)
    from = isFigurative(first.text)
      ? "'"
      : first.text < 'A' && /^[-+\d]/.test(first.text) && !/[A-Z]/.test(first.text)
        ? `'${first.text}`
        : named.item
    next = behind
  }
  while (next < tokens.length && tokens[next]?.text !== 'TO' && !isPoint(tokens[next]) && next < at + 60) next += 1
  return tokens[next]?.text === 'TO' ? targetsAt(reading, next + 1, from) : next
}

/** The items that a statement sets, up to the next verb. */
function targetsAt(reading: Reading, start: number, from: Source): number {
  const {tokens} = reading
  let next = start
  while (tokens[next]?.kind === 'word' && !beginsStatement(reading, tokens[next]?.text ?? '')) {
    const {named, next: behind} = identifierAt(tokens, next)
    reading.moves.push({from, to: named, at: tokens[next]?.at ?? 0})
    next = behind
  }
  return next
}

/** The items that a statement fills from what a run gives. */
export function receivesAt(reading: Reading, at: number): number {
  return reading.tokens[at]?.kind === 'word' ? targetsAt(reading, at, undefined) : at
}

/** `SET pointer TO ENTRY 'X'` names a program; `SET condition TO TRUE` is as good as a MOVE of its value. */
export function setAt(reading: Reading, at: number): number {
  const {tokens} = reading
  if (tokens[at + 2]?.text === 'TO' && tokens[at + 3]?.text === 'ENTRY') {
    const named = tokens[at + 4]
    if (named?.kind === 'text') {
      count(reading, 'SET ENTRY')
      reading.calls.push({how: 'SET TO ENTRY', target: {literal: named.text.trim()}, using: [], at: named.at})
    }
    return at + 5
  }
  let next = at + 1
  const names: Named[] = []
  while (tokens[next]?.kind === 'word' && tokens[next]?.text !== 'TO' && !verbs.has(tokens[next]?.text ?? '')) {
    const {named, next: behind} = identifierAt(tokens, next)
    names.push(named)
    next = behind
  }
  if (tokens[next]?.text !== 'TO' || tokens[next + 1]?.text !== 'TRUE') return next
  for (const to of names) reading.moves.push({from: 'TRUE', to, at: tokens[at]?.at ?? 0})
  return next + 2
}

/** `SORT work ... USING in GIVING out` opens and closes files by itself. */
export function sortAt(reading: Reading, at: number): number {
  const {tokens} = reading
  let mode = ''
  let next = at + 1
  for (; next < tokens.length && !isPoint(tokens[next]); next += 1) {
    const token = tokens[next]
    if (token?.kind !== 'word') continue
    if (token.text === 'USING') mode = 'input'
    else if (token.text === 'GIVING') mode = 'output'
    else if (verbs.has(token.text) && token.text !== 'ON') break
    else if (/^(?:INPUT|OUTPUT|PROCEDURE|COLLATING|IS|SEQUENCE)$/.test(token.text)) mode = ''
    else if (mode) reading.opens.push({file: token.text, mode, at: token.at})
  }
  return next
}

/** Of sums, those of constants of MQ tell how a queue is opened. */
export function computeAt(reading: Reading, at: number): number {
  const {tokens} = reading
  const to = tokens[at + 1]
  if (to?.kind !== 'word') return at + 1
  const {named, next: behind} = identifierAt(tokens, at + 1)
  let next = behind
  for (; next < tokens.length && !isPoint(tokens[next]); next += 1) {
    const token = tokens[next]
    if (token?.kind === 'word' && verbs.has(token.text)) break
    if (token?.kind === 'word' && /^MQ[A-Z]{2}-/.test(token.text))
      reading.moves.push({from: token.text, to: named, at: token.at})
  }
  return next
}
