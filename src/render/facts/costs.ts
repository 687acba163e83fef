import type {Allocation, Cost, CostKind} from '../../model/cost.ts'
import {addCosts, checkSums, type CostSum, costSumOf, noCost} from '../../model/cost-sums.ts'
import {addMonths, writtenMonth} from '../../model/calendar.ts'
import type {Amount} from '../../model/decimal.ts'
import {compareText} from '../../model/json-lines.ts'
import type {Settings} from '../../model/settings.ts'
import {declaredCost} from './declared-costs.ts'
import {displayText} from './display-text.ts'
import {inPounds} from './money.ts'
import type {ReportIndex} from './report-index.ts'
import {counted, figure, figured, listed} from './words.ts'

/** The three that add up to all. */
export interface Split {
  readonly attributed: CostSum
  readonly shared: CostSum
  readonly unallocated: CostSum
  readonly total: CostSum
}

export interface CurrencyCosts {
  readonly currency: string
  /** In pounds; undefined where no rate is known. */
  readonly totalGbp: Amount | undefined
  readonly all: Split
  /** Kinds that there are, use and purchase first. */
  readonly kinds: readonly (readonly [CostKind, Split])[]
}

/** What one system runs for in one currency: use and purchase, its own and its shares. */
export interface SystemCost {
  readonly system: string
  readonly currency: string
  readonly sum: CostSum
  readonly gbp: Amount | undefined
  /** Months of the bills that it has costs in. */
  readonly months: string
  /** A year, as declared. */
  readonly declaredGbp: Amount | undefined
}

/** The months of one billing account. Those that no bill tells are unknown, not zero. */
export interface BilledMonths {
  readonly account: string
  readonly months: string
  readonly unknown: readonly string[]
}

export interface UnallocatedCost {
  readonly what: string
  readonly why: string
  readonly currency: string
  readonly sum: CostSum
}

export interface CostReport {
  readonly currencies: readonly CurrencyCosts[]
  /** The most first. */
  readonly systems: readonly SystemCost[]
  readonly bySystem: ReadonlyMap<string, readonly SystemCost[]>
  readonly billed: readonly BilledMonths[]
  /** The most first. */
  readonly unallocated: readonly UnallocatedCost[]
}

const kinds: readonly CostKind[] = ['run', 'support', 'credit', 'refund', 'tax']
const reports = new WeakMap<ReportIndex, CostReport>()

/** What bills say, in the sums that a report shows; undefined where there is no bill. Errors: as checking sums. */
export function costReport(index: ReportIndex): CostReport | undefined {
  const {costs, allocations} = index.input.estate
  if (costs.length === 0) return undefined
  const known = reports.get(index)
  if (known) return known
  checkSums(costs, allocations)
  const systems = systemCosts(index)
  const report = {
    currencies: currencyCosts(index.input.estate.allocations, index.input.settings),
    systems,
    bySystem: Map.groupBy(systems, ({system}) => system),
    billed: billedMonths(costs),
    unallocated: unallocatedCosts(costs, allocations),
  }
  reports.set(index, report)
  return report
}

/** The amortised amount where it is known, by which costs are ranked and headed. */
export function headAmount({billed, effective}: CostSum): Amount {
  return effective ?? billed
}

/** All charges by currency, never added up over several. */
export function currencyCosts(allocations: readonly Allocation[], settings?: Settings): readonly CurrencyCosts[] {
  const byCurrency = Map.groupBy(allocations, ({BillingCurrency}) => BillingCurrency)
  return [...byCurrency]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([currency, allocations]) => {
      const all = splitOf(allocations)
      const byKind = Map.groupBy(allocations, ({kind}) => kind)
      return {
        currency,
        totalGbp: settings && inPounds(headAmount(all.total), currency, settings),
        all,
        kinds: kinds.flatMap((kind) => {
          const own = byKind.get(kind)
          return own ? [[kind, splitOf(own)] as const] : []
        }),
      }
    })
}

/** Errors: a bug of ours where the three do not add up. */
function splitOf(allocations: readonly Allocation[]): Split {
  const of = (way: Allocation['way']): CostSum => totalOf(allocations.filter((one) => one.way === way))
  const [attributed, shared, unallocated] = [of('attributed'), of('shared'), of('unallocated')]
  const total = totalOf(allocations)
  const parts = addCosts(addCosts(attributed, shared), unallocated)
  if (parts.billed !== total.billed || parts.effective !== total.effective)
    throw new Error('attributed, shared and unallocated do not add up to the total')
  return {attributed, shared, unallocated, total}
}

function totalOf(allocations: readonly Allocation[]): CostSum {
  return allocations.reduce((sum, one) => addCosts(sum, costSumOf(one)), noCost)
}

function systemCosts(index: ReportIndex): readonly SystemCost[] {
  const {estate, settings} = index.input
  const own = Map.groupBy(
    estate.allocations.filter(({system, kind}) => system !== undefined && kind === 'run'),
    ({system = '', BillingCurrency}) => JSON.stringify([system, BillingCurrency]),
  )
  return [...own.values()]
    .flatMap((allocations) => {
      const [first] = allocations
      if (first?.system === undefined) return []
      const sum = totalOf(allocations)
      return [
        {
          system: first.system,
          currency: first.BillingCurrency,
          sum,
          gbp: inPounds(headAmount(sum), first.BillingCurrency, settings),
          months: monthsText(allocations.map(({ChargePeriodStart}) => ChargePeriodStart)),
          declaredGbp: declaredCost(index.entities.get(first.system)),
        },
      ]
    })
    .toSorted(
      (a, b) =>
        byAmount(a.gbp ?? headAmount(a.sum), b.gbp ?? headAmount(b.sum)) ||
        compareText(a.system, b.system) ||
        compareText(a.currency, b.currency),
    )
}

function byAmount(a: Amount, b: Amount): number {
  return a === b ? 0 : a > b ? -1 : 1
}

/** `12 months, January 2026 to December 2026`; `4 of 5 months, ...` where one between has none. */
function monthsText(starts: readonly string[]): string {
  const months = [...new Set(starts)].toSorted()
  const [first = '', last = first] = [months[0], months.at(-1)]
  const between = monthsBetween(first, last).length
  const count =
    months.length < between ? `${figure(months.length)} of ${figured(between, 'month')}` : figured(between, 'month')
  return `${count}, ${first === last ? writtenMonth(first) : `${writtenMonth(first)} to ${writtenMonth(last)}`}`
}

/** First days of months, both included. */
function monthsBetween(first: string, last: string): readonly string[] {
  const months = []
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}

function billedMonths(costs: readonly Cost[]): readonly BilledMonths[] {
  const accounts = Map.groupBy(costs, ({ProviderName, BillingAccountId}) => `${ProviderName}, ${BillingAccountId}`)
  return [...accounts]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([account, own]) => {
      const starts = new Set(own.map(({ChargePeriodStart}) => ChargePeriodStart))
      const sorted = [...starts].toSorted()
      const unknown = monthsBetween(sorted[0] ?? '', sorted.at(-1) ?? '').filter((month) => !starts.has(month))
      return {account, months: monthsText(sorted), unknown: unknown.map(writtenMonth)}
    })
}

/** By resource, or by service and account where the bill names none; and what could not be shared. */
function unallocatedCosts(costs: readonly Cost[], allocations: readonly Allocation[]): readonly UnallocatedCost[] {
  const groups = new Map<string, UnallocatedCost>()
  const add = (charge: Cost | Allocation, why: string): void => {
    const {ServiceName, ChargeCategory, SubAccountId, BillingAccountId, BillingCurrency: currency} = charge
    const place = `${ServiceName ?? ChargeCategory} in account ${SubAccountId ?? BillingAccountId}`
    const what = 'ResourceId' in charge ? (charge.ResourceId ?? place) : place
    const key = JSON.stringify([what, why, currency])
    const before = groups.get(key)?.sum ?? noCost
    groups.set(key, {what, why, currency, sum: addCosts(before, costSumOf(charge))})
  }
  const whys = new Set<string>()
  for (const cost of costs) {
    if (cost.attribution?.way !== 'unallocated') continue
    whys.add(cost.attribution.why)
    add(cost, cost.attribution.why)
  }
  for (const one of allocations) if (one.way === 'unallocated' && !whys.has(one.how)) add(one, one.how)
  return [...groups.values()].toSorted(
    (a, b) =>
      byAmount(headAmount(a.sum), headAmount(b.sum)) || compareText(a.what, b.what) || compareText(a.why, b.why),
  )
}

/** What is in no total, a sentence each: months that no bill tells, and rows that cannot be read. */
export function notInTotals({input: {estate}}: ReportIndex, {billed}: CostReport): readonly string[] {
  const gaps = billed.filter(({unknown}) => unknown.length > 0)
  const unread = estate.coverage.filter(({counts}) => counts?.badTags !== undefined && (counts.badRows ?? 0) > 0)
  return [
    ...gaps.map(
      ({account, unknown}) =>
        `No bill tells ${listed(unknown, 6)} of ${account}: what ${unknown.length === 1 ? 'that month' : 'those months'} cost is not known, and in no total.`,
    ),
    ...unread.map(({scope, reason = ''}) => `Of ${String(scope.file)}, ${reason}.`),
  ]
}

const mostTwice = 3

/** Of which accounts’ months two sources may tell the same charges, so that they are in the totals twice: a sentence each. */
export function perhapsTwice({input: {estate}}: ReportIndex): readonly string[] {
  const told = estate.problems.flatMap(({code, message}) =>
    code === 'overlapping-bills' ? [`${displayText(message)}.`] : [],
  )
  const more = told.length - mostTwice
  return [
    ...told.slice(0, mostTwice),
    ...(more > 0 ? [`The same holds of ${counted(more, 'more month')}, listed under “What went wrong”.`] : []),
  ]
}
