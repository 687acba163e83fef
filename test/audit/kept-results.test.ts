import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {keptResults} from '../../src/audit/kept-results.ts'

describe('kept results', () => {
  let folder = ''
  let made = 0
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'domesday-kept-'))
    made = 0
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  const make = async () => {
    made += 1
    return Buffer.from('a result')
  }
  const result = async (key: string, code = 'one') =>
    Buffer.from((await keptResults(folder, code).remember(key, make)) ?? '').toString()

  it('are made once for one key', async () => {
    expect([await result('a'), await result('a'), await result('b')]).toEqual(['a result', 'a result', 'a result'])
    expect(made).toBe(2)
  })

  it('are made again by another version, and when what was kept was cut short', async () => {
    await result('a')
    await result('a', 'two')
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      writeFileSync(path, readFileSync(path).subarray(0, 70))
    }

    expect(await result('a')).toBe('a result')
    expect(made).toBe(3)
  })

  it('that the last run did not use are not kept', async () => {
    await result('a')
    const kept = keptResults(folder, 'one')
    await kept.remember('b', make)
    await kept.forgetOthers()

    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('under a key whose content changes are the latest, whole, and stay while the key is asked for', async () => {
    const read = async () => (await keptResults(folder, 'one').latest('a').read())?.toString()
    await keptResults(folder, 'one').latest('a').write(Buffer.from('first'))
    await keptResults(folder, 'one').latest('a').write(Buffer.from('second'))
    expect(await read()).toBe('second')

    const kept = keptResults(folder, 'one')
    kept.latest('a')
    await kept.forgetOthers()
    expect(await read()).toBe('second')
    const [name = ''] = readdirSync(folder)
    writeFileSync(join(folder, name), readFileSync(join(folder, name)).subarray(0, 66))
    expect(await read()).toBeUndefined()
  })
})
