import {readdirSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {sortedRuns} from '../../src/model/sorted-runs.ts'

interface Item {
  readonly key: number
  readonly seen: readonly number[]
}

const rules = {
  compare: (a: Item, b: Item) => a.key - b.key,
  merge: (before: Item, now: Item) => ({...before, seen: [...before.seen, ...now.seen]}),
}

async function sorted(keys: readonly number[], most: number): Promise<readonly Item[]> {
  async function* batches() {
    for (let at = 0; at < keys.length; at += 3)
      yield keys.slice(at, at + 3).map((key, inBatch) => ({key, seen: [at + inBatch]}))
  }
  const items: Item[] = []
  for await (const item of sortedRuns(batches(), rules, most)) items.push(item)
  return items
}

describe('sorting in runs', () => {
  it('gives the same as sorting in memory, the same made one in the order in which they came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({min: 0, max: 20}), {maxLength: 60}), async (keys) => {
        const inMemory = await sorted(keys, 1000)

        expect(await sorted(keys, 4)).toEqual(inMemory)
        expect(inMemory.map(({key}) => key)).toEqual([...new Set(keys)].toSorted((a, b) => a - b))
        for (const {seen} of inMemory) expect(seen).toEqual(seen.toSorted((a, b) => a - b))
      }),
      {numRuns: 40},
    )
  })

  it('leaves no file behind, also where it is not read to the end', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('domesday-sort-'))
    async function* batches() {
      for (let at = 0; at < 10; at += 1) yield [{key: at, seen: []}]
    }
    for await (const item of sortedRuns(batches(), rules, 2)) if (item.key === 3) break

    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('domesday-sort-'))).toEqual(before)
  })
})
