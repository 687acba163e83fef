import {pathToFileURL} from 'node:url'
import type {PluginFailure} from '../model/plugin.ts'
import {faultOf, type Plugins, type UsedPlugin, usualTimeLimitMs, zodFaults} from './load-plugins.ts'
import type {Outcome} from './plugin-threads.ts'
import {type PluginThread, startThread, type ThreadOptions} from './plugin-threads.ts'
import {lastLine, Scanned} from './scanned.ts'

/** What a scanner said of a file, or why nothing. */
export type ScanAnswer = {readonly found: Scanned} | {readonly failed: string}

type ScannerData = UsedPlugin['department']['scanners'][number]

/** A scanner of a plugin, asked of one file after another. */
export interface PluginScanner extends Pick<
  ScannerData,
  'id' | 'name' | 'reads' | 'extensions' | 'fileNames' | 'example'
> {
  /** Whose source trees it reads. */
  readonly organisations: readonly string[]
  /** `domesday-plugin-x 1.2.0, scanner y`. */
  readonly by: string
  /** Changes whenever the plugin does. */
  readonly key: string
  /** Never rejects: whatever the plugin does costs the file alone. */
  readonly scan: (file: {readonly path: string; readonly text: string}) => Promise<ScanAnswer>
}

export interface PluginScanners {
  readonly scanners: readonly PluginScanner[]
  /** What could not be used so far: one a scanner, with the first reason and the number of files. */
  readonly failures: () => readonly PluginFailure[]
  readonly close: () => Promise<void>
}

/** After so many files at which a scanner ended its thread, or never answered, it is asked of no other. */
const mostEnded = 3

/**
 * The scanners of all plugins. The files of each plugin are scanned in a thread of its own, which is begun anew behind a
 * file at which it ends or hangs: that costs the file, and never what another plugin has in hand.
 */
export function pluginScanners({used}: Pick<Plugins, 'used'>, options: Partial<ThreadOptions> = {}): PluginScanners {
  const failures = new Map<string, {failure: PluginFailure; files: number}>()
  const threads = used.map((plugin) => scanningThread(plugin, {timeLimitMs: usualTimeLimitMs, ...options}))
  const scanners = used.flatMap((plugin, at) =>
    plugin.department.scanners.map((data): PluginScanner => {
      const {scan, ...told} = data
      const by = `${plugin.name} ${plugin.version}, scanner ${data.id}`
      const asked = oneScanner(plugin, data, threads[at])
      return {
        ...told,
        organisations: plugin.department.organisations.map(({id}) => id),
        by,
        key: `${by} ${scan} ${plugin.sha256}`,
        scan: async (file) => {
          const answer = await asked(file)
          if ('failed' in answer) noteFailure(failures, by, {plugin: plugin.name, scanner: data.id, answer, file})
          return answer
        },
      }
    }),
  )
  return {
    scanners,
    failures: () => [...failures.values()].map(({failure, files}) => withCount(failure, files)),
    close: async () => void (await Promise.all(threads.map(({end}) => end()))),
  }
}

interface FailedScan {
  readonly plugin: string
  readonly scanner: string
  readonly answer: {readonly failed: string}
  readonly file: {readonly path: string}
}

function noteFailure(
  failures: Map<string, {failure: PluginFailure; files: number}>,
  by: string,
  {plugin, scanner, answer, file}: FailedScan,
): void {
  const known = failures.get(by)
  const message = `of ${JSON.stringify(file.path).slice(1, -1)}: ${answer.failed}`
  const hint = 'Nothing of those files was read. Mend it, and try it: domesday plugin check <folder>.'
  failures.set(by, {
    failure: known?.failure ?? {plugin, part: `scanner ${scanner}`, message, hint},
    files: (known?.files ?? 0) + 1,
  })
}

function withCount(failure: PluginFailure, files: number): PluginFailure {
  return files === 1 ? failure : {...failure, message: `${failure.message}; and of ${files - 1} more`}
}

/** A thread for one plugin's scanners, begun when the first file comes, and anew where it was ended. */
function scanningThread(plugin: UsedPlugin, options: ThreadOptions) {
  let thread: PluginThread | undefined
  const run = async (call: number, file: unknown): Promise<Outcome & {readonly isEnded?: boolean}> => {
    if (!thread) {
      thread = startThread(options)
      const loaded = await thread.run(plugin.name, {url: pathToFileURL(plugin.target).href})
      if (!('text' in loaded)) return end('ended' in loaded ? loaded.ended : loaded.error)
    }
    const outcome = await thread.run(plugin.name, {call, inputs: JSON.stringify([file])})
    return 'ended' in outcome ? end(outcome.ended) : outcome
  }
  const end = async (error: string) => {
    const ended = thread
    thread = undefined
    await ended?.end()
    return {error, stack: '', isEnded: true}
  }
  let before: Promise<unknown> = Promise.resolve()
  return {
    /** One file after the other: the thread has one order in hand. */
    run: (call: number, file: unknown): ReturnType<typeof run> => {
      const next = before.then(() => run(call, file))
      before = next.catch(() => undefined)
      return next
    },
    end: async () => void (await thread?.end()),
  }
}

function oneScanner(
  plugin: UsedPlugin,
  {scan}: ScannerData,
  thread: ReturnType<typeof scanningThread> | undefined,
): PluginScanner['scan'] {
  let ended = 0
  return async ({path, text}) => {
    if (ended >= mostEnded || !thread) return {failed: `it was given up after ${mostEnded} files like that`}
    const outcome = await thread.run(scan, {path, text})
    if (!('text' in outcome)) {
      if (outcome.isEnded) ended += 1
      const {message, where} = faultOf(outcome, plugin)
      return {failed: where ? `${message} (${where})` : message}
    }
    const [raw] = JSON.parse(outcome.text) as [unknown] // one answer for one file
    const answer = Scanned.safeParse(raw ?? {})
    if (!answer.success) {
      const [fault] = zodFaults(answer.error)
      return {failed: `it answers what cannot be used: ${[fault?.where, fault?.message].filter(Boolean).join(' ')}`}
    }
    const last = lastLine(answer.data)
    const lines = text.split('\n').length
    return last > lines
      ? {failed: `it answers with line ${last} of a file that has ${lines === 1 ? 'one' : lines}`}
      : {found: answer.data}
  }
}
