import type {Client} from '../clients.ts'
import {noDataReason} from '../classify-failure.ts'
import type {Collection} from '../collection.ts'
import {runTask, type TaskRun} from '../run-task.ts'
import type {Session} from '../sessions.ts'
import {type Page, type TaskName, type TaskResult} from '../task.ts'
import {type CostCache, cachedPages, keepPages} from './cost-cache.ts'
import {costExplorer, costRequest, type CostView, listingName, monthsOf, requestRead} from './cost-explorer.ts'
import {requestBudget} from './request-budget.ts'

const centsARequest = 1

export interface CostOptions {
  /** The session of the payer. */
  readonly session: Session
  readonly region: string
  /** The tag by whose values costs are told apart too. */
  readonly tag: string | undefined
  /** Every attempt counts. */
  readonly mostRequests: number
  /** Where listings that were paid for are kept. */
  readonly cache: string
  /** Ask for what is kept, too. */
  readonly fresh: boolean
  readonly previous: Collection | undefined
  readonly onNote: (message: string) => void
}

interface Listing {
  readonly view: CostView
  readonly months: readonly string[]
  readonly isClosed: boolean
}

interface Asking {
  readonly run: TaskRun
  readonly options: CostOptions
  readonly cache: CostCache
  readonly client: () => Promise<Client>
  readonly session: Session
  /** Months of which Cost Explorer has nothing, with its words. */
  readonly noData: Map<string, string>
  /** Why nothing more is asked. */
  stopped: Pick<TaskResult, 'status' | 'reason'> | undefined
}

const action = costExplorer.operations[0].action

/**
 * Asks the payer's Cost Explorer for thirteen months, in few requests, and tells before what they cost. What could not
 * be read keeps what the run before had of it.
 */
export async function collectCosts(run: TaskRun, options: CostOptions): Promise<readonly TaskResult[]> {
  const {session, region, mostRequests, onNote} = options
  const budget = requestBudget(mostRequests)
  let held: Client | undefined
  const client = async (): Promise<Client> => {
    if (held) return held
    held = await run.clients.client(costExplorer, {region, credentials: session.credentials})
    held.middlewareStack.add(budget.middleware, {step: 'finalizeRequest', priority: 'low', name: 'requestBudget'})
    return held
  }
  const renew = (): void => {
    session.renew()
    held = undefined
  }
  const cache = {folder: options.cache, evidence: run.evidence, payer: session.account}
  const asking: Asking = {
    run,
    options,
    cache,
    client,
    session: {...session, renew},
    noData: new Map(),
    stopped: undefined,
  }
  const listings = listingsOf(options.tag, run.now())
  const open = (await Promise.all(listings.map((one) => isKnown(asking, one)))).filter((isIt) => !isIt).length
  if (open > 0) {
    onNote(`Cost Explorer of ${session.account}: ${requests(open)} and further pages, ${dollars(open)} or more`)
    onNote(`no more than ${requests(mostRequests)} are sent (${dollars(mostRequests)}): --max-requests`)
  }
  const results: TaskResult[] = []
  for (const listing of listings)
    for (const part of withoutNoData(asking, listing)) results.push(...(await readListing(asking, part)))
  if (budget.sent() > 0) onNote(`Cost Explorer was sent ${requests(budget.sent())} (${dollars(budget.sent())})`)
  return results.map((result) => withEarlierCosts(result, options.previous))
}

function listingsOf(tag: string | undefined, now: Date): readonly Listing[] {
  const {closed, open} = monthsOf(now)
  const views: readonly CostView[] = [
    {by: 'whole'},
    {by: 'services'},
    ...(tag === undefined ? [] : [{by: 'tag', key: tag} as const]),
  ]
  return views.flatMap((view) => [
    {view, months: closed, isClosed: true},
    {view, months: open, isClosed: false},
  ])
}

function requests(count: number): string {
  return `${count} ${count === 1 ? 'request' : 'requests'}`
}

function dollars(count: number): string {
  const cents = count * centsARequest
  return `$${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}

function nameOf({session, options}: Asking, {view, months}: Pick<Listing, 'view' | 'months'>): TaskName {
  const operation = listingName(view, months)
  return {account: session.account, region: options.region, service: costExplorer.id, operation}
}

async function isKnown(asking: Asking, listing: Listing): Promise<boolean> {
  if (asking.run.journal.before(nameOf(asking, listing))?.state === 'complete') return true
  return (await kept(asking, listing)) !== undefined
}

async function kept({cache, options, run}: Asking, {view, months, isClosed}: Listing) {
  if (options.fresh) return undefined
  return cachedPages(cache, costRequest(view, months), {isClosed, now: run.now()})
}

/** A listing in parts around months that are known to have no data, those months alone. */
function withoutNoData({noData}: Asking, listing: Listing): readonly Listing[] {
  const parts: string[][] = []
  let isOpen = false
  for (const month of listing.months) {
    const hasData = !noData.has(month)
    if (hasData && isOpen) parts.at(-1)?.push(month)
    else parts.push([month])
    isOpen = hasData
  }
  return parts.map((months) => ({...listing, months}))
}

/** One listing; where a month of it has no data, its halves, so that this month costs no other. */
async function readListing(asking: Asking, listing: Listing): Promise<readonly TaskResult[]> {
  const {months} = listing
  const result = withheld(asking, listing) ?? (await askFor(asking, listing))
  const hasNoData = result.status === 'unavailable' && result.reason?.startsWith(noDataReason) === true
  if (hasNoData && months.length > 1) {
    const half = Math.ceil(months.length / 2)
    const first = await readListing(asking, {...listing, months: months.slice(0, half)})
    return [...first, ...(await readListing(asking, {...listing, months: months.slice(half)}))]
  }
  if (hasNoData) asking.noData.set(months[0] ?? '', result.reason ?? noDataReason)
  return [result]
}

function withheld(asking: Asking, {view, months}: Listing): TaskResult | undefined {
  const reason = asking.noData.get(months[0] ?? '')
  const ending = asking.stopped ?? (reason === undefined ? undefined : {status: 'unavailable' as const, reason})
  if (!ending) return undefined
  return {...nameOf(asking, {view, months}), action, asked: requestOf({view, months}), ...ending, pages: []}
}

function requestOf({view, months}: Pick<Listing, 'view' | 'months'>): NonNullable<TaskResult['asked']> {
  return costRequest(view, months) as NonNullable<TaskResult['asked']> // made of plain texts and lists
}

async function askFor(asking: Asking, listing: Listing): Promise<TaskResult> {
  const {run, client, session, cache, options} = asking
  const asked = requestOf(listing)
  const name = nameOf(asking, listing)
  const pages = await kept(asking, listing)
  if (pages) return {...name, action, asked, status: 'complete', pages}
  const operation = costExplorer.operations[0]
  const result = await runTask(run, {name, service: costExplorer, operation, session, client, before: undefined, asked})
  if (result.status === 'complete') await keepPages(cache, asked, result.pages)
  const isSpent = result.status !== 'complete' && result.reason?.includes('--max-requests')
  if (result.status === 'denied') asking.stopped = {status: 'denied', reason: result.reason}
  if (isSpent)
    asking.stopped = {status: 'failed', reason: `${options.mostRequests} requests were sent before it: --max-requests`}
  return result
}

/** Pages of the run before that tell of the same months in the same way, whatever range they were asked in. */
function withEarlierCosts(result: TaskResult, previous: Collection | undefined): TaskResult {
  const request = requestRead(result.asked)
  if (result.status === 'complete' || !request) return result
  const view = JSON.stringify(request.view)
  const pages = (previous?.results ?? []).flatMap((one): readonly Page[] => {
    const before = one.account === result.account ? requestRead(one.asked) : undefined
    const isSame = before && JSON.stringify(before.view) === view
    if (!isSame || !before.months.some((month) => request.months.includes(month))) return []
    return one.status === 'complete' ? one.pages : (one.earlier ?? [])
  })
  return pages.length > 0 ? {...result, earlier: pages} : result
}
