import {Worker} from 'node:worker_threads'
import type * as Morph from 'ts-morph'
import {compileCacheEnvironment} from '../../model/compile-cache.ts'
import {type FileQueue, fileQueue} from './file-queue.ts'
import {lookAtScript, type ScriptLook} from './scripts/look-at-script.ts'
import type {SourceFile} from './walk-tree.ts'

/** Looks at modules beside the scan; what is found in one is told by the end of `finish` at the latest. */
export interface SyntaxCheck extends Pick<FileQueue, 'add' | 'pace' | 'finish'> {
  /** Ends it, whatever is left. */
  readonly end: () => Promise<void>
}

/** A file that was looked at, with what is wrong with it if anything is, and what it says. */
type Told = (file: SourceFile, look: ScriptLook) => void

/** What the thread is sent, and what it answers, file by file. */
export type SyntaxOrder = readonly Pick<SourceFile, 'path' | 'text'>[]
export type SyntaxAnswer = readonly ScriptLook[]

/** So few modules are parsed sooner here than in a thread that has to load the parser first. */
const fewModules = 400
const filesAnOrder = 64
const mostWaiting = 64 * 1024 * 1024

/**
 * Parses whole what stage one reads only in part, in a thread of its own: the scan of a large tree does not wait for it.
 */
export function syntaxCheck(ts: typeof Morph.ts, told: Told): SyntaxCheck {
  let early: SourceFile[] = []
  let thread: SyntaxCheck | undefined
  return {
    add: (file) => {
      if (thread) return thread.add(file)
      early.push(file)
      if (early.length <= fewModules) return
      thread = checkInThread(told)
      for (const one of early) thread.add(one)
      early = []
    },
    pace: async () => thread?.pace(),
    finish: async () => {
      for (const file of early) told(file, lookAtScript(ts, file))
      early = []
      await thread?.finish()
    },
    end: async () => thread?.end(),
  }
}

function checkInThread(told: Told): SyntaxCheck {
  const worker = new Worker(
    new URL(`./syntax-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
    {
      env: compileCacheEnvironment(),
      argv: [],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      // Trees of nodes live for one file only: a large nursery spares copying them.
      resourceLimits: {maxYoungGenerationSizeMb: 32},
    },
  )
  const post = (files: readonly SourceFile[]): void =>
    worker.postMessage(files.map(({path, text}) => ({path, text})) satisfies SyntaxOrder)
  const {answered, fail, ...queue} = fileQueue({filesAnOrder, mostWaiting, post})
  worker.on('message', (answer: SyntaxAnswer) => {
    for (const look of answer) {
      const file = answered()
      if (file) told(file, look)
    }
  })
  worker.on('error', fail)
  return {...queue, end: async () => void (await worker.terminate())}
}
