import {fork} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {StoreError, UsageError} from '../../errors.ts'
import type {QueryRows} from '../../model/graph-answers.ts'
import {noGraph} from './faults.ts'
import {existsSync} from 'node:fs'

export interface QueryOrder {
  readonly path: string
  readonly text: string
  /** Of the text, by name. */
  readonly parameters: Readonly<Record<string, string>>
  /** The most rows. */
  readonly limit: number
}

export type QueryAnswer = QueryRows | {readonly error: string}

interface QueryLimits {
  readonly limit: number
  readonly timeoutSeconds: number
  readonly parameters?: QueryOrder['parameters']
  readonly signal?: AbortSignal | undefined
}

/**
 * Asks the graph in SQL of the user's own. It can only read: SQLite opens the file for reading and asks before every
 * action. In a process of its own, because a query that never ends can only be killed.
 * Errors: a UsageError when SQLite refuses the query, a StoreError when the time is up.
 */
export async function nativeQuery(path: string, text: string, limits: QueryLimits): Promise<QueryRows> {
  if (!existsSync(path)) throw noGraph(path)
  const answer = await inOwnProcess({path, text, limit: limits.limit, parameters: limits.parameters ?? {}}, limits)
  if (!('error' in answer)) return answer
  throw new UsageError('query-refused', `The query was refused: ${answer.error.replace(/\.$/, '')}.`, {
    hint: 'One SELECT over the views entity, relation and attribute: docs/graph.md.',
  })
}

function inOwnProcess(order: QueryOrder, {timeoutSeconds, signal}: QueryLimits): Promise<QueryAnswer> {
  const worker = fileURLToPath(
    new URL(`./query-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  )
  return new Promise((resolve, reject) => {
    const child = fork(worker, [], {
      execArgv: ['--no-warnings', '--max-old-space-size=1024'],
      env: {PATH: process.env.PATH},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      child.kill('SIGKILL')
      settle()
    }
    const abort = (): void => end(() => reject(signal?.reason))
    const timer = setTimeout(
      () =>
        end(() =>
          reject(
            new StoreError('query-too-long', `The query was stopped after ${timeoutSeconds} s.`, {
              hint: 'Ask for less, or give it longer with --timeout <seconds>.',
            }),
          ),
        ),
      timeoutSeconds * 1000,
    )
    signal?.addEventListener('abort', abort)
    child.once('message', (answer: QueryAnswer) => end(() => resolve(answer)))
    child.once('error', (error) => end(() => reject(error)))
    child.once('exit', (code) =>
      end(() => resolve({error: `its process ended (${code ?? 'out of memory or killed'})`})),
    )
    child.send(order)
  })
}
