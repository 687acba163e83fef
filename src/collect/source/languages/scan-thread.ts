import {type FileQueue, fileQueue} from '../file-queue.ts'
import type {SourceFile} from '../walk-tree.ts'
import {type ScanAnswer, watchedThread} from './watched-thread.ts'

/** Scans files in a thread of its own, which one file can neither stop nor hold up for long. */
export interface ScanThread extends Pick<FileQueue, 'add' | 'pace' | 'finish'> {
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
/** Each is in memory here, on its way, and there. */
const mostWaiting = 4 * 1024 * 1024
const ownScript = new URL(`./scan-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/**
 * A file at which the thread ends, or that takes longer than the limit, is told as failed; a new thread goes on with
 * the file behind it.
 */
export function scanThread({told, limitMs = 20_000, script = ownScript}: ThreadOptions): ScanThread {
  const {answered, sent, ...queue} = fileQueue({filesAnOrder, mostWaiting, post: (files) => thread.post(files)})
  const thread = watchedThread({
    script,
    limitMs,
    sent,
    answered: (answer) => {
      const file = answered()
      if (file) told(file, answer)
    },
  })
  return {...queue, end: thread.end}
}
