import {Worker} from 'node:worker_threads'
import {AuditError, type Fault} from '../errors.ts'
import type {ProducedBy} from '../model/document.ts'
import type {EarlierSystem} from '../model/earlier-audit.ts'
import type {CalendarDate} from '../model/values.ts'
import type {SnapshotFolder} from './snapshots.ts'

export interface SnapshotOrder {
  readonly folder: SnapshotFolder
  /** The estate's file, as this audit wrote it. */
  readonly estate: string
  readonly figures: readonly EarlierSystem[]
  readonly asOf: CalendarDate
  readonly producedBy: ProducedBy
}

export type SnapshotAnswer =
  | {readonly done: true}
  | {readonly note: string}
  | {
      readonly refused: {
        readonly code: string
        readonly exitStatus: number
        readonly message: string
        readonly faults: readonly Fault[]
        readonly hint?: string
      }
    }

/**
 * Keeps a snapshot in a thread of its own, from the estate's file: the report is made meanwhile.
 * Errors: as keepSnapshot's.
 */
export function keepSnapshotBeside(order: SnapshotOrder, note: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(
      new URL(`./snapshot-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
      {
        workerData: order,
        env: {},
        argv: [],
        execArgv: ['--disable-warning=ExperimentalWarning'],
        // It reads line by line: little of it lives long.
        resourceLimits: {maxYoungGenerationSizeMb: 8},
      },
    )
    worker.on('message', (answer: SnapshotAnswer) => {
      if ('note' in answer) return note(answer.note)
      if ('done' in answer) return resolve()
      const {code, exitStatus, message, ...more} = answer.refused
      reject(new AuditError(code, exitStatus, message, more))
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The thread that keeps the snapshot ended before it was done.')))
  })
}
