import {findOperation} from './all-services.ts'
import type {Collection} from './collection.ts'
import {costExplorer} from './costs/cost-explorer.ts'
import type {Journal} from './journal.ts'
import type {ServiceDescription} from './service-description.ts'
import {type Page, taskKey, type TaskResult} from './task.ts'

/** What is known from before a run: the last collection, and what the journal has where a run was broken off. */
interface Known {
  readonly previous: Collection | undefined
  readonly journal: Journal
  readonly services: readonly ServiceDescription[]
}

/** Why an account cannot be entered. */
export interface Refusal {
  readonly status: 'denied' | 'failed'
  readonly reason: string
}

/** What would have an account entered that was refused. */
export const enteringAction = 'sts:AssumeRole'

/**
 * What a task says of what it lists, the newest first: of a listing that broke off, what was seen before it too. Half a
 * listing of costs says nothing: it would be half a total.
 */
function pagesOf({service, status, pages, earlier = []}: TaskResult): readonly Page[] {
  if (status === 'complete') return pages
  return service === costExplorer.id ? earlier : eachOnce([...pages, ...earlier])
}

function eachOnce(pages: readonly Page[], besides: readonly Page[] = []): readonly Page[] {
  const seen = new Set(besides.map(({sha256}) => sha256))
  return pages.filter(({sha256}) => !seen.has(sha256) && seen.add(sha256))
}

function keptWith(result: TaskResult, before: readonly Page[]): TaskResult {
  const earlier = eachOnce(before, result.pages)
  return earlier.length > 0 ? {...result, earlier} : result
}

/** A task that could not be done, with what was seen of it before. */
export function withEarlier(result: TaskResult, previous: Collection | undefined): TaskResult {
  if (result.status === 'complete' || result.earlier) return result
  const before = previous?.results.find((one) => taskKey(one) === taskKey(result))
  return before ? keptWith(result, pagesOf(before)) : result
}

/** All tasks of an account that cannot be entered, with what was seen of each before, as of its date. */
export function keptOfAccount(
  known: Known,
  account: string,
  isKept: (service: string) => boolean,
  {status, reason}: Refusal,
): readonly TaskResult[] {
  const results = new Map<string, TaskResult>()
  for (const result of known.previous?.results ?? []) results.set(taskKey(result), result)
  for (const result of ofJournal(known)) results.set(taskKey(result), withEarlier(result, known.previous))
  return [...results.values()]
    .filter((result) => result.account === account && isKept(result.service))
    .map((result) => {
      const {earlier: _, ...task} = {...result, action: enteringAction, status, reason, pages: []}
      return keptWith(task, pagesOf(result))
    })
}

/** What a run that was broken off, or had gaps, has read. */
function ofJournal({journal, services}: Known): readonly TaskResult[] {
  return journal.all().flatMap(({name, state, pages}) => {
    const action = findOperation(services, name.service, name.operation)?.operation.action
    const status = state === 'running' ? 'partial' : state
    return action === undefined ? [] : [{...name, action, status, pages}]
  })
}

/** Pages of earlier runs, each run's together: they stand the newest run first, and within a run as they came. */
export function runsOf(earlier: readonly Page[]): readonly (readonly Page[])[] {
  const runs: Page[][] = []
  for (const page of earlier) {
    const last = runs.at(-1)?.at(-1)
    if (last && page.observedAt >= last.observedAt) runs.at(-1)?.push(page)
    else runs.push([page])
  }
  return runs
}

/** Regions in which an account was looked at before. */
export function regionsBefore({previous, services}: Omit<Known, 'journal'>, account: string): readonly string[] {
  return previous ? regionsOfAccount(previous, services, account) : []
}

/** Regions in which a collection looked at an account. */
export function regionsOfAccount(
  {results}: Pick<Collection, 'results'>,
  services: readonly ServiceDescription[],
  account: string,
): readonly string[] {
  const regional = new Set(services.filter(({scope}) => scope === 'regional').map(({id}) => id))
  // Tags are asked for in one region more, and regions where the caller begins, whatever the regions are.
  regional.delete('resource-groups-tagging-api')
  const of = results.filter(
    (task) => task.account === account && regional.has(task.service) && task.operation !== 'DescribeRegions',
  )
  return [...new Set(of.map(({region}) => region))]
}

/** The account whose bill was read before. */
export function payerBefore({previous}: Pick<Known, 'previous'>): string | undefined {
  return previous?.results.find(({service}) => service === costExplorer.id)?.account
}
