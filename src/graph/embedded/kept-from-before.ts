import {existsSync} from 'node:fs'
import type {DatabaseSync} from 'node:sqlite'
import type {Entity} from '../../model/entity.ts'
import type {Relation} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {completeScopes, scopesLeft} from '../kept-scopes.ts'
import type {Kept, LoadRun} from '../store.ts'
import {openGraph} from './open-graph.ts'
import {edgeColumns, edgeJoins, edgeOf, nodeColumns, nodeOf, seenNodeTables} from './rows.ts'

export type KeptEntity = Omit<Entity, 'record'> & Kept
export type KeptRelation = Omit<Relation, 'record' | 'id'> & Kept

/** What the graph so far has that scopes saw which cannot say now whether it is still there. */
export interface KeptFromBefore {
  /** In the order of their ids. */
  readonly entities: readonly KeptEntity[]
  readonly relations: readonly KeptRelation[]
}

/**
 * Reads what a load must not forget: a thing leaves only when every scope that saw it was looked at whole since without
 * it. A scope that is not listed any more was taken out by a person, and keeps nothing. A graph that cannot be read, or
 * that an older version wrote, has nothing to keep.
 */
export function keptFromBefore(path: string, {coverage}: Pick<LoadRun, 'coverage'>): KeptFromBefore {
  const none = {entities: [], relations: []}
  if (!existsSync(path)) return none
  let db: DatabaseSync
  try {
    db = openGraph(path)
  } catch {
    return none
  }
  try {
    return unsettled(path, db, coverage)
  } finally {
    db.close()
  }
}

function unsettled(path: string, db: DatabaseSync, coverage: LoadRun['coverage']): KeptFromBefore {
  const complete = completeScopes(coverage)
  const listed = new Set(coverage.map(({id}) => id))
  const left = new Map<number, {readonly scopes: readonly string[]; readonly lastSeen: string | undefined}>()
  const observedAt = db.prepare("SELECT v FROM meta WHERE k = 'observedAt'").get()?.['v']
  for (const row of db.prepare('SELECT seen, scopes, lastSeen FROM seen WHERE scopes IS NOT NULL').iterate()) {
    const stored = (JSON.parse(String(row['scopes'])) as string[]).filter((scope) => listed.has(scope)) // as the load wrote it
    const scopes = scopesLeft(stored, complete)
    const lastSeen = row['lastSeen'] ?? observedAt
    if (scopes.length > 0)
      left.set(Number(row['seen']), {scopes, lastSeen: typeof lastSeen === 'string' ? lastSeen : undefined})
  }
  if (left.size === 0) return {entities: [], relations: []}
  const seen = JSON.stringify([...left.keys()])
  const markOf = (row: Record<string, unknown>): Kept & {readonly scopes: readonly string[]} => {
    const {scopes = [], lastSeen} = left.get(Number(row['seen'])) ?? {}
    return {scopes, ...(lastSeen !== undefined && {lastSeen})}
  }
  const of = 'IN (SELECT value FROM json_each(?))'
  const entities = db
    .prepare(`SELECT ${nodeColumns}, node.seen FROM ${seenNodeTables} WHERE node.seen ${of}`)
    .all(seen)
    .map((row) => ({...nodeOf(path, row), ...markOf(row)}))
  const relations = db
    .prepare(
      `SELECT a.id AS from_id, b.id AS to_id, ${edgeColumns}, edge.seen FROM edge JOIN node a ON a.nid = edge.src
        JOIN node b ON b.nid = edge.dst ${edgeJoins} WHERE edge.seen ${of}`,
    )
    .all(seen)
    .map((row) => ({from: String(row['from_id']), to: String(row['to_id']), ...edgeOf(path, row), ...markOf(row)}))
  return {entities: entities.toSorted((a, b) => compareText(a.id, b.id)), relations}
}
