import type {DatabaseSync} from 'node:sqlite'
import {z} from 'zod'
import {EntityKind} from '../../model/entity.ts'
import type {KindCount, NodeLabel, TypeCount} from '../../model/graph-answers.ts'
import {RelationType} from '../../model/relation-types.ts'
import type {GraphStore, Neighbour, NeighbourOptions, NodeFilter, Page} from '../store.ts'
import type {Topology} from '../topology.ts'
import {corruptGraph, reading} from './faults.ts'
import {beginReplaceLoad} from './loader.ts'
import {keptIn, openGraph} from './open-graph.ts'
import {
  edgeColumns,
  edgeJoins,
  edgeOf,
  labelColumns,
  LabelRow,
  nodeColumns,
  nodeOf,
  nodeTables,
  parseRow,
  seenNodeTables,
} from './rows.ts'
import {readTopology} from './topology-blobs.ts'

const KindRow = z.object({kind: EntityKind, count: z.number()})
const TypeRow = z.object({type: RelationType, count: z.number()})

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
    beginLoad: async (run) => {
      if (readOnly) throw new Error('this store was opened for reading only')
      return beginReplaceLoad(path, run, close)
    },
    getNodes: async function* (ids) {
      const statement = read((graph) => graph.prepare(`SELECT ${nodeColumns} FROM ${seenNodeTables} WHERE node.id = ?`))
      for (const id of ids) {
        const row = read(() => statement.get(id.toWellFormed()))
        if (row !== undefined) yield nodeOf(path, row)
      }
    },
    getLabels: async function* (ids) {
      const labelOf = read((graph) => labelsById(path, graph))
      for (const id of ids) {
        const label = read(() => labelOf(id))
        if (label) yield label
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
    kept: async () => read((graph) => keptIn(graph).kept),
    topology: async (): Promise<Topology> => read((graph) => readTopology(path, graph)),
    close: async () => close(),
  }
}

/** For lists of a hundred thousand: rows as plain arrays, and names of kinds from the list itself. */
function labelsById(path: string, db: DatabaseSync): (id: string) => NodeLabel | undefined {
  const statement = db.prepare('SELECT kind, name, organisation FROM node WHERE id = ?')
  statement.setReturnArrays(true)
  return (given) => {
    const id = given.toWellFormed()
    const row: unknown = statement.get(id)
    if (!Array.isArray(row)) return undefined
    const [place, name, organisation]: unknown[] = row
    const kind = EntityKind.options[Number(place)]
    if (kind === undefined || typeof name !== 'string' || typeof organisation !== 'string')
      throw corruptGraph(path, `what it says of '${id}' cannot be read`)
    return {id, kind, name, organisation}
  }
}

type Read = <T>(query: (db: DatabaseSync) => T) => T

async function* findNodes(path: string, read: Read, filter: NodeFilter, page: Page): AsyncIterable<NodeLabel> {
  const text = filter.text?.toLowerCase()
  const rows = read((db) => {
    const kinds = filter.kinds === undefined ? '' : `AND kinds.name IN (${filter.kinds.map(() => '?').join()})`
    const organisation = filter.organisation === undefined ? '' : 'AND node.organisation = ?'
    const after = page.after === undefined ? '' : 'AND nid > (SELECT nid FROM node WHERE id = ?)'
    return db
      .prepare(`SELECT ${labelColumns} FROM ${nodeTables} WHERE 1 ${kinds} ${organisation} ${after} ORDER BY nid`)
      .iterate(...[...(filter.kinds ?? []), filter.organisation, page.after].filter((value) => value !== undefined))
  })
  let left = page.limit ?? Infinity
  while (left > 0) {
    const next = read(() => rows.next())
    if (next.done) return
    const label = parseRow(path, LabelRow, next.value)
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
        `SELECT ${labelColumns}, ${edgeColumns} FROM edge JOIN node ON node.nid = edge.${there}
          JOIN kinds USING (kind) ${edgeJoins}
          WHERE edge.${here} = (SELECT nid FROM node WHERE id = ?) ${types} ORDER BY edge.${there}, edge.type LIMIT ?`,
      )
      .all(id.toWellFormed(), ...(options.types ?? []), Math.max(0, options.limit - found.length))
    for (const row of rows) found.push({direction, ...edgeOf(path, row), node: parseRow(path, LabelRow, row)})
  }
  return found
}

function countByKind(path: string, db: DatabaseSync): readonly KindCount[] {
  return db
    .prepare(
      'SELECT kinds.name AS kind, count(*) AS count FROM node JOIN kinds USING (kind) GROUP BY kind ORDER BY 2 DESC, 1',
    )
    .all()
    .map((row) => parseRow(path, KindRow, row))
}

function countByType(path: string, db: DatabaseSync): readonly TypeCount[] {
  return db
    .prepare(
      'SELECT types.name AS type, count(*) AS count FROM edge JOIN types USING (type) GROUP BY type ORDER BY 2 DESC, 1',
    )
    .all()
    .map((row) => parseRow(path, TypeRow, row))
}
