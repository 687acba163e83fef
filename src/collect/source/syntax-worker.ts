import {enableCompileCache} from 'node:module'
import {parentPort} from 'node:worker_threads'
import type {SyntaxAnswer, SyntaxOrder} from './syntax-check.ts'
import {syntaxFaultOf} from './syntax-fault.ts'

enableCompileCache()
const {ts} = await import('ts-morph')
parentPort?.on('message', (files: SyntaxOrder) =>
  parentPort?.postMessage(files.map((file) => syntaxFaultOf(ts, file)) satisfies SyntaxAnswer),
)
