import {createHash} from 'node:crypto'
import type {BigIntStats} from 'node:fs'
import {type FileHandle, mkdir, open, rename, rm, stat} from 'node:fs/promises'
import {dirname} from 'node:path'
import {AuditError, StoreError} from '../errors.ts'
import {besideOf, removeLeftBeside} from './beside-file.ts'
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
 * Tells whether it holds anything else now than before.
 * Errors: a StoreError when the folder cannot be written; the old file is then whole.
 */
export async function writeWhole(path: string, content: FileToWrite['content']): Promise<boolean> {
  return (await writeAllWhole([{path, content}])).length > 0
}

/**
 * Writes files that belong together, each as it comes: only when each stands whole beside its place are they renamed, so
 * that a full disk leaves all of the old ones. One that holds the same already is left as it is. Gives the paths of those
 * that hold something else now.
 * Errors: a StoreError that names the file that cannot be written; what gives the content throws as it does.
 */
export async function writeAllWhole(
  files: Iterable<FileToWrite> | AsyncIterable<FileToWrite>,
): Promise<readonly string[]> {
  const begun: string[] = []
  const cleared = new Set<string>()
  const written: Promise<Written>[] = []
  try {
    for await (const {path, content} of files) {
      const known = hashedOnce(content)
      if ('bytes' in known && !(await isChanged(path, known))) continue
      await written.at(-mostAtOnce)
      const folder = dirname(path)
      if (!cleared.has(folder)) await removeLeftBeside(folder)
      cleared.add(folder)
      begun.push(path)
      const file = unheard(writing(path, () => writeBeside(path, known)))
      written.push(file)
      // What is made piece by piece may be made of what the next is made of.
      if (!('bytes' in known)) await file
    }
    const whole = await Promise.all(written)
    const changed: string[] = []
    for (const file of whole) if (await writing(file.path, () => putInPlace(file))) changed.push(file.path)
    return changed
  } catch (error) {
    await Promise.allSettled(written)
    for (const path of begun) await rm(besideOf(path), {force: true}).catch(() => undefined)
    throw error
  }
}

/** So many files are on their way to the disk while the next is made. */
const mostAtOnce = 3

/** A promise that is awaited later: that it fails meanwhile is no news yet. */
function unheard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

async function writing<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

/** What is whole, with its hash. */
interface KnownBytes {
  readonly bytes: Uint8Array
  readonly hash: string
}

function hashedOnce(content: FileToWrite['content']): KnownBytes | Iterable<string> | AsyncIterable<string> {
  if (typeof content !== 'string' && !(content instanceof Uint8Array)) return content
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return {bytes, hash: sha256(bytes)}
}

async function isChanged(path: string, {bytes, hash}: KnownBytes): Promise<boolean> {
  const before = await stat(path).catch(() => undefined)
  return before?.size !== bytes.byteLength || (await hashOfFile(path)) !== hash
}

/** A file that stands whole beside its place. */
interface Written {
  readonly path: string
  readonly hash: string
  readonly state: FileState
}

async function writeBeside(
  path: string,
  content: KnownBytes | Iterable<string> | AsyncIterable<string>,
): Promise<Written> {
  await mkdir(dirname(path), {recursive: true})
  const file = await open(besideOf(path), 'w')
  try {
    if ('bytes' in content) await file.writeFile(content.bytes)
    const hash = 'bytes' in content ? content.hash : await writePieces(file, content)
    await file.sync()
    return {path, hash, state: await file.stat({bigint: true})}
  } finally {
    await file.close()
  }
}

const batchLength = 1 << 18

/** So much is on its way to the disk while more is made: to wait for all of a large file at its end takes longer. */
const syncedAtOnce = 1 << 23

/** Gives the hash of what was written. While a batch is on its way to the disk, the next is made. */
async function writePieces(file: FileHandle, pieces: Iterable<string> | AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256')
  let before = Promise.resolve()
  let syncing = Promise.resolve()
  let unsynced = 0
  const write = async (batch: string): Promise<void> => {
    const bytes = Buffer.from(batch)
    hash.update(bytes)
    await before
    before = unheard(file.writeFile(bytes))
    unsynced += bytes.byteLength
    if (unsynced < syncedAtOnce) return
    unsynced = 0
    await syncing
    syncing = unheard(before.then(() => file.datasync()))
  }
  let batch = ''
  for await (const piece of Symbol.iterator in pieces ? batchesOf(pieces) : pieces) {
    batch += piece
    if (batch.length < batchLength) continue
    await write(batch)
    batch = ''
  }
  await write(batch)
  await before
  await syncing
  return hash.digest('hex')
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

/**
 * Whether it holds anything else than what stood there; that is left as it is otherwise. What was just written is not read
 * again for its hash, unless another file came to its place meanwhile.
 */
async function putInPlace({path, hash, state}: Written): Promise<boolean> {
  if (await isSame(besideOf(path), path)) {
    await rm(besideOf(path))
    return false
  }
  await rename(besideOf(path), path)
  const now = await stat(path, {bigint: true})
  if (now.ino === state.ino && now.size === state.size && now.mtimeNs === state.mtimeNs)
    hashed.set(path, {state: stateText(now), hash})
  return true
}

/** Whether two files hold the same; they are read as far as they do. */
async function isSame(path: string, other: string): Promise<boolean> {
  const [own, others] = await Promise.all([path, other].map((one) => stat(one).catch(() => undefined)))
  if (!own || own.size !== others?.size) return false
  const pieces = filePieces(other, hashedAtOnce)
  try {
    for await (const piece of filePieces(path, hashedAtOnce)) {
      const {value} = await pieces.next()
      if (!value || !piece.equals(value)) return false
    }
    return true
  } catch {
    return false // what cannot be read is written anew
  } finally {
    await pieces.return(undefined)
  }
}

const hashedAtOnce = 1 << 20

/** Through one buffer, however large the file is. */
async function streamedHash(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of filePieces(path, hashedAtOnce)) hash.update(piece)
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

type FileState = Pick<BigIntStats, 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>

function stateText({ino, size, mtimeNs, ctimeNs}: FileState): string {
  return [ino, size, mtimeNs, ctimeNs].join()
}

/** What was hashed before in this process, by the state that the file was in. */
const hashed = new Map<string, {readonly state: string; readonly hash: string}>()

/** The hash of a file, or undefined when there is none that can be read. One that has not changed since is read once. */
export async function hashOfFile(path: string): Promise<string | undefined> {
  return (await hashedFile(path))?.hash
}

/** The same, with the state that the file is in: its place on the disk, its size and the moment of its last change. */
export async function hashedFile(path: string): Promise<{readonly state: string; readonly hash: string} | undefined> {
  try {
    const state = stateText(await stat(path, {bigint: true}))
    const known = hashed.get(path)
    if (known?.state === state) return known
    const found = {state, hash: await streamedHash(path)}
    hashed.set(path, found)
    return found
  } catch {
    return undefined
  }
}

/** Says what a file's hash was in a state, as another process found it: while the file is in it, it is not read again. */
export function rememberHash(path: string, found: {readonly state: string; readonly hash: string}): void {
  if (!hashed.has(path)) hashed.set(path, found)
}
