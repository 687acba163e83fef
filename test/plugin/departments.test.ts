import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {newPlugin, pluginName} from '../../src/plugin/new-plugin.ts'
import {checkPlugin} from '../../src/plugin/testing.ts'
import {renderPluginChecks} from '../../src/render/text/plugin-checks.ts'
import {departmentCode, writeFileAt, writePlugin} from './plugin-folders.ts'

const repository = join(import.meta.dirname, '..', '..')
const root = mkdtempSync(join(tmpdir(), 'domesday-contract-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

const departments = readdirSync(join(repository, 'plugins'), {withFileTypes: true})
  .filter((entry) => entry.isDirectory())
  .map(({name}) => name)

describe('the departments of the repository', () => {
  it.each(departments)('%s passes every check of the contract', async (name) => {
    const checks = await checkPlugin(join(repository, 'plugins', name))

    expect(checks.filter(({passed}) => !passed)).toEqual([])
    expect(checks).toHaveLength(7)
  })

  it('are unknown to the core', () => {
    const core = readdirSync(join(repository, 'src'), {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))

    expect(departments.length).toBeGreaterThan(1)
    for (const name of departments) expect(core.filter((text) => text.includes(`'${name}'`))).toEqual([])
  })
})

describe('a new plugin', () => {
  it.each([
    ['JavaScript', false],
    ['TypeScript', true],
  ])('in %s passes every check as it stands', async (_name, typescript) => {
    const folder = join(root, `new-${typescript}`)
    const files = await newPlugin({id: 'ministry-of-kites', folder, typescript, version: '0.1.0'})
    const checks = await checkPlugin(folder)

    expect(files).toHaveLength(3)
    expect(checks.filter(({passed}) => !passed)).toEqual([])
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).toContain(pluginName('ministry-of-kites'))
  })

  it('is not written over anything, nor for what is no slug', async () => {
    writeFileAt(join(root, 'mine/letter.txt'), 'mine')
    const at = (id: string, folder: string) =>
      newPlugin({id, folder: join(root, folder), typescript: false, version: '0.1.0'})

    await expect(at('kites', 'mine')).rejects.toMatchObject({code: 'not-empty', exitStatus: 2})
    await expect(at('../kites', 'else')).rejects.toMatchObject({code: 'bad-organisation', exitStatus: 2})
    expect(readdirSync(join(root, 'mine'))).toEqual(['letter.txt'])
  })
})

describe('the contract suite says what, where and mend of', () => {
  const clock =
    "criteria: [{id: 'y', criterion: 'L3', propose: () => ({effect: 'widen', low: 6, high: 6, confidence: 1, rationale: String(process.hrtime.bigint()), evidence: [], missing: []})}]"
  const beyond =
    "criteria: [{id: 'y', criterion: 'L3', propose: ({proposed}) => ({effect: 'widen', low: proposed.low, high: proposed.high + 1, confidence: 1, rationale: 'r', evidence: [], missing: []})}]"
  const careless =
    "criteria: [{id: 'y', criterion: 'L3', propose: ({system}) => system.attributes.people[0].value.have > 1 ? undefined : undefined}]"
  it.each([
    ['a folder that is no package', {}, undefined, 'is an npm package', /package\.json/],
    ['a syntax error', {}, 'export default () => ({', 'loads', /SyntaxError/],
    [
      'a file that would not be published',
      {files: ['lib']},
      departmentCode('x'),
      'is published whole',
      /department\.js/,
    ],
    [
      'a peer that a machine without a network cannot install',
      {peerDependencies: {domesday: '*'}},
      departmentCode('x'),
      'is published whole',
      /not optional/,
    ],
    [
      'the host as a dependency',
      {dependencies: {domesday: '*'}},
      departmentCode('x'),
      'is published whole',
      /dependency/,
    ],
    [
      'a script at installation',
      {scripts: {postinstall: 'true'}},
      departmentCode('x'),
      'is published whole',
      /postinstall/,
    ],
    ["a name of the host's", {name: '@oclif/core'}, departmentCode('x'), 'has a name that is its own', /@oclif\/core/],
    [
      'a rule that takes known for granted',
      {},
      departmentCode('x', careless),
      'answers what can be used',
      /x\/hardly-known/,
    ],
    [
      'a rule that goes past the end of the scale',
      {},
      departmentCode('x', beyond),
      'answers what can be used',
      /7 is no interval of L3/,
    ],
    ['a rule that reads the clock', {}, departmentCode('x', clock), 'gives the same', /differed/],
  ])('%s', async (name, manifest, code, check, what) => {
    const folder = `check-${name.replace(/\W+/g, '-')}`
    if (code === undefined) writeFileAt(join(root, folder, 'letter.txt'), '')
    else writePlugin(root, folder, code, manifest)

    const failed = (await checkPlugin(join(root, folder))).filter(({passed}) => !passed)

    expect(failed).toHaveLength(1)
    expect(failed[0]?.name).toContain(check)
    expect(failed[0]?.what).toMatch(what)
    expect(failed[0]?.mend).toBeTruthy()
  })

  it('every fault of one check, not the first alone', async () => {
    writePlugin(
      root,
      'check-twice',
      departmentCode(
        'x',
        "calendar: {blackouts: ['2027-03-01', '2027-06-01'].map((from) => ({organisation: 'x', from, to: '2026-01-01', why: 'Year end'}))}",
      ),
    )

    const failed = (await checkPlugin(join(root, 'check-twice'))).filter(({passed}) => !passed)

    expect(failed).toHaveLength(1)
    expect(failed[0]?.what).toContain('before it begins (2027-03-01)')
    expect(failed[0]?.others?.map(({what}) => what)).toEqual([expect.stringContaining('before it begins (2027-06-01)')])
    expect(renderPluginChecks(failed).match(/before it begins/g)).toHaveLength(2)
  })
})
