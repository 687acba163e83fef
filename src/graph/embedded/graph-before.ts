import {existsSync} from 'node:fs'
import type {DatabaseSync} from 'node:sqlite'
import {StoreError} from '../../errors.ts'
import {EntityKind} from '../../model/entity.ts'
import {Certainty, relationTypeNames} from '../../model/relation-types.ts'
import {type KnownScope, lastSeenBy, type LoadScopes, scopesLeft} from '../kept-scopes.ts'
import type {LoadRun} from '../store.ts'
import {graphBeforeLost, otherGraph, readingBefore} from './faults.ts'
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
  /** What it knows of scopes; one of before knows them only by their ids in the estate. */
  readonly scopes?: string
  readonly lists: string
  readonly nodes: string
  readonly edges: string
}

const some = 'IN (SELECT value FROM json_each(?))'

const lately: Form = {
  lists: 'SELECT scopes, lastSeen FROM seen WHERE scopes IS NOT NULL',
  nodes: `SELECT id, kinds.name AS kind, node.name, organisation, attributes, scopes, lastSeen
    FROM node JOIN kinds USING (kind) JOIN seen USING (seen) WHERE scopes ${some} ORDER BY nid`,
  edges: `SELECT src, dst, types.name AS type, certainties.name AS certainty, attributes, evidence, scopes, lastSeen
    FROM edge JOIN types USING (type) JOIN certainties USING (certainty) JOIN said USING (said) JOIN seen USING (seen)
    WHERE scopes ${some}`,
}

const forms: Readonly<Record<string, Form>> = {
  [graphSchema]: {...lately, scopes: 'SELECT scope, observedAt, asked FROM scope'},
  'domesday/graph@2': lately,
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

/** What a load must look at, and what the graph knew of scopes. */
interface LookedBefore {
  /** Left out where nothing is unsettled, or where there is no graph. */
  readonly before?: GraphBefore
  readonly known: readonly KnownScope[]
}

type Run = Pick<LoadRun, 'coverage' | 'observedAt' | 'note'>

/**
 * Opens what a load must look at: a thing leaves only when every scope that saw it was looked at whole since without it.
 * A file of an older form is read as it is. One that cannot be read is told, and then nothing is kept of it.
 * Errors: a StoreError where it cannot be read and some scope is not complete.
 */
export function graphBefore(path: string, run: Run, scopes: LoadScopes): LookedBefore {
  const nothing = {known: []}
  if (!existsSync(path)) return nothing
  let opened: Opened | undefined
  try {
    opened = openForm(path)
    const {db, form} = opened
    const look = () => lookedBefore({path, db, form}, run, scopes)
    const looked = readingBefore(path, look)
    if (!looked.before) db.close()
    return looked
  } catch (error) {
    if (opened?.db.isOpen) opened.db.close()
    if (!(error instanceof StoreError)) throw error
    if (run.coverage.some(({status}) => status !== 'complete')) throw graphBeforeLost(error)
    run.note?.(`${error.message} It is made anew; nothing that it kept is carried over.`)
    return nothing
  }
}

interface Opened {
  readonly db: DatabaseSync
  readonly form: Form
}

function lookedBefore({path, db, form}: Opened & {path: string}, run: Run, scopes: LoadScopes): LookedBefore {
  const rows = form.scopes === undefined ? [] : db.prepare(form.scopes).all()
  const known = rows.map((row) => ({
    ...{scope: String(row['scope']), observedAt: String(row['observedAt']), isAskedFor: row['asked'] === 1},
  }))
  const left = unsettledLists(db, form, {run, scopes, known})
  if (left.size === 0) return {known}
  const lists = JSON.stringify([...new Set([...left.values()].map(({stored}) => stored))])
  const unsettled = (row: Row): Unsettled | undefined => left.get(listOf(row))
  const idOf = db.prepare('SELECT id FROM node WHERE nid = ?')
  const before: GraphBefore = {
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
  return {before, known}
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

/** Errors: a StoreError where it is damaged, or of a form that this program does not know. */
function openForm(path: string): Opened {
  const db = readingBefore(path, () => openDatabase(path, {readOnly: true}))
  try {
    const schema = readingBefore(path, () => formOf(db))
    const form = schema === undefined ? undefined : forms[schema]
    if (!form) throw otherGraph(path, schema, graphSchema)
    if (schema !== graphSchema) return {db, form}
    db.close()
    return {db: readingBefore(path, () => openGraph(path)), form}
  } catch (error) {
    if (db.isOpen) db.close()
    throw error
  }
}

function listOf(row: Row): string {
  return JSON.stringify([row['scopes'], row['lastSeen']])
}

interface Known {
  readonly run: Run
  readonly scopes: LoadScopes
  readonly known: readonly KnownScope[]
}

/** The lists of scopes of which some cannot say now, and what is left of each. */
function unsettledLists(
  db: DatabaseSync,
  form: Form,
  {run, scopes: {keysOf, settled}, known}: Known,
): ReadonlyMap<string, Unsettled & {readonly stored: string}> {
  const left = new Map<string, Unsettled & {readonly stored: string}>()
  const days = new Map(known.map((one) => [one.scope, one]))
  const before = db.prepare("SELECT v FROM meta WHERE k = 'observedAt'").get()?.['v']
  for (const row of db.prepare(form.lists).iterate()) {
    const stored = String(row['scopes'])
    const seenBy = JSON.parse(stored) as string[] // as the load wrote it
    // What was known by its id is taken to be what has the id now.
    const scopes = scopesLeft(form.scopes === undefined ? keysOf(seenBy) : seenBy, settled)
    const lastSeen = row['lastSeen'] ?? lastSeenBy(seenBy, days) ?? before ?? run.observedAt ?? ''
    if (scopes.length > 0) left.set(listOf(row), {stored, scopes, lastSeen: String(lastSeen)})
  }
  return left
}
