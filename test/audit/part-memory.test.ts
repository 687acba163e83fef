import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {partMemory} from '../../src/audit/part-memory.ts'
import {sha256} from '../../src/model/ids.ts'

describe('the memory of parts', () => {
  let root = ''
  let folder = {parts: '', reports: ''}
  const page = 'systems-1.html'
  const document = 'assessments-1.json'
  const text = '<p>one</p><p>zwei ü</p>'

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'domesday-parts-'))
    folder = {parts: join(root, 'parts.json'), reports: join(root, 'reports')}
    mkdirSync(folder.reports)
    writeFileSync(join(folder.reports, page), text)
    writeFileSync(join(folder.reports, document), '{}')
    const {pages, documents, save} = await partMemory(folder, 'one')
    const parts = [
      {gist: 'gist of a', key: 'a', from: 0, bytes: 10},
      {key: 'b', from: 10, bytes: 14},
    ]
    pages.note(page, {around: 'head and foot', parts, bytes: 24})
    documents.note(document, 'what it holds', sha256('{}'))
    await save()
  })
  afterEach(() => rmSync(root, {recursive: true}))

  const found = async (key: string, code = 'one') => {
    const bytes = (await partMemory(folder, code)).pages.get(key)
    return bytes && Buffer.from(bytes).toString()
  }
  const keyOf = async (gist: string) => (await partMemory(folder, 'one')).pages.keyOf(gist)
  const standing = async (around: string, keys: readonly string[]) =>
    (await partMemory(folder, 'one')).pages.standing(page, {around, keys, gists: []})
  const holding = async (key: string, code = 'one') => (await partMemory(folder, code)).documents.get(document, key)

  it('finds each part as it stands in its page', async () => {
    expect([await found('a'), await found('b'), await found('c')]).toEqual(['<p>one</p>', '<p>zwei ü</p>', undefined])
  })

  it('knows the key of what a part was made of, until its page was edited', async () => {
    expect([await keyOf('gist of a'), await keyOf('gist of b')]).toEqual(['a', undefined])

    writeFileSync(join(folder.reports, page), text.replace('zwei', 'drei'))
    expect(await keyOf('gist of a')).toBeUndefined()
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

  it('knows a page that stands by all that it is made of, in its order', async () => {
    expect([
      await standing('head and foot', ['a', 'b']),
      await standing('another head', ['a', 'b']),
      await standing('head and foot', ['b', 'a']),
      await standing('head and foot', ['a']),
      await standing('head and foot', ['a', 'b', 'c']),
    ]).toEqual([24, undefined, undefined, undefined, undefined])
  })

  it('keeps a page that stands for the next report', async () => {
    const {pages, save} = await partMemory(folder, 'one')
    pages.standing(page, {around: 'head and foot', keys: ['a', 'b'], gists: ['gist of a', 'gist of b']})
    await save()

    expect([await found('b'), await keyOf('gist of b')]).toEqual(['<p>zwei ü</p>', 'b'])
  })

  it('takes no page for standing that was edited', async () => {
    writeFileSync(join(folder.reports, page), text.replace('zwei', 'drei'))
    expect(await standing('head and foot', ['a', 'b'])).toBeUndefined()
  })

  it('knows a part of a document by what it holds, unless it was edited or another version made it', async () => {
    const before = [await holding('what it holds'), await holding('another'), await holding('what it holds', 'two')]
    writeFileSync(join(folder.reports, document), '[]')

    expect([...before, await holding('what it holds')]).toEqual([sha256('{}'), undefined, undefined, undefined])
  })
})
