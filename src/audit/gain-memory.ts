import {z} from 'zod'
import type {GainMemory} from '../assess/next-questions.ts'
import {readKept, writeKept} from './kept-document.ts'

const Kept = z.strictObject({
  /** The program that found them. */
  code: z.string(),
  gains: z.record(z.string(), z.array(z.number())),
})

/** What knowing each open criterion saves, as the last assessment found it. Nothing but the program's version changes it. */
export async function gainMemory(
  path: string,
  code: string,
): Promise<{readonly memory: GainMemory; readonly save: () => Promise<void>}> {
  const before = await readKept(path, Kept)
  const known = new Map(before?.code === code ? Object.entries(before.gains) : [])
  const used = new Map<string, readonly number[]>()
  return {
    memory: {
      get: (pattern) => known.get(pattern) ?? used.get(pattern),
      set: (pattern, gains) => used.set(pattern, gains),
    },
    save: async () => writeKept(path, {code, gains: Object.fromEntries(used)}),
  }
}
