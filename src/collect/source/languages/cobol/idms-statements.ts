import {identifierAt} from './identifiers.ts'
import {count, isPoint, type Reading, verbs} from './statement-reading.ts'

/** Verbs that reach a record; they are words like others where a program has nothing to do with IDMS. */
export const idmsVerbs: ReadonlySet<string> = new Set(
  'OBTAIN FIND GET STORE MODIFY ERASE CONNECT DISCONNECT'.split(' '),
)

/** Whether a word begins the next statement: of COBOL, or of IDMS where a program has some. */
export function beginsStatement({hasIdms}: Reading, word: string): boolean {
  return (
    verbs.has(word) ||
    (hasIdms && (idmsVerbs.has(word) || /^(?:BIND|READY|FINISH|COMMIT|ROLLBACK|TRANSFER)$/.test(word)))
  )
}

export function idmsControlAt(reading: Reading, at: number): number {
  reading.hasIdms = true
  return at + 1
}

/** `SCHEMA SECTION. DB subschema WITHIN schema.` */
export function schemaAt(reading: Reading, at: number): number {
  const {tokens} = reading
  if (tokens[at + 1]?.text !== 'SECTION') return at + 1
  const next = isPoint(tokens[at + 2]) ? at + 3 : at + 2
  const [name, schema] = [tokens[next + 1], tokens[next + 3]]
  reading.hasIdms = true
  if (tokens[next]?.text !== 'DB' || tokens[next + 2]?.text !== 'WITHIN' || name?.kind !== 'word') return at + 2
  reading.subschema = {name: name.text, schema: schema?.kind === 'word' ? schema.text : ''}
  return next + 4
}

/** `COPY IDMS RECORD name.` brings what the dictionary holds: no member of a library. */
export function copyIdmsAt(reading: Reading, at: number): number {
  reading.hasIdms = true
  count(reading, 'COPY IDMS')
  let next = at + 2
  while (/^(?:RECORD|FILE|MODULE|MAP|REPORT|VERSION)$/.test(reading.tokens[next]?.text ?? '')) next += 1
  return next + 1
}

const mostWords = 12

/** `OBTAIN CALC record`, `FIND NEXT record WITHIN set`, `STORE record`; what names no record is of the one before. */
export function idmsAt(reading: Reading, at: number): number {
  const {tokens} = reading
  if (!reading.hasIdms || reading.division !== 'procedure') return at + 1
  const operation = tokens[at]?.text ?? ''
  for (let next = at + 1; next < Math.min(tokens.length, at + mostWords); next += 1) {
    const token = tokens[next]
    if (token?.kind !== 'word') break
    const {text} = token
    if (/^(?:KEEP|EXCLUSIVE|CALC|ANY|DUPLICATE|FIRST|LAST|NEXT|PRIOR|OWNER|CURRENT|RETURN)$/.test(text)) continue
    // A record is found by its place too: `NTH`, a number or an item before it.
    if (/^[-+]?\d+$/.test(text)) continue
    if (/^(?:DB-KEY|WITHIN)$/.test(text) || verbs.has(text)) break
    const {next: behind} = identifierAt(tokens, next)
    // In `OBTAIN W-COUNT EMPLOYEE WITHIN DEPT-EMPLOYEE` the second is the record.
    const second = tokens[behind]
    const isPlace = second?.kind === 'word' && tokens[behind + 1]?.text === 'WITHIN' && text !== 'WITHIN'
    count(reading, operation)
    reading.idms.push({operation, record: isPlace ? second.text : text, at: token.at})
    return behind
  }
  return at + 1
}

/** `TRANSFER CONTROL TO 'PROGRAM'` of IDMS-DC. */
export function transferAt(reading: Reading, at: number): number {
  const {tokens} = reading
  if (!reading.hasIdms || tokens[at + 1]?.text !== 'CONTROL') return at + 1
  const next = tokens[at + 2]?.text === 'TO' ? at + 3 : at + 2
  const named = tokens[next]
  if (named?.kind !== 'text' && named?.kind !== 'word') return at + 2
  const target = named.kind === 'text' ? {literal: named.text.trim()} : identifierAt(tokens, next).named
  count(reading, 'TRANSFER CONTROL')
  reading.calls.push({how: 'TRANSFER CONTROL', target, using: [], at: tokens[at]?.at ?? 0})
  return next + 1
}
