import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {importFocusAlone} from '../../src/audit/import-alone.ts'
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
