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
    readonly killAfterMs?: number
    /** What comes on its standard input; nothing if left out. */
    readonly input?: string
    /** Sends the signal as soon as the moment has come. */
    readonly signalWhen?: {readonly signal: NodeJS.Signals; readonly isTime: () => boolean}
    /** A write beyond this size fails, as on a full disk. */
    readonly largestFileBytes?: number
    /** Flags of Node itself. */
    readonly node?: readonly string[]
  },
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const command = [process.execPath, ...(options.node ?? []), join(repository, 'bin', 'run.js'), ...args]
    const [program = '', ...words] =
      options.largestFileBytes === undefined ? command : limitedCommand(options.largestFileBytes, command)
    const child = spawn(program, words, {
      cwd: options.cwd,
      env: {...process.env, NO_COLOR: '1', ...options.env},
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    child.stdin.on('error', () => undefined) // it may end without having read it
    child.stdin.end(options.input)
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    if (options.interruptAfterMs !== undefined) setTimeout(() => child.kill('SIGINT'), options.interruptAfterMs)
    if (options.killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), options.killAfterMs)
    const {signalWhen} = options
    const watch = signalWhen
      ? setInterval(() => {
          if (!signalWhen.isTime()) return
          clearInterval(watch)
          child.kill(signalWhen.signal)
        }, 2)
      : undefined
    child.on('error', reject)
    child.on('close', (status) => {
      clearInterval(watch)
      resolve({status, stdout, stderr})
    })
  })
}

/** A command whose files cannot grow beyond a size. The limit is in blocks of 512 bytes; without its signal, a write beyond it is refused with an error. */
export function limitedCommand(bytes: number, command: readonly string[]): readonly string[] {
  return ['sh', '-c', `trap '' XFSZ; ulimit -f ${Math.ceil(bytes / 512)}; exec "$@"`, 'sh', ...command]
}
