import {existsSync} from 'node:fs'
import type {DatabaseSync} from 'node:sqlite'
import {completeScopes, scopesLeft} from '../kept-scopes.ts'
import type {LoadRun} from '../store.ts'
import {openGraph} from './open-graph.ts'
import {unpackedEvidence} from './packed-evidence.ts'

/** What scopes saw that cannot say now whether it is still there. */
export interface Unsettled {
  /** Those scopes. */
  readonly scopes: readonly string[]
  /** When they last saw it. */
  readonly lastSeen: string
}

export interface NodeBefore extends Unsettled {
  readonly id: string
  /** A place in the list of kinds. */
  readonly kind: number
  readonly name: string
  readonly organisation: string
  /** As JSON. */
  readonly attributes: string
}

export interface EdgeBefore extends Unsettled {
  /** Numbers of nodes in the graph before. */
  readonly src: number
  readonly dst: number
  /** Places in the lists of types and certainties. */
  readonly type: number
  readonly certainty: number
  readonly attributes: string
  readonly evidence: readonly string[]
}

/** The graph that a load replaces, as far as the load must not forget it. */
export interface GraphBefore {
  /** In the order of their ids. */
  nodes(): Iterable<NodeBefore>
  edges(): Iterable<EdgeBefore>
  idOf(nid: number): string
  close(): void
}

/**
 * Opens what a load must look at: a thing leaves only when every scope that saw it was looked at whole since without it.
 * Returns undefined where nothing is unsettled, where there is no graph, or none that can be read.
 */
export function graphBefore(path: string, run: Pick<LoadRun, 'coverage' | 'observedAt'>): GraphBefore | undefined {
  const db = openIfSound(path)
  if (!db) return undefined
  const left = unsettledLists(db, run)
  if (left.size === 0) {
    db.close()
    return undefined
  }
  const seen = JSON.stringify([...left.keys()])
  const unsettled = (row: Record<string, unknown>): Unsettled =>
    left.get(Number(row['seen'])) ?? {scopes: [], lastSeen: ''}
  const idOf = db.prepare('SELECT id FROM node WHERE nid = ?')
  return {
    nodes: function* () {
      const rows = db.prepare(
        'SELECT id, kind, name, organisation, seen, attributes FROM node WHERE seen IN (SELECT value FROM json_each(?)) ORDER BY nid',
      )
      for (const row of rows.iterate(seen)) {
        const [id = '', name = '', organisation = '', attributes = ''] = texts(
          row,
          'id',
          'name',
          'organisation',
          'attributes',
        )
        yield {...unsettled(row), id, kind: Number(row['kind']), name, organisation, attributes}
      }
    },
    edges: function* () {
      const rows = db.prepare(
        'SELECT src, dst, type, certainty, seen, attributes, evidence FROM edge JOIN said USING (said) WHERE seen IN (SELECT value FROM json_each(?))',
      )
      for (const row of rows.iterate(seen)) {
        const [src = 0, dst = 0, type = 0, certainty = 0] = ['src', 'dst', 'type', 'certainty'].map((key) =>
          Number(row[key]),
        )
        const evidence = unpackedEvidence(row['evidence']) as readonly string[] // as the load wrote it
        yield {...unsettled(row), src, dst, type, certainty, attributes: String(row['attributes']), evidence}
      }
    },
    idOf: (nid) => String(idOf.get(nid)?.['id']),
    close: () => {
      if (db.isOpen) db.close()
    },
  }
}

function texts(row: Record<string, unknown>, ...keys: readonly string[]): readonly string[] {
  return keys.map((key) => String(row[key]))
}

function openIfSound(path: string): DatabaseSync | undefined {
  if (!existsSync(path)) return undefined
  try {
    return openGraph(path)
  } catch {
    return undefined
  }
}

/** The lists of scopes of which some cannot say now, and what is left of each. */
function unsettledLists(
  db: DatabaseSync,
  {coverage, observedAt}: Pick<LoadRun, 'coverage' | 'observedAt'>,
): ReadonlyMap<number, Unsettled> {
  const complete = completeScopes(coverage)
  const left = new Map<number, Unsettled>()
  const before = db.prepare("SELECT v FROM meta WHERE k = 'observedAt'").get()?.['v']
  for (const row of db.prepare('SELECT seen, scopes, lastSeen FROM seen WHERE scopes IS NOT NULL').iterate()) {
    const scopes = scopesLeft(JSON.parse(String(row['scopes'])) as string[], complete) // as the load wrote it
    const lastSeen = row['lastSeen'] ?? before ?? observedAt ?? ''
    if (scopes.length > 0) left.set(Number(row['seen']), {scopes, lastSeen: String(lastSeen)})
  }
  return left
}
