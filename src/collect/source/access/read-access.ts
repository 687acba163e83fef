import {closeSync, openSync} from 'node:fs'
import {compareText} from '../../../model/json-lines.ts'
import {hashOfOpenFile} from '../hash-of-open-file.ts'
import type {AccessHead, AccessLine, AccessLink, AccessScreen, AccessTable} from './access-lines.ts'
import {connectSaid} from './connect-said.ts'
import {Damaged, type JetPages, withPages} from './jet-pages.ts'
import {type JetRow, rowsOf, tableAt} from './jet-table.ts'
import {queriesOf, type QueryNamed} from './read-queries.ts'

/**
 * What a database of Access says of itself, a line of JSON for each thing: the tables that it holds, the tables of others
 * that it links to, what its queries read and write, and the names of its forms, reports, macros and modules. Of rows of
 * tables nothing is read but those of the engine's own catalogue. The file is read page by page, whatever its length.
 * Errors: those of the system.
 */
export function readAccess(path: string): {readonly text: string; readonly sha256: string} {
  return {
    text: linesOf(path)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
    sha256: hashOf(path),
  }
}

function hashOf(path: string): string {
  const file = openSync(path, 'r')
  try {
    return hashOfOpenFile(file)
  } finally {
    closeSync(file)
  }
}

function linesOf(path: string): readonly AccessLine[] {
  try {
    return withPages(path, (pages) => thingsOf(pages))
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
    return [{is: 'access', unread: error.message}]
  }
}

const catalogue = 2
const kinds = {table: 1, odbcLink: 4, query: 5, link: 6, form: -32768, macro: -32766, report: -32764, module: -32761}
/** Of the engine's own, which people are not shown. */
const ownTable = 0x80000002
/** Names of what was deleted while the database was open. */
const deleted = /^~TMPCLP/

interface Catalogued {
  readonly id: number
  readonly name: string
  readonly type: number
  readonly flags: number
  readonly row: JetRow
}

function thingsOf(pages: JetPages): readonly AccessLine[] {
  const damage: string[] = pages.isWhole ? [] : ['its last page: it is cut short']
  const attempt = <T>(what: string, read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Damaged)) throw error
      damage.push(`${what}: ${error.message}`)
      return undefined
    }
  }
  const objects = cataloguedIn(pages, damage)
  const of = (type: number): readonly Catalogued[] =>
    objects
      .filter((one) => one.type === type && !deleted.test(one.name))
      .toSorted((a, b) => compareText(a.name, b.name))
  const tables = of(kinds.table)
    .filter(({name, flags}) => (flags & ownTable) === 0 && !/^MSys/i.test(name))
    .map(({name, id}): AccessTable => {
      const table = attempt(`table ${name}`, () => tableAt(pages, id & 0xffffff))
      return {is: 'table', name, ...(table && {rows: table.rows, columns: table.columns.map((column) => column.name)})}
    })
  const links = [...of(kinds.odbcLink), ...of(kinds.link)].map(linkOf)
  const stored = objects.find(({name, type}) => name === 'MSysQueries' && type === kinds.table)
  const named: readonly QueryNamed[] = of(kinds.query)
  const queries = (stored && attempt('queries', () => queriesOf(pages, stored.id & 0xffffff, named))) ?? []
  const screens = (['form', 'report', 'macro', 'module'] as const).flatMap((is) =>
    of(kinds[is]).map(({name}): AccessScreen => ({is, name})),
  )
  const head: AccessHead = {
    ...{is: 'access', made: pages.format.name, tables: tables.length},
    ...(damage.length > 0 && {damage}),
  }
  return [head, ...tables, ...links, ...queries, ...screens]
}

/** What is known of the catalogue up to the first page of it that is damaged. */
function cataloguedIn(pages: JetPages, damage: string[]): readonly Catalogued[] {
  const found: Catalogued[] = []
  const wanted = ['Id', 'Name', 'Type', 'Flags', 'Connect', 'Database', 'ForeignName']
  const table = tableAt(pages, catalogue)
  if (!wanted.every((name) => table.columns.some((column) => column.name === name)))
    throw new Damaged('its catalogue is damaged')
  try {
    for (const row of rowsOf(pages, table, wanted)) {
      const {Id: id, Name: name, Type: type, Flags: flags} = row
      if (typeof id === 'number' && typeof name === 'string' && typeof type === 'number')
        found.push({id, name, type, flags: typeof flags === 'number' ? flags : 0, row})
    }
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
    damage.push(`catalogue: ${error.message}`)
  }
  return found
}

function linkOf({name, row}: Catalogued): AccessLink {
  const text = (key: string): string => {
    const value = row[key]
    return typeof value === 'string' ? value.replace(/\0+$/, '') : ''
  }
  const [connect, database] = [text('Connect'), text('Database')]
  return {
    ...{is: 'link', name, foreign: text('ForeignName') || name},
    ...connectSaid(connect),
    ...(database && {database}),
  }
}
