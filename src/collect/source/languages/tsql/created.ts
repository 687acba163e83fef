import {nameAt} from './names.ts'
import type {PartKind} from '../part-fact.ts'
import {newFrame, type Reading, say} from './reading.ts'
import {endRoutine, finish} from './statement-end.ts'

const kinds: Readonly<Record<string, PartKind>> = {
  proc: 'stored-procedure',
  procedure: 'stored-procedure',
  function: 'function',
  trigger: 'trigger',
  view: 'view',
}
const longestHead = 4000

/** `CREATE`, `ALTER`: a routine is one to the end of its batch. */
export function createdAt(reading: Reading, at: number): number | undefined {
  const {tokens} = reading
  finish(reading)
  reading.frames = [newFrame()]
  let place = at + 1
  if (tokens[place]?.text === 'or' && tokens[place + 1]?.text === 'alter') place += 2
  if (tokens[place]?.text === 'materialized') place += 1
  const word = tokens[place]?.kind === 'word' ? (tokens[place]?.text ?? '') : ''
  if (word === 'queue' || word === 'service') return brokerMade(reading, place)
  const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined
  if (!kind) return word === 'trigger' || word === 'user' || word === 'login' || word === 'role' ? place : undefined
  const name = nameAt(tokens, place + 1)
  // What a script puts in later has no name of its own.
  if (!name) return undefined
  endRoutine(reading, at)
  reading.texts.clear()
  if (!name.isOpen) reading.routine = {kind, name: name.parts.join('.'), at: tokens[at]?.at ?? 0}
  if (kind === 'trigger') standsOn(reading, name.next)
  return behindHead(reading, name.next)
}

/** A trigger reads the table that it stands on. */
function standsOn(reading: Reading, at: number): void {
  const {tokens} = reading
  if (tokens[at]?.text !== 'on' || /^(?:database|all)$/.test(tokens[at + 1]?.text ?? '')) return
  const name = nameAt(tokens, at + 1)
  if (name && !name.isOpen)
    say(reading, name.at, {is: 'sql', of: 'tables', reads: [name.parts.join('.')], writes: [], calls: []})
}

/** The place of what begins the body: what parameters are by default says nothing of what they are. */
function behindHead({tokens}: Reading, start: number): number {
  let depth = 0
  for (let at = start; at < tokens.length && at < start + longestHead; at += 1) {
    const {kind, text} = tokens[at] ?? {kind: 'go', text: ''}
    if (kind === 'go') return at
    if (kind === 'mark' && text === '(') depth += 1
    else if (kind === 'mark' && text === ')') depth -= 1
    if (kind !== 'word' || depth !== 0) continue
    const before = tokens[at - 1]
    if (text === 'as' && before?.kind !== 'variable' && !/^exec(?:ute)?$/.test(before?.text ?? '')) return at + 1
    if (text === 'begin' || text === 'return') return at
  }
  return start
}

/** `CREATE SERVICE name ON QUEUE queue`. */
function brokerMade(reading: Reading, at: number): number {
  const {tokens} = reading
  const name = nameAt(tokens, at + 1)
  if (!name || name.isOpen) return at + 1
  if (tokens[at]?.text === 'queue') return name.next
  for (let place = name.next; place < name.next + 8; place += 1)
    if (tokens[place]?.text === 'queue') {
      const queue = nameAt(tokens, place + 1)
      if (queue && !queue.isOpen) reading.queues.set(name.parts.join('.').toLowerCase(), queue.parts.join('.'))
      return queue?.next ?? place
    }
  return name.next
}
