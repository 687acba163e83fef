import {spawn} from 'node:child_process'
import {join} from 'node:path'

export const repository = join(import.meta.dirname, '..', '..')

export interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built command line as a user would. */
export function runDomesday(
  args: readonly string[],
  options: {
    readonly cwd: string
    readonly env?: Record<string, string>
    readonly interruptAfterMs?: number
    /** Flags of Node itself. */
    readonly node?: readonly string[]
  },
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...(options.node ?? []), join(repository, 'bin', 'run.js'), ...args], {
      cwd: options.cwd,
      env: {...process.env, NO_COLOR: '1', ...options.env},
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    if (options.interruptAfterMs !== undefined) setTimeout(() => child.kill('SIGINT'), options.interruptAfterMs)
    child.on('error', reject)
    child.on('close', (status) => resolve({status, stdout, stderr}))
  })
}
