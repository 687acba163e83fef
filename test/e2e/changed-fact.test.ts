import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {openAudit, runPlan} from '../../src/audit/run-audit.ts'
import {generateEstate} from '../bench/generate-estate.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-changed-'))
const here = join(root, 'audit')
const file = join(here, 'inventories', 'ministry-of-clocks', 'estate.yaml')
const documents = ['estate.jsonl', 'assessments.json', 'roadmap.json']

beforeAll(() => void generateEstate(here, {systems: 60, dependencies: 150, seed: 3}))
afterAll(() => rmSync(root, {recursive: true}))

async function plan(folder: string): Promise<string> {
  await runPlan(await openAudit({root: folder, today: '2026-11-01'}))
  return documents.map((name) => readFileSync(join(folder, '.domesday', name), 'utf8')).join('')
}

/** The same plan in a folder that knows nothing of an earlier one. */
async function planAfresh(): Promise<string> {
  const folder = mkdtempSync(join(root, 'afresh-'))
  cpSync(here, folder, {recursive: true, filter: (path) => !path.endsWith('.domesday')})
  return plan(folder)
}

function change(from: RegExp, to: string): void {
  const text = readFileSync(file, 'utf8')
  const changed = text.replace(from, to)
  expect(changed).not.toBe(text)
  writeFileSync(file, changed)
}

describe('an audit after a changed fact', () => {
  it.each([
    ['a score', /C1: \d/, 'C1: 4'],
    ['a date', /ends: 20\d\d-\d\d-\d\d/, 'ends: 2027-01-31'],
    ['a version', /version: "8"/, 'version: "21"'],
    ['a name', /name: (\w+ \w+) (\d+)/, 'name: Another $1 $2'],
  ])('finds what a first audit finds: %s', async (_what, from, to) => {
    await plan(here)
    change(from, to)

    expect(await plan(here)).toBe(await planAfresh())
  })

  it('does not believe what it kept when that was edited or cut short', async () => {
    const before = await plan(here)
    const cache = join(here, '.domesday')
    for (const name of documents) rmSync(join(cache, name))
    const verdicts = join(cache, 'verdicts.json')
    const text = readFileSync(verdicts, 'utf8')
    writeFileSync(verdicts, text.replaceAll('"no"', '"yes"'))
    const gains = join(cache, 'gains.json')
    const gainsText = readFileSync(gains, 'utf8')
    writeFileSync(gains, gainsText.replaceAll(/\[0\.\d+/g, '[5'))
    expect(readFileSync(gains, 'utf8')).not.toBe(gainsText)
    for (const name of readdirSync(join(cache, 'declared'))) {
      const kept = join(cache, 'declared', name)
      writeFileSync(kept, readFileSync(kept).subarray(0, -10))
    }

    expect(await plan(here)).toBe(before)
    expect(readFileSync(verdicts, 'utf8')).toBe(text)
    expect(readFileSync(gains, 'utf8')).toBe(gainsText)
  })

  it('says where a fault stands in a file that it read before', async () => {
    await plan(here)
    change(/id: [\w-]+\n/, 'id: renamed-now\n')

    await expect(plan(here)).rejects.toMatchObject({
      faults: expect.arrayContaining([
        expect.objectContaining({where: expect.stringMatching(/inventories\/ministry-of-\w+\/estate\.yaml:\d+:\d+/)}),
      ]),
    })
  })
})
