import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {openAudit, runResolve} from '../../src/audit/run-audit.ts'
import {unlistedInventories} from '../../src/audit/resolve-stage.ts'
import {attributeValues} from '../../src/model/entity.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-sheets-'))
afterAll(() => rmSync(root, {recursive: true}))

let turns = 0
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = join(root, String(++turns))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), {recursive: true})
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const settings = `schema: domesday/settings@1
organisations: [{id: tides, name: Tides}]
sources:
  - {id: people, import: declared, organisation: tides, file: inventories/tides/people.yaml}
  - {id: finance, import: spreadsheet, organisation: tides, file: inventories/tides/finance.csv, mapping: inventories/tides/finance.mapping.yaml}
`
const people = `schema: domesday/declared@1
organisation: tides
systems:
  - {id: rota, name: Rota, owner: Harbours, contract: {supplier: Orbital}, dependsOn: [{system: pay-gateway}]}
`
const mapping = `schema: domesday/mapping@1
columns: [{column: Name, field: name}, {column: Owner, field: owner}, {column: Supplier, field: contract.supplier}, {column: Needs, field: dependsOn}]
`
const finance = 'Name,Owner,Supplier,Needs\nPay Gateway,Money,,Rota; Ghost\nRota,Harbours,Pendulum,\n'

const files = {
  'domesday.yaml': settings,
  'inventories/tides/people.yaml': people,
  'inventories/tides/finance.csv': finance,
  'inventories/tides/finance.mapping.yaml': mapping,
}
const open = (folder: string) => openAudit({root: folder, today: '2026-11-01'})

describe('a spreadsheet among the sources', () => {
  it('is read in place, and its systems and declared ones may name each other', async () => {
    const estate = await runResolve(await open(folderOf(files)))

    expect(
      estate.relations
        .filter(({type}) => type === 'DEPENDS_ON')
        .map(({from, to}) => `${from} ${to}`)
        .toSorted(),
    ).toEqual(['tides/pay-gateway tides/rota', 'tides/rota tides/pay-gateway'])
    expect(estate.problems.map(({code, where}) => `${where} ${code}`)).toEqual([
      'inventories/tides/finance.csv:2 missing-end',
    ])
  })

  it('meets a declared system in one, and what they tell differently is a conflict', async () => {
    const estate = await runResolve(await open(folderOf(files)))
    const rota = estate.entities.find(({id}) => id === 'tides/rota')

    expect(rota && attributeValues(rota, 'owner')).toEqual(['Harbours'])
    expect(estate.conflicts.map(({subject, attribute}) => `${subject} ${attribute}`)).toEqual(['tides/rota contract'])
    expect(estate.conflicts[0]?.values.map(({value}) => JSON.stringify(value)).toSorted()).toEqual([
      '{"supplier":"Orbital"}',
      '{"supplier":"Pendulum"}',
    ])
  })

  it('is read anew when its mapping changes', async () => {
    const folder = folderOf(files)
    await runResolve(await open(folder))
    writeFileSync(
      join(folder, 'inventories/tides/finance.mapping.yaml'),
      mapping.replace('field: owner', 'field: description'),
    )
    const estate = await runResolve(await open(folder))
    const gateway = estate.entities.find(({id}) => id === 'tides/pay-gateway')

    expect(gateway && attributeValues(gateway, 'description')).toEqual(['Money'])
  })

  it('has a mapping that is listed with it, and an error where there is none', async () => {
    const {'inventories/tides/finance.mapping.yaml': none, ...rest} = files

    expect(none).toBe(mapping)
    expect(await unlistedInventories(await open(folderOf(files)))).toEqual([])
    await expect(runResolve(await open(folderOf(rest)))).rejects.toMatchObject({
      faults: [
        {where: 'inventories/tides/finance.mapping.yaml'},
        {hint: 'It may be in inventories/tides/finance.csv, which cannot be read as it stands.'},
      ],
    })
  })
})
