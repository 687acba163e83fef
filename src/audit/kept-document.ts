import {readFile} from 'node:fs/promises'
import type {z} from 'zod'
import {sha256} from '../model/ids.ts'
import {writeWhole} from '../model/write-whole.ts'

/** What was found before, kept in the cache: the document's hash, then the document. One that is not whole, or that was edited, is as none. */
export async function readKept<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S> | undefined> {
  try {
    const [hash, text = ''] = (await readFile(path, 'utf8')).split('\n')
    return hash === sha256(text) ? schema.parse(JSON.parse(text)) : undefined
  } catch {
    return undefined // none, or none that this code wrote: it is found again
  }
}

export async function writeKept(path: string, document: unknown): Promise<void> {
  await writeWhole(path, keptText(document))
}

/** What `writeKept` writes. */
export function keptText(document: unknown): string {
  const text = JSON.stringify(document)
  return `${sha256(text)}\n${text}\n`
}
