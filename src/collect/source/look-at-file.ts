import {join} from 'node:path'
import {fileState} from './file-state.ts'
import type {ScanJournal} from './scan-journal.ts'
import {folderOf, isTooLarge, leave, readText, type SourceFile, tellUnreadable, type TreeList} from './walk-tree.ts'

/** A file changed between two looks at it, so that what was found in it is of two files. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile'
}

export interface LookOptions {
  readonly root: string
  readonly list: Pick<TreeList, 'leftOut' | 'setAside' | 'tooLarge' | 'problems'>
  readonly journal: ScanJournal
  /** In milliseconds, by the clock that the file system has too. */
  readonly now: () => number
  /** Every file is read, and its text is at hand: whatever happens to it now, nothing is read of it again. */
  readonly isWary?: boolean
}

/**
 * One file of a list, without reading it where the journal knows what reading it came to in the state that it is in; its
 * text is then read when it is asked for. What is no source to read is counted in the list and gives undefined.
 */
export function lookAtFile(
  {root, list, journal, now, isWary = false}: LookOptions,
  path: string,
): SourceFile | undefined {
  const file = `${root}/${path}`
  try {
    const {bytes, settled} = fileState(file, now())
    if (isTooLarge(path, bytes, list)) return undefined
    const known = settled !== undefined && !isWary ? journal.read(path, settled) : undefined
    if (known)
      return 'leftOut' in known ? leave(list, known.leftOut, folderOf(path)) : readLater(file, path, known.sha256)
    const read = readText(file, path)
    journal.keepReading(path, settled, read)
    return 'leftOut' in read ? leave(list, read.leftOut, folderOf(path)) : {path, ...read}
  } catch (error) {
    tellUnreadable(list, path, error)
    return undefined
  }
}

/** Errors, when its text is asked for: ChangedMeanwhile, where it is no longer the file of that hash. */
function readLater(file: string, path: string, sha256: string): SourceFile {
  let text: string | undefined
  return {
    path,
    sha256,
    get text() {
      text ??= textOf(file, path, sha256)
      return text
    },
  }
}

/** A file whose text is read whenever it is asked for, and never held. Errors: as those of one that is read later. */
export function unheld({root}: Pick<LookOptions, 'root'>, {path, sha256}: SourceFile): SourceFile {
  return {
    path,
    sha256,
    get text() {
      return textOf(join(root, path), path, sha256)
    },
  }
}

function textOf(file: string, path: string, sha256: string): string {
  try {
    const read = readText(file, path)
    if ('text' in read && read.sha256 === sha256) return read.text
  } catch {
    // It is gone, or nobody may read it any longer.
  }
  throw new ChangedMeanwhile(path)
}
