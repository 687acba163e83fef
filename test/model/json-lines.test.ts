import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {InventoryError} from '../../src/errors.ts'
import {readInventory, writeInventory} from '../../src/model/inventory-file.ts'
import {compareRecords, recordsInOrder} from '../../src/model/json-lines.ts'
import type {Inventory} from '../../src/model/inventory.ts'
import {entity, evidence} from '../estates.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-lines-'))
afterAll(() => rmSync(folder, {recursive: true}))

const inventory: Inventory = {
  header: {
    schema: 'domesday/inventory@1',
    organisation: 'clocks',
    producedBy: {name: 'domesday', version: '1.0.0'},
    collector: {name: 'test', version: '1'},
    scope: {},
    observedAt: '2026-11-01T00:00:00Z',
  },
  records: [entity('system', 'clocks/a', {description: 'Cymraeg \u2028 "quoted"\nline'}), evidence()],
}

async function faultsOf(text: string) {
  const path = join(folder, 'broken.jsonl')
  writeFileSync(path, text)
  try {
    await readInventory(path, 'broken.jsonl')
  } catch (error) {
    if (error instanceof InventoryError) return error.faults
    throw error
  }
  return []
}

describe('records', () => {
  it('stand by place, the numbers in it as numbers, in one order whichever comes first', () => {
    const places = [
      'a.csv:10',
      'a.csv:9',
      'a.csv',
      'a.json#/data/2',
      'a.json#/data/11',
      'b.csv:1',
      'a.csv:010',
      'a.csv:100',
    ]
    const problems = places.map((where) => ({record: 'problem', code: 'bad-row', where}))
    const order = [
      'a.csv',
      'a.csv:9',
      'a.csv:010',
      'a.csv:10',
      'a.csv:100',
      'a.json#/data/2',
      'a.json#/data/11',
      'b.csv:1',
    ]

    for (const some of [problems, problems.toReversed()])
      expect(some.toSorted(compareRecords).map(({where}) => where)).toEqual(order)
  })

  it.each([
    ['hashes, of which some begin alike', (at: number) => String((at * 7919) % 1009).padStart(16, 'abcdef')],
    ['hashes behind a letter', (at: number) => `e${String((at * 7919) % 1009).padEnd(16, '0')}`],
    ['hashes and others', (at: number) => (at % 100 === 0 ? `host:a/${at}` : String(at).padEnd(16, 'f'))],
    ['capital letters', (at: number) => String(at).padEnd(16, at % 2 ? 'F' : 'f')],
  ])('stand in the same order when there are very many whose ids are %s', (_, idOf) => {
    const records = ['relation', 'entity', 'evidence'].flatMap((record) =>
      Array.from({length: 1009}, (_, at) => ({record, id: idOf(at)})),
    )

    expect(recordsInOrder(records)).toEqual(records.toSorted(compareRecords))
    expect(recordsInOrder([])).toEqual([])
  })
})

describe('JSON Lines', () => {
  it('come back as they were written, one record a line', async () => {
    const path = join(folder, 'inventory.jsonl')
    await writeInventory(path, inventory)

    expect(await readInventory(path, 'inventory.jsonl')).toEqual(inventory)
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(3)
  })

  it('name every faulty line with its place', async () => {
    const header = JSON.stringify(inventory.header)

    const faults = await faultsOf(`${header}\n{"record":"entity"}\nnot json\n${JSON.stringify(inventory.records[0])}\n`)

    expect(new Set(faults.map(({where}) => where))).toEqual(new Set(['broken.jsonl:2', 'broken.jsonl:3']))
  })

  it('refuse a line of 10 MB without reading it into memory whole', async () => {
    const faults = await faultsOf(`${JSON.stringify(inventory.header)}\n{"record":"${'x'.repeat(10 * 1024 * 1024)}"}\n`)

    expect(faults[0]).toMatchObject({where: 'broken.jsonl:2'})
    expect(faults[0]?.message).toContain('the most is')
  })

  it('say of an empty file that its header is missing', async () => {
    expect((await faultsOf(''))[0]?.message).toContain('header')
  })

  it('refuse keys that no schema has, __proto__ among them', async () => {
    const faults = await faultsOf(
      `${JSON.stringify(inventory.header)}\n{"record":"problem","code":"a","message":"b","__proto__":{"x":1},"extra":1}\n`,
    )

    expect(faults.length).toBeGreaterThan(0)
  })
})
