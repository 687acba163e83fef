import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {writeExport} from '../../src/audit/export-graph.ts'
import {exportMark} from '../../src/render/graph/export-mark.ts'

async function* pieces(): AsyncGenerator<string> {
  yield `%% ${exportMark}\n`
  yield 'flowchart LR\n'
}

describe('an export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-export-'))
  afterAll(() => rmSync(folder, {recursive: true}))

  it('is written where nothing is, and takes the place of an earlier one', async () => {
    const path = join(folder, 'new', 'part.mmd')
    await writeExport(path, pieces())
    writeFileSync(path, `%% ${exportMark}\nold\n`)
    await writeExport(path, pieces())

    expect(readFileSync(path, 'utf8')).toBe(`%% ${exportMark}\nflowchart LR\n`)
  })

  it.each([
    ['a letter', 'Dear Sir'],
    ['an empty file', ''],
    ['a text that speaks of exports much later', `${'x'.repeat(300)}${exportMark}`],
  ])('is not written over %s', async (_what, content) => {
    const path = join(folder, 'letter.txt')
    writeFileSync(path, content)

    await expect(writeExport(path, pieces())).rejects.toMatchObject({code: 'not-an-export'})
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  it('is not written over a folder', async () => {
    const path = join(folder, 'folder')
    mkdirSync(path)

    await expect(writeExport(path, pieces())).rejects.toMatchObject({exitStatus: expect.any(Number)})
  })
})
