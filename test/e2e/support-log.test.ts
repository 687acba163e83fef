import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {departmentCode, writeFileAt, writePlugin} from '../plugin/plugin-folders.ts'
import {type Run, runDomesday} from './run-domesday.ts'

jest.setTimeout(120_000)

/** Each stands in one kind of place; none is anybody's. */
const secrets = {
  connection: 'Wint3r-of-the-lamp',
  odd: 'p@ss.word/of:lamps',
  setting: 'Keeper5-own-word',
  dotEnv: 'Gull-and-Cormorant-9',
  cloudKey: 'AKIAIOSFODNN7EXAMPLE',
  privateKey: 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC',
  environment: 'Fog0horn-Fog0horn',
  proxy: 'Pr0xy-word-of-theirs',
  settingsAddress: 'Wick-and-Daughters-77',
  argument: 'Harbour-Master-Key-3',
  plugin: 'Plugin-Told-Too-Much-8',
  fileName: 'ghp_0123456789abcdefghijABCDEFGHIJKLMNOP',
  declared: 'Keeper-In-The-Yaml-6',
}
const environment = {
  NEO4J_PASSWORD: secrets.environment,
  HTTPS_PROXY: `http://clerk:${secrets.proxy}@proxy.example:3128`,
}

let folder = ''
let audit = ''
let log = ''
let whole: Run
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'domesday-log-'))
  audit = join(folder, 'audit')
  log = join(folder, 'support.jsonl')
  writePlugin(
    audit,
    'loud',
    `throw new Error('cannot reach postgres://loud:${secrets.plugin}@db.loud.example/x, NEO4J_PASSWORD=${secrets.plugin}')\n`,
  )
  writePlugin(
    audit,
    'ruled',
    departmentCode(
      'lighthouses',
      `criteria: [{id: 'r', criterion: 'L3', propose: () => { throw new Error('token=${secrets.plugin}') }}]`,
    ),
  )
  writeFileAt(
    join(audit, 'domesday.yaml'),
    `schema: domesday/settings@1
organisations: [{id: lighthouses, name: Lighthouses}]
plugins: [./loud, ./ruled, "https://clerk:${secrets.settingsAddress}@packages.example/plugin"]
sources:
  - {id: estate, import: declared, organisation: lighthouses, file: estate.yaml}
  - {id: code, collect: source, organisation: lighthouses, paths: [../tree]}
`,
  )
  writeFileAt(
    join(audit, 'estate.yaml'),
    'schema: domesday/declared@1\norganisation: lighthouses\nsystems: [{id: lamp, name: Lamp, people: {needed: 2, have: 1}}]\n',
  )
  const code = `export const a = 'postgres://lamp:${secrets.connection}@db.lamps.example:5432/lamp'
export const b = 'mysql://lamp:${secrets.odd}@db2.lamps.example/lamp'
export const c = {host: 'db3.lamps.example', password: '${secrets.setting}'}
export const key = '${secrets.cloudKey}'
fetch('https://x.lamps.example/?sig=${secrets.setting}')
`
  writeFileAt(join(folder, 'tree/src/a.ts'), code)
  writeFileAt(join(folder, 'tree/package.json'), `{"name": "lamp", "x": "${secrets.setting}", nonsense}`)
  writeFileAt(join(folder, 'tree/.env'), `DB_PASSWORD=${secrets.dotEnv}\nDB_HOST=db4.lamps.example\n`)
  writeFileAt(
    join(folder, 'tree/appsettings.json'),
    `{"ConnectionStrings": {"db": "Server=db5.lamps.example;User Id=x;Password=${secrets.connection}"}}`,
  )
  writeFileAt(join(folder, 'tree/key.config'), `-----BEGIN PRIVATE KEY-----\n${secrets.privateKey}\n`)
  writeFileAt(join(folder, `tree/${secrets.fileName}/pom.xml`), '<project><broken>')
  whole = await runDomesday(['audit', '--log-file', log], {cwd: audit, env: environment})
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

/** The kinds of secrets that stand in a text. */
function found(text: string): readonly string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => text.includes(secret))
    .map(([kind]) => kind)
}

function events(): readonly Record<string, unknown>[] {
  return readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('a log for support', () => {
  it('has what ran, why each stage ran, what went wrong and how it ended, in order', () => {
    expect(whole).toMatchObject({status: 8})
    const all = events()
    expect(all[0]).toMatchObject({
      event: 'start',
      commandLine: `domesday audit --log-file ${log}`,
      versions: {node: expect.stringMatching(/^\d+\./)},
    })
    const stages = all.filter(({event}) => event === 'stage').map(({stage}) => stage)
    expect(stages).toEqual(['collect source', 'resolve', 'load', 'assess', 'plan', 'report'])
    expect(all).toContainEqual(
      expect.objectContaining({event: 'stage', stage: 'resolve', does: 'runs', why: 'it has not been done here yet'}),
    )
    expect(all).toContainEqual(expect.objectContaining({event: 'settled', stage: 'report', outcome: 'done'}))
    expect(all).toContainEqual(
      expect.objectContaining({event: 'warning', message: expect.stringContaining('domesday-plugin-loud')}),
    )
    expect(all).toContainEqual(expect.objectContaining({event: 'problem', code: 'failed'}))
    expect(all).toContainEqual(expect.objectContaining({event: 'counts', systems: 2}))
    expect(all.at(-1)).toMatchObject({event: 'end', exitStatus: 8})
    expect(all.every(({time}) => typeof time === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(time))).toBe(true)
    expect(statSync(log).mode & 0o077).toBe(0)
  })

  it('is appended to, and has expected failures with their faults, and bugs of the command line', async () => {
    const before = readFileSync(log, 'utf8')

    await runDomesday(['audit', '--bogus', '--log-file', log], {cwd: audit})
    await runDomesday(['collect', 'source', 'no-such', '--organisation', 'x', `--log-file=${log}`], {cwd: audit})

    expect(readFileSync(log, 'utf8').startsWith(before)).toBe(true)
    const errors = events().filter(({event}) => event === 'error')
    expect(errors).toMatchObject([
      {code: 'usage', faults: [{message: 'There is no flag --bogus.'}]},
      {code: 'no-such-tree', exitStatus: 4, stack: expect.stringContaining('SourceError')},
    ])
    expect(events().at(-1)).toMatchObject({event: 'end', exitStatus: 4})
  })

  it('that cannot be written is a warning, and the command goes on', async () => {
    mkdirSync(join(folder, 'a-folder'))
    for (const path of [join(folder, 'a-folder'), join(folder, 'no', 'such', 'log')]) {
      const run = await runDomesday(['assess', '--json', '--log-file', path], {cwd: audit})

      expect(run.status).toBe(8)
      expect(JSON.parse(run.stdout)).toMatchObject({schema: 'domesday/assessments@1'})
      expect(run.stderr.match(/cannot be written/g)).toHaveLength(1)
    }
  })
})

describe('a secret', () => {
  it('of a source, a setting, the environment or a plugin reaches no log, no output and no report', () => {
    expect(readFileSync(log, 'utf8')).toContain('plugin')
    expect(found(readFileSync(log, 'utf8'))).toEqual([])
    expect(found(whole.stderr)).toEqual([])
    expect(found(whole.stdout)).toEqual([])
    // A name of a file is evidence, and stands as it is in what says where a fact comes from.
    const named = new Set(['fileName'])
    for (const at of ['reports', 'inventories'])
      for (const entry of readdirSync(join(audit, at), {recursive: true, withFileTypes: true})) {
        if (!entry.isFile()) continue
        const text = readFileSync(join(entry.parentPath, entry.name), 'latin1')
        expect([entry.name, found(text).filter((kind) => !named.has(kind))]).toEqual([entry.name, []])
      }
    expect(readFileSync(join(audit, 'inventories/lighthouses/code.jsonl'), 'utf8')).toContain('db2.lamps.example')
  })

  it.each([
    ['audit', ['--password', secrets.argument]],
    ['audit', ['--as-of', `https://clerk:${secrets.argument}@x.example`]],
    ['collect', ['source', `https://clerk:${secrets.argument}@x.example/tree`, '--organisation', 'x']],
    ['import', ['declared', `token=${secrets.argument}`, '--organisation', 'x']],
    ['explain', [`postgres://a:${secrets.argument}@b.example`]],
    ['graph', ['path', secrets.fileName, 'lamp']],
    ['collect', ['source', secrets.environment, '--organisation', 'x', '--dry-run']],
  ])('of the command line is told by nobody, in text, as JSON and in the log: %s %j', async (command, args) => {
    for (const json of [[], ['--json']]) {
      const run = await runDomesday([command, ...args, ...json, '--log-file', log], {cwd: audit, env: environment})

      expect(run.status).not.toBe(0)
      expect(found(run.stdout + run.stderr)).toEqual([])
    }
    expect(found(readFileSync(log, 'utf8'))).toEqual([])
  })

  it('that a faulty file holds is not quoted', async () => {
    const other = join(folder, 'other')
    await runDomesday(['init', '-C', other], {cwd: folder})
    writeFileSync(
      join(other, 'inventories/my-department/estate.yaml'),
      `schema: domesday/declared@1\norganisation: my-department\nsystems:\n  - {id: "postgres://a:${secrets.declared}@b", name: A, dependsOn: [{system: "token=${secrets.declared}", kind: "password=${secrets.declared}"}]}\n`,
    )
    for (const json of [[], ['--json']]) {
      const run = await runDomesday(['audit', ...json, '--log-file', log], {cwd: other})

      expect(run.status).toBe(3)
      expect(found(run.stdout + run.stderr + readFileSync(log, 'utf8'))).toEqual([])
    }
  })
})
