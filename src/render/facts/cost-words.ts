import type {Allocation, CostKind} from '../../model/cost.ts'
import {writtenDate} from '../../model/calendar.ts'
import {addCosts, type CostSum} from '../../model/cost-sums.ts'
import {type Amount, sumOf} from '../../model/decimal.ts'
import {type CostReport, costReport, currencyCosts, headAmount, type Split} from './costs.ts'
import {displayText} from './display-text.ts'
import {moneyText, moneyTexts} from './money.ts'
import type {ReportIndex} from './report-index.ts'
import {listed} from './words.ts'

export const kindLabels: Readonly<Record<CostKind, string>> = {
  run: 'Running: use and purchase',
  support: 'Support',
  credit: 'Credits',
  refund: 'Refunds and corrections',
  tax: 'Tax',
}

/** `The bills come to 1,234.50 USD, of which 34.50 USD is nobody’s`. */
export function costsHeading({currencies}: CostReport): string {
  const totals = currencies.map(({currency, all}) => moneyText(headAmount(all.total), currency))
  const open = currencies.flatMap(({currency, all}) => {
    const amount = headAmount(all.unallocated)
    return amount === 0n ? [] : [moneyText(amount, currency)]
  })
  return `The bills come to ${listed(totals)}, ${open.length === 0 ? 'all of it attributed or shared' : `of which ${listed(open)} is nobody’s`}`
}

/** `Bills: 1,234.50 USD: 1,000.00 USD attributed, 200.00 USD shared, 34.50 USD nobody’s.`, one a currency. */
export function costsInShort(allocations: readonly Allocation[]): readonly string[] {
  return currencyCosts(allocations).map(({currency, all}) => {
    const [attributed, shared, open] = moneyTexts(
      [all.attributed, all.shared, all.unallocated].map(headAmount),
      currency,
    )
    return `Bills: ${moneyText(headAmount(all.total), currency)}, of which ${attributed} attributed, ${shared} shared, ${open} nobody’s.`
  })
}

/** Said once where sums are shown. */
export const roundingText =
  'Amounts are shown to the penny (the hundredth), rounded so that parts add up to their sum: one may differ from its exact amount by a penny.'

export function poundsText(gbp: Amount | undefined): string {
  return gbp === undefined ? 'No rate' : moneyText(gbp, 'GBP')
}

/** The rates by which pounds are shown, with who says so of which day; empty where none is used. */
export function ratesText(index: ReportIndex): string {
  const used = new Set(costReport(index)?.currencies.map(({currency}) => currency))
  const rates = index.input.settings.costs.rates.filter(({from}) => used.has(from))
  if (rates.length === 0) return ''
  const said = rates.map(
    ({from, gbp, date, source}) => `1 ${from} is £${gbp} (${displayText(source, 120)}, ${writtenDate(date)})`,
  )
  return `In pounds by: ${said.join('; ')}.`
}

/** What bills say that one system runs for, on one line; empty where no bill says. */
export function systemCostText(index: ReportIndex, system: string): string {
  const own = costReport(index)?.bySystem.get(system) ?? []
  return own
    .map(({sum, currency, gbp, months}) =>
      [
        sum.effective === undefined
          ? `${moneyText(sum.billed, currency)} billed`
          : `${moneyText(sum.effective, currency)} amortised, ${moneyText(sum.billed, currency)} billed`,
        ...(currency === 'GBP' ? [] : [gbp === undefined ? 'no rate to pounds' : moneyText(gbp, 'GBP')]),
        months,
      ].join('; '),
    )
    .join('. ')
}

/**
 * What all systems run for and what else is theirs, together what is attributed and shared: a sentence a currency.
 * Errors: a bug of ours where they do not add up.
 */
export function reconciled({currencies, systems}: CostReport): readonly string[] {
  return currencies.flatMap(({currency, all, kinds}) => {
    const rows = systems.filter((one) => one.currency === currency)
    if (rows.length === 0) return []
    const whole = borne(all)
    const others = kinds
      .filter(([kind]) => kind !== 'run')
      .map(([kind, split]) => ({label: kindLabels[kind].toLowerCase(), sum: borne(split)}))
      .filter(({sum}) => sum.billed !== 0n || sum.effective !== 0n)
    const amount = ({billed, effective}: CostSum) => (whole.effective === undefined ? billed : (effective ?? billed))
    const parts = [rows, others].map((own) => sumOf(own.map(({sum}) => amount(sum))))
    if (sumOf(parts) !== amount(whole))
      throw new Error(`what systems run for and what else is theirs in ${currency} do not add up`)
    const [running, rest] = moneyTexts(parts, currency)
    const first = `All running costs of systems, ${whole.effective === undefined ? 'as billed' : 'amortised'}: ${running}.`
    if (others.length === 0) return [`${first} That is all that is attributed and shared.`]
    const labels = listed(others.map(({label}) => label))
    return [
      `${first} With their ${labels}, ${rest}, that is ${moneyText(amount(whole), currency)}: all that is attributed and shared.`,
    ]
  })
}

/** What systems bear: their own, and their shares. */
function borne({attributed, shared}: Split): CostSum {
  return addCosts(attributed, shared)
}
