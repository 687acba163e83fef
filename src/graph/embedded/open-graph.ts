import {existsSync} from 'node:fs'
import {endianness} from 'node:os'
import type {DatabaseSync} from 'node:sqlite'
import {EntityKind} from '../../model/entity.ts'
import {relationTypeNames} from '../../model/relation-types.ts'
import {keptUnseen} from '../kept-unseen.ts'
import {loadScopes, scopesLeft} from '../kept-scopes.ts'
import type {LoadResult, LoadRun} from '../store.ts'
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
      return {nodes: Number(meta.get('nodes')), edges: Number(meta.get('edges')), ...keptIn(db)}
    } finally {
      db.close()
    }
  })
}

/** How much of a graph its last load did not find, and kept because no scope could say that it is gone. */
export function keptIn(db: DatabaseSync): Pick<LoadResult, 'kept'> {
  const lists = db.prepare('SELECT seen, scopes, lastSeen FROM seen WHERE lastSeen IS NOT NULL').all()
  if (lists.length === 0) return {} // as nearly always: nothing is counted
  const numbers = JSON.stringify(lists.map(({seen}) => seen))
  const counts = (table: 'node' | 'edge'): ReadonlyMap<unknown, number> => {
    const some = 'seen IN (SELECT value FROM json_each(?))'
    const rows = db.prepare(`SELECT seen, count(*) AS n FROM ${table} WHERE ${some} GROUP BY seen`).all(numbers)
    return new Map(rows.map(({seen, n}) => [seen, Number(n)]))
  }
  const [nodes, edges] = [counts('node'), counts('edge')]
  const asked = new Set(
    db
      .prepare('SELECT scope FROM scope WHERE asked')
      .all()
      .map(({scope}) => String(scope)),
  )
  return keptUnseen(
    lists.map(({seen, scopes, lastSeen}) => ({
      scopes: JSON.parse(String(scopes)) as string[], // as the load wrote it
      ...{lastSeen: String(lastSeen), nodes: nodes.get(seen) ?? 0, edges: edges.get(seen) ?? 0},
    })),
    (scope) => asked.has(scope),
  )
}

/** What a graph knows the scopes by that saw anything of it; none where there is no graph. */
export function scopesIn(path: string): readonly string[] {
  if (!existsSync(path)) return []
  return reading(path, () => {
    const db = openGraph(path)
    try {
      const rows = db.prepare('SELECT DISTINCT value FROM seen, json_each(scopes) WHERE scopes IS NOT NULL').all()
      return rows.map(({value}) => String(value))
    } finally {
      db.close()
    }
  })
}

/** The things that nothing but what is to be forgotten holds in a graph, should the estate not have them. */
export function forgottenIn(path: string, run: Pick<LoadRun, 'coverage' | 'forget'>): readonly string[] {
  const [{settled: before}, {settled}] = [loadScopes({coverage: run.coverage}), loadScopes(run)]
  return reading(path, () => {
    const db = openGraph(path)
    try {
      const lists = db.prepare('SELECT seen, scopes FROM seen WHERE scopes IS NOT NULL').all()
      const forgotten = lists.filter(({scopes}) => {
        const stored = JSON.parse(String(scopes)) as string[] // as the load wrote it
        return scopesLeft(stored, settled).length === 0 && scopesLeft(stored, before).length > 0
      })
      const of = db.prepare('SELECT id FROM node WHERE seen IN (SELECT value FROM json_each(?)) ORDER BY nid')
      return of.all(JSON.stringify(forgotten.map(({seen}) => seen))).map(({id}) => String(id))
    } finally {
      db.close()
    }
  })
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
