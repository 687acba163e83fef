import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {fixtures} from '../collect/spreadsheet/spreadsheets.ts'
import {runDomesday} from './run-domesday.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-import-'))
cpSync(fixtures, folder, {recursive: true})
afterAll(() => rmSync(folder, {recursive: true}))

const run = (...args: readonly string[]) =>
  runDomesday(['import', 'spreadsheet', ...args, '--organisation', 'tides'], {cwd: folder})

describe('import spreadsheet', () => {
  it('proposes a mapping on stdout that reads the file, and ends with 8 where some of it cannot be read', async () => {
    const proposed = await run('estate.xlsx', '--suggest-mapping', '--sheet', 'Applications')
    writeFileSync(join(folder, 'estate.mapping.yaml'), proposed.stdout)
    const read = await run('estate.xlsx', '--mapping', 'estate.mapping.yaml', '--out', 'estate.jsonl', '--json')
    const header = JSON.parse(readFileSync(join(folder, 'estate.jsonl'), 'utf8').split('\n')[0] ?? '') as {
      scope: unknown
    } // an inventory's header

    expect(proposed.status).toBe(0)
    expect(read.status).toBe(8)
    expect(JSON.parse(read.stdout)).toMatchObject({inventory: 'estate.jsonl', counts: {system: 4}})
    expect(header.scope).toEqual({file: 'estate.xlsx', sheet: 'Applications', mapping: 'estate.mapping.yaml'})
  }, 60_000)

  it('wants a mapping, and says how to get one', async () => {
    const {status, stderr} = await run('estate.xlsx')

    expect(status).toBe(2)
    expect(stderr).toContain('--suggest-mapping')
  }, 60_000)

  it('finds in a dry run what the run itself would end with, and writes nothing', async () => {
    writeFileSync(join(folder, 'small.csv'), 'System,Cost (£k)\nTide,1\n')
    const told = []
    for (const [name, columns] of [
      ['unit', '{column: System, field: name}, {column: Cost (£k), field: cost.annualRunGbp}'],
      ['field', '{column: System, field: nmae}'],
      ['column', '{column: Sytem, field: name}'],
    ]) {
      writeFileSync(join(folder, `${name}.yaml`), `schema: domesday/mapping@1\ncolumns: [${columns}]\n`)
      const args = ['small.csv', '--mapping', `${name}.yaml`, '--out', 'never.jsonl'] as const
      const [dry, real] = [await run(...args, '--dry-run'), await run(...args, '--quiet')]
      expect(dry).toEqual(real)
      told.push(dry.status)
    }

    expect(told).toEqual([3, 3, 3])
    expect(existsSync(join(folder, 'never.jsonl'))).toBe(false)
  }, 60_000)
})
