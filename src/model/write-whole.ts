import {createHash} from 'node:crypto'
import {mkdir, open, rename, rm, stat} from 'node:fs/promises'
import {dirname} from 'node:path'
import {AuditError, StoreError} from '../errors.ts'
import {filePieces} from './file-pieces.ts'
import {sha256} from './ids.ts'

export interface FileToWrite {
  /** Absolute. */
  readonly path: string
  /** Whole, or piece by piece where it may be large. */
  readonly content: string | Uint8Array | Iterable<string> | AsyncIterable<string>
}

/**
 * Writes a file beside its place and renames it, so that a reader sees the old one or the new one, never half of one.
 * Errors: a StoreError when the folder cannot be written; the old file is then whole.
 */
export async function writeWhole(path: string, content: FileToWrite['content']): Promise<void> {
  await writeAllWhole([{path, content}])
}

/**
 * Writes files that belong together, each as it comes: only when each stands whole beside its place are they renamed, so
 * that a full disk leaves all of the old ones. One that holds the same already is left as it is.
 * Errors: a StoreError that names the file that cannot be written; what gives the content throws as it does.
 */
export async function writeAllWhole(files: Iterable<FileToWrite> | AsyncIterable<FileToWrite>): Promise<void> {
  const written: string[] = []
  try {
    for await (const file of files) {
      if (!(await isChanged(file))) continue
      written.push(file.path)
      await writing(file.path, () => writeBeside(file))
    }
    for (const path of written) await writing(path, () => rename(besideOf(path), path))
  } catch (error) {
    for (const path of written) await rm(besideOf(path), {force: true}).catch(() => undefined)
    throw error
  }
}

async function writing(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

async function isChanged({path, content}: FileToWrite): Promise<boolean> {
  if (typeof content !== 'string' && !(content instanceof Uint8Array)) return true
  const before = await stat(path).catch(() => undefined)
  return before?.size !== Buffer.byteLength(content) || (await hashOfFile(path)) !== sha256(content)
}

function besideOf(path: string): string {
  return `${path}.new`
}

const batchLength = 1 << 18

async function writeBeside({path, content}: FileToWrite): Promise<void> {
  await mkdir(dirname(path), {recursive: true})
  const file = await open(besideOf(path), 'w')
  try {
    if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content)
    else {
      let batch = ''
      for await (const piece of Symbol.iterator in content ? batchesOf(content) : content) {
        batch += piece
        if (batch.length < batchLength) continue
        await file.writeFile(batch)
        batch = ''
      }
      await file.writeFile(batch)
    }
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Pieces that are there already, put together: to wait for each of them would take longer than to write them. */
function* batchesOf(pieces: Iterable<string>): Generator<string> {
  let batch = ''
  for (const piece of pieces) {
    batch += piece
    if (batch.length < batchLength) continue
    yield batch
    batch = ''
  }
  yield batch
}

/** Through one buffer, however large the file is. */
async function streamedHash(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of filePieces(path)) hash.update(piece)
  return hash.digest('hex')
}

/**
 * A write that the system refused, in words that name the mend. What is no refusal, as a damaged file that was being read
 * to write this one, stays as it is.
 */
export function cannotWrite(path: string, error: unknown): Error {
  if (error instanceof AuditError) return error
  const {code} = error as NodeJS.ErrnoException // whatever is thrown by fs is an Error, with a code of text
  if (typeof code !== 'string') return error as Error // as above
  const hint =
    code === 'ENOSPC'
      ? 'The disk is full. Free some space and run it again: what was there before is whole.'
      : 'Make the folder writable, or work in a copy of it. What was there before is whole.'
  return new StoreError('cannot-write', `${path} cannot be written (${code})`, {hint, cause: error})
}

/** What was hashed before in this process, by the state that the file was in. */
const hashed = new Map<string, {readonly state: string; readonly hash: string}>()

/** The hash of a file, or undefined when there is none that can be read. One that has not changed since is read once. */
export async function hashOfFile(path: string): Promise<string | undefined> {
  try {
    const {ino, size, mtimeNs, ctimeNs} = await stat(path, {bigint: true})
    const state = [ino, size, mtimeNs, ctimeNs].join()
    const known = hashed.get(path)
    if (known?.state === state) return known.hash
    const hash = await streamedHash(path)
    hashed.set(path, {state, hash})
    return hash
  } catch {
    return undefined
  }
}
