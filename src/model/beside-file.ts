import {readdir, rm} from 'node:fs/promises'
import {hostname} from 'node:os'
import {join} from 'node:path'

/**
 * Where a file is written before it takes its place: each process has its own, so that two that write one file at a time do
 * not write into each other's; the last to finish has the last word.
 */
export function besideOf(path: string): string {
  return `${path}.${process.pid}${endOfOurs()}`
}

/** Takes away what killed runs of this machine left beside the places of files of this folder. */
export async function removeLeftBeside(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    if (!name.endsWith(endOfOurs())) continue
    const pid = /\.(\d+)$/.exec(name.slice(0, -endOfOurs().length))?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, name), {force: true}).catch(() => undefined)
  }
}

function endOfOurs(): string {
  return `.${hostname()}.new`
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH' // a system error; another user's is running
  }
}
