import {parentPort} from 'node:worker_threads'
import {loadTypescript} from './load-typescript.ts'
import type {SyntaxAnswer, SyntaxOrder} from './syntax-check.ts'
import {lookAgain, lookAtScript} from './scripts/look-at-script.ts'

const ts = loadTypescript()

parentPort?.on('message', (order: SyntaxOrder) =>
  parentPort?.postMessage(
    ('again' in order
      ? {again: lookAgain(ts, order.again, order.given)}
      : order.map((file) => lookAtScript(ts, file))) satisfies SyntaxAnswer,
  ),
)
