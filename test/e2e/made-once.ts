import {existsSync, mkdirSync, rmSync, statSync} from 'node:fs'
import {dirname} from 'node:path'

/** A maker that is gone leaves its mark behind. */
const longestMs = 400_000
const lookAgainMs = 250

/** Has a folder made that several suites need: by one of them, while the others wait for it. */
export function madeOnce(folder: string, make: () => void): string {
  const mark = `${folder}.making`
  mkdirSync(dirname(folder), {recursive: true})
  while (!existsSync(folder)) {
    if (!isTaken(mark)) {
      pause(lookAgainMs)
      continue
    }
    try {
      if (!existsSync(folder)) make()
    } finally {
      rmSync(mark, {recursive: true, force: true})
    }
  }
  return folder
}

/** Whether the mark is ours now. */
function isTaken(mark: string): boolean {
  try {
    mkdirSync(mark)
    return true
  } catch {
    const {mtimeMs} = statSync(mark, {throwIfNoEntry: false}) ?? {mtimeMs: 0}
    if (mtimeMs > 0 && Date.now() - mtimeMs > longestMs) rmSync(mark, {recursive: true, force: true})
    return false
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
