import {type FSWatcher, watch} from 'node:fs'
import {stat} from 'node:fs/promises'
import {join, sep} from 'node:path'
import {AuditError} from '../errors.ts'
import {inventoryPath} from './audit-folder.ts'
import type {AuditContext} from './context.ts'

const settleMs = 300
const settingsName = 'domesday.yaml'
const watchedFolders = ['inventories', 'plugins']

interface WatchOptions<T> {
  readonly root: string
  /** One audit; tells its context as soon as it has one. */
  readonly run: (opened: (context: AuditContext) => void) => Promise<T>
  /** Told after each audit, or each that an expected error ended. */
  readonly onRun: (outcome: {readonly result: T} | {readonly error: AuditError}, seconds: number) => void
  readonly now: () => number
  readonly signal: AbortSignal
}

/**
 * Audits, then again whenever domesday.yaml, an inventory or a plugin changes, until the signal. What an audit itself
 * writes starts no other; what changes while one runs does.
 */
export async function watchAudit<T>({root, run, onRun, now, signal}: WatchOptions<T>): Promise<void> {
  const watchers = new Map<string, FSWatcher>()
  let wake: (() => void) | undefined
  let isChanged = true
  let context: AuditContext | undefined
  const changed = (path: string): void => {
    if (isOwnWrite(path, context)) return
    isChanged = true
    wake?.()
  }
  signal.addEventListener('abort', () => wake?.(), {once: true})
  try {
    while (!signal.aborted) {
      // Watching begins before the audit, so that no change is missed; watchers stay, for the same reason.
      await watchAll(root, context?.plugins.used.map((plugin) => plugin.root) ?? [], watchers, changed)
      while (!signal.aborted && !isChanged) await new Promise<void>((resolve) => (wake = resolve))
      if (signal.aborted) return
      // An editor writes a file in several steps; the audit waits until it has.
      if (context) await new Promise((resolve) => setTimeout(resolve, settleMs))
      isChanged = false
      const began = now()
      try {
        const result = await run((opened) => (context = opened))
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
    for (const watcher of watchers.values()) watcher.close()
  }
}

/** Watches the folder itself for domesday.yaml, which an editor may replace, and whole folders for all in them. */
async function watchAll(
  root: string,
  plugins: readonly string[],
  watchers: Map<string, FSWatcher>,
  changed: (path: string) => void,
): Promise<void> {
  const ofRoot = [settingsName, ...watchedFolders]
  for (const place of [root, ...watchedFolders.map((name) => join(root, name)), ...plugins]) {
    const found = await stat(place).catch(() => undefined)
    if (watchers.has(place) || !found?.isDirectory()) continue
    const watcher = watch(place, {recursive: place !== root}, (_event, name) => {
      if (place !== root || ofRoot.includes(String(name))) changed(join(place, String(name ?? '')))
    })
    // A folder that goes away is a change like any other; the next audit says what it means.
    watcher.on('error', () => {
      watchers.delete(place)
      watcher.close()
      changed(place)
    })
    watchers.set(place, watcher)
  }
}

function isOwnWrite(path: string, context: AuditContext | undefined): boolean {
  if (path.endsWith('.new') || path.includes(`${sep}node_modules${sep}`)) return true
  const {folder, settings} = context ?? {}
  if (!folder || !settings) return false
  return settings.sources.some(
    (source) => 'collect' in source && path === join(folder.root, inventoryPath(source.organisation, source.id)),
  )
}
