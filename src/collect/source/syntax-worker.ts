import {parentPort} from 'node:worker_threads'
import {ts} from 'ts-morph'
import type {SyntaxAnswer, SyntaxOrder} from './syntax-check.ts'
import {lookAtScript} from './scripts/look-at-script.ts'

parentPort?.on('message', (files: SyntaxOrder) =>
  parentPort?.postMessage(files.map((file) => lookAtScript(ts, file)) satisfies SyntaxAnswer),
)
