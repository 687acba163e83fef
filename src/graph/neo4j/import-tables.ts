import {isWhole} from './connection.ts'
import type {Properties} from './properties.ts'

/** A file of CSV for `neo4j-admin database import`: every column has one type. */
export interface ImportTable {
  readonly columns: ReadonlyMap<string, ColumnType>
}

type ColumnType = 'string' | 'long' | 'double' | 'boolean' | 'string[]'

/**
 * As few tables as hold all rows: a property that is text here and a number there cannot stand in one column, so that its
 * rows are in two files.
 */
export function tablesOf(rows: Iterable<Properties>): readonly ImportTable[] {
  const tables: {readonly columns: Map<string, ColumnType>}[] = []
  for (const row of rows) {
    const types = typesOf(row)
    let table = tables.find(({columns}) => types.every(([name, type]) => (columns.get(name) ?? type) === type))
    if (!table) tables.push((table = {columns: new Map()}))
    for (const [name, type] of types) table.columns.set(name, type)
  }
  return tables
}

/** The rows that are a table's: the first of the tables that holds them. */
export function* rowsIn<T extends {readonly properties: Properties}>(
  table: ImportTable,
  tables: readonly ImportTable[],
  rows: Iterable<T>,
): Generator<T> {
  for (const row of rows) {
    const types = typesOf(row.properties)
    if (tables.find(({columns}) => types.every(([name, type]) => columns.get(name) === type)) === table) yield row
  }
}

function typesOf(row: Properties): readonly (readonly [string, ColumnType])[] {
  return Object.entries(row).map(([name, value]) => [name, typeOf(value)] as const)
}

function typeOf(value: unknown): ColumnType {
  if (Array.isArray(value)) return 'string[]'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'number') return 'double'
  return isWhole(value) ? 'long' : 'string'
}

export function headerOf({columns}: ImportTable): readonly string[] {
  return [...columns].map(([name, type]) => (type === 'string' ? name : `${name}:${type}`))
}

/** A row's cells; what it has not is empty, which is no property. */
export function cellsOf({columns}: ImportTable, row: Properties, listDelimiter: string): readonly string[] {
  return [...columns.keys()].map((name) => {
    const value = Object.hasOwn(row, name) ? row[name] : undefined
    if (value === undefined) return ''
    if (Array.isArray(value)) return quoted(value.join(listDelimiter))
    return typeof value === 'string' ? quoted(value) : String(value)
  })
}

export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
