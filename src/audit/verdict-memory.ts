import {z} from 'zod'
import type {VerdictMemory} from '../assess/red-ratings.ts'
import {Verdict} from '../model/assessment.ts'
import {CalendarDate} from '../model/values.ts'
import {readKept, writeKept} from './kept-document.ts'

const Kept = z.strictObject({
  /** What all verdicts depend on besides the facts of their system. */
  base: z.string(),
  dates: z.array(CalendarDate),
  /** By system: the key of its facts, and a verdict for each date. */
  systems: z.record(z.string(), z.tuple([z.string(), z.array(Verdict)])),
})

/**
 * Red ratings that the last plan found, by what each was found from. Those that stand on another base are as none.
 */
export async function verdictMemory(
  path: string,
  base: string,
): Promise<{readonly memory: VerdictMemory; readonly save: () => Promise<void>}> {
  const before = await readKept(path, Kept)
  const usable = before?.base === base ? before : undefined
  const dateIndex = new Map(usable?.dates.map((date, at) => [date, at]))
  const known = new Map(Object.entries(usable?.systems ?? {}))
  const now = new Map<string, {readonly key: string; readonly verdicts: Map<CalendarDate, Verdict>}>()
  return {
    memory: (system, key) => {
      const [keptKey, kept = []] = known.get(system) ?? []
      const verdicts = new Map<CalendarDate, Verdict>()
      now.set(system, {key, verdicts})
      return {
        get: (date) => (keptKey === key ? kept[dateIndex.get(date) ?? -1] : undefined),
        set: (date, verdict) => verdicts.set(date, verdict),
      }
    },
    save: async () => {
      const dates = [...new Set([...now.values()].flatMap(({verdicts}) => [...verdicts.keys()]))]
      const systems = Object.fromEntries(
        [...now].map(([system, {key, verdicts}]) => [system, [key, dates.flatMap((date) => verdicts.get(date) ?? [])]]),
      )
      await writeKept(path, {base, dates, systems})
    },
  }
}
