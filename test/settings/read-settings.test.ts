import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {InventoryError, UsageError} from '../../src/errors.ts'
import {readSettings} from '../../src/settings/read-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-settings-'))
afterAll(() => rmSync(folder, {recursive: true}))

async function faultsOf(text: string): Promise<readonly string[]> {
  writeFileSync(join(folder, 'domesday.yaml'), text)
  try {
    await readSettings(folder)
  } catch (error) {
    if (!(error instanceof InventoryError)) throw error
    return error.faults.map(({where, message}) => `${where} ${message}`)
  }
  return []
}

const start = 'schema: domesday/settings@1\norganisations: [{id: clocks, name: Clocks}]\n'

describe('domesday.yaml', () => {
  it('that is not there names init', async () => {
    const missing = readSettings(join(folder, 'nowhere'))

    await expect(missing).rejects.toBeInstanceOf(UsageError)
    await expect(missing).rejects.toMatchObject({hint: expect.stringContaining('domesday init')})
  })

  it('tells every unknown key and value with its place and the nearest valid name', async () => {
    const text = `${start}sorces: []\nstore: {kind: embeded}\nreport: {markng: OFFICIAL}\nplan: {teams: [{skil: x}]}\n`

    expect(await faultsOf(text)).toEqual([
      "domesday.yaml:3:1 unknown key 'sorces'. Did you mean 'sources'?",
      `domesday.yaml:4:15 kind: expected embedded, not "embeded". Did you mean 'embedded'?`,
      "domesday.yaml:5:10 unknown key 'markng'. Did you mean 'marking'?",
      'domesday.yaml:6:16 skill: is missing',
      'domesday.yaml:6:16 personDaysPerQuarter: is missing',
      "domesday.yaml:6:17 unknown key 'skil'. Did you mean 'skill'?",
    ])
  })

  it('may name files and folders from the root: they are known by their ways from the audit folder', async () => {
    writeFileSync(
      join(folder, 'domesday.yaml'),
      `${start}sources:
  - {id: a, organisation: clocks, collect: source, paths: [${join(folder, 'a')}, ${dirname(folder)}/b, c/d]}
  - {id: b, organisation: clocks, import: spreadsheet, file: ${join(folder, 'x.csv')}, mapping: m.yaml}
`,
    )
    const {settings} = await readSettings(folder)

    expect(settings.sources).toMatchObject([{paths: ['a', '../b', 'c/d']}, {file: 'x.csv', mapping: 'm.yaml'}])
  })

  it.each([
    ['http://graph.example', 'begins with neo4j://'],
    ['neo4j+ssc://graph.example', 'begins with neo4j://'],
    ['neo4j://user:word@graph.example', 'names a user'],
    ['bolt://', 'is no address'],
  ])('refuses %s as the address of a server', async (uri, words) => {
    const [fault] = await faultsOf(`${start}store: {kind: neo4j, uri: "${uri}"}\n`)

    expect(fault).toContain(`domesday.yaml:3:27 uri: `)
    expect(fault).toContain(words)
  })

  it('takes a server with its database, and neither user nor password', async () => {
    const server = 'kind: neo4j, uri: "neo4j+s://graph.example:7687"'
    expect(await faultsOf(`${start}store: {${server}}\n`)).toEqual([])
    expect(await faultsOf(`${start}store: {${server}, password: word}\n`)).toEqual([
      expect.stringContaining("unknown key 'password'"),
    ])
  })

  it('tells every organisation that is not among its organisations, and what stands twice', async () => {
    const text =
      `${start}sources:\n` +
      '  - {id: a, import: declared, organisation: clock, file: a.yaml}\n' +
      '  - {id: b, import: declared, organisation: clocks, file: b.yaml}\n' +
      '  - {id: b, import: declared, organisation: clocks, file: c.yaml}\n' +
      'plan: {blackouts: [{from: 2027-02-01, to: 2027-01-01, why: x}]}\n'

    expect(await faultsOf(text)).toEqual([
      "domesday.yaml:4:45 organisation 'clock' is not among organisations. Did you mean 'clocks'?",
      "domesday.yaml:6:10 source 'b' stands twice",
      'domesday.yaml:7:43 the blackout ends (2027-01-01) before it begins (2027-02-01)',
    ])
  })

  it('that lists plugins may name organisations that they bring, and tells those that nobody does', async () => {
    const text =
      `${start}plugins: [./kites, ./kites]\n` +
      'sources: [{id: a, import: declared, organisation: kites, file: a.yaml}]\n'
    expect(await faultsOf(text)).toEqual(["domesday.yaml:3:20 plugin './kites' stands twice"])

    writeFileSync(join(folder, 'domesday.yaml'), text.replace(', ./kites', ''))
    const {unknownOrganisations, checkOrganisations} = await readSettings(folder)

    expect(unknownOrganisations([])).toEqual(['kites'])
    expect(unknownOrganisations(['kites'])).toEqual([])
    expect(() => checkOrganisations(['kites'])).not.toThrow()
    expect(() => checkOrganisations(['kite'])).toThrow(InventoryError)
  })

  it('that cannot be parsed names the place', async () => {
    expect((await faultsOf('schema: [unclosed\n'))[0]).toMatch(/^domesday\.yaml:\d+:\d+ /)
  })
})
