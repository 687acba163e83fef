import type {StageVerdict} from './stage-journal.ts'

/** What a run tells while it goes: a stage begins, moves, settles. */
export interface Progress {
  /** Where the stage is one that may be kept, with whether it is and why. */
  readonly begin: (stage: string, verdict?: StageVerdict) => void
  readonly move: (done: number, total: number | undefined, what: string) => void
  /** The stage's settled line: what it found, and how long it took or that nothing had changed. */
  readonly settle: (stage: string, note: string, outcome: 'done' | 'unchanged') => void
  /** Something that the reader should know and that stops nothing. */
  readonly note: (message: string) => void
}

export const silent: Progress = {
  begin: () => undefined,
  move: () => undefined,
  settle: () => undefined,
  note: () => undefined,
}

interface ProgressStream {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const redrawEveryMs = 100
const clearLine = '\r\u001b[2K'

/** Progress for a person: in place on a terminal, whole lines only where it is piped. */
export function terminalProgress(stream: ProgressStream, now: () => number): Progress {
  const terminal = stream.isTTY === true
  let began = now()
  let drawn = 0
  let current = ''
  return {
    begin: (stage) => {
      began = now()
      current = stage
      if (terminal) stream.write(`${clearLine}  ${stage} ...`)
    },
    move: (done, total, what) => {
      if (!terminal || now() - drawn < redrawEveryMs) return
      drawn = now()
      stream.write(`${clearLine}  ${current.padEnd(18)}${progressNote(done, total, what, now() - began)}`)
    },
    note: (message) => stream.write(`${terminal ? clearLine : ''}  ${message}\n`),
    settle: (stage, note, outcome) => {
      const time = outcome === 'unchanged' ? 'unchanged' : `${((now() - began) / 1000).toFixed(1)} s`
      stream.write(
        `${terminal ? clearLine : ''}  ${stage.padEnd(18)}${note.slice(0, 52).padEnd(52)}${time.padStart(10)}\n`,
      )
    },
  }
}

function progressNote(done: number, total: number | undefined, what: string, elapsedMs: number): string {
  if (!total) return `${done.toLocaleString('en-GB')} ${what}`
  const left = done > 0 ? Math.ceil(((elapsedMs / done) * (total - done)) / 1000) : 0
  return `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} ${what}${left > 1 ? `, about ${left} s left` : ''}`
}
