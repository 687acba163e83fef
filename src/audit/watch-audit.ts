import {join, sep} from 'node:path'
import {type FSWatcher, watch} from 'chokidar'
import {AuditError} from '../errors.ts'
import {inventoryPath} from './audit-folder.ts'
import type {AuditContext} from './context.ts'

const settleMs = 300
const watchedAlways = ['domesday.yaml', 'inventories', 'lifecycle/endoflife-date.json', 'plugins']

interface WatchOptions<T> {
  readonly root: string
  /** One audit; tells its context as soon as it has one. */
  readonly run: (opened: (context: AuditContext) => void) => Promise<T>
  /** Told after each audit, or each that an expected error ended. */
  readonly onRun: (outcome: {readonly result: T} | {readonly error: AuditError}, seconds: number) => void
  /** Told once it watches, before the first audit. */
  readonly onWatching: () => void
  readonly now: () => number
  readonly signal: AbortSignal
}

/**
 * Audits, then again whenever domesday.yaml, an inventory, a file that domesday.yaml names or a plugin changes, until the
 * signal. What an audit itself writes starts no other; what changes while one runs does.
 */
export async function watchAudit<T>({root, run, onRun, onWatching, now, signal}: WatchOptions<T>): Promise<void> {
  let wake: (() => void) | undefined
  let isChanged = true
  let context: AuditContext | undefined
  const watcher = watch(
    watchedAlways.map((name) => join(root, name)),
    {ignored: isIgnored, ignoreInitial: true},
  )
  watcher.on('all', (_event, path) => {
    if (isOwnWrite(path, context)) return
    isChanged = true
    wake?.()
  })
  // What cannot be watched is told by the next audit that cannot read it.
  watcher.on('error', () => undefined)
  signal.addEventListener('abort', () => wake?.(), {once: true})
  try {
    // Watching begins before the audit, so that no change is missed.
    await ready(watcher, signal)
    onWatching()
    while (!signal.aborted) {
      while (!signal.aborted && !isChanged) await new Promise<void>((resolve) => (wake = resolve))
      if (signal.aborted) return
      // An editor writes a file in several steps; the audit waits until it has.
      if (context) await new Promise((resolve) => setTimeout(resolve, settleMs))
      isChanged = false
      const began = now()
      try {
        const result = await run((opened) => {
          context = opened
          watcher.add([...placesOf(opened)])
        })
        onRun({result}, (now() - began) / 1000)
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof AuditError)) throw error
        onRun({error}, (now() - began) / 1000)
      } finally {
        await context?.plugins.host?.close()
      }
    }
  } finally {
    await watcher.close()
  }
}

async function ready(watcher: FSWatcher, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    watcher.once('ready', () => resolve())
    signal.addEventListener('abort', () => resolve(), {once: true})
  })
}

/** Plugins and files that stand elsewhere than in the folders that are always watched. */
function placesOf({folder, ownSettings, plugins}: AuditContext): readonly string[] {
  const files = ownSettings.sources.flatMap((source) => [
    ...('file' in source ? [source.file] : []),
    ...('mapping' in source ? [source.mapping] : []),
  ])
  const places = [...files.map((file) => join(folder.root, file)), ...plugins.used.map(({root}) => root)]
  const always = watchedAlways.map((name) => join(folder.root, name))
  return [...new Set(places)].filter((place) => !always.some((one) => place === one || place.startsWith(one + sep)))
}

function isIgnored(path: string): boolean {
  return path.endsWith('.new') || /[\\/](node_modules|\.git)([\\/]|$)/.test(path)
}

function isOwnWrite(path: string, context: AuditContext | undefined): boolean {
  const {folder, settings} = context ?? {}
  if (!folder || !settings) return false
  return settings.sources.some(
    (source) => 'collect' in source && path === join(folder.root, inventoryPath(source.organisation, source.id)),
  )
}
