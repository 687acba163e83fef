import type {FactSaid} from '../library.ts'
import {sqlFact} from '../sql-text.ts'
import type {CobolFactAt} from './cics-facts.ts'
import type {Move, Statements} from './statement-reading.ts'

export type SqlFactAt = (FactSaid | Omit<CobolFactAt, 'at'>) & {readonly at: number}

const declared =
  /^\s*DECLARE\s+([\w$#@-]+)\s+(?:(?:SENSITIVE|INSENSITIVE|ASENSITIVE|NO|DYNAMIC|STATIC|SCROLL)\s+)*CURSOR\b[\s\S]*?\bFOR\s+/i
const opened = /^\s*(?:OPEN|FETCH\s+(?:NEXT\s+|FIRST\s+|LAST\s+|PRIOR\s+)?(?:FROM\s+)?|ALLOCATE)\s*([\w$#@-]+)/i
const prepared =
  /^\s*(?:PREPARE\s+[\w-]+\s+(?:INTO\s+:?[\w-]+\s+)?FROM|EXECUTE\s+IMMEDIATE)\s+:?([\w-]+|'[^']*'|"[^"]*")/i
const received = /\bINTO\s+((?::[\w.-]+(?:\s*:[\w.-]+)?\s*,\s*)*:[\w.-]+)/gi

/** What SQL reads, writes and calls; a cursor reads its tables where it is opened, too. */
export function sqlFacts({sql}: Pick<Statements, 'sql'>): {
  readonly facts: readonly SqlFactAt[]
  /** Items that take what is selected. */
  readonly moves: readonly Move[]
} {
  const cursors = new Map<string, string>()
  for (const {text} of sql) {
    const name = declared.exec(text)
    if (name?.[1] !== undefined) cursors.set(name[1].toUpperCase(), text.slice(name[0].length))
  }
  const facts: SqlFactAt[] = []
  const moves: Move[] = []
  for (const {text, at} of sql) {
    const [, dynamic] = prepared.exec(text) ?? []
    const cursor = opened.exec(text)?.[1]?.toUpperCase()
    const query = declared.exec(text)
    if (dynamic !== undefined) facts.push({is: 'dynamic-sql', text: sqlItem(dynamic), at})
    else {
      const body = query ? text.slice(query[0].length) : cursor === undefined ? text : cursors.get(cursor)
      const fact = body === undefined ? undefined : sqlFact(upper(body))
      if (fact) facts.push({...fact, at})
    }
    for (const [, names = ''] of query ? [] : text.matchAll(received))
      for (const [, name = ''] of names.matchAll(/:([\w-]+)(?:\.[\w-]+)?/g))
        moves.push({from: undefined, to: {item: name.toUpperCase()}, at})
  }
  return {facts, moves}
}

function sqlItem(written: string) {
  return /^['"]/.test(written) ? {literal: written.slice(1, -1)} : {item: written.toUpperCase()}
}

/** The beginning of a statement in one case of letters, as those who look for one in a text want it. */
function upper(text: string): string {
  return text.trim().replace(/^[a-z]+/i, (word) => word.toUpperCase())
}
