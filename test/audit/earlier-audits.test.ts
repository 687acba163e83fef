import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {auditHistory, keepHistory} from '../../src/audit/earlier-audits.ts'
import type {Assessments} from '../../src/model/assessment.ts'
import {reportInput} from '../render/inputs.ts'

const {assessments} = reportInput()
const fewer: Assessments = {...assessments, systems: assessments.systems.slice(1)}

describe('the audits of a folder', () => {
  let folder = ''
  let path = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'domesday-audits-'))
    path = join(folder, '.domesday', 'audits.json')
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  const before = async (one: Assessments) => (await auditHistory(path, one)).before
  const made = async (one: Assessments) => keepHistory(path, await auditHistory(path, one))

  it('begin with one that has none before it', async () => {
    expect(await before(assessments)).toBeUndefined()
  })

  it('that find the same are the same, so that a second run compares with what the first did', async () => {
    await made(fewer)
    await made(assessments)
    await made({...assessments, inputs: [{path: 'a', sha256: 'b'.repeat(64)}]})

    expect((await before(assessments))?.systems).toHaveLength(fewer.systems.length)
  })

  it('compare with the last that found something else', async () => {
    for (const one of [assessments, fewer, assessments]) await made(one)

    expect((await before(assessments))?.systems).toHaveLength(fewer.systems.length)
    expect((await before(fewer))?.systems).toHaveLength(assessments.systems.length)
  })

  it('never compare with one as of a later date', async () => {
    await made(fewer)
    await made({...assessments, asOf: '2030-01-01'})

    expect((await before(assessments))?.systems).toHaveLength(fewer.systems.length)
  })

  it('begin again when what is kept of them cannot be read', async () => {
    await made(fewer)
    writeFileSync(path, '{"audits": [{}')

    expect(await before(assessments)).toBeUndefined()
  })
})
