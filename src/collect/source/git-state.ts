import {execFile} from 'node:child_process'
import {createHash, hash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {ChangedMeanwhile} from './look-at-file.ts'
import type {ScanJournal} from './scan-journal.ts'
import type {FileSeen} from './walk-tree.ts'

const run = promisify(execFile)
const timeoutMs = 20_000
/** Nothing that a repository configures may run, and nothing of it is locked or written. */
const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-optional-locks']

export interface GitState {
  readonly commit: string
  /** There are changes that no commit holds. */
  readonly dirty: boolean
}

/**
 * The commit of a tree, and whether the files that were read differ from it; undefined when it is not under version
 * control, or git is not there. Files are compared by their hashes, because `git status` would run the filters that a
 * hostile repository configures. Errors: ChangedMeanwhile, where a file is no longer as it was scanned; to the wary it
 * is one that differs.
 */
export async function gitState(
  folder: string,
  files: readonly FileSeen[],
  {blob}: Pick<ScanJournal, 'blob'>,
  isWary = false,
): Promise<GitState | undefined> {
  const git = async (...args: string[]): Promise<string> => {
    const env = {
      PATH: process.env.PATH,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      HOME: '/nonexistent',
    }
    const {stdout} = await run('git', [...safe, '-C', folder, ...args], {timeout: timeoutMs, maxBuffer: 1 << 27, env})
    return stdout
  }
  try {
    const tracked = new Map(
      (await git('ls-files', '-s', '-z', '--', '.'))
        .split('\0')
        .filter(Boolean)
        .map((row) => [row.slice(row.indexOf('\t') + 1), row.split(' ')[1] ?? '']),
    )
    // A folder that git does not track, inside a repository of something else, has no commit of its own.
    if (tracked.size === 0) return undefined
    const commit = (await git('rev-parse', 'HEAD')).trim()
    const staged =
      (await git('diff-index', '--cached', '--no-ext-diff', '--name-only', 'HEAD', '--', '.')).trim() !== ''
    const isChanged = ({path, sha256}: FileSeen): boolean => {
      try {
        return tracked.get(path) !== blob(sha256, () => blobOf(join(folder, path), sha256))
      } catch (error) {
        if (isWary && error instanceof ChangedMeanwhile) return true
        throw error
      }
    }
    return {commit, dirty: staged || files.some(isChanged)}
  } catch (error) {
    if (error instanceof ChangedMeanwhile) throw error
    return undefined
  }
}

/** The hash under which git would keep a file. Errors: ChangedMeanwhile, where it is not the file that was scanned. */
function blobOf(file: string, sha256: string): string {
  const bytes = bytesOf(file)
  if (hash('sha256', bytes) !== sha256) throw new ChangedMeanwhile(file)
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new ChangedMeanwhile(file)
  }
}
