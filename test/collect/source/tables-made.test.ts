import {describe, expect, it} from '@jest/globals'
import type {Fact} from '../../../src/collect/source/languages/fact.ts'
import {tablesMade} from '../../../src/collect/source/tables-made.ts'

const file = (path: string) => ({path, sha256: ''}) as never
const byConvention = (entity: string, table: string): Fact => ({
  ...{is: 'mapped', entity, table: {literal: table}, isByConvention: true, line: 1},
})
const owner = (path: string) => ({id: path.split('/')[0] ?? ''})
const sql = (...tables: string[]) => tables.map((table) => ({table, how: 'CREATE TABLE', file: file('db/a.sql')}))
const made = (tables: Parameters<typeof tablesMade>[0], facts: readonly Fact[]) =>
  tablesMade(tables, new Map([['app/Context.cs', facts]]), () => 'db', owner)

describe('tables of classes that convention names', () => {
  it('are those of the tree’s SQL, where it makes most of them', () => {
    const facts = [byConvention('Port', 'Ports'), byConvention('Tide', 'Tides'), byConvention('Draft', 'Drafts')]

    expect(made(sql('dbo.Ports', 'Tides'), facts)).toEqual(new Map([['app', new Set(['ports', 'tides'])]]))
    expect(made(sql('dbo.Ports', 'Others'), facts)).toEqual(new Map())
  })

  it('are counted without those that code names', () => {
    const facts: Fact[] = [
      byConvention('Port', 'Ports'),
      byConvention('Tide', 'AllTides'),
      byConvention('Wave', 'AllWaves'),
      {is: 'mapped', entity: 'Tide', table: {literal: 'Tide'}, line: 1},
      {is: 'mapped', entity: 'Wave', table: {literal: 'Wave'}, line: 2},
    ]

    expect(made(sql('Ports', 'Tide'), facts)).toEqual(new Map([['app', new Set(['ports', 'tide'])]]))
  })

  it('are those of a framework’s own migrations before', () => {
    const migration = {table: 'Harbours', how: 'Django migration', file: file('app/1.py')}

    expect(tablesMade([migration], new Map(), () => 'app', owner)).toEqual(new Map([['app', new Set(['harbours'])]]))
  })
})
