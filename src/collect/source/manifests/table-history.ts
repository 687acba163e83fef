import {compareText} from '../../../model/json-lines.ts'
import {parentOf} from '../resolve-imports.ts'
import type {SourceFile} from '../walk-tree.ts'
import type {TableChange} from './ddl-tables.ts'
import type {TableDeclared, Unresolved} from './infrastructure.ts'
import type {ManifestFindings} from './manifest-kind.ts'

export interface FileOfChanges {
  readonly file: SourceFile
  readonly changes: readonly TableChange[]
  /** Lines on which a placeholder stands for a table. */
  readonly unresolved?: readonly number[]
  /** `Flyway migration`, `schema.rb`. */
  readonly how: string
}

/**
 * The tables that are there when all the migrations of a folder have run in order of their names: made, and not dropped
 * again. Each stands where it was made last.
 */
export function tablesThatRemain(files: readonly FileOfChanges[]): ManifestFindings {
  const folders = Map.groupBy(files, ({file}) => parentOf(file.path))
  const tables: TableDeclared[] = []
  for (const inFolder of folders.values()) {
    const there = new Map<string, TableDeclared>()
    for (const {file, changes, how} of inFolder.toSorted((a, b) => inOrder(a.file.path, b.file.path)))
      for (const change of changes) apply(there, change, {file, line: change.line, how})
    tables.push(...there.values())
  }
  const unresolved: readonly Unresolved[] = files.flatMap(({file, unresolved: lines = []}) =>
    lines.map((line) => ({what: 'table', file, line})),
  )
  return {tables, unresolved}
}

/** Names of tables are the same in any case, unless quoted; what was written last is shown. */
function apply(there: Map<string, TableDeclared>, change: TableChange, at: Omit<TableDeclared, 'table'>): void {
  const {does, what, table, to, database, isWhole} = change
  const key = does === 'create' ? keyOf(change) : keyThere(there, change)
  const before = there.get(key)
  const place = {...at, ...(database !== undefined && {database})}
  if (does === 'create' && !before) there.set(key, {table, ...(what && {what}), ...place})
  if (does === 'drop' || does === 'rename') there.delete(key)
  if (does !== 'rename' || to === undefined) return
  const own = database ?? before?.database
  const renamed = {table: isWhole ? to : withSchema(to, table), ...at, ...(own !== undefined && {database: own})}
  there.set(keyOf(renamed), renamed)
}

function keyOf({table, what, database = ''}: Pick<TableChange, 'table' | 'what' | 'database'>): string {
  return `${what === 'procedure' ? 'procedure ' : ''}${table}${database && ` in ${database}`}`.toLowerCase()
}

/** Where a script does not say in which database, the only table of that name is meant. */
function keyThere(there: ReadonlyMap<string, TableDeclared>, change: TableChange): string {
  const key = keyOf(change)
  if (there.has(key) || change.database !== undefined) return key
  const named = [...there].filter(([, {table, what}]) => keyOf({table, ...(what && {what})}) === key)
  const [only, second] = named
  return only && !second ? only[0] : key
}

/** `ALTER TABLE a.b RENAME TO c` leaves it in its schema. */
function withSchema(to: string, from: string): string {
  const schema = from.includes('.') && !to.includes('.') ? from.slice(0, from.lastIndexOf('.') + 1) : ''
  return `${schema}${to}`
}

/** `V2__a.sql` before `V10__b.sql`: numbers in names count as numbers. */
function inOrder(a: string, b: string): number {
  const [one, other] = [a, b].map((path) => path.split(/(\d+)/))
  for (const [at, part] of (one ?? []).entries()) {
    const against = other?.[at]
    if (against === undefined) return 1
    const numbers = at % 2 === 1 ? comparedNumbers(part, against) : 0
    const order = numbers || compareText(part, against)
    if (order !== 0) return order
  }
  return (one?.length ?? 0) - (other?.length ?? 0)
}

function comparedNumbers(a: string, b: string): number {
  const [one, other] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  return one.length - other.length || compareText(one, other)
}
