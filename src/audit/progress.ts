import type {StageVerdict} from './stage-journal.ts'
import {type Mark, secondsLeft, withMark, writtenTimeLeft} from './time-left.ts'

/** What a run tells while it goes: a stage begins, moves, settles. */
export interface Progress {
  /** Where the stage is one that may be kept, with whether it is and why. */
  readonly begin: (stage: string, verdict?: StageVerdict) => void
  readonly move: (done: number, total: number | undefined, what: string) => void
  /** The stage's settled line: what it found, and how long it took or that nothing had changed. */
  readonly settle: (stage: string, note: string, outcome: 'done' | 'unchanged') => void
  /** Something that the reader should know and that stops nothing. */
  readonly note: (message: string) => void
  /** The same of what was lost, which is told where no progress is; left out, it is a note. */
  readonly warn?: (message: string) => void
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
/** Where lines stay, as in a log, so often. */
const lineEveryMs = 15_000
const clearLine = '\r\u001b[2K'
const widest = 79
/** A note and the time that stands at the right end of its line. */
const noteAndTime = 60

/** Progress for a person: in place on a terminal; where it is piped, whole lines, and one now and then in long stages. */
export function terminalProgress(stream: ProgressStream, now: () => number): Progress {
  const terminal = stream.isTTY === true
  let began = now()
  let told = began
  let current = ''
  let marks: readonly Mark[] = []
  return {
    begin: (stage) => {
      began = now()
      told = terminal ? -Infinity : began
      current = stage
      marks = []
      if (terminal) stream.write(`${clearLine}  ${stage} ...`)
    },
    move: (done, total, what) => {
      const mark = {atMs: now(), done}
      marks = withMark(marks, mark)
      if (mark.atMs - told < (terminal ? redrawEveryMs : lineEveryMs)) return
      told = mark.atMs
      const left = total === undefined ? undefined : secondsLeft(marks, mark, total)
      const line = `  ${current.padEnd(18)}${movedText(done, total, what)}${left ? `, ${writtenTimeLeft(left)}` : ''}`
      stream.write(terminal ? `${clearLine}${line.slice(0, widest)}` : `${line}\n`)
    },
    note: (message) => stream.write(`${terminal ? clearLine : ''}  ${message}\n`),
    settle: (stage, note, outcome) => {
      const time = outcome === 'unchanged' ? 'unchanged' : `${((now() - began) / 1000).toFixed(1)} s`
      const [first = '', ...rest] = linesOf(note, noteAndTime - time.length - 1)
      stream.write(
        `${terminal ? clearLine : ''}  ${stage.padEnd(18)}${first}${time.padStart(noteAndTime - first.length)}\n`,
      )
      for (const line of rest) stream.write(`${' '.repeat(20)}${line}\n`)
    },
  }
}

/** A note in lines that leave room for the time beside the first; nothing of it is cut. */
function linesOf(note: string, width: number): readonly string[] {
  const lines = ['']
  for (const word of note.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}

/** `5,120 of 7,376 files`. */
export function movedText(done: number, total: number | undefined, what: string): string {
  const of = total ? ` of ${total.toLocaleString('en-GB')}` : ''
  return `${done.toLocaleString('en-GB')}${of} ${what}`
}
