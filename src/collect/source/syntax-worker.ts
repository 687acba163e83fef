import {enableCompileCache} from 'node:module'
import {parentPort} from 'node:worker_threads'
import type {SyntaxAnswer, SyntaxOrder} from './syntax-check.ts'
import {lookAgain, lookAtScript} from './scripts/look-at-script.ts'

enableCompileCache()
const {ts} = await import('ts-morph')
parentPort?.on('message', (order: SyntaxOrder) =>
  parentPort?.postMessage(
    ('again' in order
      ? {again: lookAgain(ts, order.again, order.given)}
      : order.map((file) => lookAtScript(ts, file))) satisfies SyntaxAnswer,
  ),
)
