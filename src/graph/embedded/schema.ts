import {endianness} from 'node:os'
import type {DatabaseSync} from 'node:sqlite'
import {EntityKind} from '../../model/entity.ts'
import {embeddedIndexes, graphViews} from '../../model/graph-schema.ts'
import {Certainty, relationTypeNames} from '../../model/relation-types.ts'
import {evidenceInSql} from './packed-evidence.ts'

/** What the file calls its own form. A change of tables or of what they mean is a new number. */
export const graphSchema = 'domesday/graph@3'

/** "DGRF": by this number in its header other tools know whose SQLite file it is. */
const applicationId = 0x44475246

const tables = `
  CREATE TABLE meta (k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE kinds (kind INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE certainties (certainty INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE types (type INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  -- By which scopes a thing was seen; lastSeen where it stays though they do not see it any more.
  CREATE TABLE seen (seen INTEGER PRIMARY KEY, scopes TEXT, lastSeen TEXT);
  -- The scopes of all loads by what they are about, when each was last looked at, and whether the estate has it now.
  CREATE TABLE scope (scope TEXT PRIMARY KEY, observedAt TEXT NOT NULL, asked INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE said (said INTEGER PRIMARY KEY, attributes TEXT NOT NULL);
  CREATE TABLE node (
    nid INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    kind INTEGER NOT NULL REFERENCES kinds,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    seen INTEGER NOT NULL REFERENCES seen,
    attributes TEXT NOT NULL
  );
  CREATE TABLE edge (
    src INTEGER NOT NULL REFERENCES node,
    dst INTEGER NOT NULL REFERENCES node,
    type INTEGER NOT NULL REFERENCES types,
    certainty INTEGER NOT NULL REFERENCES certainties,
    seen INTEGER NOT NULL REFERENCES seen,
    said INTEGER NOT NULL REFERENCES said,
    evidence BLOB NOT NULL,
    PRIMARY KEY (src, dst, type)
  ) WITHOUT ROWID;
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
    -- lastSeen is the date of what stays though it is seen no more: a scope that saw it could not be looked at since.
    SELECT node.id, kinds.name AS kind, node.name, node.organisation, node.attributes, seen.scopes, seen.lastSeen
    FROM node JOIN kinds USING (kind) JOIN seen USING (seen);
  ${createView('relation')}
    -- certainty: declared, structural, observed or inferred; attributes, evidence and scopes are JSON.
    SELECT a.id AS from_id, types.name AS type, b.id AS to_id, certainties.name AS certainty, said.attributes,
      ${evidenceInSql('edge.evidence')} AS evidence, seen.scopes, seen.lastSeen
    FROM edge JOIN node a ON a.nid = edge.src JOIN node b ON b.nid = edge.dst JOIN types USING (type)
      JOIN certainties USING (certainty) JOIN said USING (said) JOIN seen ON seen.seen = edge.seen;
  ${createView('attribute')}
    SELECT node.id, entry.key AS attribute, item.value ->> '$.value' AS value, item.value ->> '$.state' AS state,
      item.value ->> '$.confidence' AS confidence, item.value -> '$.evidence' AS evidence
    FROM node, json_each(node.attributes) entry, json_each(entry.value) item;
`

export function createTables(db: DatabaseSync): void {
  db.exec(`PRAGMA application_id = ${applicationId}`)
  db.exec(tables)
  const addKind = db.prepare('INSERT INTO kinds (kind, name) VALUES (?, ?)')
  EntityKind.options.forEach((name, kind) => addKind.run(kind, name))
  const addType = db.prepare('INSERT INTO types (type, name) VALUES (?, ?)')
  relationTypeNames.forEach((name, type) => addType.run(type, name))
  const addCertainty = db.prepare('INSERT INTO certainties (certainty, name) VALUES (?, ?)')
  Certainty.options.forEach((name, certainty) => addCertainty.run(certainty, name))
}

/** Written last: a file without its schema in `meta` is not a graph. */
export function finishTables(
  db: DatabaseSync,
  facts: {readonly nodes: number; readonly edges: number; readonly observedAt: string | undefined},
): void {
  db.exec(indexes.join('\n'))
  db.exec(views)
  const add = db.prepare('INSERT INTO meta (k, v) VALUES (?, ?)')
  add.run('schema', graphSchema)
  add.run('byteOrder', endianness())
  for (const [name, value] of Object.entries(facts)) if (value !== undefined) add.run(name, String(value))
}
