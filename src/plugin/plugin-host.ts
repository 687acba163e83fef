import {type Outcome, type PluginThread, startThread, type Task, type ThreadOptions} from './plugin-threads.ts'

/** Runs plugins in threads of their own, so that one that hangs or breaks costs only itself. */
export interface PluginHost {
  /** Loads a plugin: its department as JSON text, functions as numbers. */
  readonly load: (plugin: string, url: string) => Promise<Outcome>
  /** Calls one of its functions for each input: their answers as JSON text. */
  readonly call: (plugin: string, call: number, inputs: readonly unknown[]) => Promise<Outcome>
  readonly close: () => Promise<void>
}

interface Place {
  readonly thread: PluginThread
  readonly loaded: Set<string>
}

/** So many functions of a plugin may end their thread, each after the time that it has; then the rest of it is not asked. */
const mostEnded = 3

/**
 * All plugins share one thread while they behave. Where the thread ends and the plugin in hand is surely to blame, the
 * function in hand is out, and the whole plugin where it was being loaded or does so again and again; where another's timer
 * may be to blame, each goes on in a thread of its own, and the blame shows there.
 */
export function pluginHost(options: ThreadOptions): PluginHost {
  const urls = new Map<string, string>()
  const departments = new Map<string, string>()
  const out = new Map<string, string>()
  const functionsOut = new Map<string, string>()
  const own = new Map<string, Place>()
  const newPlace = (): Place => ({thread: startThread(options), loaded: new Set()})
  // It starts while the packages are still being found and read.
  let shared: Place | undefined = newPlace()
  let apart = false

  const placeOf = (plugin: string): Place => {
    if (!apart) return (shared ??= newPlace())
    const place = own.get(plugin) ?? newPlace()
    own.set(plugin, place)
    return place
  }

  const run = async (plugin: string, task: Task): Promise<Outcome> => {
    const gone = out.get(plugin) ?? ('call' in task ? functionsOut.get(`${plugin} ${task.call}`) : undefined)
    if (gone !== undefined) return {error: gone, stack: ''}
    const isApart = apart
    const place = placeOf(plugin)
    if ('call' in task && !place.loaded.has(plugin)) {
      const again = await run(plugin, {url: urls.get(plugin) ?? ''})
      if ('error' in again) return again
      // Its functions are called by their numbers in what it gave at first.
      if (again.text === departments.get(plugin)) return run(plugin, task)
      out.set(plugin, 'it gives another department each time that it is loaded')
      return run(plugin, task)
    }
    const outcome = await place.thread.run(plugin, task)
    if (!('ended' in outcome)) {
      if ('text' in outcome) place.loaded.add(plugin)
      if ('text' in outcome && 'url' in task && !departments.has(plugin)) departments.set(plugin, outcome.text)
      return outcome
    }
    if (isApart) own.delete(plugin)
    else shared = undefined
    if (!isApart && !outcome.surely) {
      apart = true
      return run(plugin, task)
    }
    if ('call' in task) functionsOut.set(`${plugin} ${task.call}`, outcome.ended)
    const ended = [...functionsOut.keys()].filter((one) => one.startsWith(`${plugin} `)).length
    if (!('call' in task) || ended >= mostEnded) out.set(plugin, outcome.ended)
    return {error: outcome.ended, stack: ''}
  }

  return {
    load: (plugin, url) => {
      urls.set(plugin, url)
      return run(plugin, {url})
    },
    call: (plugin, call, inputs) => run(plugin, {call, inputs: JSON.stringify(inputs)}),
    close: async () => {
      for (const {thread} of [...own.values(), ...(shared ? [shared] : [])]) await thread.end()
      own.clear()
      shared = undefined
    },
  }
}
