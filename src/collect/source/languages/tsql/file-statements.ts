import {fileSaid} from '../dotnet-types.ts'
import {nameAt} from './names.ts'
import {type Reading, say} from './reading.ts'

/** Statements that read or write files: BULK INSERT, BACKUP and RESTORE. */
export function fileStatementAt(reading: Reading, at: number): number | undefined {
  const {tokens} = reading
  const word = tokens[at]?.text
  if (word === 'bulk') return bulkInsert(reading, at)
  if (word !== 'backup' && word !== 'restore') return undefined
  for (let place = at + 1; place < at + 200; place += 1) {
    const token = tokens[place]
    if (!token || token.kind === 'go' || token.text === ';') return undefined
    if (token.kind !== 'word' || token.text !== 'disk' || tokens[place + 1]?.text !== '=') continue
    const quoted = tokens[place + 2]
    const {texts, next} =
      quoted?.kind === 'name' ? {texts: [quoted.text], next: place + 3} : reading.texts.at(place + 2)
    for (const literal of texts) said(reading, at, literal, word === 'backup' ? 'writes' : 'reads')
    return next
  }
  return undefined
}

/** `BULK INSERT table FROM 'file'`. */
function bulkInsert(reading: Reading, at: number): number | undefined {
  const {tokens} = reading
  if (tokens[at + 1]?.text !== 'insert') return undefined
  const name = nameAt(tokens, at + 2)
  if (!name) return at + 2
  if (!name.isOpen && !name.parts.at(-1)?.startsWith('#'))
    say(reading, tokens[at]?.at ?? 0, {is: 'sql', of: 'tables', reads: [], writes: [name.parts.join('.')], calls: []})
  if (tokens[name.next]?.text !== 'from') return name.next
  const {texts, next} = reading.texts.at(name.next + 1)
  for (const literal of texts) said(reading, at, literal, 'reads')
  return next
}

function said(reading: Reading, at: number, literal: string, does: 'reads' | 'writes'): void {
  const fact = literal.startsWith('{}') ? undefined : fileSaid({literal}, does)
  if (fact) say(reading, reading.tokens[at]?.at ?? 0, fact)
}
