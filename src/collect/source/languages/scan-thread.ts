import type {SourceFile} from '../walk-tree.ts'
import {type ScanAnswer, watchedThread} from './watched-thread.ts'

/** Scans files in a thread of its own, which one file can neither stop nor hold up for long. */
export interface ScanThread {
  /** Takes a file; what is found is told later, by the end of `finish` at the latest. */
  readonly add: (file: SourceFile) => void
  /** Waits while more waits to be scanned than memory should hold. */
  readonly pace: () => Promise<void>
  /** Waits until every file has been scanned. */
  readonly finish: () => Promise<void>
  /** Ends it, whatever is left. */
  readonly end: () => Promise<void>
}

interface ThreadOptions {
  readonly told: (file: SourceFile, answer: ScanAnswer) => void
  /** So long a file may take. */
  readonly limitMs?: number
  readonly script?: URL
}

const filesAnOrder = 32
const mostWaiting = 32 * 1024 * 1024
const ownScript = new URL(`./scan-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/**
 * A file at which the thread ends, or that takes longer than the limit, is told as failed; a new thread goes on with
 * the file behind it.
 */
export function scanThread({told, limitMs = 20_000, script = ownScript}: ThreadOptions): ScanThread {
  let next: SourceFile[] = []
  const sent: SourceFile[] = []
  let waiting = 0
  let wake = (): void => undefined
  const thread = watchedThread({
    script,
    limitMs,
    sent,
    answered: (answer) => {
      const file = sent.shift()
      if (!file) return
      waiting -= file.text.length
      told(file, answer)
      wake()
    },
  })
  const send = (): void => {
    sent.push(...next)
    thread.post(next)
    next = []
  }
  const until = async (isReached: () => boolean): Promise<void> => {
    while (!isReached()) await new Promise<void>((resolve) => (wake = resolve))
  }
  return {
    add: (file) => {
      next.push(file)
      waiting += file.text.length
      if (next.length >= filesAnOrder) send()
    },
    pace: () => {
      if (waiting > mostWaiting) send()
      return until(() => waiting <= mostWaiting)
    },
    finish: () => {
      if (next.length > 0) send()
      return until(() => sent.length === 0)
    },
    end: thread.end,
  }
}
