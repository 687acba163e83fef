import {Worker} from 'node:worker_threads'

/** What a plugin gave, or why it gave nothing. */
export type Outcome =
  | {readonly text: string}
  | {readonly error: string; readonly stack: string; /** The input in hand. */ readonly at?: number}

/** A thread that was ended, or that ended itself. */
interface Ended {
  readonly ended: string
  /** Whether the plugin in hand was surely what did it: nothing else could run. */
  readonly surely: boolean
}

export type Task = {readonly url: string} | {readonly call: number; readonly inputs: string}

export interface ThreadOptions {
  /** The longest that one load, or one call for a batch of things, may take. */
  readonly timeLimitMs: number
  /** What plugins print; left out, it goes nowhere. */
  readonly onOutput?: (text: string) => void
}

interface Reply {
  readonly order: number
  readonly busy?: boolean
  readonly text?: string
  readonly error?: string
  readonly stack?: string
  readonly at?: number
}

const mostMegabytes = 512
/** An answer may have come while this thread was busy: it is taken before the other is ended. */
const graceMs = 200

/** A thread that plugins run in, one order at a time. */
export interface PluginThread {
  readonly run: (plugin: string, task: Task) => Promise<Outcome | Ended>
  readonly end: () => Promise<void>
}

export function startThread(options: ThreadOptions): PluginThread {
  const {timeLimitMs} = options
  const worker = newWorker(options)
  let orders = 0
  let settle: ((reply: Reply | {readonly crash: string}) => void) | undefined
  let crashed: string | undefined
  const crash = (reason: string): void => {
    crashed ??= reason
    settle?.({crash: crashed})
  }
  worker.on('message', (reply: Reply) => settle?.(reply))
  worker.on('error', (error) => crash(`it broke the thread that it ran in (${String(error.message ?? error)})`))
  worker.on('exit', () => crash('it ended the thread that it ran in'))
  worker.unref()

  const answered = (order: number): Promise<Outcome | Ended> =>
    new Promise((resolve) => {
      let busy = false
      const giveUp = (): void => crash(`it had not finished after ${timeLimitMs / 1000} s`)
      let late = setTimeout(() => (late = setTimeout(giveUp, graceMs)), timeLimitMs)
      settle = (reply) => {
        if (!('crash' in reply) && reply.order !== order) return
        if (!('crash' in reply) && reply.busy !== undefined) {
          busy = reply.busy
          return
        }
        clearTimeout(late)
        resolve('crash' in reply ? {ended: reply.crash, surely: busy} : outcomeOf(reply))
      }
    })

  const run = async (plugin: string, task: Task): Promise<Outcome | Ended> => {
    if (crashed !== undefined) return {ended: crashed, surely: false}
    const order = ++orders
    worker.ref()
    const outcome = answered(order)
    worker.postMessage({order, plugin, ...task})
    try {
      return await outcome
    } finally {
      settle = undefined
      worker.unref()
      if (crashed !== undefined) await worker.terminate()
    }
  }
  return {run, end: async () => void (await worker.terminate())}
}

function outcomeOf({text, error = '', stack = '', at}: Reply): Outcome {
  return text !== undefined ? {text} : {error, stack, ...(at !== undefined && {at})}
}

function newWorker({onOutput}: ThreadOptions): Worker {
  const file = `./plugin-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`
  const worker = new Worker(new URL(file, import.meta.url), {
    // Nothing of the audit's own environment and flags; what plugins print never mixes with the result.
    env: {},
    argv: [],
    workerData: {isSilent: onOutput === undefined},
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdout: true,
    stderr: true,
    resourceLimits: {maxOldGenerationSizeMb: mostMegabytes},
  })
  // A stream that is read keeps the program alive, so where nobody listens the thread prints nothing.
  if (onOutput)
    for (const stream of [worker.stdout, worker.stderr])
      stream.on('data', (chunk: Buffer) => onOutput(chunk.toString()))
  return worker
}
