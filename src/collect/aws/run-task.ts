import type {CoverageStatus} from '../../model/inventory.ts'
import type {Json} from '../../model/values.ts'
import {ask} from './ask.ts'
import {NotAnAnswer} from './answer.ts'
import {classifyFailure, type Failure} from './classify-failure.ts'
import type {Client, Clients} from './clients.ts'
import {writePage} from './evidence-pages.ts'
import {itemsOf} from './items.ts'
import type {Journal, TaskState} from './journal.ts'
import {listItems} from './list-items.ts'
import type {CommandInput, Operation, ServiceDescription} from './service-description.ts'
import type {Session} from './sessions.ts'
import {type Page, taskKey, type TaskName, type TaskResult} from './task.ts'

/** A token for the next page is good for a quarter of an hour at some services: one near that age is not used. */
const tokenMinutes = 10

export interface TaskRun {
  readonly clients: Clients
  readonly journal: Journal
  /** The folder that pages are written to. */
  readonly evidence: string
  readonly now: () => Date
  readonly signal: AbortSignal | undefined
  readonly longestAnswerMilliseconds?: number | undefined
  readonly onPage: () => void
}

export interface Task {
  readonly name: TaskName
  readonly service: ServiceDescription
  readonly operation: Operation
  readonly session: Session
  /** The client of the session, made anew after a renewal. */
  readonly client: () => Promise<Client>
  /** What became of the operation that this one asks after. */
  readonly before: TaskResult | undefined
  /** Where the task is one request of many that the operation may get: all of it. */
  readonly asked?: TaskResult['asked']
}

/** Where a listing stands. */
interface Progress {
  readonly pages: Page[]
  request: number
  token: string | undefined
}

/** Reads one listing to its end, writing down each page before it is counted. Never throws for what the API does. */
export async function runTask(run: TaskRun, task: Task): Promise<TaskResult> {
  const {journal} = run
  const known = journal.before(task.name)
  if (known?.state === 'complete') return resultOf(task, 'complete', known.reason, known.pages)
  const withheld = task.operation.after && withheldBy(task)
  if (withheld) return settled(run, task, withheld, [])
  const inputs = task.operation.after ? await inputsAfter(run, task) : [task.asked ?? {}]
  const progress = await progressOf(run, task, known)
  const end = await readListing(run, task, inputs, progress)
  const isCut = end === undefined && task.before?.status === 'partial'
  const ending = isCut ? {status: 'partial' as const, reason: `${task.before?.operation} is partial`} : end
  return settled(run, task, ending ?? {status: 'complete'}, progress.pages)
}

interface Ending {
  readonly status: CoverageStatus
  readonly reason?: string | undefined
}

async function settled({journal}: TaskRun, task: Task, {status, reason}: Ending, pages: readonly Page[]) {
  await journal.write({task: task.name, state: status, ...(reason !== undefined && {reason})})
  return resultOf(task, status, reason, pages)
}

function resultOf(task: Task, status: CoverageStatus, reason: string | undefined, pages: readonly Page[]): TaskResult {
  const {name, operation, asked} = task
  return {
    ...name,
    action: operation.action,
    status,
    ...(reason !== undefined && {reason}),
    ...(asked && {asked}),
    pages,
  }
}

/** What cannot be asked because what comes before it did not answer. */
function withheldBy({before}: Task): Ending | undefined {
  if (before === undefined || before.pages.length > 0 || before.status === 'complete') return undefined
  return {
    status: before.status,
    reason: `it is asked of what ${before.operation} lists: ${before.reason ?? before.status}`,
  }
}

/** Goes on where an interrupted run stopped while its token is young; else begins anew. */
async function progressOf(run: TaskRun, task: Task, known: TaskState | undefined): Promise<Progress> {
  const last = known?.state === 'running' ? known.pages.at(-1) : undefined
  const age = last ? (run.now().getTime() - Date.parse(last.observedAt)) / 60_000 : Infinity
  if (known && last && (known.next === undefined || age < tokenMinutes))
    return {
      pages: [...known.pages],
      request: known.next === undefined ? last.request + 1 : last.request,
      token: known.next,
    }
  await run.journal.write({task: task.name, state: 'running'})
  return {pages: [], request: 0, token: undefined}
}

/** Undefined at the end; else why it stopped. */
async function readListing(
  run: TaskRun,
  task: Task,
  inputs: readonly CommandInput[],
  progress: Progress,
): Promise<Ending | undefined> {
  let renewals = 0
  let restarts = 0
  while (progress.request < inputs.length) {
    run.signal?.throwIfAborted()
    const failure = await readRequest(run, task, inputs[progress.request] ?? {}, progress)
    if (failure === undefined) continue
    if (failure.kind === 'expired-session' && renewals === 0) {
      renewals += 1
      task.session.renew()
    } else if (failure.kind === 'expired-token' && progress.token !== undefined && restarts === 0) {
      restarts += 1
      Object.assign(progress, {request: 0, token: undefined})
      progress.pages.length = 0
      await run.journal.write({task: task.name, state: 'running'})
    } else if (failure.kind === 'gone' && task.operation.after) {
      // It was there when it was listed and has gone since.
      Object.assign(progress, {request: progress.request + 1, token: undefined})
    } else if (failure.status === 'failed' && progress.pages.length > 0)
      return {
        status: 'partial',
        reason: `${failure.reason}; stopped after ${progress.pages.length} ${progress.pages.length === 1 ? 'page' : 'pages'}`,
      }
    else return failure
  }
  return undefined
}

/** Reads pages of one request until it ends or fails. */
async function readRequest(
  run: TaskRun,
  task: Task,
  input: CommandInput,
  progress: Progress,
): Promise<Failure | undefined> {
  const {operation, service} = task
  const asked = new Set<string>()
  do {
    const {token} = progress
    if (token !== undefined) {
      if (asked.has(token))
        return {kind: 'other', status: 'failed', reason: 'the token for the next page repeats itself'}
      asked.add(token)
    }
    run.signal?.throwIfAborted()
    try {
      const full = {
        ...operation.input,
        ...input,
        ...(token !== undefined && operation.paging && {[operation.paging.request]: token}),
      }
      const answer = await ask(
        run.clients,
        await task.client(),
        {service, operation, input: full},
        run.longestAnswerMilliseconds,
      )
      if (!operation.omitsEmptyList && itemsOf(answer.output, operation) === undefined)
        throw new NotAnAnswer(`the answer has no ${operation.items.split('.')[0]}`)
      const next = nextToken(operation, answer.output)
      const page: Page = {
        request: progress.request,
        input: input as Record<string, Json>, // made by descriptions of plain texts and lists
        sha256: await writePage(run.evidence, answer.page.bytes, taskKey(task.name)),
        bytes: answer.page.bytes.length,
        redactions: answer.page.redactions,
        attempts: answer.attempts,
        ...(answer.requestId !== undefined && {requestId: answer.requestId}),
        observedAt: run.now().toISOString(),
      }
      await run.journal.write({task: task.name, page, ...(next !== undefined && {next})})
      progress.pages.push(page)
      progress.token = next
      run.onPage()
    } catch (error) {
      if (isOurs(error)) throw error
      return classifyFailure(error, operation.action)
    }
  } while (progress.token !== undefined)
  progress.request += 1
  return undefined
}

/** A disk that is full, or Ctrl-C, ends the run; what the API does ends the task. */
function isOurs(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'exitStatus' in error
}

/** The token by which an answer has a next page; undefined at the end. */
export function nextToken({paging}: Operation, output: Readonly<Record<string, unknown>>): string | undefined {
  const token = paging && output[paging.response]
  return typeof token === 'string' && token !== '' ? token : undefined
}

/** The requests that follow from what another operation listed, read back from its pages. */
async function inputsAfter(run: TaskRun, {before, operation, service}: Task): Promise<readonly CommandInput[]> {
  const {after} = operation
  if (!after || !before) return []
  const items = (await listItems(run, service, before)).map(({value}) => value)
  return after.inputs(items)
}
