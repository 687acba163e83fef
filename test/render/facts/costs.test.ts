import {describe, expect, it} from '@jest/globals'
import {JSDOM} from 'jsdom'
import {
  costsHeading,
  costsInShort,
  ratesText,
  reconciled,
  systemCostText,
} from '../../../src/render/facts/cost-words.ts'
import {costReport, notInTotals, perhapsTwice} from '../../../src/render/facts/costs.ts'
import {moneyText, moneyTexts} from '../../../src/render/facts/money.ts'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {tagFaults} from '../../../src/render/facts/tag-faults.ts'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import {renderMarkdown} from '../../../src/render/markdown/report-markdown.ts'
import {reportInput} from '../inputs.ts'
import {cost, inputWithCosts, tagged} from '../costs.ts'

const rates = [{from: 'USD', gbp: '0.79', date: '2026-10-01', source: 'Finance'}]
const march = {ChargePeriodStart: '2026-03-01', ChargePeriodEnd: '2026-04-01'}

function reported(...given: Parameters<typeof inputWithCosts>) {
  const index = indexReport(inputWithCosts(...given))
  const report = costReport(index)
  if (!report) throw new Error('no report of costs')
  return {index, report}
}

describe('what the report says of costs', () => {
  it('is nothing where there is no bill', () => {
    const index = indexReport(reportInput())

    expect(costReport(index)).toBeUndefined()
    expect(systemCostText(index, 'msti/finance-core')).toBe('')
    expect(costsInShort([])).toEqual([])
  })

  it('keeps currencies apart, and gives pounds only by a rate', () => {
    const {index, report} = reported(
      [
        cost(tagged('finance-core')),
        cost({BillingCurrency: 'EUR'}),
        cost({BillingCurrency: 'GBP', EffectiveCost: '0.005'}),
      ],
      {rates},
    )

    expect(
      report.currencies.map(
        ({currency, totalGbp}) => `${currency} ${totalGbp === undefined ? '?' : moneyText(totalGbp, 'GBP')}`,
      ),
    ).toEqual(['EUR ?', 'GBP £0.01', 'USD £7.90'])
    expect(costsHeading(report)).toBe(
      'The bills come to 10.00 EUR, £0.01 and 10.00 USD, of which 10.00 EUR and £0.01 is nobody’s',
    )
    expect(ratesText(index)).toBe('In pounds by: 1 USD is £0.79 (Finance, 1 October 2026).')
  })

  it('heads a system by its amortised run cost, beside the bill, the months and what was declared', () => {
    const own = tagged('Finance Core')
    const {index} = reported([
      cost(own),
      cost({...own, ...march}),
      cost({...own, kind: 'credit', ChargeCategory: 'Credit', BilledCost: '-5', EffectiveCost: '-5'}),
    ])

    expect(systemCostText(index, 'msti/finance-core')).toBe(
      '20.00 USD amortised, 24.00 USD billed; no rate to pounds; 2 of 3 months, January 2026 to March 2026',
    )
  })

  it('says which months and which rows are in no total', () => {
    const input = inputWithCosts([cost({}), cost(march)])
    const coverage = [
      {
        record: 'coverage' as const,
        id: 'msti/bill#s1',
        scope: {file: 'bill.csv'},
        status: 'partial' as const,
        reason: '1 of 3 rows cannot be read, so what they cost is in no total',
        counts: {rows: 3, badRows: 1, badTags: 0},
      },
    ]
    const index = indexReport({...input, estate: {...input.estate, coverage}})
    const report = costReport(index)

    expect(report && notInTotals(index, report)).toEqual([
      'No bill tells February 2026 of AWS, 000000000001: what that month cost is not known, and in no total.',
      'Of bill.csv, 1 of 3 rows cannot be read, so what they cost is in no total.',
    ])
  })

  it('reconciles what systems run for with what is attributed and shared, to the last digit, currency by currency', () => {
    const own = tagged('finance-core')
    const {index, report} = reported([
      cost({...own, EffectiveCost: '10.005', BilledCost: '12'}),
      cost({...own, kind: 'tax', ChargeCategory: 'Tax', EffectiveCost: '2.10', BilledCost: '2.10'}),
      cost({...own, kind: 'credit', ChargeCategory: 'Credit', EffectiveCost: '-5', BilledCost: '-5'}),
      cost({kind: 'tax', ChargeCategory: 'Tax', EffectiveCost: '70', BilledCost: '70'}),
      cost({...own, BillingCurrency: 'EUR'}),
      cost({...own, BillingCurrency: 'GBP'}),
      cost({...own, BillingCurrency: 'GBP', kind: 'support', EffectiveCost: undefined, BilledCost: '3'}),
    ])

    expect(reconciled(report)).toEqual([
      'All running costs of systems, amortised: 10.00 EUR. That is all that is attributed and shared.',
      'All running costs of systems, as billed: £12.00. With their support, £3.00, that is £15.00: all that is attributed and shared.',
      'All running costs of systems, amortised: 10.01 USD. With their credits and tax, -2.90 USD, that is 7.11 USD: all that is attributed and shared.',
    ])
    const input = index.input
    for (const text of [[...renderHtml(input, {})][0], renderMarkdown(input)].map((file) => String(file?.content)))
      expect(text.replaceAll('\\', '')).toContain('With their credits and tax, -2.90 USD, that is 7.11 USD')
  })

  it('says beside the totals which charges may be counted twice', () => {
    const input = inputWithCosts([
      cost({scopes: ['msti/bill#s1', 'msti/bill-again#s1']}),
      ...['03', '04', '05', '06'].map((month) =>
        cost({scopes: ['msti/a#s1', 'msti/b#s1'], ChargePeriodStart: `2026-${month}-01`}),
      ),
    ])
    const told =
      'msti/bill and msti/bill-again both bill AWS 000000000001 for 2026-01: if they hold the same charges, these are counted twice.'
    const index = indexReport(input)

    expect(perhapsTwice(index)).toEqual([
      told,
      expect.stringMatching(/^msti\/a and msti\/b both bill AWS 000000000001 for 2026-03: /),
      expect.stringMatching(/ for 2026-04: /),
      'The same holds of two more months, listed under “What went wrong”.',
    ])
    const costs = new JSDOM(String([...renderHtml(input, {})][0]?.content)).window.document.querySelector('#costs')
    expect(costs?.textContent).toContain(told)
    expect(String(renderMarkdown(input).content).replaceAll('\\', '')).toContain(told)
  })

  it('ranks what is nobody’s, and the faults of tags', () => {
    const {index, report} = reported([
      cost({ResourceId: 'i-1', resource: 'i-1', ...tagged('ghost')}),
      cost({ResourceId: 'i-2', resource: 'i-2', EffectiveCost: '30', ...tagged('', 'system')}),
      cost({ResourceId: 'i-3', resource: 'i-3', ...tagged('finance-core', 'SYSTEM ')}),
      cost({ResourceId: 'i-4', resource: 'i-4', ...tagged('ghost')}),
      cost({kind: 'tax', ChargeCategory: 'Tax', ServiceName: undefined, SubAccountId: undefined}),
    ])

    expect(report.unallocated.map(({what, why}) => `${what}: ${why}`)).toEqual([
      'i-2: the tag system is empty',
      'Tax in account 000000000001: no rule claims it, and no tag names a system',
      'i-1: the tag System=ghost names no system',
      'i-4: the tag System=ghost names no system',
    ])
    expect(tagFaults(index)).toEqual([
      {fault: "'System=ghost' names no system", things: 2},
      {fault: "One key in several spellings: 'System' (2 times), 'SYSTEM ' (1 time) and 'system' (1 time)", things: 2},
      {fault: "'system' is empty", things: 1},
    ])
  })

  it('counts an account once whose charges of several months bear one wrong tag', () => {
    const {index} = reported([cost(tagged('ghost')), cost({...march, ...tagged('ghost')})])

    expect(tagFaults(index)).toEqual([{fault: "'System=ghost' names no system", things: 1}])
  })

  it('counts shared costs that no system can bear to what is nobody’s', () => {
    const shared = [{name: 'Network', organisation: 'msti', match: [{account: '000000000042'}], by: 'direct'}]
    const {report} = reported([cost({})], {shared})

    expect(report.unallocated.map(({what, why}) => `${what}: ${why}`)).toEqual([
      'Amazon S3 in account 000000000042: shared costs Network: no system has costs of its own to share them by',
    ])
  })

  it('is refused where what systems bear does not add up to the costs', () => {
    const input = inputWithCosts([cost({})])
    const allocations = input.estate.allocations.map((one) => ({...one, EffectiveCost: '9.99'}))

    expect(() => costReport(indexReport({...input, estate: {...input.estate, allocations}}))).toThrow('do not add up')
  })
})

describe('money', () => {
  it('says once, below the sums, that they are rounded', () => {
    const input = inputWithCosts([cost({}), cost({BillingCurrency: 'EUR'})])
    const told = 'rounded so that parts add up to their sum'

    for (const text of [[...renderHtml(input, {})][0], renderMarkdown(input)].map((file) => String(file?.content)))
      expect(text.split(told)).toHaveLength(2)
  })

  it('is shown to the hundredth, parts so that they add up', () => {
    const third = 33333333333333333333n

    expect(moneyTexts([third, third, third], 'GBP')).toEqual(['£0.34', '£0.33', '£0.33'])
    expect(moneyText(-123456789n * 10n ** 17n, 'USD')).toBe('-123,456.79 USD')
  })
})
