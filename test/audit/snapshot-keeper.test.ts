import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {auditFolder} from '../../src/audit/audit-folder.ts'
import {foundRecords} from '../../src/audit/found-records.ts'
import {snapshotKeeper} from '../../src/audit/snapshot-keeper.ts'
import {snapshotToKeep} from '../../src/audit/snapshots.ts'
import {keptSystems} from '../../src/model/earlier-audit.ts'
import type {Estate} from '../../src/model/estate.ts'
import {writeEstate} from '../../src/model/estate-file.ts'
import {sha256} from '../../src/model/ids.ts'
import {reportInput} from '../render/inputs.ts'

const {estate, assessments, roadmap} = reportInput()
const producedBy = {name: 'domesday', version: '0.0.0'}
const inThread = {from: 0, to: Infinity}
const here = {from: Infinity, to: Infinity}

describe('the keeper of snapshots', () => {
  let root = ''
  let notes: string[] = []
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'domesday-keeper-'))
    mkdirSync(join(root, '.domesday'))
    notes = []
  })
  afterEach(() => rmSync(root, {recursive: true}))

  const folder = () => auditFolder(root)
  const named = (name: string): Estate => ({
    ...estate,
    entities: estate.entities.map((one) => (one.kind === 'system' ? {...one, name} : one)),
  })
  const begin = async (of: Estate, besideBytes: typeof here) => {
    await writeEstate(folder().estate, of)
    const hash = sha256(readFileSync(folder().estate))
    const found = {asOf: '2026-08-01', sha256: hash, figures: keptSystems(assessments, roadmap)}
    return snapshotKeeper(folder(), found, {producedBy, note: (text) => notes.push(text), besideBytes})
  }
  const keep = async (of: Estate, besideBytes: typeof here) => {
    const keeper = await begin(of, besideBytes)
    await keeper.keep()
    await keeper.end()
  }
  const files = () =>
    readdirSync(root, {recursive: true, withFileTypes: true})
      .filter((one) => one.isFile() && one.name !== 'estate.jsonl')
      .map((one) => join(one.parentPath, one.name))
      .toSorted()
  const state = () => files().map((file) => [file, sha256(readFileSync(file))])

  it('keeps in a thread what it keeps without one', async () => {
    const states = []
    for (const way of [here, inThread]) {
      for (const one of [estate, named('Renamed'), named('Renamed'), estate]) await keep(one, way)
      states.push(state())
      rmSync(folder().snapshots, {recursive: true})
      rmSync(folder().newestSnapshot)
    }

    expect(states[1]).toEqual(states[0])
    expect(states[0]?.map(([file]) => file?.slice(root.length + 1, root.length + 26))).toEqual([
      '.domesday/snapshot.json',
      'snapshots/0001-2026-08-01',
      'snapshots/0002-2026-08-01',
      'snapshots/0003-2026-08-01',
    ])
  })

  it('writes nothing before it is told to', async () => {
    for (const way of [here, inThread]) await (await begin(estate, way)).end()
    const asOf = '2026-08-01'
    const records = foundRecords(folder(), sha256(readFileSync(folder().estate)), [])
    const found = await snapshotToKeep(folder(), {asOf, records}, {producedBy, note: () => undefined})

    expect(files()).toEqual([])
    expect(found.file?.name).toMatch(/^0001-2026-08-01-/)
  })

  it('notes that a snapshot before is damaged, and keeps a whole one', async () => {
    const texts = []
    for (const way of [here, inThread]) {
      await keep(estate, way)
      rmSync(folder().newestSnapshot)
      for (const file of readdirSync(folder().snapshots)) writeFileSync(join(folder().snapshots, file), 'x')
      notes = []
      await keep(named('Renamed'), way)
      // Under test an error that Node made here is of another realm, and its code is not told.
      texts.push([...notes.map((text) => text.replace(/ \(Z_\w+\)/, '')), ...state().slice(-1)])
      rmSync(folder().snapshots, {recursive: true})
    }

    expect(texts[0]?.[0]).toMatch(
      /^snapshots\/0001\S+ cannot be used: .* This audit is kept whole, not as it differs\.$/,
    )
    expect(texts[1]).toEqual(texts[0])
  })

  it('fails as it fails without a thread: where the estate is another, and where it cannot write', async () => {
    for (const way of [here, inThread]) {
      const changed = await begin(estate, way)
      await changed.end()
      writeFileSync(folder().estate, '{}\n')
      const found = {asOf: '2026-08-01', sha256: 'another', figures: []}
      const keeper = await snapshotKeeper(folder(), found, {producedBy, note: () => undefined, besideBytes: way})
      await expect(keeper.keep()).rejects.toMatchObject({code: 'changed-estate'})
      await keeper.end()

      writeFileSync(folder().snapshots, 'no folder')
      const hindered = await begin(estate, way)
      await expect(hindered.keep()).rejects.toMatchObject({code: 'cannot-write'})
      await hindered.end()
      rmSync(folder().snapshots)
    }
  })
})
