import {parentPort, workerData} from 'node:worker_threads'
import type {EarlierSystem} from '../model/earlier-audit.ts'
import {foundRecords} from './found-records.ts'
import type {SnapshotAnswer, SnapshotOrder} from './snapshot-keeper.ts'
import {snapshotToKeep, writeSnapshot} from './snapshots.ts'

const {folder, asOf, producedBy, sha256, figures} = workerData as SnapshotOrder // as the keeper sends it
const notes: string[] = []
const systems = JSON.parse(figures) as readonly EarlierSystem[] // as above
const found = {asOf, records: foundRecords(folder, sha256, systems)}
const sought = snapshotToKeep(folder, found, {producedBy, note: (text) => void notes.push(text)})
sought.catch(() => undefined) // it is told when the snapshot is asked for

parentPort?.once('message', () => void keep())

async function keep(): Promise<void> {
  const answer = await sought
    .then((snapshot) => writeSnapshot(folder, snapshot))
    .then((): SnapshotAnswer => ({notes}))
    .catch((error: unknown): SnapshotAnswer => ({failed: String(error)}))
  parentPort?.postMessage(answer)
}
