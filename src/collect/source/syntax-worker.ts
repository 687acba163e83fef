import {enableCompileCache} from 'node:module'
import {parentPort} from 'node:worker_threads'
import type {SyntaxAnswer, SyntaxOrder} from './syntax-check.ts'
import {lookAtScript} from './scripts/look-at-script.ts'

enableCompileCache()
const {ts} = await import('ts-morph')
parentPort?.on('message', (files: SyntaxOrder) =>
  parentPort?.postMessage(files.map((file) => lookAtScript(ts, file)) satisfies SyntaxAnswer),
)
