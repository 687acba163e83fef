import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {importExportAlone, importFocusAlone, importSpreadsheetAlone} from '../../src/audit/import-alone.ts'
import {silent} from '../../src/audit/progress.ts'
import {renderCollected} from '../../src/render/text/collected.ts'
import {csvOf} from '../collect/focus/bills.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-import-alone-'))
afterAll(() => rmSync(root, {recursive: true}))

async function bill(rows: readonly Readonly<Record<string, string>>[]) {
  writeFileSync(join(root, 'bill.csv'), csvOf(rows))
  const {signal} = new AbortController()
  const options = {root, file: 'bill.csv', organisation: 'tides', out: undefined, progress: silent, signal}
  return importFocusAlone(options)
}

describe('a bill that is imported alone', () => {
  it('tells its total in each currency, billed and amortised, to the last digit and with every kind of charge', async () => {
    const read = await bill([
      {BilledCost: '1234567.10', EffectiveCost: '1234000.0000000001'},
      {BilledCost: '-4567.1', EffectiveCost: '0', ChargeCategory: 'Credit', ResourceId: ''},
      {BilledCost: '3', EffectiveCost: '2', BillingCurrency: 'EUR'},
    ])

    expect(read.costs).toEqual([
      {currency: 'EUR', BilledCost: '3', EffectiveCost: '2'},
      {currency: 'USD', BilledCost: '1230000', EffectiveCost: '1234000.0000000001'},
    ])
    expect(renderCollected(read).split('\n')).toEqual(
      expect.arrayContaining([
        '  total                  billed             amortised',
        '  EUR                         3                     2',
        '  USD                 1,230,000  1,234,000.0000000001',
      ]),
    )
  })

  it('of no charge tells none', async () => {
    const read = await bill([])

    expect(read.costs).toBeUndefined()
    expect(renderCollected(read)).not.toContain('billed')
  })
})

describe('what is imported alone in an audit folder', () => {
  const {signal} = new AbortController()
  const given = {file: 'bill.csv', organisation: 'tydes', out: 'out.jsonl', progress: silent, signal}
  function folderWith(more: string): string {
    const folder = mkdtempSync(join(root, 'audit-'))
    writeFileSync(join(folder, 'bill.csv'), csvOf([{}]))
    writeFileSync(
      join(folder, 'domesday.yaml'),
      `schema: domesday/settings@1\norganisations: [{id: tides, name: Tides}]\nsources: []\n${more}`,
    )
    return folder
  }

  it.each([
    ['a bill', importFocusAlone],
    [
      'an export',
      (options: Parameters<typeof importFocusAlone>[0]) =>
        importExportAlone({...options, provider: 'azure', exported: undefined}),
    ],
    [
      'a spreadsheet',
      (options: Parameters<typeof importFocusAlone>[0]) =>
        importSpreadsheetAlone({...options, mapping: 'm.yaml', sheet: undefined}),
    ],
  ])('is refused for an organisation that domesday.yaml does not have, with the nearest: %s', async (_, run) => {
    const folder = folderWith('')

    await expect(run({...given, root: folder})).rejects.toMatchObject({
      message: 'domesday.yaml has no organisation tydes. Did you mean tides? Nothing was done.',
    })
    expect(readdirSync(folder).toSorted()).toEqual(['bill.csv', 'domesday.yaml'])
  })

  it('is read where a plugin is listed, which may bring the organisation, and that is told', async () => {
    const folder = folderWith('plugins: [./plugin]\n')
    const notes: string[] = []
    const progress = {...silent, note: (message: string) => void notes.push(message)}
    await importFocusAlone({...given, root: folder, progress})

    expect(notes).toEqual(['domesday.yaml has no organisation tydes: no audit counts it unless a plugin brings it'])
    expect(readdirSync(folder)).toContain('out.jsonl')
  })
})
