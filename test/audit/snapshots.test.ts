import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gunzipSync, gzipSync} from 'node:zlib'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {auditFolder} from '../../src/audit/audit-folder.ts'
import {diffAudits} from '../../src/audit/diff.ts'
import {keepSnapshot, listSnapshots, readSnapshot, snapshotAt} from '../../src/audit/snapshots.ts'
import {statsAt} from '../../src/audit/stats-at.ts'
import {keptSystems} from '../../src/model/earlier-audit.ts'
import type {Entity} from '../../src/model/entity.ts'
import {estateRecords} from '../../src/model/estate.ts'
import {linesByKey, snapshotOf} from '../../src/model/snapshot.ts'
import {reportInput} from '../render/inputs.ts'

const {estate, assessments, roadmap} = reportInput()
const producedBy = {name: 'domesday', version: '0.0.0'}

describe('the snapshots of an audit folder', () => {
  let root = ''
  let notes: string[] = []
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'domesday-snapshots-'))
    notes = []
  })
  afterEach(() => rmSync(root, {recursive: true}))

  const folder = () => auditFolder(root)
  const files = () => readdirSync(folder().snapshots).toSorted()
  const named = (name: string): readonly Entity[] =>
    estate.entities.map((one) => (one.kind === 'system' ? {...one, name} : one))
  const recordsOf = (entities: readonly Entity[]) => [
    ...snapshotOf(estateRecords({...estate, entities}), keptSystems(assessments, roadmap)),
  ]
  const keep = async (entities: readonly Entity[] = estate.entities, asOf = '2026-08-01') =>
    keepSnapshot(folder(), {asOf, records: () => recordsOf(entities)}, {producedBy, note: (text) => notes.push(text)})
  const stateOf = (entities: readonly Entity[]) => new Map(linesByKey(recordsOf(entities)))
  const stateAt = async (number: number) => {
    const found = (await listSnapshots(folder())).find((one) => one.number === number)
    return readSnapshot(folder(), found!) // kept by the test
  }
  const linesOf = (file: string) =>
    gunzipSync(readFileSync(join(folder().snapshots, file)))
      .toString()
      .trimEnd()
      .split('\n')

  it('are one for each audit that found something else, and none for one that found the same', async () => {
    await keep()
    await keep()
    await keep(named('Renamed'))
    await keep(named('Renamed'), '2026-09-01')

    expect(files().map((file) => file.slice(0, 15))).toEqual(['0001-2026-08-01', '0002-2026-08-01', '0003-2026-09-01'])
  })

  it('keep only what differs, and give back the whole of each', async () => {
    const states = [estate.entities, named('Renamed'), estate.entities.slice(1), estate.entities]
    for (const entities of states) await keep(entities)

    expect(linesOf(files()[1] ?? '').length).toBeLessThan(linesOf(files()[0] ?? '').length / 2)
    for (const [at, entities] of states.entries()) expect(await stateAt(at + 1)).toEqual(stateOf(entities))
  })

  it('say nothing of evidence, which stays in the inventories', async () => {
    await keep()

    expect(linesOf(files()[0] ?? '').join('\n')).not.toMatch(/"evidence"|"confidence"|"scopes"/)
  })

  it('begin anew with a whole one after 32, so that none takes long to read', async () => {
    for (let at = 0; at < 34; at++) await keep(named(`Name ${at}`))

    const wholes = files().filter((file) => !linesOf(file)[0]?.includes('"base"'))
    expect(wholes.map((file) => file.slice(0, 4))).toEqual(['0001', '0033'])
    expect(await stateAt(34)).toEqual(stateOf(named('Name 33')))
  }, 60_000)

  it('are put together once where the cache was lost, even by an audit that found the same', async () => {
    await keep()
    await keep(named('Renamed'))
    const kept = readFileSync(folder().newestSnapshot, 'utf8')
    rmSync(folder().newestSnapshot)
    await keep(named('Renamed'))

    expect(readFileSync(folder().newestSnapshot, 'utf8')).toBe(kept)
  })

  it('need no cache: it is put together from them where it is gone or another', async () => {
    await keep()
    writeFileSync(folder().newestSnapshot, 'rubbish\n')
    await keep(named('Renamed'))
    rmSync(folder().newestSnapshot)
    await keep(estate.entities)

    expect(linesOf(files()[2] ?? '')[0]).toContain('"base"')
    expect(await stateAt(3)).toEqual(stateOf(estate.entities))
  })

  it('that are damaged are named, and the next audit is kept whole', async () => {
    await keep()
    await keep(named('Renamed'))
    const file = join(folder().snapshots, files()[1] ?? '')
    writeFileSync(file, readFileSync(file).subarray(0, 60))
    rmSync(folder().newestSnapshot)
    await keep(named('Again'))

    await expect(stateAt(2)).rejects.toThrow(/0002-2026-08-01-\w+\.jsonl\.gz cannot be used/)
    expect(notes).toEqual([expect.stringContaining('kept whole')])
    expect(await stateAt(3)).toEqual(stateOf(named('Again')))
  })

  it('that were damaged before the last are found by the next audit, which is kept whole', async () => {
    for (const name of ['One', 'Two', 'Three']) await keep(named(name))
    const file = join(folder().snapshots, files()[1] ?? '')
    writeFileSync(file, 'rubbish')
    await keep(named('Four'))
    await keep(named('Five'))

    expect(notes).toEqual([expect.stringMatching(/0002-2026-08-01-\w+\.jsonl\.gz cannot be used.*kept whole/)])
    expect(await stateAt(1)).toEqual(stateOf(named('One')))
    expect(await stateAt(5)).toEqual(stateOf(named('Five')))
  })

  it('that were altered, or miss one before them, are not believed', async () => {
    for (const name of ['One', 'Two', 'Three']) await keep(named(name))
    const [first = '', second = ''] = files()
    const altered = linesOf(second).join('\n').replaceAll('"Two"', '"Too"')
    writeFileSync(join(folder().snapshots, second), gzipSync(`${altered}\n`))
    await expect(stateAt(2)).rejects.toThrow('was changed')

    rmSync(join(folder().snapshots, first))
    await expect(stateAt(2)).rejects.toThrow('the one before it is missing')
  })

  it('are found by date: the last as of it or an earlier one', async () => {
    await keep(estate.entities, '2026-08-01')
    await keep(named('Renamed'), '2026-10-01')
    await keep(named('Back'), '2026-08-01')
    const snapshots = await listSnapshots(folder())
    const at = (date: string) => snapshotAt(snapshots, date)?.number

    expect([at('2026-07-31'), at('2026-08-01'), at('2026-09-30'), at('2026-10-01')]).toEqual([undefined, 3, 3, 2])
  })

  it('tell the shape of the graph as it was', async () => {
    await keep()
    await keep(estate.entities.slice(0, 3), '2026-10-01')

    expect(await statsAt(root, '2026-09-01')).toMatchObject({number: 1, nodes: estate.entities.length})
    expect(await statsAt(root, '1')).toMatchObject({number: 1, nodes: estate.entities.length})
    expect(await statsAt(root, '0002')).toMatchObject({number: 2, nodes: 3})
    expect(await statsAt(root, 'last')).toMatchObject({number: 2, nodes: 3})
    await expect(statsAt(root, '2026-01-01')).rejects.toThrow('There is no audit 2026-01-01')
    await expect(statsAt(root, '3')).rejects.toMatchObject({
      code: 'no-such-audit',
      hint: 'This folder keeps 1 (as of 2026-08-01), 2 (as of 2026-10-01).',
    })
  })

  it('are compared: what is new, gone and changed, in this folder or with another', async () => {
    await expect(diffAudits(root)).rejects.toThrow('There are not yet two audits')
    await keep()
    await keep(named('Renamed'))
    const {before, now, estate: changes} = await diffAudits(root)

    expect([before.number, now.number]).toEqual([1, 2])
    expect(changes.length).toBeGreaterThan(0)
    expect(changes[0]).toMatchObject({what: 'changed', fields: [{field: 'name', now: 'Renamed'}]})
    expect((await diffAudits(root, root, '2')).before.folder).toBe(root)
    await expect(diffAudits(root, '9')).rejects.toThrow('There is no audit 9')
  })
})
