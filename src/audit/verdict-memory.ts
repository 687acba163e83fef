import {z} from 'zod'
import type {VerdictMemory} from '../assess/red-ratings.ts'
import type {Verdict} from '../model/assessment.ts'
import {CalendarDate} from '../model/values.ts'
import {readKept, writeKept} from './kept-document.ts'

const Kept = z.strictObject({
  /** What all verdicts depend on besides the facts of their system. */
  base: z.string(),
  dates: z.array(CalendarDate),
  /** By system: both keys of its facts, and a letter for each date, since an estate has many of both. */
  // Its hash is that of what was written: each is looked at, but by no schema of its own.
  systems: z.custom<Readonly<Record<string, KeptVerdicts>>>(areVerdicts),
})

type KeptVerdicts = readonly [placed: string, told: string, letters: string]

function areVerdicts(found: unknown): boolean {
  const isKept = (one: unknown): boolean =>
    Array.isArray(one) && one.length === 3 && one.every((part) => typeof part === 'string')
  return typeof found === 'object' && found !== null && Object.values(found).every(isKept)
}

const letters = {yes: 'y', no: 'n', 'could-be': 'c'} as const satisfies Record<Verdict, string>
const verdictsBy: Readonly<Record<string, Verdict>> = {y: 'yes', n: 'no', c: 'could-be'}
const notFound = '-'

/**
 * Red ratings that the last plan found, by what each was found from. Those that stand on another base are as none.
 */
export async function verdictMemory(
  path: string,
  base: string,
): Promise<{readonly memory: VerdictMemory; readonly save: () => Promise<void>}> {
  const before = await readKept(path, Kept)
  const usable = before?.base === base ? before : undefined
  const known = new Map(Object.entries(usable?.systems ?? {}))
  const datesBefore = new Map(usable?.dates.map((date, at) => [date, at]))
  const dates = new Map<CalendarDate, number>()
  const now = new Map<string, {readonly placed: string; readonly told: string; readonly found: string[]}>()
  return {
    memory: (system, {placed, told: tell}) => {
      const [keptPlaced, keptTold, kept = ''] = known.get(system) ?? []
      // What is said at the same places is the same.
      const told = keptTold !== undefined && keptPlaced === placed ? keptTold : tell()
      const found: string[] = []
      now.set(system, {placed, told, found})
      return {
        get: (date) => (keptTold === told ? verdictsBy[kept[datesBefore.get(date) ?? -1] ?? notFound] : undefined),
        set: (date, verdict) => {
          const at = dates.get(date) ?? dates.size
          if (at === dates.size) dates.set(date, at)
          found[at] = letters[verdict]
        },
      }
    },
    save: async () => {
      const all = [...dates.keys()]
      const systems = Object.fromEntries(
        [...now].map(([system, {placed, told, found}]) => [
          system,
          [placed, told, all.map((_, at) => found[at] ?? notFound).join('')],
        ]),
      )
      await writeKept(path, {base, dates: all, systems})
    },
  }
}
