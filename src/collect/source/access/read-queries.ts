import type {AccessQuery} from './access-lines.ts'
import {connectSaid} from './connect-said.ts'
import type {JetPages} from './jet-pages.ts'
import {type JetRow, rowsOf, tableAt} from './jet-table.ts'

/** A query by its id and its name in the catalogue. */
export interface QueryNamed {
  readonly id: number
  readonly name: string
}

/** What the rows of a stored query are about. */
const about = {type: 1, elsewhere: 4, table: 5, column: 6} as const
/** How the row about its type calls what it does. */
const does = {makeTable: 2, append: 3, update: 4, delete: 5, definition: 7, passed: 8} as const

/** The queries of a database, as the engine keeps them: in rows that name tables, columns and conditions. Errors: Damaged. */
export function queriesOf(pages: JetPages, page: number, named: readonly QueryNamed[]): readonly AccessQuery[] {
  const columns = ['ObjectId', 'Attribute', 'Flag', 'Name1', 'Name2', 'Expression']
  const rows = Map.groupBy(rowsOf(pages, tableAt(pages, page), columns), ({ObjectId: id}) => id)
  return named.map(({id, name}) => queryOf(name, rows.get(id) ?? []))
}

function queryOf(name: string, rows: readonly JetRow[]): AccessQuery {
  const of = (attribute: number): readonly JetRow[] => rows.filter((row) => row.Attribute === attribute)
  const type = of(about.type)[0]
  const shown = shownBy(name)
  const own = {is: 'query', name, ...(shown && {of: shown})} as const
  if (type?.Flag === does.passed)
    return {...own, reads: [], writes: [], passed: text(type, 'Expression'), ...connectSaid(text(type, 'Name1'))}
  if (type?.Flag === does.definition) return {...own, reads: [], writes: []}
  const tables = of(about.table)
  const sql = rows.flatMap((row) => textsWithin(text(row, 'Expression')))
  const {writes, isPartial = false} = written(type, tables, of(about.column))
  const elsewhere = text(of(about.elsewhere)[0], 'Name1') || text(type, 'Name2')
  return {
    ...own,
    reads: unique([
      ...tables.map((row) => text(row, 'Name1')).filter((one) => one !== ''),
      ...rows.flatMap((row) => lookedUp(text(row, 'Expression'))),
    ]),
    writes: unique(writes),
    ...(sql.length > 0 && {sql}),
    ...(isPartial && {isPartial}),
    ...(type?.Flag === does.makeTable && {isMaker: true}),
    ...(elsewhere && {elsewhere}),
  }
}

function text(row: JetRow | undefined, column: string): string {
  const value = row?.[column]
  return typeof value === 'string' ? value.replace(/\0+$/, '') : ''
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted()
}

/** The source of records of a form or a report is kept as a query too: of itself, or of one of its controls. */
function shownBy(name: string): AccessQuery['of'] {
  const [, kind, shown] = /^~sq_([fcrd])(.+?)(?:~sq_.*)?$/s.exec(name) ?? []
  return shown === undefined ? undefined : {is: kind === 'f' || kind === 'c' ? 'form' : 'report', name: shown}
}

interface Written {
  readonly writes: readonly string[]
  readonly isPartial?: boolean
}

/** The tables that a query changes: one that it names as its target, or those whose columns it sets. */
function written(type: JetRow | undefined, tables: readonly JetRow[], columns: readonly JetRow[]): Written {
  const flag = type?.Flag
  if (flag === does.makeTable || flag === does.append) return {writes: [text(type, 'Name1')].filter(Boolean)}
  if (flag === does.update)
    return tablesOf(
      columns.map((row) => text(row, 'Name2')),
      tables,
    )
  if (flag !== does.delete) return {writes: []}
  const whole = columns.map((row) => text(row, 'Expression')).filter((one) => one.endsWith('*'))
  return tablesOf(whole.length > 0 ? whole : columns.map((row) => text(row, 'Expression')), tables)
}

/** Whose columns these are: a table's, by its name or by the one that the query gives it; of one table alone, its. */
function tablesOf(columns: readonly string[], tables: readonly JetRow[]): Written {
  const [only] = tables
  if (tables.length === 1 && only) return {writes: [text(only, 'Name1')].filter(Boolean)}
  const found = columns.map((column) => {
    const [, bracketed, plain] = /^\s*(?:\[([^\]]+)\]|([^.[\]!]+))[.!]/.exec(column) ?? []
    const name = (bracketed ?? plain ?? '').trim().toLowerCase()
    const own = tables.filter((row) => (text(row, 'Name2') || text(row, 'Name1')).toLowerCase() === name)
    return own.length === 1 && own[0] ? text(own[0], 'Name1') : undefined
  })
  const known = found.filter((one): one is string => Boolean(one))
  return {writes: known, ...(known.length < found.length || found.length === 0 ? {isPartial: true} : {})}
}

const mostNested = 50

/** The texts of SQL in an expression: one that is whole, and those in brackets. */
function textsWithin(expression: string): readonly string[] {
  if (/^\s*\(*\s*select\b/i.test(expression)) return [expression]
  return [...expression.matchAll(/\(\s*select\b/gi)].slice(0, mostNested).map(({index}) => {
    let depth = 0
    for (let at = index; at < expression.length; at += 1) {
      if (expression[at] === '(') depth += 1
      if (expression[at] === ')') depth -= 1
      if (depth === 0) return expression.slice(index, at + 1)
    }
    return expression.slice(index)
  })
}

/** `DLookup("Rate", "Rates", ...)`: a table that an expression asks. */
function lookedUp(expression: string): readonly string[] {
  const pattern =
    /\bD(?:Lookup|Count|Sum|Avg|Max|Min|First|Last|StDevP?|VarP?)\s*\(\s*"[^"\n]{0,300}"\s*[,;]\s*"\[?([^"\][\n]{1,64})\]?"/gi
  return [...expression.matchAll(pattern)].map(([, table = '']) => table)
}
