import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {DatabaseSync} from 'node:sqlite'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {openEmbeddedStore} from '../../../src/graph/embedded/open-store.ts'
import {loadEstate} from '../../../src/graph/load-estate.ts'
import {EntityKind} from '../../../src/model/entity.ts'
import {embeddedIndexes, graphViews} from '../../../src/model/graph-schema.ts'
import {relationTypeNames} from '../../../src/model/relation-types.ts'
import {entity, estateOf, relation, system} from '../../estates.ts'

describe('the schema of an embedded graph', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-schema-'))
  let db: DatabaseSync
  beforeAll(async () => {
    const path = join(folder, 'graph.db')
    const store = await openEmbeddedStore(path)
    const records = [
      system('m/a', {owner: 'People'}),
      entity('host', 'host:m/h'),
      relation('m/a', 'RUNS_ON', 'host:m/h'),
    ]
    await loadEstate(store, estateOf(...records))
    await store.close()
    db = new DatabaseSync(path, {readOnly: true})
  })
  afterAll(() => {
    db.close()
    rmSync(folder, {recursive: true})
  })

  it('has the declared views with the declared columns, and no others', () => {
    const views = db.prepare("SELECT name FROM sqlite_master WHERE type = 'view'").all()
    const columns = views.map(({name}) => [
      name,
      db
        .prepare('SELECT name FROM pragma_table_info(?)')
        .all(String(name))
        .map((column) => column['name']),
    ])

    expect(Object.fromEntries(columns)).toEqual(
      Object.fromEntries(Object.entries(graphViews).map(([name, view]) => [name, Object.keys(view.columns)])),
    )
  })

  it('gives in each column what is declared of it', () => {
    const parsed = (cell: unknown): unknown => JSON.parse(String(cell))
    const [thing] = db.prepare("SELECT * FROM entity WHERE kind = 'system'").all()
    const [link] = db.prepare('SELECT * FROM relation').all()
    const [value] = db.prepare('SELECT * FROM attribute').all()

    expect({...thing, attributes: parsed(thing?.['attributes'])}).toMatchObject({
      ...{id: 'm/a', kind: 'system', name: 'a', organisation: 'm'},
      attributes: {owner: [{value: 'People', evidence: ['e1'], confidence: 1}]},
    })
    expect({...link, evidence: parsed(link?.['evidence'])}).toMatchObject({
      ...{from_id: 'm/a', type: 'RUNS_ON', to_id: 'host:m/h', certainty: 'declared', attributes: '{}'},
      evidence: ['e1'],
    })
    expect({...value}).toEqual({
      ...{id: 'm/a', attribute: 'owner', value: 'People', state: null},
      ...{confidence: 1, evidence: '["e1"]'},
    })
  })

  it('has the declared indexes on the declared columns, and no others', () => {
    const indexes = db
      .prepare("SELECT name, tbl_name AS 'table' FROM sqlite_master WHERE type = 'index' AND sql <> ''")
      .all()
    const real = indexes.map(({name, table}) => [
      name,
      {
        table,
        columns: db
          .prepare('SELECT name FROM pragma_index_info(?) ORDER BY seqno')
          .all(String(name))
          .map((column) => column['name']),
        isUnique:
          db
            .prepare('SELECT "unique" AS u FROM pragma_index_list(?) WHERE name = ?')
            .get(String(table), String(name))?.['u'] === 1,
      },
    ])

    expect(Object.fromEntries(real)).toEqual(
      Object.fromEntries(
        Object.entries(embeddedIndexes).map(([name, {table, columns, isUnique}]) => [name, {table, columns, isUnique}]),
      ),
    )
  })

  it('knows every declared kind and type', () => {
    const names = (table: string) =>
      db
        .prepare(`SELECT name FROM ${table} ORDER BY rowid`)
        .all()
        .map((row) => row['name'])

    expect(names('kinds')).toEqual(EntityKind.options)
    expect(names('types')).toEqual(relationTypeNames)
  })
})
