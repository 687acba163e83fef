import {execFileSync, spawn} from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {delimiter, dirname, join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {departmentCode, writeFileAt, writePlugin} from '../plugin/plugin-folders.ts'
import {tidePlugin, tideTree} from '../plugin/tide-plugin.ts'
import {repository, runDomesday} from './run-domesday.ts'

jest.setTimeout(180_000)

const folder = mkdtempSync(join(tmpdir(), 'domesday-plugins-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))
const env = {...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`}

const lighthouses = `
// @ts-check
const organisation = 'board-of-lighthouses'
/** @returns {import('domesday/plugin').Department} */
export default () => ({
  apiVersion: 1,
  organisations: [{id: organisation, name: 'Board of Lighthouses', short: 'BOL'}],
  assembly: [{
    id: 'lamps', organisation,
    claim: ({name}) => name.includes('lamp') ? {system: 'lamp-room', name: 'Lamp Room', why: 'its name says lamp'} : undefined,
  }],
  criteria: [{
    id: 'keepers', criterion: 'L3',
    propose: ({system, proposed}) => system.attributes.people && {
      effect: 'widen', low: proposed.low, high: 6, confidence: 0.5,
      rationale: 'Keepers are posted away without notice', evidence: system.attributes.people[0].evidence, missing: [],
    },
  }, {
    id: 'rock', criterion: 'L5',
    propose: ({system}) => system.attributes.hosting && {
      effect: 'narrow', low: 4, high: 5, confidence: 0.8,
      rationale: 'It stands on a rock', evidence: system.attributes.hosting[0].evidence, missing: [],
    },
  }],
  dispositions: [{id: 'stays', disposition: 'retain', weigh: () => ({points: 5, because: 'Ships rely on it'})}],
  calendar: {
    teams: [{skill: 'developer', personDaysPerQuarter: 300, organisation}, {skill: 'cloud', personDaysPerQuarter: 300, organisation}, {skill: 'tester', personDaysPerQuarter: 300, organisation}],
    blackouts: [{from: '2027-01-01', to: '2027-12-31', why: 'the year of storms', of: 'work', organisation}],
    deadlines: [{system: organisation + '/fog-horn', date: '2027-06-30', what: 'the horn is sold'}],
  },
  lifecycle: [{
    id: 'lantern', name: 'Lantern', category: 'server', source: 'https://lantern.example/support', snapshot: '2026-01-01',
    cycles: [{name: '3', endOfLife: '2026-06-30'}],
  }],
  report: [
    {id: 'lamps', title: 'Lamps <script>alert(1)</script>', paragraphs: ['All | lamps <b>burn</b>.'], table: {columns: ['Lamp'], rows: [['=1+1']]}},
    {id: 'count', title: 'Counted', write: ({systems}) => ({paragraphs: ['The board has ' + systems.length + ' systems.']})},
  ],
})
`

const estate = `
schema: domesday/declared@1
organisation: board-of-lighthouses
observed: 2026-10-26
systems:
  - id: fog-horn
    name: Fog Horn
    technologies: [{product: lantern, version: "3"}]
    people: {needed: 2, have: 2, leavingWithin12Months: 0}
    hosting: {kind: on-premises}
    migration: {disposition: replatform, effort: {developer: 20}, weeks: 4}
`

/** An audit folder of its own, whose organisation only the plugin names. */
function auditFolder(name: string, plugins: readonly string[]): string {
  const root = join(folder, name)
  mkdirSync(join(root, 'inventories/board-of-lighthouses'), {recursive: true})
  mkdirSync(join(root, 'lamp-control'))
  writeFileSync(join(root, 'lamp-control/package.json'), JSON.stringify({name: 'lamp-control', version: '1.0.0'}))
  writeFileSync(join(root, 'inventories/board-of-lighthouses/estate.yaml'), estate)
  writeFileSync(
    join(root, 'domesday.yaml'),
    `schema: domesday/settings@1
organisations: [{id: other, name: Another}]
sources:
  - {id: estate, import: declared, organisation: board-of-lighthouses, file: inventories/board-of-lighthouses/estate.yaml}
  - {id: lamps, collect: source, organisation: board-of-lighthouses, paths: [lamp-control]}
plugins: ${JSON.stringify(plugins)}
assess: {asOf: 2026-11-01}
plan: {from: 2027-01-04}
`,
  )
  return root
}

const read = (...path: string[]): string => readFileSync(join(...path), 'utf8')

describe('a plugin that was written elsewhere, installed in an audit folder from its tarball', () => {
  let root = ''
  beforeAll(async () => {
    const elsewhere = mkdtempSync(join(folder, 'elsewhere-'))
    writePlugin(elsewhere, 'lighthouses', lighthouses, {
      files: ['department.js'],
      peerDependencies: {domesday: '*'},
      peerDependenciesMeta: {domesday: {optional: true}},
    })
    const pack = ['pack', '--silent', '--pack-destination', elsewhere]
    const tarball = execFileSync('npm', pack, {cwd: join(elsewhere, 'lighthouses'), env, encoding: 'utf8'}).trim()
    root = auditFolder('installed', ['domesday-plugin-lighthouses'])
    writeFileSync(join(root, 'package.json'), '{"private": true}')
    const install = ['install', '--offline', '--no-audit', '--no-fund', '--silent', join(elsewhere, tarball)]
    execFileSync('npm', install, {cwd: root, env})
    const run = await runDomesday(['audit'], {cwd: root})
    expect(run.stderr).not.toContain('not used')
    expect(run.status).toBe(0)
  })

  it('brings its organisation, and stands in audit.json with its version, its hash and what it brings', () => {
    const audit = JSON.parse(read(root, 'reports/audit.json'))

    expect(audit.organisations).toContainEqual({id: 'board-of-lighthouses', name: 'Board of Lighthouses'})
    expect(audit.plugins).toEqual([
      {
        name: 'domesday-plugin-lighthouses',
        version: '1.2.0',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        used: true,
        brings: {
          assembly: 1,
          blackouts: 1,
          criteria: 2,
          deadlines: 1,
          dispositions: 1,
          lifecycle: 1,
          organisations: 1,
          report: 2,
          teams: 3,
        },
        failures: [],
      },
    ])
  })

  it('has its say in the scores, each traced to its rule, in explain and in the report', async () => {
    const {stdout} = await runDomesday(['explain', 'fog-horn', '--json'], {cwd: root})
    const criteria = Object.fromEntries(
      JSON.parse(stdout).criteria.map((one: {criterion: string}) => [one.criterion, one]),
    )

    expect(criteria.L3.assessment).toMatchObject({low: 1, high: 6})
    expect(criteria.L3.assessment.proposed.rationale).toContain(
      'L3 widened by domesday-plugin-lighthouses 1.2.0, rule keepers, which says 1 to 6: Keepers are posted away',
    )
    expect(criteria.L3.places).toEqual(['inventories/board-of-lighthouses/estate.yaml:9'])
    expect(criteria.L5.assessment).toMatchObject({low: 4, high: 5})
    expect(criteria.L1.assessment).toMatchObject({low: 6, high: 6})
    expect(criteria.L1.assessment.proposed.rationale).toContain('(by domesday-plugin-lighthouses 1.2.0)')
    expect(read(root, 'reports/index.html')).toContain('L3 widened by domesday-plugin-lighthouses 1.2.0, rule keepers')
    expect((await runDomesday(['explain', 'fog-horn', 'L5'], {cwd: root})).stdout.replace(/\s+/g, ' ')).toContain(
      'L5 narrowed by domesday-plugin-lighthouses 1.2.0, rule rock',
    )
  })

  it('assembles a system, with the reason', async () => {
    const {stdout} = await runDomesday(['explain', 'component:board-of-lighthouses/lamp-control'], {cwd: root})

    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'Part of system Lamp Room structural domesday-plugin-lighthouses 1.2.0, rule lamps: its name says lamp',
    )
  })

  it('has its say in the plan', () => {
    const roadmap = JSON.parse(read(root, '.domesday/roadmap.json'))

    expect(roadmap.placements[0].start > '2027-12-31').toBe(true)
    expect(JSON.stringify(roadmap.placements)).toContain('the year of storms (domesday-plugin-lighthouses 1.2.0)')
    expect(roadmap.deadlines).toMatchObject([
      {what: 'the horn is sold (domesday-plugin-lighthouses 1.2.0)', met: false},
    ])
    expect(JSON.stringify(roadmap.dispositions)).toContain(
      'Ships rely on it (domesday-plugin-lighthouses 1.2.0, rule stays)',
    )
  })

  it('writes sections of the report as plain text', () => {
    const page = read(root, 'reports/index.html')
    const markdown = read(root, 'reports/report.md')

    expect(page).toContain('Lamps &lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toContain('<script>alert')
    expect(page).toContain('All | lamps &lt;b&gt;burn&lt;/b&gt;.')
    expect(page).toContain('The board has 2 systems.')
    expect(markdown).toContain('All \\| lamps &lt;b&gt;burn&lt;/b&gt;.')
    expect(page).toContain('By domesday-plugin-lighthouses 1.2.0')
  })

  it('gives the same bytes again, and repeats nothing until it changes', async () => {
    const before = read(root, 'reports/index.html')
    const again = await runDomesday(['audit'], {cwd: root})
    expect(again.stderr.match(/unchanged$/gm)?.length).toBeGreaterThanOrEqual(6)
    rmSync(join(root, '.domesday'), {recursive: true})
    await runDomesday(['audit'], {cwd: root, env: {TZ: 'Pacific/Kiritimati'}})
    expect(read(root, 'reports/index.html')).toBe(before)

    const code = join(root, 'node_modules/domesday-plugin-lighthouses/department.js')
    writeFileSync(code, read(code).replace('low: 4, high: 5', 'low: 5, high: 5'))
    await runDomesday(['audit'], {cwd: root})
    expect(read(root, 'reports/index.html')).not.toBe(before)
  })

  it('is named, and not used, where it is installed and not listed', async () => {
    const settings = join(root, 'domesday.yaml')
    writeFileSync(
      settings,
      read(settings)
        .replace(/plugins: .*/, '')
        .replace('{id: other, name: Another}', '{id: board-of-lighthouses, name: B}'),
    )
    const run = await runDomesday(['audit'], {cwd: root})

    expect(run.status).toBe(0)
    expect(run.stdout.replace(/\s+/g, ' ')).toContain('domesday.yaml does not list them: domesday-plugin-lighthouses')
    expect(read(root, 'reports/audit.json')).not.toContain('"plugins"')
  })
})

describe('a plugin that is wrong', () => {
  it('is named on both streams and in the report; the audit goes on, and its exit status is 8', async () => {
    const root = auditFolder('wrong', ['./plugins/loud', './plugins/broken', './plugins/careless', './plugins/absent'])
    writePlugin(
      join(root, 'plugins'),
      'loud',
      `console.log('noise'); console.error('noise')\n${departmentCode('loud')}`,
    )
    writePlugin(join(root, 'plugins'), 'broken', 'export default () => ({')
    writePlugin(
      join(root, 'plugins'),
      'careless',
      departmentCode(
        'board-of-lighthouses',
        "criteria: [{id: 'a', criterion: 'L1', propose: () => null.x}], dispositions: [{id: 'b', disposition: 'retain', weigh: () => 5}], assembly: [{id: 'c', organisation: 'board-of-lighthouses', claim: () => 5}], report: [{id: 'd', title: 'D', write: () => 5}]",
      ),
    )
    const run = await runDomesday(['audit', '--json'], {cwd: root})
    const audit = JSON.parse(run.stdout)
    const told = await runDomesday(['audit'], {cwd: root})

    expect(run.status).toBe(8)
    expect(run.stderr).not.toContain('noise')
    expect(audit.partial).toBe(6)
    expect(audit.systems).toBe(2)
    expect(
      audit.plugins.map(({used, failures}: {used: boolean; failures: unknown[]}) => [used, failures.length]),
    ).toEqual([
      [true, 0],
      [false, 1],
      [true, 4],
      [false, 1],
    ])
    expect(told.status).toBe(8)
    expect(told.stdout.replace(/\s+/g, ' ')).toContain(
      'domesday-plugin-broken was not used: department.js:1: SyntaxError',
    )
    expect(told.stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(told.stderr).toContain('domesday-plugin-broken was not used')
    for (const part of ['assembly rule c', 'criteria rule a', 'dispositions rule b', 'report section d'])
      expect(read(root, 'reports/index.html')).toContain(`${part} of plugin domesday-plugin-careless was not used`)
  })

  it('leaves the same report of all else as without it', async () => {
    const bare = auditFolder('bare', [])
    const withBad = auditFolder('with-bad', ['./plugins/broken'])
    for (const root of [bare, withBad]) {
      const settings = join(root, 'domesday.yaml')
      writeFileSync(settings, read(settings).replace('id: other', 'id: board-of-lighthouses'))
    }
    writePlugin(join(withBad, 'plugins'), 'broken', 'throw 1')
    await runDomesday(['audit'], {cwd: bare})
    await runDomesday(['audit'], {cwd: withBad})

    const systems = (root: string): unknown => JSON.parse(read(root, 'reports/assessments.json')).systems
    expect(systems(withBad)).toEqual(systems(bare))
  })

  it('fails its check with exit 6, what, where and mend', async () => {
    writePlugin(folder, 'checked', "export default () => { throw new Error('low water') }")
    const run = await runDomesday(['plugin', 'check', 'checked'], {cwd: folder})
    const json = await runDomesday(['plugin', 'check', 'checked', '--json'], {cwd: folder})

    expect(run.status).toBe(6)
    expect(run.stdout).toMatch(/FAILS {2}loads.*\n +Error: low water\n +department\.js:1\n/)
    expect(json.status).toBe(6)
    expect(JSON.parse(json.stdout).checks.at(-1)).toMatchObject({passed: false, what: 'Error: low water'})
  })
})

describe('commands that do not audit', () => {
  it('run no plugin', async () => {
    const root = auditFolder('quiet', ['./plugins/writes'])
    const mark = join(root, 'it-ran')
    writePlugin(
      join(root, 'plugins'),
      'writes',
      `import {writeFileSync} from 'node:fs'\nwriteFileSync(${JSON.stringify(mark)}, '')\n${departmentCode('x')}`,
    )
    for (const args of [
      ['--version'],
      ['help'],
      ['doctor'],
      ['collect', 'source', 'lamp-control', '--organisation', 'other'],
    ])
      await runDomesday(args, {cwd: root})

    expect(existsSync(mark)).toBe(false)
    await runDomesday(['resolve'], {cwd: root})
    expect(existsSync(mark)).toBe(true)
  })
})

describe('plugin new', () => {
  it('writes one that passes its check and audits, in JavaScript and in TypeScript', async () => {
    const root = auditFolder('new', ['./plugins/board-of-lighthouses', './domesday-plugin-board-of-fog'])
    await runDomesday(['plugin', 'new', 'board-of-lighthouses', '--dir', 'plugins/board-of-lighthouses'], {cwd: root})
    await runDomesday(['plugin', 'new', 'board-of-fog', '--typescript'], {cwd: root})
    const check = await runDomesday(['plugin', 'check', 'domesday-plugin-board-of-fog'], {cwd: root})
    const audit = await runDomesday(['audit', '--json'], {cwd: root})

    expect(readdirSync(join(root, 'domesday-plugin-board-of-fog')).toSorted()).toEqual([
      'README.md',
      'department.ts',
      'package.json',
    ])
    expect(check.stdout).toContain('All 7 checks pass.')
    expect(audit.status).toBe(0)
    expect(JSON.parse(audit.stdout).plugins).toMatchObject([{used: true}, {used: true}])
  })
})

describe('audit --watch', () => {
  it('audits again on a change of a plugin and of an inventory, goes on after an error, and ends with 0', async () => {
    const root = auditFolder('watched', ['./plugins/fog'])
    writePlugin(join(root, 'plugins'), 'fog', departmentCode('board-of-lighthouses'))
    const child = spawn(process.execPath, [join(repository, 'bin/run.js'), 'audit', '--watch'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let told = ''
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()))
    const lines = (): string[] => out.split('\n').filter(Boolean)
    const line = async (count: number): Promise<string> => {
      while (lines().length < count) await new Promise((resolve) => child.stdout.once('data', resolve))
      return lines()[count - 1] ?? ''
    }
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    const code = join(root, 'plugins/fog/department.js')
    const inventory = join(root, 'inventories/board-of-lighthouses/estate.yaml')

    expect(await line(1)).toMatch(/^\d\d:\d\d:\d\d {2}2 systems, .* \(\d+\.\d s\)$/)
    writeFileSync(code, 'throw 1')
    expect(await line(2)).toContain('1 not complete')
    expect(await line(3)).toMatch(/^ {10}plugin .* was not used: .*1/)
    cpSync(inventory, join(root, 'kept.yaml'))
    writeFileSync(inventory, 'systems: [')
    expect(await line(4)).toContain('estate.yaml:')
    // As editors save: the file is written beside its place and renamed, more than once.
    for (const count of [5, 7]) {
      cpSync(join(root, 'kept.yaml'), join(root, 'inventories/board-of-lighthouses/.estate.yaml.swp'))
      renameSync(join(root, 'inventories/board-of-lighthouses/.estate.yaml.swp'), inventory)
      expect(await line(count)).toContain('2 systems')
      expect(await line(count + 1)).toContain('was not used')
    }
    const ended = new Promise((resolve) => child.on('close', resolve))
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(lines()).toHaveLength(8)
    expect(told).toMatch(/^Watching domesday\.yaml, .* Ctrl-C ends it\.\n/)
  })

  it('refuses what it cannot give', async () => {
    const run = await runDomesday(['audit', '--watch', '--json'], {cwd: folder})

    expect(run.status).toBe(2)
    expect(JSON.parse(run.stdout)).toMatchObject({error: {code: 'watch-alone'}})
  })
})

describe("a plugin's scanner of a language of its own", () => {
  const root = join(folder, 'tides')
  beforeAll(() => {
    for (const [path, text] of Object.entries(tideTree)) writeFileAt(join(root, 'tables', path), text)
    writePlugin(root, 'tides', tidePlugin())
    writeFileAt(
      join(root, 'domesday.yaml'),
      `schema: domesday/settings@1
organisations: [{id: other, name: Another}]
sources: [{id: tables, collect: source, organisation: department-for-tides, paths: [tables]}]
plugins: [./tides]
assess: {asOf: 2026-11-01}
`,
    )
  })

  it('puts into the audit what stands in such files, with its own name at each place', async () => {
    const run = await runDomesday(['audit'], {cwd: root})
    const {stdout} = await runDomesday(['explain', 'tides.readings'], {cwd: root})

    expect([run.status, run.stderr.includes('not used')]).toEqual([0, false])
    expect(stdout.slice(stdout.indexOf('Needed by')).trim()).toBe(`Needed by
  READS           tables-by-night                                     structural
                  SQL
                  tables/night.tide:6
                  seen by domesday-plugin-tides 1.2.0, scanner tide`)
  })

  it('that never ends at a file costs that file, which is named, and the audit is not complete', async () => {
    writeFileSync(
      join(root, 'tides/department.js'),
      tidePlugin().replace('if (!batch) return undefined', 'while (batch);'),
    )
    const run = await runDomesday(['audit'], {cwd: root})
    const {stdout} = await runDomesday(['explain', 'tides.readings'], {cwd: root})

    expect(run.status).toBe(8)
    expect(run.stderr).toContain(
      'scanner tidefile of plugin domesday-plugin-tides was not used: of Tidefile: it had not finished after 5 s',
    )
    expect(run.stdout.replace(/\s+/g, ' ')).toContain(
      '1 Tidefile file was not read, because domesday-plugin-tides 1.2.0, scanner tidefile, did not get through',
    )
    expect(stdout).toContain('tables/night.tide:6')
  })
})
