import {mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {judgeStage, recordStage} from '../../src/audit/stage-journal.ts'

let folder = ''
let journal = ''
let output = ''
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'domesday-journal-'))
  mkdirSync(join(folder, '.domesday'))
  journal = join(folder, '.domesday', 'stages.json')
  output = join(folder, '.domesday', 'roadmap.json')
  writeFileSync(output, 'a roadmap')
  await recordStage(journal, 'plan', {'the estate': 'abc', 'this program': 1, 'plugin x': undefined}, [output])
})
afterEach(() => rmSync(folder, {recursive: true, force: true}))

describe('a stage', () => {
  it('is kept while all that it depends on is the same, in whatever order that is named', async () => {
    const parts = {'plugin x': undefined, 'this program': 1, 'the estate': 'abc'}
    expect(await judgeStage(journal, 'plan', parts)).toMatchObject({
      unchanged: true,
      why: 'nothing that it depends on has changed',
    })
  })

  it.each([
    [{'the estate': 'abd', 'this program': 1, 'plugin x': undefined}, 'changed: the estate'],
    [{'the estate': 'abc', 'plugin x': undefined}, 'changed: this program'],
    [
      {'the estate': 'abc', 'this program': '1', 'plugin x': undefined, __proto__x: 2},
      'changed: this program, __proto__x',
    ],
  ])('says what has changed, and what is new or gone: %j', async (parts, why) => {
    expect(await judgeStage(journal, 'plan', parts)).toMatchObject({unchanged: false, why})
  })

  it('is judged without what is not known now', async () => {
    const parts = {'the estate': 'abc', 'this program': 1}
    expect(await judgeStage(journal, 'plan', parts, ['plugin x'])).toMatchObject({unchanged: true})
  })

  it('is done again where a file that it made was cut short, and names the file', async () => {
    writeFileSync(output, 'a road')
    const parts = {'the estate': 'abc', 'this program': 1, 'plugin x': undefined}
    expect(await judgeStage(journal, 'plan', parts)).toMatchObject({
      unchanged: false,
      why: '.domesday/roadmap.json is gone, or not as it was made',
    })
  })

  it('is done again where a file that it made was edited to the same length and its time set back', async () => {
    const {atime, mtime} = statSync(output)
    writeFileSync(output, 'a woodmap')
    utimesSync(output, atime, mtime)
    const parts = {'the estate': 'abc', 'this program': 1, 'plugin x': undefined}
    expect(statSync(output).mtime).toEqual(mtime)
    expect(await judgeStage(journal, 'plan', parts)).toMatchObject({unchanged: false})
  })

  it.each(['', '{"plan": {}}', '[1', '{"plan": {"key": "of an earlier version", "outputs": []}}'])(
    'is done again where the journal cannot be read: %j',
    async (text) => {
      writeFileSync(journal, text)
      expect(await judgeStage(journal, 'plan', {})).toMatchObject({
        unchanged: false,
        why: 'it has not been done here yet',
      })
    },
  )
})
