import {z} from 'zod'
import {type Amount, parseAmount} from '../../../model/decimal.ts'
import {evidenceId} from '../../../model/ids.ts'
import type {Evidence, Problem} from '../../../model/inventory.ts'
import type {Clients} from '../clients.ts'
import type {Collection} from '../collection.ts'
import {pagePath} from '../evidence-pages.ts'
import {pageItems, readingClient} from '../list-items.ts'
import {redactedText} from '../../cloud/redact-text.ts'
import {type Page, taskKey, type TaskResult} from '../task.ts'
import {costExplorer, type CostView, requestRead} from './cost-explorer.ts'

const Metric = z.object({Amount: z.string(), Unit: z.string().regex(/^[A-Z]{3}$/)})
const Group = z.object({
  Keys: z.tuple([z.string(), z.string()]),
  Metrics: z.object({UnblendedCost: Metric, AmortizedCost: Metric}),
})
const Month = z.object({
  TimePeriod: z.object({Start: z.string().regex(/^\d{4}-\d\d-01$/)}),
  Groups: z.array(z.unknown()).optional(),
})

/** What one group of a month costs. */
export interface GroupTold {
  readonly keys: readonly [string, string]
  readonly currency: string
  readonly billed: Amount
  readonly effective: Amount
}

/** All that was told of one month in one view. */
export interface MonthTold {
  readonly groups: Map<string, GroupTold>
  readonly evidence: Map<string, Evidence>
  readonly scopes: Set<string>
}

/** Months by view. A month that no whole listing told of is in none: it is not known. */
export interface MonthsTold {
  readonly views: Readonly<Record<CostView['by'], Map<string, MonthTold>>>
  /** The key of the tag view. */
  readonly tag: string | undefined
  /** How many groups each task gave. */
  readonly counts: ReadonlyMap<string, number>
  readonly problems: readonly Problem[]
}

interface Reading {
  readonly collection: Collection
  readonly evidence: string
  readonly clients: Pick<Clients, 'client' | 'command'>
  readonly signal?: AbortSignal | undefined
}

/**
 * Months from the pages of listings that were read whole; of others, from pages of the run before. A month may be cut in
 * two by the end of a page. Errors: a SourceError where a page is missing or damaged.
 */
export async function readMonths(reading: Reading): Promise<MonthsTold> {
  const views = {whole: new Map(), services: new Map(), tag: new Map()}
  const counts = new Map<string, number>()
  const problems: Problem[] = []
  let tag: string | undefined
  const client = await readingClient(reading.clients, costExplorer)
  for (const result of reading.collection.results.filter(({service}) => service === costExplorer.id)) {
    const request = requestRead(result.asked)
    if (!request) continue
    if (request.view.by === 'tag') tag = request.view.key
    const months: Map<string, MonthTold> = views[request.view.by]
    const isWhole = result.status === 'complete'
    const place = {reading, result, months, problems, view: request.view, asked: request.months}
    let count = 0
    for (const page of isWhole ? result.pages : (result.earlier ?? [])) {
      reading.signal?.throwIfAborted()
      const items = await pageItems(reading, client, costExplorer, costExplorer.operations[0], page)
      for (const {pointer, value} of items) count += readMonth({...place, page, pointer}, value)
    }
    counts.set(taskKey(result), isWhole ? count : 0)
    if (isWhole) problems.push(...leftOut(result, request.months, months))
  }
  return {views, tag, counts, problems}
}

interface Place {
  readonly reading: Reading
  readonly result: TaskResult
  readonly page: Page
  readonly pointer: string
  readonly months: Map<string, MonthTold>
  readonly problems: Problem[]
  readonly view: CostView
  readonly asked: readonly string[]
}

/** How many groups it holds. */
function readMonth(place: Place, value: unknown): number {
  const {page, pointer, months, problems, view, asked, result, reading} = place
  const {organisation, source} = reading.collection.header
  const locator = `evidence/${organisation}/${source}/${pagePath(page.sha256)}#${pointer}`
  const read = Month.safeParse(value)
  if (!read.success) {
    problems.push(badItem(locator, read.error))
    return 0
  }
  const {TimePeriod, Groups = []} = read.data
  const name = TimePeriod.Start.slice(0, 7)
  if (!asked.includes(name)) return 0
  const month = months.get(name) ?? {groups: new Map(), evidence: new Map(), scopes: new Set()}
  months.set(name, month)
  month.scopes.add(taskKey(result))
  const id = evidenceId(source, locator, page.sha256)
  const {sha256, observedAt} = page
  month.evidence.set(id, {record: 'evidence', id, source, locator, sha256, observedAt})
  for (const [at, raw] of Groups.entries()) {
    const problem = addGroup(month.groups, view, raw, `${locator}/Groups/${at}`)
    if (problem) problems.push(problem)
  }
  return Groups.length
}

function addGroup(groups: MonthTold['groups'], view: CostView, raw: unknown, where: string): Problem | undefined {
  const read = Group.safeParse(raw)
  if (!read.success) return badItem(where, read.error)
  const {Keys: keys, Metrics} = read.data
  if (view.by === 'tag' && !keys[0].startsWith(`${view.key}$`))
    return {record: 'problem', code: 'bad-item', message: `a group is not of the tag ${view.key}`, where}
  const [billed, effective] = [parseAmount(Metrics.UnblendedCost.Amount), parseAmount(Metrics.AmortizedCost.Amount)]
  const currency = Metrics.UnblendedCost.Unit
  if (billed === undefined || effective === undefined || Metrics.AmortizedCost.Unit !== currency)
    return {record: 'problem', code: 'bad-item', message: 'a cost is no exact amount of one currency', where}
  const key = JSON.stringify([keys, currency])
  const before = groups.get(key)
  const told = {keys, currency, billed, effective}
  if (before === undefined) groups.set(key, told)
  // Texts that were taken out leave groups alike that were not.
  else if (keys.some((one) => one.includes(redactedText)))
    groups.set(key, {...told, billed: before.billed + billed, effective: before.effective + effective})
  else if (before.billed !== billed || before.effective !== effective)
    return {
      record: 'problem',
      code: 'bad-item',
      message: 'a group is told twice, and not the same; the first stands',
      where,
    }
  return undefined
}

function badItem(where: string, {issues}: z.ZodError): Problem {
  const [issue] = issues
  const message = `an item is not as the API describes it: ${issue?.path.join('.')}: ${issue?.message}`
  return {record: 'problem', code: 'bad-item', message, where}
}

/** Months that a listing, read to its end, says nothing of. */
function leftOut(
  result: TaskResult,
  asked: readonly string[],
  told: ReadonlyMap<string, MonthTold>,
): readonly Problem[] {
  return asked
    .filter((month) => !told.has(month))
    .map((month) => ({
      record: 'problem',
      code: 'month-left-out',
      message: `Cost Explorer says nothing of ${month}, so its cost is not known`,
      where: taskKey(result),
    }))
}
