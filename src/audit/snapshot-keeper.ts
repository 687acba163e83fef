import {stat} from 'node:fs/promises'
import {Worker} from 'node:worker_threads'
import {compileCacheEnvironment} from '../model/compile-cache.ts'
import type {ProducedBy} from '../model/document.ts'
import type {EarlierSystem} from '../model/earlier-audit.ts'
import type {CalendarDate} from '../model/values.ts'
import type {AuditFolder} from './audit-folder.ts'
import {foundRecords} from './found-records.ts'
import {keepSnapshot} from './snapshots.ts'

type Folder = Pick<AuditFolder, 'estate' | 'snapshots' | 'newestSnapshot'>

/** What the thread is sent; it answers with what is to be noted, or why it failed. */
export interface SnapshotOrder {
  readonly folder: Folder
  readonly asOf: CalendarDate
  readonly producedBy: ProducedBy
  /** Of the estate. */
  readonly sha256: string
  /** JSON: it is sent sooner than what it is of. */
  readonly figures: string
}
export type SnapshotAnswer = {readonly notes: readonly string[]} | {readonly failed: string}

interface Found {
  readonly asOf: CalendarDate
  /** Of the estate, which its file holds. */
  readonly sha256: string
  readonly figures: readonly EarlierSystem[]
}

interface KeeperOptions {
  readonly producedBy: ProducedBy
  readonly note: (text: string) => void
  /** The sizes of the estate's file between which a thread looks for what is to be kept. */
  readonly besideBytes?: {readonly from: number; readonly to: number}
}

/** Keeps a snapshot once the report is whole. */
export interface SnapshotKeeper {
  /** Errors: a StoreError when it cannot be written. */
  readonly keep: () => Promise<void>
  /** Ends it: what is being written is written first, whatever else is left. */
  readonly end: () => Promise<void>
}

/** A smaller estate is looked through sooner here than a thread begins; beside the report a larger one takes too much memory. */
const sizesBeside = {from: 8_000_000, to: 200_000_000}

/**
 * Looks for what an audit found that the audit before did not, in a thread of its own while the report is written;
 * writes nothing before it is told to. What the thread cannot do is done here, and fails here where it must.
 */
export async function snapshotKeeper(folder: Folder, found: Found, options: KeeperOptions): Promise<SnapshotKeeper> {
  const {asOf, sha256, figures} = found
  const {producedBy, note, besideBytes: {from, to} = sizesBeside} = options
  const records = foundRecords(folder, sha256, figures)
  const keepHere = (): Promise<void> => keepSnapshot(folder, {asOf, records}, {producedBy, note})
  const bytes = (await stat(folder.estate).catch(() => undefined))?.size ?? 0
  if (bytes < from || bytes > to) return {keep: keepHere, end: async () => undefined}
  const {estate, snapshots, newestSnapshot} = folder
  const thread = startThread({
    folder: {estate, snapshots, newestSnapshot},
    ...{asOf, producedBy, sha256},
    figures: JSON.stringify(figures),
  })
  return {
    keep: async () => {
      const answer = await thread.keep()
      if ('failed' in answer) return keepHere()
      for (const text of answer.notes) note(text)
    },
    end: thread.end,
  }
}

function startThread(order: SnapshotOrder): {keep: () => Promise<SnapshotAnswer>; end: () => Promise<void>} {
  const script = new URL(`./snapshot-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
  const worker = new Worker(script, {
    workerData: order,
    env: compileCacheEnvironment(),
    argv: [],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // A record lives until its line is hashed: there need be no room for many.
    resourceLimits: {maxYoungGenerationSizeMb: 8},
  })
  const {promise, resolve} = Promise.withResolvers<SnapshotAnswer>()
  worker.on('message', resolve)
  worker.on('error', (error) => resolve({failed: String(error)}))
  worker.on('exit', () => resolve({failed: 'its thread ended'}))
  worker.unref()
  let isKeeping = false
  return {
    keep: () => {
      isKeeping = true
      worker.ref()
      worker.postMessage('keep')
      return promise
    },
    end: async () => {
      if (isKeeping) await promise
      await worker.terminate()
    },
  }
}
