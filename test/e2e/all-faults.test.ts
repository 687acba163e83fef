import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, it, jest} from '@jest/globals'
import {writeFileAt} from '../plugin/plugin-folders.ts'
import {runDomesday} from './run-domesday.ts'

jest.setTimeout(60_000)

const top = mkdtempSync(join(tmpdir(), 'domesday-faults-'))
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(top, 'audit-'))
})
afterAll(() => rmSync(top, {recursive: true, force: true}))

const settings = `schema: domesday/settings@1
organisations: [{id: lamps, name: Lamps}]
sources:
  - {id: a, import: declared, organisation: lamps, file: a.yaml}
  - {id: b, import: declared, organisation: lamps, file: b.yaml}
  - {id: sheet, import: spreadsheet, organisation: lamps, file: c.csv, mapping: c.yaml}
  - {id: none, import: declared, organisation: lamps, file: none.yaml}
  - {id: code, collect: source, organisation: lamps, paths: [./tree-one, ./tree-two]}
  - {id: more, collect: source, organisation: lamps, paths: [./tree-three]}
`
const declared = 'schema: domesday/declared@1\norganisation: lamps\nsystems:\n'

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileAt(join(folder, name), text)
}

async function faults(...command: string[]) {
  const run = await runDomesday([...command, '--json'], {cwd: folder})
  const {error} = JSON.parse(run.stdout)
  return {
    status: run.status,
    told: error.faults.map(({where, message, hint}: Record<string, string>) => [where, message, hint].join(' | ')),
  }
}

const wrongFiles = {
  'a.yaml': `${declared}  - {id: one, name: One, dependsOn: [{system: two}, {system: gone}]}\n`,
  'b.yaml': `${declared}  - {id: two, name: "Two, partOf: nothing}\n`,
  'c.csv': 'Name\nThree\n',
  'c.yaml': 'schema: domesday/mapping@1\ncolumns: [{column: Name, field: nmae}]\n',
}

describe('what is wrong in a folder', () => {
  it('is told in one round: settings, trees, files that are missing, YAML, mappings and references', async () => {
    write({...wrongFiles, 'domesday.yaml': `${settings}repotr: {}\n`})

    const {status, told} = await faults('audit')

    expect(status).toBe(3)
    expect(told).toEqual([
      "domesday.yaml:10:1 | unknown key 'repotr'. Did you mean 'report'? | ",
      './tree-one | does not exist | ',
      './tree-two | does not exist | ',
      './tree-three | does not exist | ',
      expect.stringMatching(/^none\.yaml \| source 'none' has nothing to read \| Mend/),
      expect.stringMatching(/^c\.yaml:2:\d+ \| .*Did you mean 'name'/),
      expect.stringMatching(/^b\.yaml:\d+:\d+ \| a text in quotes is not closed \| Close it/),
      expect.stringMatching(/^b\.yaml:\d+:\d+ \| a \[ or \{ is not closed/),
      "a.yaml:4:62 | dependsOn names 'gone', and no system has that id | It may be in b.yaml and 2 more, which cannot be read as it stands.",
    ])
  })

  it('is told so too where only the trees stop it, and where nothing is collected', async () => {
    write({...wrongFiles, 'domesday.yaml': settings})

    const audit = await faults('audit')
    const report = await faults('report')

    expect(audit.status).toBe(4)
    expect(audit.told).toHaveLength(8)
    expect(report.status).toBe(3)
    expect(report.told.join('\n')).toContain("names 'gone'")
  })

  it('is told of a domesday.yaml that is no sound YAML, as far as its sources can be made out', async () => {
    write({...wrongFiles, 'domesday.yaml': `${settings}plan: {teams: [\n`})

    const {told} = await faults('audit')

    expect(told[0]).toMatch(/^domesday\.yaml:\d+:\d+ \| a \[ or \{ is not closed/)
    expect(told.join('\n')).toContain('b.yaml:')
    expect(told.join('\n')).toContain("names 'gone'")
  })

  it('does not blame a reference for what a file may hold that cannot be read', async () => {
    write({...wrongFiles, 'domesday.yaml': settings})
    expect((await faults('report')).told.join('\n')).not.toContain("names 'two'")
  })

  it('is sure of a reference once all files can be read', async () => {
    write({
      'domesday.yaml': settings.split('\n').slice(0, 5).join('\n'),
      'a.yaml': wrongFiles['a.yaml'],
      'b.yaml': `${declared}  - {id: two, name: Two}\n`,
    })
    expect((await faults('audit')).told).toEqual([
      "a.yaml:4:62 | dependsOn names 'gone', and no system has that id | Did you mean 'one' (a.yaml:4:10)?",
    ])
  })
})

describe('the talk of parsers', () => {
  const talk =
    /YAMLParse|Invalid input|Too small|Too big|Unrecognized|received|Unexpected token|in JSON|position \d|ENOENT|EISDIR|flow (sequence|map)|implicit|scalar|mapping (item|entr)|collection|zod|must match pattern/i

  it.each([
    'a: b: c',
    'a: [1,2',
    'a: "x',
    '\ta: 1',
    'a: 1\n b: 2',
    '- a\nb: 1',
    'a: *x',
    'a: "\\q"',
    'a: 1\na: 2',
    'a: @x',
    '--- a\n--- b',
    'a: |x\n y',
    'a: x #y\nb',
    'a: [b,,c]',
    '{a: 1}}',
    'a: - b',
    '&a &b x',
    'a: !!map x',
    '',
    '[]',
    'systems: 5',
    'schema: 5\norganisation: "A B"\nsystems: [{id: 5x_, name: "", cost: {annualRunGbp: -1, x: 1}, people: {needed: many}}]',
    '\u0000',
  ])('is in no message about a declared file or domesday.yaml: %j', async (text) => {
    write({'a.yaml': text, 'domesday.yaml': text})

    const alone = await runDomesday(['import', 'declared', 'a.yaml', '--organisation', 'lamps'], {cwd: folder})
    const audit = await runDomesday(['audit'], {cwd: folder})

    expect([alone.status, audit.status]).toEqual([3, 3])
    expect(alone.stderr).toMatch(/^a\.yaml:\d+:\d+\n {2}\S/)
    expect(audit.stderr).toMatch(/^domesday\.yaml:\d+:\d+\n {2}\S/)
    expect(alone.stderr + audit.stderr).not.toMatch(talk)
  })

  it.each([
    '',
    '{',
    'null',
    '{"schema": "domesday/inventory@1"}',
    '{"schema":"domesday/inventory@1"}\n{"record": 5}\n',
  ])('is in no message about an inventory: %j', async (text) => {
    write({
      'i.jsonl': text,
      'domesday.yaml': `schema: domesday/settings@1\norganisations: [{id: lamps, name: Lamps}]\nsources: [{id: i, import: inventory, organisation: lamps, file: i.jsonl}]\n`,
    })
    const run = await runDomesday(['audit'], {cwd: folder})
    expect(run.status).toBe(3)
    expect(run.stderr).toMatch(/i\.jsonl:1/)
    expect(run.stderr.replaceAll('\n', ' ')).not.toMatch(talk)
  })

  it('is in no message about a folder that stands where a file was expected', async () => {
    write({'a.yaml/x': '', 'domesday.yaml': settings})
    for (const args of [
      ['import', 'declared', 'a.yaml', '--organisation', 'lamps'],
      ['import', 'spreadsheet', 'a.yaml', '--organisation', 'lamps', '--mapping', 'a.yaml'],
      ['unbundle', 'a.yaml', '--dir', 'x'],
      ['report'],
    ]) {
      const run = await runDomesday(args, {cwd: folder})
      expect([2, 3]).toContain(run.status)
      expect(run.stderr).not.toMatch(talk)
    }
    expect(readFileSync(join(folder, 'domesday.yaml'), 'utf8')).toBe(settings)
    writeFileSync(join(folder, 'empty.tar.gz'), '')
    const empty = await runDomesday(['unbundle', 'empty.tar.gz', '--dir', 'x'], {cwd: folder})
    expect(empty.stderr).not.toMatch(talk)
  })
})
