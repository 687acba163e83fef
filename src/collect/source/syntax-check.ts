import {Worker} from 'node:worker_threads'
import {compileCacheEnvironment} from '../../model/compile-cache.ts'
import {type FileQueue, fileQueue} from './file-queue.ts'
import {loadTypescript} from './load-typescript.ts'
import {lookAgain, lookAtScript, type ScriptLook} from './scripts/look-at-script.ts'
import type {Given, ScriptScan} from './scripts/script-scan.ts'
import type {SourceFile} from './walk-tree.ts'

type Script = Pick<SourceFile, 'path' | 'text'>

/** Looks at modules beside the scan; what is found in one is told by the end of `finish` at the latest. */
export interface SyntaxCheck extends Pick<FileQueue, 'add' | 'pace' | 'finish'> {
  /** What a module says with what others give it; undefined for one that the parser gives up at. */
  readonly lookAgain: (file: Script, given: Given) => Promise<ScriptScan | undefined>
  /** Ends it, whatever is left. */
  readonly end: () => Promise<void>
}

/** A file that was looked at, with what is wrong with it if anything is, and what it says. */
type Told = (file: SourceFile, look: ScriptLook) => void

/** What the thread is sent: modules to look at, or one to look at again. */
export type SyntaxOrder = readonly Script[] | {readonly again: Script; readonly given: Given}
/** What it answers, file by file. */
export type SyntaxAnswer = readonly ScriptLook[] | {readonly again: ScriptScan | undefined}

/** So few modules are parsed sooner here than in a thread that has to load the parser first. */
const fewModules = 400
const filesAnOrder = 64
/** Each is in memory here, on its way, and there. */
const mostWaiting = 4 * 1024 * 1024

/**
 * Parses whole what stage one reads only in part, in a thread of its own: the scan of a large tree does not wait for it.
 * The parser is large, and is loaded once, where a module is parsed at all.
 */
export function syntaxCheck(told: Told): SyntaxCheck {
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
      if (early.length > 0) {
        const ts = loadTypescript()
        for (const file of early) told(file, lookAtScript(ts, file))
      }
      early = []
      await thread?.finish()
    },
    lookAgain: async (file, given) => {
      if (thread) return thread.lookAgain(file, given)
      return lookAgain(loadTypescript(), file, given)
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
  const send = (order: SyntaxOrder): void => worker.postMessage(order)
  const {answered, fail, ...queue} = fileQueue({
    ...{filesAnOrder, mostWaiting},
    post: (files) => send(files.map(({path, text}) => ({path, text}))),
  })
  let second: PromiseWithResolvers<ScriptScan | undefined> | undefined
  worker.on('message', (answer: SyntaxAnswer) => {
    if ('again' in answer) return second?.resolve(answer.again)
    for (const look of answer) {
      const file = answered()
      if (file) told(file, look)
    }
  })
  worker.on('error', (error) => {
    fail(error)
    second?.reject(error)
  })
  return {
    ...queue,
    lookAgain: ({path, text}, given) => {
      second = Promise.withResolvers()
      send({again: {path, text}, given})
      return second.promise
    },
    end: async () => void (await worker.terminate()),
  }
}
