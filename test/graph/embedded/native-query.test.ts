import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {nativeQuery} from '../../../src/graph/embedded/native-query.ts'
import {openEmbeddedStore} from '../../../src/graph/embedded/open-store.ts'
import {loadEstate} from '../../../src/graph/load-estate.ts'
import {rowsCsv} from '../../../src/render/csv/rows-csv.ts'
import {renderRows} from '../../../src/render/text/graph.ts'
import {estateOf, relation, system} from '../../estates.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-query-'))
const path = join(folder, 'graph.db')
const limits = {limit: 100, timeoutSeconds: 20}
beforeAll(async () => {
  const store = await openEmbeddedStore(path)
  await loadEstate(
    store,
    estateOf(system('m/a', {owner: "=cmd|' /C calc'!A0"}), system('m/b'), relation('m/a', 'DEPENDS_ON', 'm/b')),
  )
  await store.close()
})
afterAll(() => rmSync(folder, {recursive: true}))

describe('a query of the user’s own', () => {
  it('reads the views that the guide describes', async () => {
    expect(await nativeQuery(path, 'SELECT from_id, type, to_id, certainty FROM relation', limits)).toEqual({
      columns: ['from_id', 'type', 'to_id', 'certainty'],
      rows: [['m/a', 'DEPENDS_ON', 'm/b', 'declared']],
      more: false,
    })
    const guide = readFileSync(join(import.meta.dirname, '../../../docs/graph.md'), 'utf8')
    const examples = [...guide.matchAll(/```sql\n([^`]+)```/g)].map(([, sql = '']) => sql)
    expect(examples.length).toBeGreaterThan(3)
    for (const sql of examples) expect((await nativeQuery(path, sql, limits)).columns.length).toBeGreaterThan(0)
  })

  it('says in one sentence why it is refused', async () => {
    await expect(nativeQuery(path, ';', limits)).rejects.toThrow(/^The query was refused: [^.]+\.$/)
    await expect(nativeQuery(path, 'nonsense', limits)).rejects.toThrow(/^The query was refused: [^.]+\.$/)
  })

  it('says when there is more than its limit lets through', async () => {
    expect(await nativeQuery(path, 'SELECT id FROM entity ORDER BY id', {...limits, limit: 1})).toEqual({
      columns: ['id'],
      rows: [['m/a']],
      more: true,
    })
  })

  it.each([
    'DELETE FROM node',
    'INSERT INTO meta VALUES (1, 2)',
    'CREATE TEMP TABLE t (a)',
    `ATTACH '${join(folder, 'attached.db')}' AS x`,
    `VACUUM INTO '${join(folder, 'copy.db')}'`,
    'PRAGMA query_only = 0',
    "SELECT load_extension('x')",
    'SELECT 1; DELETE FROM node',
    'WITH x AS (SELECT 1) UPDATE node SET name = 1',
    'nonsense',
    '',
  ])('refuses %s, and nothing is changed or written', async (sql) => {
    const before = readFileSync(path)

    await expect(nativeQuery(path, sql, limits)).rejects.toMatchObject({code: 'query-refused'})
    expect(readFileSync(path).equals(before)).toBe(true)
    expect([existsSync(join(folder, 'attached.db')), existsSync(join(folder, 'copy.db'))]).toEqual([false, false])
  })

  it('that never ends is ended', async () => {
    const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n'

    await expect(nativeQuery(path, endless, {...limits, timeoutSeconds: 1})).rejects.toMatchObject({
      code: 'query-too-long',
    })
  })

  it('prints tables that fit, and CSV that no spreadsheet computes', async () => {
    const rows = await nativeQuery(
      path,
      "SELECT id, value, length(value) AS n FROM attribute WHERE attribute = 'owner'",
      limits,
    )

    expect(rowsCsv(rows)).toBe(`id,value,n\r\nm/a,'=cmd|' /C calc'!A0,18\r\n`)
    const wide = {columns: ['a', 'b'], rows: [['x'.repeat(500), 7]], more: false}
    expect(
      Math.max(
        ...renderRows(wide, 80)
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80)
  })
})
