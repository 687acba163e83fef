import {endianness} from 'node:os'
import type {DatabaseSync} from 'node:sqlite'
import {EntityKind} from '../../model/entity.ts'
import {embeddedIndexes, graphViews} from '../../model/graph-schema.ts'
import {relationTypeNames} from '../../model/relation-types.ts'

/** What the file calls its own form. A change of tables or of what they mean is a new number. */
export const graphSchema = 'domesday/graph@1'

/** "DGRF": by this number in its header other tools know whose SQLite file it is. */
const applicationId = 0x44475246

const tables = `
  CREATE TABLE meta (k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE kinds (kind INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE types (type INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE node (
    nid INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    kind INTEGER NOT NULL REFERENCES kinds,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    props TEXT NOT NULL
  );
  CREATE TABLE edge (
    eid INTEGER PRIMARY KEY,
    src INTEGER NOT NULL REFERENCES node,
    dst INTEGER NOT NULL REFERENCES node,
    type INTEGER NOT NULL REFERENCES types,
    props TEXT NOT NULL
  );
  CREATE TABLE topo (k TEXT PRIMARY KEY, v BLOB NOT NULL);
`

/** Built after the rows are in, which is several times faster than keeping them up row by row. */
const indexes = Object.entries(embeddedIndexes).map(
  ([name, {table, columns, isUnique}]) =>
    `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${name} ON ${table} (${columns.join(', ')});`,
)

/** The beginning of a view: its columns are the declared ones, in their order. */
function createView(name: keyof typeof graphViews): string {
  const {row, columns} = graphViews[name]
  return `CREATE VIEW ${name} (${Object.keys(columns).join(', ')}) AS
    -- One row ${row}.`
}

/** For people with questions of their own; the comments stay in the file, where `.schema` shows them. */
const views = `
  ${createView('entity')}
    -- attributes is JSON: {"key": [{"value": ..., "evidence": [...], "confidence": 0 to 1}]}; scopes is a JSON list.
    SELECT node.id, kinds.name AS kind, node.name, node.organisation,
      node.props -> '$.attributes' AS attributes, node.props -> '$.scopes' AS scopes
    FROM node JOIN kinds USING (kind);
  ${createView('relation')}
    -- certainty: declared, structural, observed or inferred; attributes, evidence and scopes are JSON.
    SELECT a.id AS from_id, types.name AS type, b.id AS to_id, edge.props ->> '$.certainty' AS certainty,
      edge.props -> '$.attributes' AS attributes, edge.props -> '$.evidence' AS evidence,
      edge.props -> '$.scopes' AS scopes
    FROM edge JOIN node a ON a.nid = edge.src JOIN node b ON b.nid = edge.dst JOIN types USING (type);
  ${createView('attribute')}
    SELECT node.id, entry.key AS attribute, item.value ->> '$.value' AS value, item.value ->> '$.state' AS state,
      item.value ->> '$.confidence' AS confidence, item.value -> '$.evidence' AS evidence
    FROM node, json_each(node.props, '$.attributes') entry, json_each(entry.value) item;
`

export function createTables(db: DatabaseSync): void {
  db.exec(`PRAGMA application_id = ${applicationId}`)
  db.exec(tables)
  const addKind = db.prepare('INSERT INTO kinds (kind, name) VALUES (?, ?)')
  EntityKind.options.forEach((name, kind) => addKind.run(kind, name))
  const addType = db.prepare('INSERT INTO types (type, name) VALUES (?, ?)')
  relationTypeNames.forEach((name, type) => addType.run(type, name))
}

/** Written last: a file without its schema in `meta` is not a graph. */
export function finishTables(db: DatabaseSync): void {
  db.exec(indexes.join('\n'))
  db.exec(views)
  const add = db.prepare('INSERT INTO meta (k, v) VALUES (?, ?)')
  add.run('schema', graphSchema)
  add.run('byteOrder', endianness())
}
