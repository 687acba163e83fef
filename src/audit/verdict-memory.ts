import {z} from 'zod'
import type {VerdictMemory} from '../assess/red-ratings.ts'
import type {Verdict} from '../model/assessment.ts'
import {CalendarDate} from '../model/values.ts'
import {readKept, writeKept} from './kept-document.ts'

const Kept = z.strictObject({
  /** What all verdicts depend on besides the facts of their system. */
  base: z.string(),
  dates: z.array(CalendarDate),
  /** By system: the key of its facts, and a letter for each date, since an estate has many of both. */
  systems: z.record(z.string(), z.tuple([z.string(), z.string().regex(/^[ync]*$/)])),
})

const letters = {yes: 'y', no: 'n', 'could-be': 'c'} as const satisfies Record<Verdict, string>
const verdictsBy: Readonly<Record<string, Verdict>> = {y: 'yes', n: 'no', c: 'could-be'}

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
      const [keptKey, kept = ''] = known.get(system) ?? []
      const verdicts = new Map<CalendarDate, Verdict>()
      now.set(system, {key, verdicts})
      return {
        get: (date) => (keptKey === key ? verdictsBy[kept[dateIndex.get(date) ?? -1] ?? ''] : undefined),
        set: (date, verdict) => verdicts.set(date, verdict),
      }
    },
    save: async () => {
      const dates = [...new Set([...now.values()].flatMap(({verdicts}) => [...verdicts.keys()]))]
      const systems = Object.fromEntries(
        [...now].map(([system, {key, verdicts}]) => [system, [key, lettersOf(dates, verdicts)]]),
      )
      await writeKept(path, {base, dates, systems})
    },
  }
}

function lettersOf(dates: readonly CalendarDate[], verdicts: ReadonlyMap<CalendarDate, Verdict>): string {
  return dates
    .map((date) => verdicts.get(date))
    .filter((verdict) => verdict !== undefined)
    .map((verdict) => letters[verdict])
    .join('')
}
