import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import type {Collection} from '../../../src/collect/aws/collection.ts'
import {attributeValue} from '../../../src/model/entity.ts'
import type {InventoryRecord} from '../../../src/model/inventory.ts'
import {built, entities, everythingWritten} from './collecting.ts'
import {recordSample, sampleEvidence} from './fake/record-sample.ts'
import {databaseHost} from './fake/sample-accounts.ts'

const repository = join(import.meta.dirname, '..', '..', '..')
const kept = join(repository, sampleEvidence)
const folder = mkdtempSync(join(tmpdir(), 'domesday-sample-'))
afterAll(() => rmSync(folder, {recursive: true}))

const filesOf = (root: string): readonly string[] =>
  readdirSync(root, {recursive: true, encoding: 'utf8'})
    .filter((name) => statSync(join(root, name)).isFile())
    .toSorted()

describe("the sample's evidence of AWS", () => {
  const anew = join(folder, 'aws')
  let collection: Collection
  let records: readonly InventoryRecord[] = []
  beforeAll(async () => {
    collection = await recordSample(anew)
    records = (await built(collection, kept)).records
  })

  it('is what the collector sees of the accounts that are made up for it', () => {
    expect(filesOf(kept)).toEqual(filesOf(anew))
    expect(everythingWritten(kept)).toBe(everythingWritten(anew))
  })

  it('is small, has no gap, and holds neither people nor secrets', () => {
    const bytes = filesOf(kept).reduce((sum, name) => sum + statSync(join(kept, name)).size, 0)
    const text = everythingWritten(kept)

    expect(bytes).toBeLessThan(300_000)
    expect(entities(records, 'resource').length).toBeLessThanOrEqual(20)
    expect(collection.results.filter(({status}) => status !== 'complete')).toEqual([])
    expect(text.match(/@msti|launchroot|map\.msti\.example/)).toBeNull()
  })

  it('reports the database that the code of the sample names', () => {
    const code = join(
      repository,
      'inventories/ministry-of-space-transport-infrastructure/sources/launch-window-booking/src/windows.ts',
    )

    expect(readFileSync(code, 'utf8')).toContain(`postgres://${databaseHost}:5432/`)
    expect(entities(records, 'datastore').map((store) => attributeValue(store, 'host'))).toEqual([databaseHost])
  })
})
