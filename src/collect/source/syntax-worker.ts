import {parentPort} from 'node:worker_threads'
import {ts} from 'ts-morph'
import type {SyntaxAnswer, SyntaxOrder} from './syntax-check.ts'
import {lookAgain, lookAtScript} from './scripts/look-at-script.ts'

parentPort?.on('message', (order: SyntaxOrder) =>
  parentPort?.postMessage(
    ('again' in order
      ? {again: lookAgain(ts, order.again, order.given)}
      : order.map((file) => lookAtScript(ts, file))) satisfies SyntaxAnswer,
  ),
)
