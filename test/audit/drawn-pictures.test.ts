import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {drawnPictures} from '../../src/audit/drawn-pictures.ts'

describe('drawn pictures', () => {
  let folder = ''
  let draws = 0
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'domesday-pictures-'))
    draws = 0
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  const draw = async () => {
    draws += 1
    return Buffer.from('a picture')
  }
  const drawn = async (key: string, code = 'one') =>
    Buffer.from((await drawnPictures(folder, code).remember(key, draw)) ?? '').toString()

  it('are drawn once for one source', async () => {
    expect([await drawn('a'), await drawn('a'), await drawn('b')]).toEqual(['a picture', 'a picture', 'a picture'])
    expect(draws).toBe(2)
  })

  it('are drawn again by another version, and when what was kept was cut short', async () => {
    await drawn('a')
    await drawn('a', 'two')
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      writeFileSync(path, readFileSync(path).subarray(0, 70))
    }

    expect(await drawn('a')).toBe('a picture')
    expect(draws).toBe(3)
  })

  it('that a report no longer has are not kept', async () => {
    await drawn('a')
    const pictures = drawnPictures(folder, 'one')
    await pictures.remember('b', draw)
    await pictures.forgetOthers()

    expect(readdirSync(folder)).toHaveLength(1)
  })
})
