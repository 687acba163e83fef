import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {estateInMemory} from '../../src/audit/resolve-stage.ts'
import {openAudit, runResolve} from '../../src/audit/run-audit.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-resolve-'))
afterAll(() => rmSync(root, {recursive: true}))

describe('sources', () => {
  it('of one id in two organisations are two sources, and neither takes the place of the other', async () => {
    const organisations = ['clocks', 'tides']
    const source = (organisation: string): string =>
      `  - {id: estate, import: declared, organisation: ${organisation}, file: inventories/${organisation}/estate.yaml}\n`
    writeFileSync(
      join(root, 'domesday.yaml'),
      `schema: domesday/settings@1\norganisations: [{id: clocks, name: C}, {id: tides, name: T}]\nsources:\n${organisations.map(source).join('')}`,
    )
    for (const id of organisations) {
      mkdirSync(join(root, 'inventories', id), {recursive: true})
      writeFileSync(
        join(root, 'inventories', id, 'estate.yaml'),
        `schema: domesday/declared@1\norganisation: ${id}\nsystems: [{id: of-${id}, name: Of ${id}}]\n`,
      )
    }

    const context = await openAudit({root, today: '2026-11-01'})
    const before = await estateInMemory(context)
    const nothingYet = readdirSync(join(root, '.domesday'), {recursive: true})
    const estate = await runResolve(context)

    expect(estate.entities.filter(({kind}) => kind === 'system').map(({id}) => id)).toEqual([
      'clocks/of-clocks',
      'tides/of-tides',
    ])
    expect({before, nothingYet}).toEqual({before: estate, nothingYet: []})
    expect(estate.coverage.map(({id}) => id)).toEqual(['clocks/estate#s1', 'tides/estate#s1'])
  })
})
