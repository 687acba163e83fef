import {z} from 'zod'
import type {CommandInput, ServiceDescription} from '../service-description.ts'

/** What bills tell, by month. It is asked of the payer alone, by `collectCosts`, and only where that was asked for. */
export const costExplorer = {
  id: 'cost-explorer',
  name: 'Cost Explorer',
  scope: 'global',
  load: () => import('@aws-sdk/client-cost-explorer'),
  client: 'CostExplorerClient',
  operations: [
    {
      operation: 'GetCostAndUsage',
      action: 'ce:GetCostAndUsage',
      paging: {request: 'NextPageToken', response: 'NextPageToken'},
      items: 'ResultsByTime',
      // Months are read together, by `costRecords`: no item of a page says anything alone.
      read: () => ({}),
    },
  ],
} as const satisfies ServiceDescription

/** Who pays for the accounts of the organisation. */
export const organisationOfCaller = {
  id: 'organizations',
  name: 'Organizations',
  scope: 'global',
  load: () => import('@aws-sdk/client-organizations'),
  client: 'OrganizationsClient',
  operations: [
    {
      operation: 'DescribeOrganization',
      action: 'organizations:DescribeOrganization',
      items: 'Organization',
      redact: ['MasterAccountEmail'],
      read: () => ({}),
    },
  ],
} as const satisfies ServiceDescription

/** What is asked in the payer's account besides, and only where costs were asked for. */
export const costServices: readonly ServiceDescription[] = [organisationOfCaller, costExplorer]

export const Organization = z.object({MasterAccountId: z.string().regex(/^\d{12}$/)})

/** Types of charges that are told apart from the cost of running. */
export const apart = ['Credit', 'Refund', 'Support', 'Tax'] as const

/** Three looks at one bill. `whole` is all of it; the others leave out what is told apart, by type, in `whole`. */
export type CostView = {readonly by: 'whole'} | {readonly by: 'services'} | {readonly by: 'tag'; readonly key: string}

interface Grouping {
  readonly Type: 'DIMENSION' | 'TAG'
  readonly Key: string
}

function groupsOf(view: CostView): readonly [Grouping, Grouping] {
  const account = {Type: 'DIMENSION', Key: 'LINKED_ACCOUNT'} as const
  switch (view.by) {
    case 'whole':
      return [{Type: 'DIMENSION', Key: 'RECORD_TYPE'}, account]
    case 'services':
      return [account, {Type: 'DIMENSION', Key: 'SERVICE'}]
    case 'tag':
      return [{Type: 'TAG', Key: view.key}, account]
  }
}

/** One request: whole months, `2025-11` each, that follow one another. */
export function costRequest(view: CostView, months: readonly string[]): CommandInput {
  return {
    TimePeriod: {Start: `${months[0]}-01`, End: `${monthAfter(months.at(-1) ?? '')}-01`},
    Granularity: 'MONTHLY',
    Metrics: ['AmortizedCost', 'UnblendedCost'],
    GroupBy: groupsOf(view),
    ...(view.by !== 'whole' && {Filter: {Not: {Dimensions: {Key: 'RECORD_TYPE', Values: apart}}}}),
  }
}

/** `GetCostAndUsage by LINKED_ACCOUNT and SERVICE, 2025-11 to 2026-10`, by which listings are told apart. */
export function listingName(view: CostView, months: readonly string[]): string {
  const [first, second] = groupsOf(view)
  const of = (group: Grouping): string => (group.Type === 'TAG' ? `TAG ${group.Key}` : group.Key)
  const last = months.length > 1 ? ` to ${months.at(-1)}` : ''
  return `GetCostAndUsage by ${of(first)} and ${of(second)}, ${months[0]}${last}`
}

const CostRequest = z.object({
  TimePeriod: z.object({Start: z.string(), End: z.string()}),
  GroupBy: z.tuple([z.object({Type: z.string(), Key: z.string()}), z.object({Type: z.string(), Key: z.string()})]),
})

/** What a request of `costRequest` asked for. Undefined for any other. */
export function requestRead(
  asked: CommandInput | undefined,
): {readonly view: CostView; readonly months: readonly string[]} | undefined {
  const request = CostRequest.safeParse(asked).data
  if (!request) return undefined
  const {TimePeriod, GroupBy} = request
  const [{Type, Key}] = GroupBy
  const view: CostView = Type === 'TAG' ? {by: 'tag', key: Key} : {by: Key === 'RECORD_TYPE' ? 'whole' : 'services'}
  return {view, months: monthsFrom(TimePeriod.Start.slice(0, 7), TimePeriod.End.slice(0, 7))}
}

/** Months from one up to another, which is left out; at most 100. */
function monthsFrom(first: string, end: string): readonly string[] {
  const months: string[] = []
  for (let month = first; month < end && months.length < 100; month = monthAfter(month)) months.push(month)
  return months
}

export function monthAfter(month: string): string {
  const [year = 0, of = 0] = month.split('-').map(Number)
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`
}

const monthsAsked = 13
/** A bill may still change so long after its month. */
const settlingDays = 10

/** The month of a moment and the twelve before it: those whose bills are closed, and those that may still change. */
export function monthsOf(now: Date): {readonly closed: readonly string[]; readonly open: readonly string[]} {
  const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAsked + 1, 1))
  const end = monthAfter(now.toISOString().slice(0, 7))
  const settled = new Date(now.getTime() - settlingDays * 86_400_000).toISOString().slice(0, 7)
  const months = monthsFrom(start.toISOString().slice(0, 7), end)
  return {closed: months.filter((month) => month < settled), open: months.filter((month) => month >= settled)}
}
