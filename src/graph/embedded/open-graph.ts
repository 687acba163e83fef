import {existsSync} from 'node:fs'
import {endianness} from 'node:os'
import type {DatabaseSync} from 'node:sqlite'
import {EntityKind} from '../../model/entity.ts'
import {relationTypeNames} from '../../model/relation-types.ts'
import type {LoadResult} from '../store.ts'
import {noGraph, otherGraph, reading} from './faults.ts'
import {graphSchema} from './schema.ts'
import {openDatabase} from './sqlite.ts'

/** Opens a graph for reading. Errors: a StoreError where there is none, or one that this program cannot read. */
export function openGraph(path: string): DatabaseSync {
  if (!existsSync(path)) throw noGraph(path)
  const db = openDatabase(path, {readOnly: true})
  try {
    // The file is never written again, only replaced: one transaction spares a lock for every question.
    db.exec('BEGIN')
    checkForm(path, db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Refuses a file of another program, of another version of domesday, or of a machine with another byte order. */
function checkForm(path: string, db: DatabaseSync): void {
  const meta = metaOf(db)
  const schema = meta.get('schema')
  if (schema !== graphSchema) throw otherGraph(path, schema, graphSchema)
  if (meta.get('byteOrder') !== endianness())
    throw otherGraph(path, `byte order ${meta.get('byteOrder')}`, endianness())
  checkNames(path, db, 'kinds', EntityKind.options)
  checkNames(path, db, 'types', relationTypeNames)
}

/** How much is in a graph, as the load counted it, and how much of it is kept unseen. */
export function graphSize(path: string): Pick<LoadResult, 'nodes' | 'edges' | 'kept'> {
  return reading(path, () => {
    const db = openGraph(path)
    try {
      const meta = metaOf(db)
      return {nodes: Number(meta.get('nodes')), edges: Number(meta.get('edges')), ...keptUnseen(db)}
    } finally {
      db.close()
    }
  })
}

/** How much of a graph its last load did not find, and kept because no scope could say that it is gone. */
export function keptUnseen(db: DatabaseSync): Pick<LoadResult, 'kept'> {
  const lists = db.prepare('SELECT seen FROM seen WHERE lastSeen IS NOT NULL').all()
  if (lists.length === 0) return {} // as nearly always: nothing is counted
  const numbers = JSON.stringify(lists.map(({seen}) => seen))
  const count = (table: 'node' | 'edge'): number => {
    const of = db.prepare(`SELECT count(*) AS n FROM ${table} WHERE seen IN (SELECT value FROM json_each(?))`)
    return Number(of.get(numbers)?.['n'])
  }
  return {kept: {nodes: count('node'), edges: count('edge')}}
}

/** What the file calls its own form; undefined where it is no graph. */
export function formOf(db: DatabaseSync): string | undefined {
  return metaOf(db).get('schema')
}

function metaOf(db: DatabaseSync): ReadonlyMap<string, string> {
  const isGraph = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'").get()
  const columns = db.prepare("SELECT name FROM pragma_table_info('meta') WHERE name IN ('k', 'v')").all()
  if (isGraph === undefined || columns.length !== 2) return new Map()
  const rows = db.prepare('SELECT k, v FROM meta LIMIT 100').all()
  return new Map(rows.map((row) => [String(row['k']), String(row['v'])]))
}

/** Kinds and types are stored as places in these lists, so the lists must be the same. */
function checkNames(path: string, db: DatabaseSync, table: 'kinds' | 'types', names: readonly string[]): void {
  const stored = db
    .prepare(`SELECT name FROM ${table} ORDER BY 1 + ${table === 'kinds' ? 'kind' : 'type'}`)
    .all()
    .map((row) => String(row['name']))
  if (stored.join() !== names.join()) throw otherGraph(path, `${graphSchema} with other ${table}`, graphSchema)
}
