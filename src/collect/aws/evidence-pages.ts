import {mkdir, open, readFile, rename} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {gunzipSync, gzipSync} from 'node:zlib'
import {SourceError} from '../../errors.ts'
import {sha256} from '../../model/ids.ts'
import {cannotWrite} from '../../model/write-whole.ts'

/** `pages/ab/<sha256>.gz`: a page by the hash of what is in it, so that no page is ever written over another. */
export function pagePath(hash: string): string {
  return `pages/${hash.slice(0, 2)}/${hash}.gz`
}

/**
 * Writes a page so that it is whole on the disk when this is done. Gives its hash. Several may write one page at once:
 * `writer` tells them apart.
 */
export async function writePage(folder: string, bytes: Uint8Array, writer: string): Promise<string> {
  const hash = sha256(bytes)
  const path = join(folder, pagePath(hash))
  const beside = `${path}.${sha256(writer).slice(0, 12)}.new`
  try {
    await mkdir(dirname(path), {recursive: true})
    const file = await open(beside, 'w')
    try {
      await file.writeFile(gzipSync(bytes))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    throw cannotWrite(path, error)
  }
  return hash
}

/** Reads a page back. Errors: a SourceError where it is missing or is not what was written. */
export async function readPage(folder: string, hash: string): Promise<Uint8Array> {
  const where = join(folder, pagePath(hash))
  const damaged = (message: string) =>
    new SourceError('bad-evidence', `${where} ${message}`, {
      hint: 'Copy the evidence again, whole, or collect again with --fresh.',
    })
  let bytes: Uint8Array
  try {
    bytes = gunzipSync(await readFile(where))
  } catch (error) {
    throw damaged(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'damaged'})`) // fs and zlib give codes
  }
  if (sha256(bytes) !== hash) throw damaged('is not what was written: its hash differs')
  return bytes
}
