import {readFile} from 'node:fs/promises'
import {dirname, relative, sep} from 'node:path'
import {z} from 'zod'
import {sha256} from '../model/ids.ts'
import {compareText} from '../model/json-lines.ts'
import {hashedFile, hashOfFile, rememberHash, writeWhole} from '../model/write-whole.ts'

const Entry = z.strictObject({
  parts: z.record(z.string(), z.string()),
  /** `state` is the file's when it had that hash: any change of it, even by its name, makes another. */
  outputs: z.array(z.strictObject({path: z.string(), sha256: z.string(), state: z.string().optional()})),
})
const Journal = z.record(z.string(), Entry)
type Journal = z.infer<typeof Journal>

/** Everything that a stage's result depends on, each under the words that a person knows it by. */
export type KeyParts = Readonly<Record<string, unknown>>

/** Whether a stage must be done again, and why. */
export interface StageVerdict {
  readonly unchanged: boolean
  /** The hash of all that the result depends on. */
  readonly key: string
  readonly why: string
}

const mostChangesNamed = 5

/**
 * What each stage last made and from what. A stage is repeated unless all that it depends on is the same and every file
 * that it made still has the hash that it had; so a file that was lost, cut short or edited is made again. Parts named
 * in `unseen` are not known now, and not compared.
 */
export async function judgeStage(
  journalPath: string,
  stage: string,
  parts: KeyParts,
  unseen: readonly string[] = [],
): Promise<StageVerdict> {
  const now = storedParts(parts)
  const key = sha256(JSON.stringify(Object.entries(now)))
  const entry = (await readJournal(journalPath))[stage]
  if (!entry) return {unchanged: false, key, why: 'it has not been done here yet'}
  const names = new Set([...Object.keys(entry.parts), ...Object.keys(now)])
  const changed = [...names].filter((name) => !unseen.includes(name) && partOf(entry.parts, name) !== partOf(now, name))
  if (changed.length > 0) return {unchanged: false, key, why: `changed: ${named(changed)}`}
  for (const output of entry.outputs)
    if ((await hashOfFile(output.path)) !== output.sha256)
      return {unchanged: false, key, why: `${shownFrom(journalPath, output.path)} is gone, or not as it was made`}
  return {unchanged: true, key, why: 'nothing that it depends on has changed'}
}

export async function recordStage(
  journalPath: string,
  stage: string,
  parts: KeyParts,
  paths: readonly string[],
): Promise<void> {
  const outputs = await Promise.all(
    paths.map(async (path) => {
      const found = await hashedFile(path)
      return {path, sha256: found?.hash ?? '', ...(found && {state: found.state})}
    }),
  )
  const journal = {...(await readJournal(journalPath)), [stage]: {parts: storedParts(parts), outputs}}
  await writeWhole(journalPath, `${JSON.stringify(journal, null, 1)}\n`)
}

/** A path as people name it: relative to the audit folder, which holds the folder of the journal. */
function shownFrom(journalPath: string, path: string): string {
  return relative(dirname(dirname(journalPath)), path)
    .split(sep)
    .join('/')
}

function storedParts(parts: KeyParts): Readonly<Record<string, string>> {
  const entries = Object.entries(parts).toSorted(([a], [b]) => compareText(a, b))
  return Object.fromEntries(entries.map(([name, value]) => [name, sha256(JSON.stringify(value ?? null))]))
}

function partOf(parts: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(parts, name) ? parts[name] : undefined
}

function named(names: readonly string[]): string {
  const more = names.length > mostChangesNamed ? ` and ${names.length - mostChangesNamed} more` : ''
  return `${names.slice(0, mostChangesNamed).join(', ')}${more}`
}

async function readJournal(path: string): Promise<Journal> {
  try {
    const parsed = Journal.safeParse(JSON.parse(await readFile(path, 'utf8')))
    for (const {outputs} of Object.values(parsed.data ?? {}))
      for (const {path: output, sha256: hash, state} of outputs) if (state) rememberHash(output, {state, hash})
    return parsed.data ?? {}
  } catch {
    return {} // no journal, or one that cannot be read: everything is done again
  }
}
