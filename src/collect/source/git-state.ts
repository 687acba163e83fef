import {execFile} from 'node:child_process'
import {promisify} from 'node:util'

const run = promisify(execFile)
const timeoutMs = 20_000
/** Nothing that a repository configures may run, and nothing of it is locked or written. */
const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.untrackedCache=false', '-c', 'diff.external=', '-c', 'filter.lfs.process=', '--no-optional-locks']

export interface GitState {
  readonly commit: string
  /** There are changes that no commit holds. */
  readonly dirty: boolean
}

/** The commit of a tree; undefined when it is not under version control, or git is not there. */
export async function gitState(folder: string): Promise<GitState | undefined> {
  const git = async (...args: string[]): Promise<string> => {
    const {stdout} = await run('git', [...safe, '-C', folder, ...args], {timeout: timeoutMs, maxBuffer: 1 << 26, env: {PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', HOME: '/nonexistent'}})
    return stdout
  }
  try {
    // A folder that git does not track, inside a repository of something else, has no commit of its own.
    if ((await git('ls-files', '--', '.')).trim() === '') return undefined
    const commit = (await git('rev-parse', 'HEAD')).trim()
    const status = await git('status', '--porcelain', '--untracked-files=normal', '--ignore-submodules=all', '--', '.')
    return {commit, dirty: status.trim() !== ''}
  } catch {
    return undefined
  }
}
