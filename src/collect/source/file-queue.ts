import type {SourceFile} from './walk-tree.ts'

/** Files on their way to a thread that looks at them. */
export interface FileQueue {
  /** Takes a file; it is sent with others. */
  readonly add: (file: SourceFile) => void
  /** Waits while more is on its way than memory should hold. */
  readonly pace: () => Promise<void>
  /** Waits until every file has been looked at. */
  readonly finish: () => Promise<void>
  /** Takes away the file that was sent first: it has been looked at. */
  readonly answered: () => SourceFile | undefined
  /** Ends all waiting with this error. */
  readonly fail: (error: unknown) => void
  /** What was sent and not looked at yet, the first sent first. */
  readonly sent: readonly SourceFile[]
}

interface QueueOptions {
  readonly filesAnOrder: number
  /** In characters. */
  readonly mostWaiting: number
  readonly post: (files: readonly SourceFile[]) => void
}

export function fileQueue({filesAnOrder, mostWaiting, post}: QueueOptions): FileQueue {
  const sent: SourceFile[] = []
  let next: SourceFile[] = []
  let waiting = 0
  let failed: {readonly error: unknown} | undefined
  let wake = (): void => undefined
  const send = (): void => {
    if (next.length === 0) return
    const files = next
    next = []
    sent.push(...files)
    post(files)
  }
  const until = async (isReached: () => boolean): Promise<void> => {
    while (!isReached()) {
      if (failed) throw failed.error
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  return {
    sent,
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
      send()
      return until(() => sent.length === 0)
    },
    answered: () => {
      const file = sent.shift()
      waiting -= file?.text.length ?? 0
      wake()
      return file
    },
    fail: (error) => {
      failed = {error}
      wake()
    },
  }
}
