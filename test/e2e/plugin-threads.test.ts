import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {loadPlugins, type Plugins} from '../../src/plugin/load-plugins.ts'
import {ownPackages} from '../../src/plugin/own-packages.ts'
import {askAssembly} from '../../src/plugin/ask-plugins.ts'
import {entity} from '../estates.ts'
import {departmentCode, writeFileAt, writePlugin} from '../plugin/plugin-folders.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-plugins-'))
const open: Plugins[] = []
afterAll(async () => {
  for (const {host} of open) await host?.close()
  rmSync(root, {recursive: true, force: true})
})
const noPlan = {teams: [], blackouts: [], deadlines: []}

async function load(plugins: readonly string[], timeLimitMs = 5000): Promise<Plugins> {
  const loaded = await loadPlugins({
    folder: root,
    settings: {plugins: [...plugins], systems: [], plan: noPlan},
    reserved: ownPackages(),
    timeLimitMs,
  })
  open.push(loaded)
  return loaded
}

/** What is told of a plugin that stands between two that behave, which must both be used. */
async function failureBeside(listed: string, timeLimitMs?: number): Promise<string> {
  const before = writePlugin(root, 'before', departmentCode('before'))
  const after = writePlugin(root, 'after', departmentCode('after'))
  const {used, failures} = await load([before, listed, after], timeLimitMs)
  expect(used.map(({name}) => name)).toEqual(['domesday-plugin-before', 'domesday-plugin-after'])
  expect(failures).toHaveLength(1)
  const [failure] = failures
  return `${failure?.plugin} ${failure?.message}`
}

describe('plugins that domesday.yaml lists', () => {
  it('are found by path and by the name of what is installed, and named with version, hash and what they bring', async () => {
    const path = writePlugin(
      root,
      'kites',
      departmentCode('kites', "calendar: {teams: [{skill: 'flyer', personDaysPerQuarter: 9, organisation: 'kites'}]}"),
    )
    writePlugin(root, 'node_modules/@fog/plugin', departmentCode('fog'), {name: '@fog/plugin', version: '0.3.1'})

    const {listed, used} = await load([path, '@fog/plugin'])

    expect(used).toHaveLength(2)
    expect(listed).toEqual([
      {
        name: 'domesday-plugin-kites',
        version: '1.2.0',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        used: true,
        brings: {organisations: 1, teams: 1},
        failures: [],
      },
      expect.objectContaining({name: '@fog/plugin', version: '0.3.1', used: true}),
    ])
  })

  it('may be TypeScript, below node_modules too, and may take types of the host', async () => {
    const code = `import type {Department} from 'domesday/plugin'\nexport default (): Department => ({apiVersion: 1, organisations: [{id: 'types' as string, name: 'Types'}]})\n`
    writePlugin(root, 'node_modules/typed', code, {name: 'typed'}, 'department.ts')

    expect((await load(['typed'])).failures).toEqual([])
  })

  it('change their key with any file of theirs, and with the version of what they need', async () => {
    const path = writePlugin(root, 'keyed', departmentCode('keyed'), {dependencies: {needed: '*'}})
    const needed = (version: string) =>
      writeFileAt(join(root, 'keyed/node_modules/needed/package.json'), JSON.stringify({name: 'needed', version}))
    const keys: (string | undefined)[] = []
    const keep = async () => keys.push((await load([path])).key)
    needed('1.0.0')
    await keep()
    await keep()
    writeFileAt(join(root, 'keyed/data/more.json'), '{}')
    await keep()
    needed('1.0.1')
    await keep()

    expect(keys[1]).toBe(keys[0])
    expect(new Set(keys).size).toBe(3)
  })
})

describe('a plugin that is wrong is named, and costs only itself', () => {
  it.each([
    ['throws when it is loaded', "throw new Error('no tide today')", /no tide today/],
    ['throws when it is asked', "export default () => { throw new TypeError('nobody knows') }", /nobody knows/],
    ['has a syntax error', 'const a = 1\nexport default () => ({', /department\.js:\d+: SyntaxError/],
    ['throws what is no error', 'export default () => { throw {toString: () => { throw 1 }} }', /cannot be shown/],
    ['imports what is not there', "import 'no-such-package'\nexport default () => ({})", /no-such-package/],
    ['takes code of the host', "import 'domesday/plugin/testing'\nexport default () => ({})", /types only/],
    ['exports no function', 'export default {apiVersion: 1}', /exports no function/],
    ['gives nothing', 'export default () => {}', /gives nothing/],
    ['gives nonsense', "export default () => 'tides'", /expected an object/],
    ['gives what goes round in circles', 'export default () => { const a = {}; a.a = a; return a }', /circular/],
    [
      'is of another version of the API',
      departmentCode('x').replace('apiVersion: 1', 'apiVersion: 2'),
      /apiVersion: expected 1/,
    ],
    ['has a key that nobody knows', departmentCode('x', 'colour: 1'), /colour/],
    ['speaks for nobody', 'export default () => ({apiVersion: 1, organisations: []})', /organisations/],
    [
      'has data where a function belongs',
      departmentCode('x', "criteria: [{id: 'a', criterion: 'L1', propose: 5}]"),
      /criteria\.0\.propose: expected a function/,
    ],
    [
      'has one id twice',
      departmentCode(
        'x',
        "criteria: [{id: 'a', criterion: 'L1', propose: () => {}}, {id: 'a', criterion: 'L2', propose: () => {}}]",
      ),
      /'a' stands twice/,
    ],
    ["claims another's organisation", departmentCode('before'), /organisation before is domesday-plugin-before's/],
    [
      "rules another's system",
      departmentCode('x', "systems: [{id: 's', organisation: 'before', match: [{path: '**'}]}]"),
      /before is not among its own organisations/,
    ],
    [
      "takes a product's name",
      departmentCode(
        'x',
        "lifecycle: [{id: 'sundial', name: 'S', category: 'server', aliases: ['oracle-database'], source: 'https://dial.example/', snapshot: '2026-01-01', cycles: [{name: '1', endOfLife: 'none'}]}]",
      ),
      /'oracle-database' is a name of oracle-database/,
    ],
    ["pollutes every object's prototype", `Object.prototype.polluted = true\n${departmentCode('x')}`, /TypeError/],
    [
      'replaces a built-in',
      `globalThis.JSON = {parse: () => 1, stringify: () => 1}\n${departmentCode('x')}`,
      /TypeError/,
    ],
    ['ends its process', `process.exit(0)\n${departmentCode('x')}`, /ended the thread/],
    ['fills the memory with one value', "export default () => 'x'.repeat(2 ** 29 - 30).repeat(9)", /RangeError/],
  ])('%s', async (name, code, told) => {
    const listed = writePlugin(root, `bad-${name.replace(/\W+/g, '-')}`, code)

    const failure = await failureBeside(listed)

    expect(failure).toMatch(/^domesday-plugin-bad-/)
    expect(failure).toMatch(told)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it.each([
    ['loops when it is loaded', 'for (;;);'],
    ['loops when it is asked', 'export default () => { for (;;); }'],
    ['never answers', 'export default () => new Promise(() => {})'],
  ])('%s: it is given up after the time limit', async (name, code) => {
    const listed = writePlugin(root, `hangs-${name.replace(/\W+/g, '-')}`, code)

    expect(await failureBeside(listed, 1000)).toContain('it had not finished after 1 s')
  })

  it('hangs when it was loaded already: the others are loaded, and answer', async () => {
    const claims = (name: string) =>
      departmentCode(
        name,
        `assembly: [{id: 'all', organisation: '${name}', claim: () => ({system: 'found', why: 'it is'})}]`,
      )
    const good = writePlugin(root, 'patient', claims('patient'))
    const late = writePlugin(root, 'late', `setImmediate(() => { for (;;); })\n${claims('late')}`)
    const plugins = await load([late, good], 1000)

    const {answers, failures} = await askAssembly(plugins, [
      entity('component', 'component:patient/one'),
      entity('component', 'component:late/one'),
    ])

    // Whether the late one answers before it hangs again is its own affair.
    expect(plugins.used.map(({name}) => name)).toContain('domesday-plugin-patient')
    expect(answers.map(({system}) => system)).toContain('patient/found')
    expect(failures.map(({plugin}) => plugin)).not.toContain('domesday-plugin-patient')
  })

  it('has the name of a package of the host, or of a plugin before it', async () => {
    const code = departmentCode('x')
    const host = writePlugin(root, 'as-host', code, {name: 'domesday'})
    const help = writePlugin(root, 'as-help', code, {name: '@oclif/plugin-autocomplete'})
    const twin = writePlugin(root, 'as-twin', code, {name: 'domesday-plugin-before'})

    expect(await failureBeside(host)).toContain('is the name of a package of domesday itself')
    expect(await failureBeside(help)).toContain('is the name of a package of domesday itself')
    expect(await failureBeside(twin)).toContain('another plugin of that name')
  })

  it('is not there, is no package, names no hook, or names a hook outside of itself', async () => {
    writeFileAt(join(root, 'broken/package.json'), '{')
    const hookless = writePlugin(root, 'hookless', '', {oclif: {}})
    const outside = writePlugin(root, 'outside', '', {oclif: {hooks: {department: '../before/department.js'}}})

    expect(await failureBeside('./nowhere')).toContain('there is no package.json')
    expect(await failureBeside('not-installed')).toContain('no such package is installed')
    expect(await failureBeside('__proto__')).toContain('that is no name of a package')
    expect(await failureBeside('./broken')).toContain('it is not JSON')
    expect(await failureBeside(hookless)).toContain('oclif.hooks')
    expect(await failureBeside(outside)).toContain('is not a file of the package')
  })

  it('may give properties the names of built-in ones', async () => {
    const code = `const own = {}; own.toString = () => 'own'; own.constructor = 1\nclass Storm extends Error { constructor() { super('x'); this.name = 'Storm'; this.message = 'y' } }\nnew Storm()\n${departmentCode('named')}`

    expect((await load([writePlugin(root, 'named', code)])).failures).toEqual([])
  })
})
