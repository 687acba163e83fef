import {amountOf, formatAmount} from '../../../../src/model/decimal.ts'
import {type Asked, json, type Reply, type Script} from './fake-aws.ts'

/** One charge of a bill as Cost Explorer knows it. */
export interface Charge {
  readonly month: string
  readonly account: string
  readonly service: string
  readonly type: string
  readonly tag: string
  readonly unblended: string
  readonly amortized: string
}

interface Request {
  readonly TimePeriod: {readonly Start: string; readonly End: string}
  readonly GroupBy: readonly {readonly Type: string; readonly Key: string}[]
  readonly Filter?: {readonly Not: {readonly Dimensions: {readonly Values: readonly string[]}}}
  readonly NextPageToken?: string
}

export function requestOf({input}: Asked): Request {
  return input as unknown as Request // as the SDK serialises it
}

export function isTotal(asked: Asked): boolean {
  return asked.operation === 'GetCostAndUsage' && requestOf(asked).GroupBy[0]?.Key === 'RECORD_TYPE'
}

/** Answers as Cost Explorer does: groups of months, in pages of so many groups, whatever month they belong to. */
export function billed(charges: readonly Charge[], payer: string, pageSize = 1000): Script {
  return (asked) => {
    if (asked.operation === 'DescribeOrganization')
      return json({Organization: {Id: 'o-moon', MasterAccountId: payer, MasterAccountEmail: 'ada@moon.example'}})
    return asked.operation === 'GetCostAndUsage' ? answer(charges, requestOf(asked), pageSize) : undefined
  }
}

function answer(charges: readonly Charge[], request: Request, pageSize: number): Reply {
  const {TimePeriod, Filter, NextPageToken} = request
  const without = Filter?.Not.Dimensions.Values ?? []
  const groups = new Map<string, {month: string; keys: readonly string[]; of: Charge[]}>()
  const months = monthsBetween(TimePeriod.Start.slice(0, 7), TimePeriod.End.slice(0, 7))
  for (const charge of charges.filter(({month, type}) => months.includes(month) && !without.includes(type))) {
    const keys = keysOf(charge, request)
    const key = JSON.stringify([charge.month, keys])
    const group = groups.get(key) ?? {month: charge.month, keys, of: []}
    groups.set(key, {...group, of: [...group.of, charge]})
  }
  const sorted = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
  const from = Number(NextPageToken ?? 0)
  const page = sorted.slice(from, from + pageSize)
  const isLast = from + pageSize >= sorted.length
  const shown = sorted.length <= pageSize ? months : [...new Set(page.map(({month}) => month))]
  return json({
    ...(!isLast && {NextPageToken: String(from + pageSize)}),
    GroupDefinitions: request.GroupBy,
    ResultsByTime: shown.map((month) => ({
      TimePeriod: {Start: `${month}-01`, End: `${nextMonth(month)}-01`},
      Total: {},
      Groups: page
        .filter((group) => group.month === month)
        .map(({keys, of}) => ({
          Keys: keys,
          Metrics: {
            AmortizedCost: {Amount: total(of.map(({amortized}) => amortized)), Unit: 'USD'},
            UnblendedCost: {Amount: total(of.map(({unblended}) => unblended)), Unit: 'USD'},
          },
        })),
      Estimated: false,
    })),
  })
}

function keysOf(charge: Charge, {GroupBy}: Request): readonly string[] {
  return GroupBy.map(({Type, Key}) => {
    if (Type === 'TAG') return `${Key}$${charge.tag}`
    return Key === 'SERVICE' ? charge.service : Key === 'RECORD_TYPE' ? charge.type : charge.account
  })
}

function total(amounts: readonly string[]): string {
  return formatAmount(amounts.map(amountOf).reduce((sum, amount) => sum + amount, 0n))
}

function nextMonth(month: string): string {
  const [year = 0, of = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, of, 1)).toISOString().slice(0, 7)
}

export function monthsBetween(first: string, end: string): readonly string[] {
  const months: string[] = []
  for (let month = first; month < end; month = nextMonth(month)) months.push(month)
  return months
}
