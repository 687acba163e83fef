import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {importDeclaredFiles} from '../../../src/collect/declared/import-declared.ts'
import {InventoryError} from '../../../src/errors.ts'
import {sha256} from '../../../src/model/ids.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-declared-'))
afterAll(() => rmSync(folder, {recursive: true}))

let turns = 0
/** Imports files by organisation, one file each. */
async function imported(texts: Readonly<Record<string, string | Buffer>>, {isAlone = false} = {}) {
  const turn = String(++turns)
  const files = Object.entries(texts).map(([organisation, text]) => {
    const file = join(folder, turn, organisation, 'estate.yaml')
    mkdirSync(dirname(file), {recursive: true})
    writeFileSync(file, text)
    return {file, shownAs: `${organisation}/estate.yaml`, organisation, sourceId: organisation}
  })
  return importDeclaredFiles(files, {
    producedBy: {name: 'domesday', version: '0.0.0'},
    observedAt: '2026-11-01T00:00:00Z',
    isAlone,
  })
}

async function faultsOf(
  texts: Readonly<Record<string, string | Buffer>>,
  options?: {readonly isAlone: boolean},
): Promise<readonly string[]> {
  try {
    await imported(texts, options)
  } catch (error) {
    if (!(error instanceof InventoryError)) throw error
    return error.faults.map(({where = '', message, hint = ''}) => [where, message, hint].filter(Boolean).join(' | '))
  }
  return []
}

const clocks = (systems: string, rest = ''): string =>
  `schema: domesday/declared@1\norganisation: clocks\nsystems:\n${systems}${rest}`

describe('a file that was read before', () => {
  it('is the same inventory, and its references are checked as they were', async () => {
    const file = join(folder, 'again.yaml')
    writeFileSync(
      file,
      clocks(
        '  - {id: a, name: A, partOf: b, scores: {assessor: K, date: 2026-09-01, C1: 3}, incidents: []}\n' +
          '  - {id: b, name: B, dependsOn: [{system: a}], contract: {supplier: S, ends: 2028-03-31}}\n',
        'stores: [{id: pay, name: Pay, writers: [a], readers: [b]}]\n',
      ),
    )
    const kept = new Map<string, Uint8Array>()
    let made = 0
    const read = async (others: readonly string[] = []) => {
      const declared = {file, shownAs: 'again.yaml', organisation: 'clocks', sourceId: 'estate'}
      const options = {producedBy: {name: 'domesday', version: '0.0.0'}, observedAt: '2026-11-01T00:00:00Z'}
      const found = await importDeclaredFiles([declared, ...others.map((shownAs) => ({...declared, shownAs}))], {
        ...options,
        remember: async (key, make) => {
          const before = kept.get(key)
          if (before) return before
          made += 1
          const bytes = (await make()) ?? Buffer.from('')
          kept.set(key, bytes)
          return bytes
        },
      })
      return JSON.stringify([...found])
    }
    const first = await read()

    expect(first).toContain('"record":"evidence"')
    expect([await read(), made]).toEqual([first, 1])
    await expect(read(['twice.yaml'])).rejects.toThrow(InventoryError)
    await expect(read(['twice.yaml'])).rejects.toMatchObject({
      faults: expect.arrayContaining([
        expect.objectContaining({message: "system 'a' stands already at again.yaml:4:10", where: 'twice.yaml:4:10'}),
      ]),
    })
    expect(made).toBe(2)
  })
})

describe('a large file that was edited', () => {
  it('is read as it would be anew, from what its items were before', async () => {
    const kept = new Map<string, Uint8Array>()
    const name = 'x'.repeat(80)
    const items = Array.from({length: 600}, (_, at) => `  - {id: s${at}, name: ${name}, owner: ${at}.10}\n`)
    const file = join(folder, 'large.yaml')
    const read = async (text: string, isKept: boolean) => {
      writeFileSync(file, text)
      const found = await importDeclaredFiles([{file, shownAs: 'large.yaml', organisation: 'clocks', sourceId: 'e'}], {
        ...{producedBy: {name: 'domesday', version: '0.0.0'}, observedAt: '2026-11-01T00:00:00Z'},
        ...(isKept && {
          latest: (key) => ({
            read: async () => kept.get(key),
            write: async (made) => void kept.set(key, made),
          }),
        }),
      })
      return [...found]
    }
    const edited = clocks(items.with(3, '  - id: s3\n    name: Else\n').join(''))

    expect(await read(clocks(items.join('')), true)).toEqual(await read(clocks(items.join('')), false))
    expect(kept.size).toBe(1)
    expect(await read(edited, true)).toEqual(await read(edited, false))
    await expect(read(edited.replace('name: Else', 'nmae: Else'), true)).rejects.toMatchObject({
      faults: [expect.objectContaining({where: 'large.yaml:7:5'}), expect.objectContaining({where: 'large.yaml:8:5'})],
    })
    await expect(read(edited.replace('clocks', 'tides'), true)).rejects.toThrow(InventoryError)
  })
})

describe('references', () => {
  it('to other organisations are left open where a file is read alone, those to its own are not', async () => {
    const texts = {clocks: clocks('  - {id: a, name: A, dependsOn: [{system: tides/b}, {system: clocks/c}]}\n')}

    expect(await faultsOf(texts, {isAlone: true})).toEqual([
      "clocks/estate.yaml:4:62 | dependsOn names 'clocks/c', and no system has that id | Declare it, or take the reference out.",
    ])
    expect(await faultsOf(texts)).toHaveLength(2)
  })

  it('that point nowhere are told all at once, with the nearest id and its line', async () => {
    const systems =
      '  - {id: payroll-gateway, name: Payroll}\n' +
      '  - {id: a, name: A, dependsOn: [{system: payrol-gateway}], partOf: nothing-like-it}\n'
    const stores = 'stores: [{id: pay, name: Pay, writers: [payroll-gatewy], readers: [a]}]\n'

    expect(await faultsOf({clocks: clocks(systems, stores)})).toEqual([
      "clocks/estate.yaml:5:43 | dependsOn names 'payrol-gateway', and no system has that id | Did you mean 'payroll-gateway' (clocks/estate.yaml:4:10)?",
      "clocks/estate.yaml:5:69 | partOf names 'nothing-like-it', and no system has that id | Declare it, or take the reference out.",
      "clocks/estate.yaml:6:41 | writers names 'payroll-gatewy', and no system has that id | Did you mean 'payroll-gateway' (clocks/estate.yaml:4:10)?",
    ])
  })

  it('reach systems of another organisation by its name', async () => {
    const tides = 'schema: domesday/declared@1\norganisation: tides\nsystems: [{id: gauge, name: Gauge}]\n'

    expect(
      await faultsOf({clocks: clocks('  - {id: a, name: A, dependsOn: [{system: tides/gauge}]}\n'), tides}),
    ).toEqual([])
    expect(
      await faultsOf({clocks: clocks('  - {id: a, name: A, dependsOn: [{system: tides/guage}]}\n'), tides}),
    ).toHaveLength(1)
  })

  it('of partOf that go round are an error that shows the circle', async () => {
    const systems = ['a', 'b', 'c'].map((id, at, all) => `  - {id: ${id}, name: X, partOf: ${all[(at + 1) % 3]}}\n`)

    expect(await faultsOf({clocks: clocks(systems.join(''))})).toEqual([
      'clocks/estate.yaml:4:30 | partOf goes round: clocks/a -> clocks/b -> clocks/c -> clocks/a',
    ])
  })

  it('of a system to itself are an error', async () => {
    expect(
      await faultsOf({clocks: clocks('  - {id: a, name: A, dependsOn: [{system: a}, {system: clocks/a}]}\n')}),
    ).toEqual([
      "clocks/estate.yaml:4:43 | 'a' depends on itself | Take it out, or name the system that was meant.",
      "clocks/estate.yaml:4:56 | 'a' depends on itself | Take it out, or name the system that was meant.",
    ])
  })

  it('are checked in the same round as the rest of a faulty file', async () => {
    const systems =
      '  - {id: a, name: A, hosting: {kind: nowhere}, dependsOn: [{system: gone}, also wrong]}\n' +
      '  - {id: 7, name: Seven, partOf: a, onwer: x}\n  - also wrong\n  - {id: a, name: B}\n'

    expect(await faultsOf({clocks: clocks(systems, 'stores: [{id: s, name: S, readers: [7, 8, {}]}]\n')})).toEqual([
      expect.stringContaining('kind: expected on-premises'),
      expect.stringContaining("names 'gone', and no system has that id"),
      expect.stringContaining('not "also wrong"'),
      expect.stringContaining("unknown key 'onwer'"),
      expect.stringContaining('not "also wrong"'),
      expect.stringContaining("'a' stands already at"),
      expect.stringContaining("readers names '8', and no system has that id"),
      expect.stringContaining('readers: expected text'),
    ])
  })

  it('of partOf to itself are a circle too', async () => {
    expect(await faultsOf({clocks: clocks('  - {id: a, name: A, partOf: a}\n')})).toHaveLength(1)
  })
})

describe('ids', () => {
  it('that stand twice are an error that names both places, over all files', async () => {
    expect(
      await faultsOf({
        clocks: clocks(
          '  - {id: a, name: A}\n  - {id: a, name: B}\n',
          'stores: [{id: s, name: S}, {id: s, name: T}]\n',
        ),
      }),
    ).toEqual([
      "clocks/estate.yaml:5:10 | system 'a' stands already at clocks/estate.yaml:4:10 | If they are one system, say all in one of the two places: a spreadsheet may tell of it too, a second declared file may not. Else give one another id.",
      "clocks/estate.yaml:6:33 | store 's' stands twice",
    ])
  })
})

describe('files', () => {
  it('of several organisations tell the errors of all of them', async () => {
    const faults = await faultsOf({
      clocks: clocks('  - {id: a, name: A, onwer: x}\n'),
      tides: 'schema: domesday/declared@1\norganisation: tides\nsystems: [{id: b}]\n',
    })

    expect(faults).toEqual([
      "clocks/estate.yaml:4:22 | unknown key 'onwer'. Did you mean 'owner'?",
      'tides/estate.yaml:3:11 | name: is missing',
    ])
  })

  it('listed for another organisation are an error', async () => {
    expect(await faultsOf({tides: clocks('  - {id: a, name: A}\n')})).toEqual([
      "tides/estate.yaml:2:15 | organisation is 'clocks', but this file is listed for 'tides'",
    ])
  })

  it('in another encoding are told, not read as something else', async () => {
    const text = clocks('  - {id: a, name: Caf\u00e9}\n')

    expect(await faultsOf({clocks: Buffer.from(text, 'latin1')})).toEqual([
      'clocks/estate.yaml:4:22 | this is not UTF-8: save the file as UTF-8',
    ])
    expect((await faultsOf({clocks: Buffer.from(`\ufeff${text}`, 'utf16le')}))[0]).toContain('not UTF-8')
  })

  it('with a byte order mark, Windows line ends and Welsh names are read', async () => {
    const inventory = await imported({
      clocks: `\ufeff${clocks('  - {id: a, name: Tŷ Amser}\n').replaceAll('\n', '\r\n')}`,
    })

    expect(JSON.stringify(inventory.get('clocks/estate.yaml')?.records)).toContain('Tŷ Amser')
  })

  it('that are not there, are empty or are no map say so', async () => {
    expect((await faultsOf({clocks: ''}))[0]).toContain('clocks/estate.yaml')
    expect((await faultsOf({clocks: '- a\n'}))[0]).toContain('clocks/estate.yaml')
    await expect(
      importDeclaredFiles(
        [{file: join(folder, 'none.yaml'), shownAs: 'none.yaml', organisation: 'clocks', sourceId: 'x'}],
        {producedBy: {name: 'domesday', version: '0.0.0'}, observedAt: '2026-11-01T00:00:00Z'},
      ),
    ).rejects.toMatchObject({faults: [{where: 'none.yaml', message: 'the file cannot be read'}]})
  })
})

describe('a key without a value', () => {
  it('is no statement, and must not pass for one', async () => {
    expect((await faultsOf({clocks: clocks('  - {id: a, name: A, owner: null}\n')}))[0]).toContain('owner')
  })
})

describe('a word for nobody', () => {
  const contractsOf = async (contract: string) => {
    const inventory = (await imported({clocks: clocks(`  - {id: a, name: A, contract: ${contract}}\n`)})).get(
      'clocks/estate.yaml',
    )
    return inventory?.records.flatMap((record) => (record.record === 'contract' ? [record] : []))
  }

  it.each(['none', 'n/a', '"-"', 'No supplier', 'TBC'])('is no supplier called so: %s', async (supplier) => {
    expect(await contractsOf(`{supplier: ${supplier}}`)).toEqual([])
    const [contract] = (await contractsOf(`{supplier: ${supplier}, ends: 2028-03-31}`)) ?? []

    expect(contract).toMatchObject({ends: '2028-03-31'})
    expect(contract).not.toHaveProperty('supplier')
  })

  it('is no owner and no platform either', async () => {
    const inventory = (await imported({clocks: clocks('  - {id: a, name: A, owner: none, coveredBy: N/A}\n')})).get(
      'clocks/estate.yaml',
    )
    const system = inventory?.records.find((record) => record.record === 'entity' && record.kind === 'system')

    expect(Object.keys((system?.record === 'entity' && system.attributes) || {})).toEqual(['assembledBy'])
  })
})

describe('the evidence of a declared fact', () => {
  const estate = (owner: string, source: string, before = '') =>
    `schema: domesday/declared@1\norganisation: clocks\n${before}systems:\n  - id: a\n    name: A\n    owner: ${owner}\n    cost:\n      annualRunGbp: '10'\n      source: ${source}\n    lifeYears: 3\n`
  const evidenceOf = async (text: string): Promise<Readonly<Record<string, readonly string[]>>> => {
    const {records = []} = (await imported({clocks: text})).get('clocks/estate.yaml') ?? {}
    const [system] = records.flatMap((record) => (record.record === 'entity' ? [record] : []))
    return Object.fromEntries(
      Object.entries(system?.attributes ?? {}).map(([key, items]) => [key, items.flatMap(({evidence}) => evidence)]),
    )
  }
  const changed = async (text: string): Promise<readonly string[]> => {
    const [before, after] = [await evidenceOf(estate('Keeper', 'ledger')), await evidenceOf(text)]
    expect(Object.keys(after)).toEqual(Object.keys(before))
    return Object.keys(before).filter((key) => before[key]?.join() !== after[key]?.join())
  }
  const all = ['assembledBy', 'owner', 'lifeYears', 'annualRunGbp', 'costSource']

  it('is other evidence where the fact says something else, and no other fact of the file has another', async () => {
    expect(await changed(estate('Keeper', 'ledger'))).toEqual([])
    expect(await changed(estate('Warden', 'ledger'))).toEqual(['owner'])
  })

  it('is other evidence where it says so on a line below', async () => {
    expect(await changed(estate('Keeper', 'budget'))).toEqual(['annualRunGbp', 'costSource'])
  })

  it('is other evidence where its line is another, and where its words are written otherwise', async () => {
    expect(await changed(estate('Keeper', 'ledger', '# more\n'))).toEqual(all)
    expect(await changed(estate('"Keeper"', 'ledger'))).toEqual(['owner'])
  })

  it('is of the whole file by its hash, whatever its id is', async () => {
    const text = estate('Keeper', 'ledger')
    const {records = []} = (await imported({clocks: text})).get('clocks/estate.yaml') ?? {}

    const hashes = records.flatMap((record) => (record.record === 'evidence' ? [record.sha256] : []))
    expect(new Set(hashes)).toEqual(new Set([sha256(text)]))
  })
})
