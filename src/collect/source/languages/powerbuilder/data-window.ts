import type {SqlText} from '../fact.ts'
import type {ImportSeen} from '../../resolve-imports.ts'
import type {FactSaid} from '../library.ts'
import {lineOf} from '../line-of.ts'
import {sqlFact} from '../sql-text.ts'
import type {FactAt} from '../vb6/libraries.ts'
import {plainVerb} from '../vb6/scoped-facts.ts'
import {plainText} from './tokens.ts'

interface DataWindow {
  readonly facts: readonly FactAt[]
  /** DataWindows within, and those of its lists. */
  readonly uses: readonly ImportSeen[]
}

const property = /\b(retrieve|update|procedure|dataobject|dddw\.name)\s*=\s*("[^"~]*(?:~[^][^"~]*)*"|[\w.]{1,200})/gi
const mostText = 200_000

/** What a DataWindow retrieves, by SQL, by the graphic form of it (`PBSELECT`) or by a procedure, and what it updates. */
export function readDataWindow(text: string): DataWindow {
  const lineAt = lineOf(text)
  const facts: FactAt[] = []
  const uses: ImportSeen[] = []
  for (const {0: all, 1: name = '', 2: written = '', index: at} of text.matchAll(property)) {
    const isQuoted = written.startsWith('"')
    const value = isQuoted ? plainText(written.slice(0, mostText)).trim() : written
    const key = name.toLowerCase()
    if (/^(?:dataobject|dddw\.name)$/.test(key)) {
      if (/^\w{1,100}$/.test(value)) uses.push({specifier: value.toLowerCase(), line: lineAt(at)})
      continue
    }
    if (!isQuoted || value === '') continue
    const said =
      key === 'retrieve'
        ? retrieved(value)
        : key === 'procedure'
          ? called(value)
          : updated(value, text.slice(at + all.length, at + all.length + 100))
    for (const one of said) facts.push({said: one, at})
  }
  return {facts, uses}
}

const none: Omit<SqlText, 'line'> = {is: 'sql', of: 'tables', reads: [], writes: [], calls: []}

function retrieved(value: string): readonly FactSaid[] {
  if (!/^\s*(?:PBSELECT|PBUNION)\s*\(/i.test(value)) {
    const sql = sqlFact(plainVerb(value.replace(/^(?:\s*\/\/[^\n]*(?:\n|$))+/, '')))
    return sql ? [sql] : []
  }
  const reads = new Set<string>()
  for (const [, name = ''] of value.matchAll(/\bTABLE\s*\(\s*NAME\s*=\s*~*"([^"~]{1,200})~*"/gi)) reads.add(name.trim())
  return reads.size > 0 ? [{...none, reads: [...reads].toSorted()}] : []
}

/** `1 execute dbo.list_claims;1 @year = :year`. */
function called(value: string): readonly FactSaid[] {
  const name = /^\s*\d*\s*(?:execute|exec|call)\s+([\w.$#@"]{1,200})/i.exec(value)?.[1]?.replaceAll('"', '')
  return name ? [{...none, calls: [name]}] : []
}

/** Of a column `update` is no text, of other things no `updatewhere` stands behind it. */
function updated(value: string, behind: string): readonly FactSaid[] {
  return /^\s*updatewhere\s*=/i.test(behind) && /^[\w.$#"\s]+$/.test(value)
    ? [{...none, writes: [value.replaceAll('"', '')]}]
    : []
}
