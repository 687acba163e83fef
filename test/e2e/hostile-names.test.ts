import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {parse} from 'csv-parse/sync'
import {JSDOM} from 'jsdom'
import {lexer, type Token} from 'marked'
import {displayName} from '../../src/render/facts/display-text.ts'
import {hostileNames} from '../hostile-names.ts'
import {runDomesday} from './run-domesday.ts'

jest.setTimeout(240_000)

const plainNames = hostileNames.map((_, at) => `Plain name ${at}`)
const criteria = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6']

/** A system with the name in every text field that there is. All are rated alike, so that no list depends on a name. */
function systemOf(name: string, at: number) {
  return {
    id: `s-${at}`,
    name,
    description: name,
    owner: name,
    supports: [{service: `service-${at}`, name}],
    // Versions that differ in nothing that is shown are one thing, so that only a few are hostile.
    technologies: [{product: 'postgresql', version: at % 50 === 1 ? name : '13', environment: name}],
    hosts: [{name, environment: name}],
    dependsOn: at === 0 ? [] : [{system: 's-0', kind: 'call', how: name}],
    migration: {disposition: 'replatform', by: name, date: '2026-09-01', reason: name, weeks: 4},
    contract: {supplier: name, ends: '2026-03-31', replacement: 'none'},
    incidents: [{date: '2026-05-02', severity: 'major', summary: name, hours: 320}],
    cost: {annualRunGbp: '1000', source: name},
    plan: {exists: true, funded: false},
    coveredBy: name,
    blockers: [name],
    scores: Object.fromEntries([
      ['assessor', name],
      ['date', '2026-09-01'],
      ...criteria.map((id) => [id, {score: id === 'L1' ? 4 : 5, reason: name}]),
    ]),
  }
}

/** An estate in which everything is called by those names, in two organisations. JSON is YAML. */
function writeEstate(folder: string, names: readonly string[]): void {
  const [first = '', second = ''] = names
  const organisations = [
    {id: 'one', name: first},
    {id: 'two', name: second},
  ]
  for (const {id} of organisations) mkdirSync(join(folder, 'inventories', id), {recursive: true})
  const settings = {
    schema: 'domesday/settings@1',
    organisations,
    sources: organisations.map(({id}) => ({
      id,
      import: 'declared',
      organisation: id,
      file: `inventories/${id}/estate.yaml`,
    })),
    assess: {asOf: '2026-11-01'},
    plan: {
      from: '2027-01-04',
      teams: ['developer', 'database', 'cloud', 'tester'].map((skill) => ({skill, personDaysPerQuarter: 1e6})),
      blackouts: [{from: '2027-03-15', to: '2027-03-16', why: first}],
      deadlines: [{system: 'one/s-0', date: '2027-01-10', what: first}],
    },
  }
  writeFileSync(join(folder, 'domesday.yaml'), JSON.stringify(settings))
  const declared = {
    schema: 'domesday/declared@1',
    organisation: 'one',
    systems: names.map(systemOf),
    stores: [{id: 'store', name: first, writers: ['s-0', 's-1'], readers: ['s-2']}],
  }
  writeFileSync(join(folder, 'inventories/one/estate.yaml'), JSON.stringify(declared))
  const other = {id: 'user', name: second, dependsOn: [{system: 'one/s-0', kind: 'call', how: second}]}
  writeFileSync(
    join(folder, 'inventories/two/estate.yaml'),
    JSON.stringify({schema: 'domesday/declared@1', organisation: 'two', systems: [other]}),
  )
}

/** How often each of some things occurs. */
function counted(things: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(things, (thing) => thing)].map(([thing, all]) => [thing, all.length] as const).toSorted(),
  )
}

/** Names that look the same are one assessor, and are suggested as one system: so many rows are not the names' structure. */
const mergedByName = ['Who judged, and when', 'What went wrong']

const structureOf: Record<string, (text: string) => unknown> = {
  html: (text) => {
    const {document} = new JSDOM(text).window
    for (const table of document.querySelectorAll('table'))
      if (mergedByName.includes(table.caption?.textContent?.trim() ?? '')) table.remove()
    // Longer texts take more pages.
    document.querySelector('#systems ul.govuk-list')?.remove()
    // How a label is broken into lines depends on its length.
    return counted(
      [...document.querySelectorAll('*:not(tspan)')].map(
        ({tagName, attributes}) => `${tagName} ${[...attributes].map(({name}) => name).toSorted()}`,
      ),
    )
  },
  md: (text) => counted(tokensOf(lexer(text)).filter((type) => !type.startsWith('list'))),
  csv: (text) => (parse(text) as string[][]).map((row) => row.length),
  svg: (text) => {
    const {document} = new JSDOM(text, {contentType: 'image/svg+xml'}).window
    const drawn = '.node, .cluster, .flowchart-link, .task, .sectionTitle, script, foreignObject, image, a'
    return counted([...document.querySelectorAll(drawn)].map(({tagName, classList}) => `${tagName} ${classList[0]}`))
  },
  mmd: (text) => text.split('\n').length,
  json: (text) => shapeOf(JSON.parse(text)),
}

/** Kinds of Markdown, text and the escapes inside it apart. */
function tokensOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    const cells = token.type === 'table' ? [token.header, ...token.rows].flat().flatMap(({tokens: own}) => own) : []
    const items = token.type === 'list' ? token.items : []
    const inside = 'tokens' in token && token.tokens ? token.tokens : []
    return [
      ...(['text', 'escape'].includes(token.type) ? [] : [token.type]),
      ...tokensOf([...inside, ...cells, ...items]),
    ]
  })
}

/** Keys and kinds; the texts themselves left out. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (value === null || typeof value !== 'object') return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

describe.each([
  ['all of them, in pages', hostileNames, plainNames],
  [
    'a tenth of them, on one page',
    hostileNames.filter((_, at) => at % 10 === 3),
    plainNames.filter((_, at) => at % 10 === 3),
  ],
])('an estate of hostile names: %s', (_, hostile, plain) => {
  const root = mkdtempSync(join(tmpdir(), 'domesday-hostile-'))
  const folders = {hostile: join(root, 'hostile'), plain: join(root, 'plain')}
  const printed: string[] = []

  beforeAll(async () => {
    writeEstate(folders.hostile, hostile)
    writeEstate(folders.plain, plain)
    for (const folder of [folders.plain, folders.hostile]) {
      const run = await runDomesday(['audit'], {cwd: folder})
      printed.push(run.stdout, run.stderr)
      expect({status: run.status, errors: run.status === 0 ? '' : run.stderr.slice(0, 2000)}).toEqual({
        status: 0,
        errors: '',
      })
    }
    for (const id of ['s-0', 's-5', `s-${hostile.length - 1}`]) {
      const run = await runDomesday(['explain', id], {cwd: folders.hostile})
      printed.push(run.stdout, run.stderr)
    }
  })

  afterAll(() => rmSync(root, {recursive: true}))

  const read = (which: 'hostile' | 'plain', file: string) => readFileSync(join(folders[which], 'reports', file), 'utf8')
  const files = (which: 'hostile' | 'plain') => readdirSync(join(folders[which], 'reports')).toSorted()

  it('gives the same files as its plain twin, each of the same structure', () => {
    const texts = files('plain').filter(
      (file) => !/\.(png|txt)$|^systems-|^(assessments|roadmap|audit)(-\d+)?\.json$/.test(file),
    )
    for (const file of texts) {
      const structure = structureOf[file.split('.').at(-1) ?? '']
      expect({file, structure: structure?.(read('hostile', file))}).toEqual({
        file,
        structure: structure?.(read('plain', file)),
      })
    }
    expect(texts).toEqual(
      'blockers.csv blockers.csv-metadata.json estate.mmd estate.svg index.html register.csv register.csv-metadata.json report.md roadmap.mmd roadmap.svg'.split(
        ' ',
      ),
    )
  })

  it('shows every name, cleaned as the docs say, and its id where nothing is left to see', () => {
    const pages = files('hostile').filter((file) => file.endsWith('.html'))
    const text = pages
      .map((file) => new JSDOM(read('hostile', file)).window.document.body.textContent ?? '')
      .join(' ')
      .replace(/\s+/g, ' ')
    const shown = hostile.map((name, at) => displayName(name, `one/s-${at}`))

    expect(shown.filter((name) => !text.includes(name))).toEqual([])
    // What is plain to read is shown as it is written, markup and all.
    const readable = hostile.filter((name) => /^[!-~]( ?[!-~])*$/.test(name) && name.length <= 100)
    expect(readable.filter((name) => !shown.includes(name))).toEqual([])
    expect(shown.filter((name) => !/[^\p{Default_Ignorable_Code_Point}\s\u2800]/u.test(name))).toEqual([])
  })

  it('keeps every name exactly in assessments.json', () => {
    const names = files('hostile')
      .filter((file) => /^assessments(-\d+)?\.json$/.test(file))
      .flatMap((file) => {
        const document = JSON.parse(read('hostile', file))
        return (document.systems ?? document.items ?? []) as {system: string; name: string}[]
      })
      .filter(({system}) => system.startsWith('one/'))

    const found = new Map(names.map(({system, name}) => [system, name]))
    expect(hostile.filter((name, at) => found.get(`one/s-${at}`) !== name.trim())).toEqual([])
  })

  it('gives no cell that a spreadsheet would compute', () => {
    const cells = (parse(read('hostile', 'register.csv')) as string[][]).flat()
    const evaluated = cells.filter((cell) => /^[\s\0]*[=+\-@＝＋－＠]/.test(cell) && Number.isNaN(Number(cell)))

    expect(evaluated).toEqual([])
  })

  it('says nothing to a terminal or in a mail but text', () => {
    const said = [
      ...printed,
      read('hostile', 'summary.txt'),
      read('hostile', 'report.md'),
      read('hostile', 'roadmap.mmd'),
      read('hostile', 'register.csv').replaceAll('\r\n', '\n'),
    ]
    const commands = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

    expect(said.filter((text) => commands.test(text)).map((text) => commands.exec(text)?.input.slice(0, 200))).toEqual(
      [],
    )
  })

  it('writes no file by a name of the estate', () => {
    expect(
      files('hostile').filter(
        (file) => !/^[a-z]+(-\d+)?\.(html|md|csv|csv-metadata\.json|json|mmd|svg|png|txt)$/.test(file),
      ),
    ).toEqual([])
    expect(readdirSync(root).toSorted()).toEqual(['hostile', 'plain'])
  })
})
