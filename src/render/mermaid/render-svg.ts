import {fork} from 'node:child_process'
import {fileURLToPath} from 'node:url'

const limitMs = 60_000

type Answer = {readonly svgs: Readonly<Record<string, string>>} | {readonly error: string}

/**
 * Draws Mermaid sources as SVG without a browser, in a child process with a time limit.
 * Errors: an Error that says why, when Mermaid refuses, the process dies or the time is up.
 */
export function renderSvgs(
  sources: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const worker = fileURLToPath(
    new URL(`./draw-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  )
  return new Promise((resolve, reject) => {
    // The zone is fixed because axes are dates; no flag of the parent's is handed down.
    const child = fork(worker, [], {
      execArgv: ['--no-warnings'],
      env: {PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C'},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const timer = setTimeout(() => fail(`it took longer than ${limitMs / 1000} s`), limitMs)
    const abort = (): void => fail('it was stopped')
    const settle = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
    const fail = (why: string): void => {
      settle()
      child.kill('SIGKILL')
      reject(new Error(why))
    }
    signal?.addEventListener('abort', abort)
    child.on('error', (error) => fail(error.message))
    child.on('exit', (code) => fail(`the drawing process ended (${code ?? 'killed'})`))
    child.on('message', (answer: Answer) => {
      if ('error' in answer) return fail(answer.error)
      settle()
      resolve(answer.svgs)
    })
    child.send({sources})
  })
}
