import {spawnSync} from 'node:child_process'
import {mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {hostname, tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {sha256} from '../../src/model/ids.ts'
import {type FileToWrite, hashOfFile, writeAllWhole, writeWhole} from '../../src/model/write-whole.ts'

describe('files that belong together', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'domesday-write-'))
  })
  afterEach(() => rmSync(root, {recursive: true}))

  const names = Array.from({length: 12}, (_, at) => `file-${String(at).padStart(2, '0')}.txt`)
  const files = (text: string): readonly FileToWrite[] =>
    names.map((name, at) => {
      const content = `${name} ${text}\n`.repeat(50_000)
      const path = join(root, name)
      return at % 3 === 0 ? {path, content: content.split(/(?<=\n)/)} : {path, content}
    })
  const found = () =>
    Object.fromEntries(readdirSync(root).map((name) => [name, sha256(readFileSync(join(root, name)))]))
  const hashes = (text: string) =>
    Object.fromEntries(names.map((name) => [name, sha256(`${name} ${text}\n`.repeat(50_000))]))

  it('stand there whole, each with its hash, whether given at once or in pieces', async () => {
    await writeAllWhole(files('old'))
    await writeAllWhole(files('new'))

    expect(found()).toEqual(hashes('new'))
    for (const [name, hash] of Object.entries(hashes('new'))) expect(await hashOfFile(join(root, name))).toBe(hash)
  })

  it('are left as they are where they hold the same, and the others are told', async () => {
    await writeAllWhole(files('old'))
    const before = names.map((name) => statSync(join(root, name)).ino)
    const [first, second, ...rest] = files('old')
    const changed = [first, second].flatMap((file) => (file ? [{...file, content: ['new', '\n']}] : []))

    expect(await writeAllWhole([...changed, ...rest])).toEqual([first?.path, second?.path])
    expect(names.map((name) => statSync(join(root, name)).ino).slice(2)).toEqual(before.slice(2))
    expect(await writeWhole(join(root, 'file-02.txt'), ['other text'])).toBe(true)
    expect(await writeWhole(join(root, 'file-02.txt'), ['other ', 'text'])).toBe(false)
    expect(await hashOfFile(join(root, 'file-02.txt'))).toBe(sha256('other text'))
    expect(readdirSync(root)).toEqual(names)
  })

  it('are all as they were when what gives one of them fails', async () => {
    await writeAllWhole(files('old'))
    const broken = function* (): Generator<FileToWrite> {
      yield* files('new').slice(0, 8)
      throw new Error('no more')
    }

    await expect(writeAllWhole(broken())).rejects.toThrow('no more')
    expect(found()).toEqual(hashes('old'))
  })

  it('are all as they were when a piece of one of them fails', async () => {
    await writeAllWhole(files('old'))
    const pieces = function* (): Generator<string> {
      for (let at = 0; at < 20; at += 1) yield 'x'.repeat(1 << 18)
      throw new Error('no more')
    }
    const broken = {path: join(root, 'other.txt'), content: pieces()}

    await expect(writeAllWhole([...files('new').slice(0, 5), broken, ...files('new')])).rejects.toThrow('no more')
    expect(found()).toEqual(hashes('old'))
  })

  it('are all as they were when one of them cannot be written, and that one is named', async () => {
    await writeAllWhole(files('old'))
    writeFileSync(join(root, 'plain'), '')
    const broken = {path: join(root, 'plain', 'under.txt'), content: 'text'}

    await expect(writeAllWhole([...files('new').slice(0, 5), broken, ...files('new')])).rejects.toMatchObject({
      code: 'cannot-write',
      message: expect.stringContaining('under.txt'),
    })
    expect(found()).toEqual({...hashes('old'), plain: sha256('')})
  })

  it('are not written into by another run that writes the same at the same time', async () => {
    const path = join(root, 'estate.jsonl')
    const other = join(root, 'estate.jsonl.new')
    const content = function* (): Generator<string> {
      yield 'ours\n'
      writeFileSync(other, 'theirs')
      renameSync(other, path)
    }
    await writeAllWhole([{path, content: content()}])

    expect(readFileSync(path, 'utf8')).toBe('ours\n')
    expect(readdirSync(root)).toEqual(['estate.jsonl'])
  })

  it('are cleared of what a killed run left beside them, and not of what one that runs is writing', async () => {
    const killed = spawnSync(process.execPath, ['-e', '']).pid
    for (const pid of [killed, process.ppid]) {
      writeFileSync(join(root, `estate.jsonl.${pid}.${hostname()}.new`), 'half')
    }
    await writeAllWhole([{path: join(root, 'estate.jsonl'), content: 'whole'}])

    expect(readdirSync(root).toSorted()).toEqual(['estate.jsonl', `estate.jsonl.${process.ppid}.${hostname()}.new`])
  })
})
