import type {DatabaseSync} from 'node:sqlite'
import {type LoadScopes, scopesNow} from '../kept-scopes.ts'
import {interned, internedBytes} from './interned.ts'

/** Numbers for lists of scopes, each with the day on which they last saw something that they see no more. */
export interface SeenNumbers {
  /** Of a list as the estate has it. */
  of(scopes: readonly string[] | undefined): number
  /** Of a list as the graph had it. */
  ofKept(scopes: readonly string[], lastSeen?: string): number
  /** As `of`: of a list as JSON, between two places; equal places are no list. */
  ofBytes(bytes: Uint8Array, start: number, end: number): number
  /** Of what is seen now and was seen before by scopes that cannot say: two numbers, one for both. */
  both(now: number, before: number): number
}

export function seenNumbers(db: DatabaseSync, {seenBy, settled}: LoadScopes): SeenNumbers {
  const add = db.prepare('INSERT INTO seen (seen, scopes, lastSeen) VALUES (?, ?, ?)')
  const byNumber = db.prepare('SELECT scopes FROM seen WHERE seen = ?')
  const numberOf = interned((number, text) => {
    const [scopes, lastSeen] = JSON.parse(text) as [string[] | null, string | null] // as `ofKnown` writes it
    add.run(number, scopes && JSON.stringify(scopes), lastSeen)
  })
  const ofKnown = (scopes: readonly string[] | undefined, lastSeen?: string): number =>
    numberOf(JSON.stringify([scopes ?? null, lastSeen ?? null]))
  const scopesOf = (number: number): readonly string[] | undefined => {
    const scopes = byNumber.get(number)?.['scopes']
    return typeof scopes === 'string' ? (JSON.parse(scopes) as string[]) : undefined // as written above
  }
  const of: SeenNumbers['of'] = (scopes) => ofKnown(scopes && seenBy(scopes))
  const pairs = new Map<string, number>()
  return {
    of,
    ofKept: ofKnown,
    ofBytes: internedBytes((text) => of(text === '' ? undefined : (JSON.parse(text) as string[]))), // checked as it came
    both: (now, before) => {
      const pair = `${now} ${before}`
      const number = pairs.get(pair) ?? ofKnown(scopesNow(scopesOf(now), scopesOf(before) ?? [], settled).scopes)
      pairs.set(pair, number)
      return number
    },
  }
}
