import {fork} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {compileCacheEnvironment} from '../model/compile-cache.ts'

const limitMs = 60_000

type Answer<T> = {readonly done: T} | {readonly error: string}

/**
 * Sends an order to a worker module in a process of its own, whose globals and memory end with it, within a time limit.
 * Errors: an Error that says why, when the worker refuses, the process dies or the time is up.
 */
export function inChild<T>(worker: URL, order: object, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    // The zone is fixed because axes are dates; no flag of the parent's is handed down.
    const child = fork(fileURLToPath(worker), [], {
      execArgv: ['--no-warnings'],
      env: {PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C', ...compileCacheEnvironment()},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    })
    const timer = setTimeout(() => fail(`it took longer than ${limitMs / 1000} s`), limitMs)
    const abort = (): void => fail('it was stopped')
    const settle = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
    const fail = (why: string): void => {
      settle()
      child.kill('SIGKILL')
      reject(new Error(why))
    }
    signal?.addEventListener('abort', abort)
    child.on('error', (error) => fail(error.message))
    child.on('exit', (code) => fail(`the drawing process ended (${code ?? 'killed'})`))
    child.on('message', (answer: Answer<T>) => {
      if ('error' in answer) return fail(answer.error)
      settle()
      resolve(answer.done)
    })
    child.send(order)
  })
}

/** In a worker: does what is ordered, answers, and ends the process, whatever a library of it left running. */
export function answering<Order>(work: (order: Order) => Promise<unknown>): void {
  process.on('message', (order: Order) => {
    work(order).then(
      (done) => process.send?.({done}, () => process.exit(0)), // eslint-disable-line no-restricted-properties -- timers may be left behind
      (error: unknown) =>
        process.send?.({error: error instanceof Error ? error.message : String(error)}, () => process.exit(1)), // eslint-disable-line no-restricted-properties -- as above
    )
  })
}

/** The worker beside a module: its source under test, what it is built to otherwise. */
export function workerBeside(moduleUrl: string, name: string): URL {
  return new URL(`./${name}${moduleUrl.endsWith('.ts') ? '.ts' : '.js'}`, moduleUrl)
}
