import {readdir} from 'node:fs/promises'
import {join} from 'node:path'
import {z} from 'zod'
import {SourceError} from '../../errors.ts'
import {readJsonLines, replaceJsonLines} from '../../model/json-lines.ts'
import {Instant} from '../../model/values.ts'
import {TaskResult} from './task.ts'

export const CollectionHeader = z.strictObject({
  schema: z.literal('domesday/aws-collection@1'),
  organisation: z.string(),
  source: z.string(),
  began: Instant,
  partition: z.string(),
  /** The account of the caller; never who it was. */
  caller: z.string(),
  accounts: z.array(z.string()).readonly(),
})
export type CollectionHeader = Readonly<z.infer<typeof CollectionHeader>>

/** One run: what was asked, what became of it, and where the answers stand. With the pages it is all of the evidence. */
export interface Collection {
  readonly header: CollectionHeader
  /** Sorted by task. */
  readonly results: readonly TaskResult[]
}

const folderName = 'collections'

/** `collections/20261125T140500Z.jsonl`: one file a run, so that none is written over another. */
export function collectionPath(evidence: string, began: string): string {
  return join(evidence, folderName, `${began.replace(/[-:]|\.\d+/g, '')}.jsonl`)
}

export async function writeCollection(evidence: string, {header, results}: Collection): Promise<void> {
  await replaceJsonLines(collectionPath(evidence, header.began), header, results)
}

/** The newest run of an evidence folder; undefined where there is none. Errors: an InventoryError where it is damaged. */
export async function newestCollection(evidence: string): Promise<Collection | undefined> {
  const names = (await readdir(join(evidence, folderName)).catch(() => []))
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
  const newest = names.at(-1)
  if (newest === undefined) return undefined
  const results: TaskResult[] = []
  const header = await readJsonLines(
    join(evidence, folderName, newest),
    `${folderName}/${newest}`,
    CollectionHeader,
    TaskResult,
    (result) => results.push(result),
  )
  return {header, results}
}

/** As `newestCollection`, where there must be one. */
export async function recordedCollection(evidence: string, shownAs: string): Promise<Collection> {
  const collection = await newestCollection(evidence)
  if (collection) return collection
  throw new SourceError('no-evidence', `${shownAs} holds no collection: there is nothing to replay.`, {
    hint: 'Name the folder that `collect aws` wrote: evidence/<organisation>/<source>.',
  })
}
