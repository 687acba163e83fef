import {statSync} from 'node:fs'

/** A file as the file system has it, without reading it. */
export interface FileState {
  readonly bytes: number
  /**
   * Size, moments of the last change of content and of the file itself, and its number on the disk; left out where the
   * file changed so lately that a further change might leave all of them as they are.
   */
  readonly settled?: string
}

/** So coarse are the clocks of some file systems. */
const coarsestMs = 2000

/** The state that a file is in. Errors: those of the system, where it cannot be asked. */
export function fileState(file: string, now: number): FileState {
  const {size, mtimeNs, ctimeNs, ino} = statSync(file, {bigint: true})
  const newestMs = Number((mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1_000_000n)
  return {
    bytes: Number(size),
    ...(newestMs < now - coarsestMs && {settled: `${size} ${mtimeNs} ${ctimeNs} ${ino}`}),
  }
}
