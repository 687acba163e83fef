import {existsSync} from 'node:fs'
import {endianness} from 'node:os'
import type {DatabaseSync, StatementSync} from 'node:sqlite'
import {z} from 'zod'
import {issueWords} from '../../model/issue-words.ts'
import {Attributes, EntityKind} from '../../model/entity.ts'
import type {KindCount, NodeLabel, TypeCount} from '../../model/graph-answers.ts'
import {Certainty, RelationType, relationTypeNames} from '../../model/relation-types.ts'
import {Json} from '../../model/values.ts'
import type {GraphStore, Neighbour, NeighbourOptions, NodeFilter, NodeRecord, Page} from '../store.ts'
import type {Topology} from '../topology.ts'
import {corruptGraph, noGraph, otherGraph, reading} from './faults.ts'
import {beginReplaceLoad} from './loader.ts'
import {graphSchema} from './schema.ts'
import {openDatabase} from './sqlite.ts'
import {readTopology} from './topology-blobs.ts'

const scopes = z.array(z.string()).readonly().optional()
const NodeProps = z.object({attributes: Attributes, scopes})
const EdgeProps = z.object({
  certainty: Certainty,
  attributes: z.record(z.string(), Json),
  evidence: z.array(z.string()).readonly(),
  scopes,
})
const LabelRow = z.object({id: z.string(), kind: EntityKind, name: z.string(), organisation: z.string()})
const NeighbourRow = LabelRow.extend({type: RelationType, props: z.string()})
const KindRow = z.object({kind: EntityKind, count: z.number()})
const TypeRow = z.object({type: RelationType, count: z.number()})

const labels = 'SELECT node.id, kinds.name AS kind, node.name, node.organisation'

interface OpenOptions {
  /** Refuses to load. */
  readonly readOnly?: boolean
}

/**
 * The graph in one SQLite file, opened read-only at the first read. A load writes a file beside it and puts that in its
 * place, so readers see the old graph or the new one, never a part.
 */
export async function openEmbeddedStore(path: string, {readOnly = false}: OpenOptions = {}): Promise<GraphStore> {
  let opened: DatabaseSync | undefined
  const close = (): void => {
    opened?.close()
    opened = undefined
  }
  const db = (): DatabaseSync => (opened ??= openGraph(path))
  const read = <T>(query: (graph: DatabaseSync) => T): T => reading(path, () => query(db()))
  return {
    kind: 'embedded',
    beginLoad: async () => {
      if (readOnly) throw new Error('this store was opened for reading only')
      return beginReplaceLoad(path, close)
    },
    getNodes: async function* (ids) {
      const statement = read((graph) => nodeById(graph, ', node.props'))
      for (const id of ids) {
        const row = read(() => statement.get(id.toWellFormed()))
        if (row !== undefined) yield nodeRecord(path, row)
      }
    },
    getLabels: async function* (ids) {
      const statement = read((graph) => nodeById(graph, ''))
      for (const id of ids) {
        const row = read(() => statement.get(id.toWellFormed()))
        if (row !== undefined) yield parse(path, LabelRow, row)
      }
    },
    findNodes: (filter, page = {}) => findNodes(path, read, filter, page),
    neighbours: async (id, options) => read((graph) => neighbours(path, graph, id, options)),
    relationsFrom: async function* (ids) {
      const all = {direction: 'out', limit: Number.MAX_SAFE_INTEGER} as const
      for (const from of ids)
        for (const {node, direction: _, ...said} of read((graph) => neighbours(path, graph, from, all)))
          yield {from, to: node.id, ...said}
    },
    countByKind: async () => read((graph) => countByKind(path, graph)),
    countByType: async () => read((graph) => countByType(path, graph)),
    topology: async (): Promise<Topology> => read((graph) => readTopology(path, graph)),
    close: async () => close(),
  }
}

function openGraph(path: string): DatabaseSync {
  if (!existsSync(path)) throw noGraph(path)
  const db = openDatabase(path, {readOnly: true})
  try {
    checkForm(path, db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Refuses a file of another program, of another version of domesday, or of a machine with another byte order. */
function checkForm(path: string, db: DatabaseSync): void {
  const isGraph = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'").get()
  if (isGraph === undefined) throw otherGraph(path, undefined, graphSchema)
  const columns = db.prepare("SELECT name FROM pragma_table_info('meta') WHERE name IN ('k', 'v')").all()
  if (columns.length !== 2) throw otherGraph(path, undefined, graphSchema)
  const meta = new Map(
    db
      .prepare('SELECT k, v FROM meta LIMIT 100')
      .all()
      .map((row) => [String(row['k']), String(row['v'])]),
  )
  const schema = meta.get('schema')
  if (schema !== graphSchema) throw otherGraph(path, schema, graphSchema)
  if (meta.get('byteOrder') !== endianness())
    throw otherGraph(path, `byte order ${meta.get('byteOrder')}`, endianness())
  checkNames(path, db, 'kinds', EntityKind.options)
  checkNames(path, db, 'types', relationTypeNames)
}

/** Kinds and types are stored as places in these lists, so the lists must be the same. */
function checkNames(path: string, db: DatabaseSync, table: 'kinds' | 'types', names: readonly string[]): void {
  const stored = db
    .prepare(`SELECT name FROM ${table} ORDER BY 1 + ${table === 'kinds' ? 'kind' : 'type'}`)
    .all()
    .map((row) => String(row['name']))
  if (stored.join() !== names.join()) throw otherGraph(path, `${graphSchema} with other ${table}`, graphSchema)
}

function nodeById(db: DatabaseSync, more: '' | ', node.props'): StatementSync {
  return db.prepare(`${labels}${more} FROM node JOIN kinds USING (kind) WHERE node.id = ?`)
}

function parse<T>(path: string, schema: z.ZodType<T>, row: unknown): T {
  const result = schema.safeParse(row)
  if (!result.success) throw corruptGraph(path, result.error.issues.map(issueWords).join('; '))
  return result.data
}

function parseProps<T>(path: string, schema: z.ZodType<T>, props: unknown): T {
  let value: unknown
  try {
    value = JSON.parse(String(props))
  } catch {
    throw corruptGraph(path, 'what it says of a thing is not JSON')
  }
  return parse(path, schema, value)
}

function nodeRecord(path: string, row: Record<string, unknown>): NodeRecord {
  const {attributes, scopes: seenBy} = parseProps(path, NodeProps, row['props'])
  return {...parse(path, LabelRow, row), attributes, ...(seenBy === undefined ? {} : {scopes: seenBy})}
}

type Read = <T>(query: (db: DatabaseSync) => T) => T

async function* findNodes(path: string, read: Read, filter: NodeFilter, page: Page): AsyncIterable<NodeLabel> {
  const text = filter.text?.toLowerCase()
  const rows = read((db) => {
    const kinds = filter.kinds === undefined ? '' : `AND kinds.name IN (${filter.kinds.map(() => '?').join()})`
    const organisation = filter.organisation === undefined ? '' : 'AND node.organisation = ?'
    const after = page.after === undefined ? '' : 'AND nid > (SELECT nid FROM node WHERE id = ?)'
    return db
      .prepare(`${labels} FROM node JOIN kinds USING (kind) WHERE 1 ${kinds} ${organisation} ${after} ORDER BY nid`)
      .iterate(...[...(filter.kinds ?? []), filter.organisation, page.after].filter((value) => value !== undefined))
  })
  let left = page.limit ?? Infinity
  while (left > 0) {
    const next = read(() => rows.next())
    if (next.done) return
    const label = parse(path, LabelRow, next.value)
    // Letter case is compared here: SQLite knows that of ASCII only.
    if (text !== undefined && !`${label.id}\n${label.name}`.toLowerCase().includes(text)) continue
    left -= 1
    yield label
  }
  rows.return?.()
}

function neighbours(path: string, db: DatabaseSync, id: string, options: NeighbourOptions): readonly Neighbour[] {
  const found: Neighbour[] = []
  for (const direction of ['out', 'in'] as const) {
    if (options.direction !== 'both' && options.direction !== direction) continue
    const [here, there] = direction === 'out' ? ['src', 'dst'] : ['dst', 'src']
    const types = options.types === undefined ? '' : `AND types.name IN (${options.types.map(() => '?').join()})`
    const rows = db
      .prepare(
        `${labels}, types.name AS type, edge.props FROM edge JOIN node ON node.nid = edge.${there}
          JOIN kinds USING (kind) JOIN types USING (type)
          WHERE edge.${here} = (SELECT nid FROM node WHERE id = ?) ${types} ORDER BY edge.${there}, edge.type LIMIT ?`,
      )
      .all(id.toWellFormed(), ...(options.types ?? []), Math.max(0, options.limit - found.length))
    for (const row of rows) {
      const {type, props, ...node} = parse(path, NeighbourRow, row)
      found.push({direction, type, ...parseProps(path, EdgeProps, props), node})
    }
  }
  return found
}

function countByKind(path: string, db: DatabaseSync): readonly KindCount[] {
  return db
    .prepare(
      'SELECT kinds.name AS kind, count(*) AS count FROM node JOIN kinds USING (kind) GROUP BY kind ORDER BY 2 DESC, 1',
    )
    .all()
    .map((row) => parse(path, KindRow, row))
}

function countByType(path: string, db: DatabaseSync): readonly TypeCount[] {
  return db
    .prepare(
      'SELECT types.name AS type, count(*) AS count FROM edge JOIN types USING (type) GROUP BY type ORDER BY 2 DESC, 1',
    )
    .all()
    .map((row) => parse(path, TypeRow, row))
}
