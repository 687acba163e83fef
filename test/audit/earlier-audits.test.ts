import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {auditHistory, keepHistory} from '../../src/audit/earlier-audits.ts'
import type {Assessments} from '../../src/model/assessment.ts'
import type {Roadmap} from '../../src/model/roadmap.ts'
import {reportInput} from '../render/inputs.ts'

const {assessments, roadmap} = reportInput()
const fewer: Assessments = {...assessments, systems: assessments.systems.slice(1)}

describe('the audits of a folder', () => {
  let folder = ''
  let path = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'domesday-audits-'))
    path = join(folder, '.domesday', 'audits.json')
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  const history = async (one: Assessments, planned: Roadmap = roadmap) =>
    auditHistory(path, {assessments: one, roadmap: planned})
  const before = async (one: Assessments) => (await history(one)).before
  const made = async (one: Assessments, planned: Roadmap = roadmap) => keepHistory(path, await history(one, planned))

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

  it('differ where only the plan does, and keep what it was', async () => {
    const [first, ...others] = roadmap.dispositions
    await made(assessments, {
      ...roadmap,
      dispositions: [{...first!, chosen: 'retire', effort: {developer: 3}}, ...others],
    })

    expect((await before(assessments))?.systems[0]?.plan).toEqual({
      treatment: 'retire',
      personDays: 3,
      wave: 3,
      end: '2027-12-31',
      endsRed: true,
    })
  })

  it('begin again when the one to compare with is no audit', async () => {
    await made(fewer)
    writeFileSync(path, readFileSync(path, 'utf8').replace('"redRated":"yes"', '"redRated":"perhaps"'))
    expect(await before(assessments)).toBeUndefined()

    await made(assessments)
    expect((await before(fewer))?.systems).toHaveLength(assessments.systems.length)
  })

  it('begin again when what is kept of them cannot be read', async () => {
    await made(fewer)
    const text = readFileSync(path, 'utf8')
    for (const edited of [
      text.slice(0, -9),
      text.replace(/"redRated":"[^"]*"/, '"redRated":"maybe"'),
      text.replace('"systems":[{', '"systems":{"a":[{'),
    ]) {
      expect(edited).not.toBe(text)
      writeFileSync(path, edited)
      expect(await before(assessments)).toBeUndefined()
    }
  })
})
