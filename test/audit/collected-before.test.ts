import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, it} from '@jest/globals'
import {auditFolder} from '../../src/audit/audit-folder.ts'
import {collectTree} from '../../src/audit/collect-tree.ts'
import {silent} from '../../src/audit/progress.ts'
import type {CalendarDate} from '../../src/model/values.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-before-'))
const inventory = join(root, 'inventories/harbours/lamps.jsonl')
const scans = join(root, '.domesday/scans')
afterAll(() => rmSync(root, {recursive: true}))

beforeEach(() => {
  for (const name of ['.domesday', 'inventories', 'lamps']) rmSync(join(root, name), {recursive: true, force: true})
  mkdirSync(join(root, 'lamps'))
  writeFileSync(join(root, 'lamps/package.json'), '{"name": "lamps", "version": "1.0.0"}')
  writeFileSync(join(root, 'lamps/job.sh'), 'curl https://lamps.harbour.example/\n')
})

/** Collects on a day; gives whether the inventory was written, whether files were looked into, and what was noted. */
async function collect(today: CalendarDate) {
  const notes: string[] = []
  let isScanned = false
  const {changed, summary} = await collectTree(
    {
      folder: auditFolder(root),
      producedBy: {name: 'domesday', version: '0.0.0'},
      today,
      signal: undefined,
      code: 'c',
      progress: {...silent, move: () => (isScanned = true), note: (message) => notes.push(message)},
    },
    {id: 'lamps', collect: 'source', organisation: 'harbours', paths: ['lamps'], exclude: []},
    {journals: 'stay'},
  )
  return {changed, isScanned, notes, counts: summary.counts}
}

const text = () => readFileSync(inventory, 'utf8')

describe('a tree that was collected before', () => {
  it('is not scanned where nothing has changed, and keeps the day on which it was first seen so', async () => {
    const first = await collect('2026-11-01')
    const before = text()
    const second = await collect('2026-11-02')

    expect(first).toMatchObject({changed: true, isScanned: true, notes: []})
    expect(second).toEqual({changed: false, isScanned: false, notes: [], counts: first.counts})
    expect(text()).toBe(before)
  })

  it('keeps that day too where what changed says nothing', async () => {
    writeFileSync(join(root, 'lamps/notes.conf'), 'nothing\n')
    await collect('2026-11-01')
    const before = text()
    writeFileSync(join(root, 'lamps/notes.conf'), 'nothing at all\n')

    expect(await collect('2026-11-02')).toMatchObject({changed: false, isScanned: true})
    expect(text()).toBe(before)
    expect(before).toContain('2026-11-01T00:00:00Z')
  })

  it('is told with the new day where something has changed', async () => {
    await collect('2026-11-01')
    writeFileSync(join(root, 'lamps/job.sh'), 'curl https://beams.harbour.example/\n')

    expect(await collect('2026-11-02')).toMatchObject({changed: true, isScanned: true})
    expect([text().includes('beams.harbour.example'), text().includes('2026-11-01')]).toEqual([true, false])
  })

  it('has its inventory written anew where that was edited or is gone', async () => {
    await collect('2026-11-01')
    const before = text()
    for (const spoil of [
      () => appendFileSync(inventory, '\n{}\n'),
      () => truncateSync(inventory, 200),
      () => rmSync(inventory),
    ]) {
      spoil()
      expect(await collect('2026-11-01')).toMatchObject({changed: true, isScanned: true})
      expect(text()).toBe(before)
    }
  })

  it('is scanned where what was remembered of it was cut short, edited or is gone', async () => {
    await collect('2026-11-01')
    const before = text()
    const memory = join(scans, readdirSync(scans).find((name) => name.endsWith('.json')) ?? '')
    const sound = readFileSync(memory, 'utf8')
    for (const spoilt of [sound.slice(0, 80), sound.replace('"counts":{', '"counts":{"x":1,'), '']) {
      writeFileSync(memory, spoilt)
      expect(await collect('2026-11-02')).toMatchObject({changed: false, isScanned: true})
      expect(text()).toBe(before)
    }
  })

  it('is scanned anew, and that is told, where what was kept of its files is damaged', async () => {
    await collect('2026-11-01')
    const before = text()
    const journal = join(scans, readdirSync(scans).find((name) => name.endsWith('.jsonl')) ?? '')
    writeFileSync(journal, readFileSync(journal, 'utf8').replaceAll('harbour.example', 'evil.example'))

    expect((await collect('2026-11-01')).notes).toEqual([
      'What was kept of the last scan of lamps is damaged: what it no longer tells is scanned anew.',
    ])
    expect(text()).toBe(before)
  })
})
