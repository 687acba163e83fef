import {mkdir, open, readFile, rm, truncate} from 'node:fs/promises'
import {dirname} from 'node:path'
import {z} from 'zod'
import {CoverageStatus} from '../../model/inventory.ts'
import {Instant} from '../../model/values.ts'
import {cannotWrite} from '../../model/write-whole.ts'
import {Page, TaskName, taskKey} from './task.ts'

const Run = z.strictObject({
  schema: z.literal('domesday/journal@1'),
  /** When it began. */
  began: Instant,
  /** Whose credentials, and what was asked for: another question is another run. */
  asked: z.string(),
})
export type Run = Readonly<z.infer<typeof Run>>

const JournalLine = z.union([
  z.strictObject({
    task: TaskName,
    /** `running` begins a listing anew: pages before it do not count. */
    state: z.enum(['running', ...CoverageStatus.options]),
    reason: z.string().optional(),
  }),
  z.strictObject({
    task: TaskName,
    page: Page,
    /** The token for the page after it; left out after the last page of a request. */
    next: z.string().optional(),
  }),
  z.strictObject({finished: Instant}),
])
type JournalLine = z.infer<typeof JournalLine>

export interface TaskState {
  readonly name: TaskName
  readonly state: 'running' | z.infer<typeof CoverageStatus>
  readonly reason: string | undefined
  readonly pages: readonly Page[]
  /** The token of the last page, where its request has more to come. */
  readonly next: string | undefined
}

export interface Journal {
  readonly run: Run
  /** What an interrupted run, taken up again, has of a task. */
  readonly before: (task: TaskName) => TaskState | undefined
  /** Of every task. */
  readonly all: () => readonly TaskState[]
  /** On the disk when it is done. */
  readonly write: (line: JournalLine) => Promise<void>
  readonly close: () => Promise<void>
}

interface JournalRead {
  readonly run: Run
  readonly tasks: ReadonlyMap<string, TaskState>
  readonly isFinished: boolean
  /** Bytes up to the end of the last whole line. */
  readonly whole: number
}

/** Reads a journal; undefined where there is none that can be read. A last line that was cut short is left out. */
export async function readJournal(path: string): Promise<JournalRead | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const end = text.lastIndexOf('\n') + 1
  const [head = '', ...lines] = text.slice(0, end).split('\n').slice(0, -1)
  const run = Run.safeParse(parsed(head)).data
  if (!run) return undefined
  const tasks = new Map<string, TaskState>()
  let isFinished = false
  for (const text of lines) {
    const line = JournalLine.safeParse(parsed(text)).data
    if (!line) return undefined
    if ('finished' in line) isFinished = true
    else tasks.set(taskKey(line.task), advanced(tasks.get(taskKey(line.task)), line))
  }
  return {run, tasks, isFinished, whole: Buffer.byteLength(text.slice(0, end))}
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function advanced(before: TaskState | undefined, line: Exclude<JournalLine, {finished: unknown}>): TaskState {
  const {pages = []} = before ?? {}
  if ('page' in line)
    return {name: line.task, state: 'running', reason: undefined, pages: [...pages, line.page], next: line.next}
  const isNew = line.state === 'running'
  return {
    name: line.task,
    state: line.state,
    reason: line.reason,
    pages: isNew ? [] : pages,
    next: isNew ? undefined : before?.next,
  }
}

/** Opens a journal to go on with what was read, or to begin anew. */
export async function openJournal(path: string, run: Run, read: JournalRead | undefined): Promise<Journal> {
  try {
    await mkdir(dirname(path), {recursive: true})
    if (read) await truncate(path, read.whole)
    else await rm(path, {force: true})
    const file = await open(path, 'a')
    const append = groupCommit(async (text) => {
      await file.appendFile(text)
      await file.datasync()
    })
    if (!read) await append(`${JSON.stringify(run)}\n`)
    return {
      run,
      before: (task) => read?.tasks.get(taskKey(task)),
      all: () => [...(read?.tasks.values() ?? [])],
      write: (line) =>
        append(`${JSON.stringify(line)}\n`).catch((error: unknown) => Promise.reject(cannotWrite(path, error))),
      close: () => file.close(),
    }
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

/** Lines that come while others are being written go together in the next write. */
function groupCommit(commit: (text: string) => Promise<void>): (text: string) => Promise<void> {
  let waiting = ''
  let next: Promise<void> | undefined
  let last: Promise<void> = Promise.resolve()
  return (text) => {
    waiting += text
    next ??= last.then(() => {
      const all = waiting
      waiting = ''
      next = undefined
      return (last = commit(all))
    })
    return next
  }
}
