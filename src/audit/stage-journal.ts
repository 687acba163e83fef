import {readFile} from 'node:fs/promises'
import {z} from 'zod'
import {sha256} from '../model/ids.ts'
import {hashOfFile, writeWhole} from '../model/write-whole.ts'

const Entry = z.strictObject({
  key: z.string(),
  outputs: z.array(z.strictObject({path: z.string(), sha256: z.string()})),
})
const Journal = z.record(z.string(), Entry)
type Journal = z.infer<typeof Journal>

/**
 * What each stage last made and from what. A stage is repeated unless its key is the same and every file that it made
 * still has the hash that it had; so a file that was lost, cut short or edited is made again.
 */
export async function isUnchanged(journalPath: string, stage: string, key: string): Promise<boolean> {
  const entry = (await readJournal(journalPath))[stage]
  if (entry?.key !== key) return false
  for (const output of entry.outputs) if ((await hashOfFile(output.path)) !== output.sha256) return false
  return true
}

export async function recordStage(
  journalPath: string,
  stage: string,
  key: string,
  paths: readonly string[],
): Promise<void> {
  const outputs = await Promise.all(paths.map(async (path) => ({path, sha256: (await hashOfFile(path)) ?? ''})))
  const journal = {...(await readJournal(journalPath)), [stage]: {key, outputs}}
  await writeWhole(journalPath, `${JSON.stringify(journal, null, 1)}\n`)
}

/** The key of a stage: everything that its result depends on. */
export function stageKey(...parts: readonly unknown[]): string {
  return sha256(JSON.stringify(parts))
}

async function readJournal(path: string): Promise<Journal> {
  try {
    const parsed = Journal.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : {}
  } catch {
    return {} // no journal, or one that cannot be read: everything is done again
  }
}
