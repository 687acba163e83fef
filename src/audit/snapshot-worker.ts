import {parentPort, workerData} from 'node:worker_threads'
import {AuditError} from '../errors.ts'
import type {EstateRecord} from '../model/estate.ts'
import {linesOf} from '../model/json-lines.ts'
import {type SnapshotRecord, snapshotOf} from '../model/snapshot.ts'
import {keepSnapshot} from './snapshots.ts'
import type {SnapshotAnswer, SnapshotOrder} from './snapshot-beside.ts'

const order = workerData as SnapshotOrder // only snapshot-beside.ts starts this thread
const answer = (said: SnapshotAnswer): void => parentPort?.postMessage(said)

async function* records(): AsyncGenerator<Iterable<SnapshotRecord>> {
  for await (const lines of linesOf(order.estate, order.estate, []))
    yield snapshotOf(
      lines.filter(({number}) => number > 1).map(({text}) => JSON.parse(text) as EstateRecord), // just written by us
      [],
    )
  yield snapshotOf([], order.figures)
}

try {
  await keepSnapshot(
    order.folder,
    {asOf: order.asOf, records},
    {
      producedBy: order.producedBy,
      note: (note) => answer({note}),
    },
  )
  answer({done: true})
} catch (error) {
  if (!(error instanceof AuditError)) throw error
  const {code, exitStatus, message, faults, hint} = error
  answer({refused: {code, exitStatus, message, faults, ...(hint !== undefined && {hint})}})
}
