import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, afterEach, describe, expect, it} from '@jest/globals'
import {loadPlugins, type Plugins} from '../../src/plugin/load-plugins.ts'
import {type PluginScanners, pluginScanners} from '../../src/plugin/plugin-scanners.ts'
import {checkPlugin} from '../../src/plugin/testing.ts'
import {departmentCode, writePlugin} from './plugin-folders.ts'
import {tidePlugin, tideTree} from './tide-plugin.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-scanners-'))
const open: (Plugins['host'] | PluginScanners)[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one?.close()
})
afterAll(() => rmSync(root, {recursive: true, force: true}))

let folders = 0
async function loaded(code: string): Promise<Plugins> {
  const listed = writePlugin(root, `p${++folders}`, code)
  const plan = {teams: [], blackouts: [], deadlines: []}
  const plugins = await loadPlugins({
    folder: root,
    settings: {plugins: [listed], systems: [], plan},
    reserved: new Set(),
  })
  open.push(plugins.host)
  return plugins
}

function scannerCode(scan: string, fields = "extensions: ['tide']"): string {
  return departmentCode('tides', `scanners: [{id: 'y', name: 'Tide', reads: 'language', ${fields}, scan: ${scan}}]`)
}

async function scannersOf(code: string, timeLimitMs = 30_000): Promise<PluginScanners> {
  const plugins = await loaded(code)
  expect(plugins.failures).toEqual([])
  const scanners = pluginScanners(plugins, {timeLimitMs})
  open.push(scanners)
  return scanners
}

async function scanAll(code: string, texts: readonly string[], timeLimitMs?: number) {
  const {scanners, failures} = await scannersOf(code, timeLimitMs)
  const [scanner] = scanners
  const answers = []
  for (const [at, text] of texts.entries()) answers.push(await scanner?.scan({path: `f${at}.tide`, text}))
  return {answers, failures: failures(), scanner}
}

const nothing = {imports: [], declares: [], facts: [], packages: [], technologies: []}

describe("a plugin's scanner", () => {
  it('says who it is, whose trees it reads, and what it finds', async () => {
    const {answers, scanner} = await scanAll(
      scannerCode('({path, text}) => ({declares: [path], imports: [{name: text, line: 1}]})'),
      ['harmonics'],
    )

    expect(scanner).toMatchObject({
      by: `domesday-plugin-p${folders} 1.2.0, scanner y`,
      organisations: ['tides'],
      reads: 'language',
      extensions: ['tide'],
      fileNames: [],
    })
    expect(answers).toEqual([{found: {...nothing, declares: ['f0.tide'], imports: [{name: 'harmonics', line: 1}]}}])
  })

  it('that throws at a file loses that file alone, and is named with its place', async () => {
    const {answers, failures} = await scanAll(
      scannerCode("({text}) => { if (text === 'bad') null.x; return undefined }"),
      ['good', 'bad', 'good'],
    )

    expect(answers).toEqual([
      {found: nothing},
      {failed: expect.stringMatching(/^TypeError: .* \(department\.js:1\)$/)},
      {found: nothing},
    ])
    expect(failures).toMatchObject([
      {
        plugin: `domesday-plugin-p${folders}`,
        part: 'scanner y',
        message: expect.stringContaining('of f1.tide: TypeError'),
      },
    ])
  })

  it('that never ends at a file goes on behind it, and is given up after three', async () => {
    const {answers, failures} = await scanAll(
      scannerCode("({text}) => { while (text === 'bad'); return undefined }"),
      ['bad', 'good', 'bad', 'bad', 'good'],
      1000,
    )
    const late = {failed: 'it had not finished after 1 s'}

    expect(answers).toEqual([late, {found: nothing}, late, late, {failed: 'it was given up after 3 files like that'}])
    expect(failures).toHaveLength(1)
    expect(failures[0]?.message).toBe('of f0.tide: it had not finished after 1 s; and of 3 more')
  })

  it('that ends its thread, or never keeps a promise, loses the file alone', async () => {
    const {answers} = await scanAll(
      scannerCode("({text}) => text === 'end' ? process.exit(0) : text === 'wait' ? new Promise(() => {}) : undefined"),
      ['end', 'wait', 'good'],
      1000,
    )

    expect(answers).toEqual([
      {failed: 'it ended the thread that it ran in'},
      {failed: 'it had not finished after 1 s'},
      {found: nothing},
    ])
  })

  it.each([
    ['a line that the file has not', "{imports: [{name: 'a', line: 3}]}", /line 3 of a file that has one/],
    ['line 0', "{imports: [{name: 'a', line: 0}]}", /imports\.0\.line/],
    ['a fact of no kind', "{facts: [{is: 'guess', line: 1}]}", /facts\.0\.is/],
    ['a key that nobody knows', "{facts: [{is: 'mail', line: 1, to: 'a'}]}", /unknown key 'to'/],
    [
      'a name of no machine',
      "{facts: [{is: 'address', line: 1, host: 'a b', protocol: 'https'}]}",
      /name of a machine/,
    ],
    ['a line break', "{declares: ['a\\nb']}", /without line breaks/],
    ['a terminal escape', "{declares: ['a\\u001b[2J']}", /without line breaks and control characters/],
    ['packages of no application', "{packages: [{name: 'a', line: 1}]}", /expected application/],
    ['too many facts', "{declares: Array.from({length: 50_001}, (_, at) => 'd' + at)}", /at most 50000 items/],
    ['a function', '{declares: [() => 1]}', /answers with a function/],
    ['text', "'yes'", /object/],
  ])('that answers %s is not believed', async (_what, answer, expected) => {
    const {answers} = await scanAll(scannerCode(`() => (${answer})`), ['one line'])

    expect(answers).toEqual([{failed: expect.stringMatching(expected)}])
  })

  it('that tells a secret has it masked', async () => {
    const {answers} = await scanAll(
      scannerCode("({text}) => ({facts: [{is: 'http', url: {literal: text}, line: 1}]})"),
      ['https://tess:hunter2@press.dft.example/print'],
    )

    expect(answers).toEqual([
      {found: {...nothing, facts: [{is: 'http', url: {literal: 'https://***@press.dft.example/print'}, line: 1}]}},
    ])
  })

  it.each([
    ["extensions: ['java']", /scanner y claims \.java, which domesday reads itself/],
    ["extensions: ['yaml']", /claims \.yaml/],
    ["fileNames: ['Dockerfile.night']", /claims Dockerfile\.night/],
    ["extensions: ['tide', 'tide']", /'\.tide' stands twice/],
    ['', /expected extensions or fileNames/],
    ["extensions: ['.tide']", /ending in lower case without its dot/],
    ["fileNames: ['../Tidefile']", /whole name of a file/],
  ])('with %s is refused, and the plugin with it', async (fields, expected) => {
    const {used, failures} = await loaded(scannerCode('() => undefined', fields || 'extensions: []'))

    expect(used).toEqual([])
    expect(failures).toEqual([expect.objectContaining({message: expect.stringMatching(expected)})])
  })
})

describe('the contract suite', () => {
  const answersOf = async (code: string, options = {}) => {
    writePlugin(root, `c${++folders}`, code)
    const checks = await checkPlugin(join(root, `c${folders}`), options)
    return checks.filter(({passed}) => !passed)
  }

  it('passes the example of the guide, which finds what it should', async () => {
    expect(await answersOf(tidePlugin())).toEqual([])
    const {scanners} = await scannersOf(tidePlugin())
    const [tide, tidefile] = scanners

    expect(await tide?.scan({path: 'night.tide', text: tideTree['night.tide'] ?? ''})).toMatchObject({
      found: {
        imports: [{name: 'lib/harmonics', line: 2}],
        facts: [
          {is: 'job', line: 3},
          {is: 'http', url: {literal: 'https://gauges.dft.example/v2/readings'}, line: 4},
          {is: 'http', url: {key: 'PRINT_URL'}, line: 5},
          {is: 'sql', reads: ['TIDES.READINGS'], writes: [], line: 6},
          {is: 'sql', reads: [], writes: ['TIDES.TABLES'], line: 7},
          {is: 'queue', product: 'rabbitmq', queue: {literal: 'tables-ready'}, does: 'sends', line: 8},
        ],
      },
    })
    expect(await tidefile?.scan({path: 'Tidefile', text: tideTree.Tidefile ?? ''})).toMatchObject({
      found: {
        application: {name: 'tables-by-night', language: 'Tide'},
        packages: [{type: 'generic', name: 'harmonics', version: '1.4', line: 3}],
        technologies: [{product: 'tide', version: '3.2', line: 2}],
      },
    })
  })

  it.each([
    ['hangs at many spaces', '({text}) => { /^(\\s+)+$/.test(text); return undefined }', '', /had not finished/],
    ['throws at an empty file', '({text}) => ({declares: [text.match(/\\S+/)[0].slice(0, 9)]})', '', /TypeError/],
    [
      'counts lines from nought',
      "({text}) => ({imports: text.split('\\n').map((name, line) => ({name: 'x', line}))})",
      '',
      /line/,
    ],
    [
      'keeps the returns of Windows',
      "({text}) => ({declares: text.split('\\n').filter(Boolean).slice(0, 3).map((line) => '> ' + line.slice(0, 40) + '<')})",
      '',
      /line breaks/,
    ],
    ['finds nothing in its own example', '() => undefined', ", example: 'read'", /finds nothing in its own example/],
    [
      'breaks where a text is cut',
      "({text}) => { if (/\"[^\"]*$/.test(text)) throw new Error('open'); return {declares: ['x']} }",
      `, example: 'call "a"'`,
      /Error: open/,
    ],
  ])('says it of a scanner that %s', async (_what, scan, more, expected) => {
    const failed = await answersOf(scannerCode(scan, `extensions: ['tide']${more}`), {timeLimitMs: 700})
    const told = failed.map(({name, what, others}) => [name, what, ...(others ?? []).map((one) => one.what)].join(' '))

    expect(failed.length).toBeGreaterThan(0)
    expect(told.join(' ')).toMatch(expected)
  })

  it('says it of a scanner that remembers', async () => {
    const code = `let seen = process.hrtime.bigint()\n${scannerCode('() => ({declares: [String(seen)]})')}`
    expect(await answersOf(code)).toMatchObject([{name: 'gives the same when it is loaded and asked again'}])
  })
})
