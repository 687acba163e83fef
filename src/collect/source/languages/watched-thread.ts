import {Worker} from 'node:worker_threads'
import {compileCacheEnvironment} from '../../../model/compile-cache.ts'
import type {FileFacts} from './fact.ts'
import type {ScannedFile} from './language-scanner.ts'

/** What the thread is sent, and what it answers for each file of it, in order. */
export type ScanOrder = readonly ScannedFile[]
export type ScanAnswer = {readonly found: FileFacts} | {readonly failed: string}

interface WatchOptions {
  readonly script: URL
  /** So long a file may take. */
  readonly limitMs: number
  /** The files that no answer has come for, the one being scanned first; `answered` takes it away. */
  readonly sent: readonly ScannedFile[]
  readonly answered: (answer: ScanAnswer) => void
}

interface WatchedThread {
  /** Sends files, which stand at the end of `sent` already. */
  readonly post: (files: readonly ScannedFile[]) => void
  readonly end: () => Promise<void>
}

/** An answer may have come while this thread was busy: it is taken before the file is given up. */
const graceMs = 500

/** A thread that ends, or gives no answer in time, is begun anew with what waits behind the file that it was at. */
export function watchedThread({script, limitMs, sent, answered}: WatchOptions): WatchedThread {
  let worker: Worker | undefined
  let timer: NodeJS.Timeout | undefined
  const watch = (): void => {
    clearTimeout(timer)
    const [head] = sent
    if (!head) return
    const unlessAnswered = (): void => {
      if (sent[0] === head) giveUp(`took longer than ${limitMs / 1000} seconds`)
    }
    timer = setTimeout(() => (timer = setTimeout(unlessAnswered, graceMs)), limitMs)
  }
  const giveUp = (why: string): void => {
    void worker?.terminate()
    worker = undefined
    answered({failed: why})
    if (sent.length > 0) post(sent)
    watch()
  }
  const post = (files: readonly ScannedFile[]): void => {
    worker ??= begin()
    worker.postMessage(files.map(({path, text, given}) => ({path, text, ...(given && {given})})) satisfies ScanOrder)
    if (sent.length === files.length) watch()
  }
  const begin = (): Worker => {
    const begun = newWorker(script)
    begun.on('message', (answer: ScanAnswer) => {
      if (begun !== worker) return
      answered(answer)
      watch()
    })
    let why: string | undefined
    begun.on('error', (error: unknown) => {
      why = String(Object(error).name ?? 'unknown')
      ended()
    })
    begun.on('exit', () => {
      if (why === undefined) ended()
    })
    // That a thread ended may be told before the answers that it gave: they are taken first.
    const ended = (): void => {
      setImmediate(() => setImmediate(() => begun === worker && giveUp(why ?? 'its thread ended')))
    }
    return begun
  }
  return {
    post,
    end: async () => {
      clearTimeout(timer)
      const ended = worker
      worker = undefined
      await ended?.terminate()
    },
  }
}

function newWorker(script: URL): Worker {
  return new Worker(script, {
    env: compileCacheEnvironment(),
    argv: [],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // Trees and facts live for one file only: a large nursery spares copying them.
    resourceLimits: {maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 1024},
  })
}
