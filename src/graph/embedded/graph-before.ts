import {existsSync} from 'node:fs'
import type {DatabaseSync} from 'node:sqlite'
import {EntityKind} from '../../model/entity.ts'
import {Certainty, relationTypeNames} from '../../model/relation-types.ts'
import {completeScopes, scopesLeft} from '../kept-scopes.ts'
import type {LoadRun} from '../store.ts'
import {readingBefore} from './faults.ts'
import {formOf, openGraph} from './open-graph.ts'
import {unpackedEvidence} from './packed-evidence.ts'
import {graphSchema} from './schema.ts'
import {openDatabase} from './sqlite.ts'

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

/** How a form of the file is asked for its lists of scopes, and for what was seen by some of them. */
interface Form {
  readonly lists: string
  readonly nodes: string
  readonly edges: string
}

const some = 'IN (SELECT value FROM json_each(?))'

const forms: Readonly<Record<string, Form>> = {
  [graphSchema]: {
    lists: 'SELECT scopes, lastSeen FROM seen WHERE scopes IS NOT NULL',
    nodes: `SELECT id, kinds.name AS kind, node.name, organisation, attributes, scopes, lastSeen
      FROM node JOIN kinds USING (kind) JOIN seen USING (seen) WHERE scopes ${some} ORDER BY nid`,
    edges: `SELECT src, dst, types.name AS type, certainties.name AS certainty, attributes, evidence, scopes, lastSeen
      FROM edge JOIN types USING (type) JOIN certainties USING (certainty) JOIN said USING (said) JOIN seen USING (seen)
      WHERE scopes ${some}`,
  },
  'domesday/graph@1': {
    lists: `SELECT DISTINCT props -> '$.scopes' AS scopes, NULL AS lastSeen FROM
      (SELECT props FROM node UNION ALL SELECT props FROM edge) WHERE props -> '$.scopes' IS NOT NULL`,
    nodes: `SELECT id, kinds.name AS kind, node.name, organisation, props -> '$.attributes' AS attributes,
        props -> '$.scopes' AS scopes, NULL AS lastSeen
      FROM node JOIN kinds USING (kind) WHERE props -> '$.scopes' ${some} ORDER BY nid`,
    edges: `SELECT src, dst, types.name AS type, props ->> '$.certainty' AS certainty,
        props -> '$.attributes' AS attributes, props -> '$.evidence' AS evidence, props -> '$.scopes' AS scopes,
        NULL AS lastSeen
      FROM edge JOIN types USING (type) WHERE props -> '$.scopes' ${some}`,
  },
}

/**
 * Opens what a load must look at: a thing leaves only when every scope that saw it was looked at whole since without it.
 * A file of an older form is read as it is. Returns undefined where nothing is unsettled, or where there is no graph.
 * Errors: a StoreError where it is damaged and some scope is not complete.
 */
export function graphBefore(path: string, run: Pick<LoadRun, 'coverage' | 'observedAt'>): GraphBefore | undefined {
  const opened = openIfSound(path)
  if (!opened) return undefined
  const {db, form} = opened
  let left: ReturnType<typeof unsettledLists>
  try {
    left = readingBefore(path, () => unsettledLists(db, form, run))
  } catch (error) {
    db.close()
    if (run.coverage.every(({status}) => status === 'complete')) return undefined
    throw error
  }
  if (left.size === 0) {
    db.close()
    return undefined
  }
  const lists = JSON.stringify([...new Set([...left.values()].map(({stored}) => stored))])
  const unsettled = (row: Row): Unsettled | undefined => left.get(listOf(row))
  const idOf = db.prepare('SELECT id FROM node WHERE nid = ?')
  return {
    nodes: () =>
      nodesBefore(
        rowsOf(path, () => db.prepare(form.nodes).iterate(lists)),
        unsettled,
      ),
    edges: () =>
      edgesBefore(
        rowsOf(path, () => db.prepare(form.edges).iterate(lists)),
        unsettled,
      ),
    idOf: (nid) => String(readingBefore(path, () => idOf.get(nid))?.['id']),
    close: () => {
      if (db.isOpen) db.close()
    },
  }
}

function* rowsOf(path: string, ask: () => Iterator<Row>): Generator<Row> {
  const rows = readingBefore(path, ask)
  for (let next = readingBefore(path, () => rows.next()); !next.done; next = readingBefore(path, () => rows.next()))
    yield next.value
}

type Row = Record<string, unknown>
type Unsettle = (row: Row) => Unsettled | undefined

function* nodesBefore(rows: Iterable<Row>, unsettled: Unsettle): Generator<NodeBefore> {
  for (const row of rows) {
    const [id = '', kindName = '', name = ''] = texts(row, 'id', 'kind', 'name')
    const [organisation = '', attributes = ''] = texts(row, 'organisation', 'attributes')
    const seen = unsettled(row)
    const kind = (EntityKind.options as readonly string[]).indexOf(kindName) // any text may be looked for
    if (seen && kind >= 0) yield {...seen, id, kind, name, organisation, attributes}
  }
}

function* edgesBefore(rows: Iterable<Row>, unsettled: Unsettle): Generator<EdgeBefore> {
  for (const row of rows) {
    const [typeName = '', certaintyName = '', attributes = ''] = texts(row, 'type', 'certainty', 'attributes')
    const seen = unsettled(row)
    const type = (relationTypeNames as readonly string[]).indexOf(typeName) // any text may be looked for
    const certainty = (Certainty.options as readonly string[]).indexOf(certaintyName) // as above
    const evidence = unpackedEvidence(row['evidence']) as readonly string[] // as the load wrote it
    const [src, dst] = [Number(row['src']), Number(row['dst'])]
    if (seen && type >= 0 && certainty >= 0) yield {...seen, src, dst, type, certainty, attributes, evidence}
  }
}

function texts(row: Row, ...keys: readonly string[]): readonly string[] {
  return keys.map((key) => String(row[key]))
}

function openIfSound(path: string): {readonly db: DatabaseSync; readonly form: Form} | undefined {
  if (!existsSync(path)) return undefined
  let db: DatabaseSync | undefined
  try {
    db = openDatabase(path, {readOnly: true})
    const schema = formOf(db)
    const form = schema === undefined ? undefined : forms[schema]
    if (form && schema !== graphSchema) return {db, form}
    db.close()
    return form && {db: openGraph(path), form}
  } catch {
    if (db?.isOpen) db.close()
    return undefined
  }
}

function listOf(row: Row): string {
  return JSON.stringify([row['scopes'], row['lastSeen']])
}

/** The lists of scopes of which some cannot say now, and what is left of each. */
function unsettledLists(
  db: DatabaseSync,
  form: Form,
  {coverage, observedAt}: Pick<LoadRun, 'coverage' | 'observedAt'>,
): ReadonlyMap<string, Unsettled & {readonly stored: string}> {
  const complete = completeScopes(coverage)
  const left = new Map<string, Unsettled & {readonly stored: string}>()
  const before = db.prepare("SELECT v FROM meta WHERE k = 'observedAt'").get()?.['v']
  for (const row of db.prepare(form.lists).iterate()) {
    const stored = String(row['scopes'])
    const scopes = scopesLeft(JSON.parse(stored) as string[], complete) // as the load wrote it
    const lastSeen = row['lastSeen'] ?? before ?? observedAt ?? ''
    if (scopes.length > 0) left.set(listOf(row), {stored, scopes, lastSeen: String(lastSeen)})
  }
  return left
}
