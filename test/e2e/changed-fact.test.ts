import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {parse, stringify} from 'yaml'
import {openAudit, runAudit, runPlan} from '../../src/audit/run-audit.ts'
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
    writeFileSync(verdicts, text.replaceAll(/(?<="[ync]*)n(?=[ync]*")/g, 'y'))
    expect(readFileSync(verdicts, 'utf8')).not.toBe(text)
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

  it('believes no assessment that was edited', async () => {
    const before = await plan(here)
    const assessments = join(here, '.domesday', 'assessments.json')
    const text = readFileSync(assessments, 'utf8')
    writeFileSync(assessments, text.replaceAll('"redRated":"no"', '"redRated":"yes"'))
    expect(readFileSync(assessments, 'utf8')).not.toBe(text)

    expect(await plan(here)).toBe(before)
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

describe('a report after a changed fact', () => {
  const many = join(root, 'many')
  const fileOf = (folder: string): string => join(folder, 'inventories', 'ministry-of-clocks', 'estate.yaml')
  beforeAll(() => void generateEstate(many, {systems: 130, dependencies: 300, seed: 5}))

  async function report(folder: string): Promise<Readonly<Record<string, string>>> {
    await runAudit(await openAudit({root: folder, today: '2026-11-01'}))
    const names = readdirSync(join(folder, 'reports')).toSorted()
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, 'reports', name), 'latin1')]))
  }

  /** A folder with the same facts and history that has made no report. */
  function afresh(): string {
    const folder = mkdtempSync(join(root, 'afresh-'))
    for (const name of ['domesday.yaml', 'inventories', '.domesday/audits.json', '.domesday/pictures'])
      cpSync(join(many, name), join(folder, name), {recursive: true})
    return folder
  }

  type Declared = {systems: Record<string, unknown>[]}
  function edit(change: (declared: Declared) => void): void {
    const declared = parse(readFileSync(fileOf(many), 'utf8')) as Declared // as the generator wrote it
    change(declared)
    writeFileSync(fileOf(many), stringify(declared))
  }

  it.each<[string, (declared: Declared) => void]>([
    ['a rating', ({systems: [first]}) => Object.assign(first ?? {}, {scores: {C1: 5, C2: 5, L1: 6, L2: 6}})],
    ['a name', ({systems: [, second]}) => Object.assign(second ?? {}, {name: 'Another Name'})],
    ['a dependency', ({systems: [first, second]}) => Object.assign(first ?? {}, {dependsOn: [{system: second?.id}]})],
    ['a new system', ({systems}) => systems.unshift({id: 'lantern-index', name: 'Lantern Index'})],
    ['a removed system', ({systems}) => systems.shift()],
  ])('is the report of a first audit with the same history: %s', async (_what, change) => {
    const before = await report(many)
    edit(change)
    const fresh = afresh()
    const changed = await report(many)

    expect(changed).toEqual(await report(fresh))
    expect(changed).not.toEqual(before)
    expect(Object.keys(changed)).toContain('systems-2.html')
  })

  it('believes no page that was edited, and takes an estate that it reads again for the same', async () => {
    const before = await report(many)
    const snapshots = readdirSync(join(many, 'snapshots'))
    const page = join(many, 'reports', 'systems-1.html')
    writeFileSync(page, readFileSync(page, 'utf8').replaceAll('red-rated', 'fine'))
    rmSync(join(many, 'reports', 'systems-2.html'))

    expect(await report(many)).toEqual(before)
    expect(readdirSync(join(many, 'snapshots'))).toEqual(snapshots)
  })
})
