import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {partMemory} from '../../src/audit/part-memory.ts'

describe('the memory of parts', () => {
  let root = ''
  let folder = {parts: '', reports: ''}
  const page = 'systems-1.html'
  const text = '<p>one</p><p>zwei ü</p>'

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'domesday-parts-'))
    folder = {parts: join(root, 'parts.json'), reports: join(root, 'reports')}
    mkdirSync(folder.reports)
    writeFileSync(join(folder.reports, page), text)
    const {memory, save} = await partMemory(folder, 'one')
    memory.note(page, [
      {key: 'a', from: 0, bytes: 10},
      {key: 'b', from: 10, bytes: 14},
    ])
    await save()
  })
  afterEach(() => rmSync(root, {recursive: true}))

  const found = async (key: string, code = 'one') => {
    const bytes = (await partMemory(folder, code)).memory.get(key)
    return bytes && Buffer.from(bytes).toString()
  }

  it('finds each part as it stands in its page', async () => {
    expect([await found('a'), await found('b'), await found('c')]).toEqual(['<p>one</p>', '<p>zwei ü</p>', undefined])
  })

  it('finds nothing of another version', async () => {
    expect(await found('a', 'two')).toBeUndefined()
  })

  it('finds nothing of a page that was edited or is gone', async () => {
    writeFileSync(join(folder.reports, page), text.replace('zwei', 'drei'))
    expect(await found('a')).toBeUndefined()

    rmSync(join(folder.reports, page))
    expect(await found('a')).toBeUndefined()
  })

  it('finds nothing when it was edited itself, and reads no other file than pages of systems', async () => {
    writeFileSync(folder.parts, readFileSync(folder.parts, 'utf8').replace(page, '../../secret.html'))
    expect(await found('a')).toBeUndefined()
  })
})
