import {createHash, type Hash} from 'node:crypto'
import {createReadStream, createWriteStream} from 'node:fs'
import {mkdir, readdir, rename, rm, rmdir, stat} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {pipeline} from 'node:stream/promises'
import {createGunzip} from 'node:zlib'
import {AuditError, InventoryError, UsageError} from '../errors.ts'
import {BundleManifest, collisions, manifestName, pathFault} from '../model/bundle.ts'
import {cannotWrite} from '../model/write-whole.ts'

const largestManifestBytes = 64 * 1024 * 1024

interface UnbundleOptions {
  /** Absolute. */
  readonly file: string
  /** Absolute; it must be empty, or not there. */
  readonly target: string
  readonly signal?: AbortSignal | undefined
}

/**
 * Unpacks a bundle into an empty folder. Each file is held to the size and hash that the bundle's list gives; the folder
 * is there whole or not at all.
 * Errors: a UsageError when the folder is not empty, an InventoryError that says what is wrong with the bundle.
 */
export async function unbundle({file, target, signal}: UnbundleOptions): Promise<BundleManifest> {
  const isThere = await checkUnbundle(file, target)
  const beside = `${target}.unbundling`
  try {
    await rm(beside, {recursive: true, force: true})
    const manifest = await unpack(file, beside, signal)
    if (isThere) await rmdir(target)
    await rename(beside, target)
    return manifest
  } catch (error) {
    await rm(beside, {recursive: true, force: true})
    if (error instanceof AuditError || signal?.aborted) throw error
    throw asFault(error, target)
  }
}

/** Whether the target is there already. Errors: as unbundling, where the folder or the bundle is not as it must be. */
export async function checkUnbundle(file: string, target: string): Promise<boolean> {
  const there = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new UsageError('not-empty', `${target} is no folder.`, {
      hint: 'Name a folder that is empty or not there yet.',
    })
  })
  if (there && there.length > 0)
    throw new UsageError('not-empty', `${target} is not empty, and unbundle writes over nothing.`, {
      hint: 'Name a folder that is empty or not there yet: --dir <folder>.',
    })
  if (!(await stat(file).catch(() => undefined))?.isFile())
    throw new InventoryError('no-bundle', `${file} is not there.`, {hint: 'Name the file that domesday bundle wrote.'})
  return there !== undefined
}

/** The list of files that a bundle begins with; the files are not read. Errors: an InventoryError when it is no bundle. */
export async function readBundleList(file: string): Promise<BundleManifest> {
  const {extract: newExtract} = await import('tar-stream')
  const extract = newExtract()
  const reading = pipeline(createReadStream(file), createGunzip(), extract)
  reading.catch(() => undefined) // the loop below sees it too
  try {
    for await (const entry of extract) {
      if (entry.header.name !== manifestName) break
      return await readManifest(entry as unknown as AsyncIterable<Buffer>) // its types say less: an entry gives buffers
    }
  } catch (error) {
    throw error instanceof AuditError ? error : asFault(error, file)
  }
  throw damaged('it does not begin with its list of files')
}

async function unpack(file: string, folder: string, signal: AbortSignal | undefined): Promise<BundleManifest> {
  const {extract: newExtract} = await import('tar-stream')
  const extract = newExtract()
  const reading = pipeline(createReadStream(file), createGunzip(), extract, ...(signal ? [{signal}] : []))
  reading.catch(() => undefined) // thrown where it is awaited; the loop below sees it too
  let manifest: BundleManifest | undefined
  const left = new Map<string, BundleManifest['files'][number]>()
  for await (const entry of extract) {
    const {name, type} = entry.header
    const content = entry as unknown as AsyncIterable<Buffer> // its types say less: an entry gives buffers
    if (!manifest) {
      if (name !== manifestName) throw damaged('it does not begin with its list of files')
      manifest = await readManifest(content)
      for (const one of manifest.files) left.set(one.path, one)
      continue
    }
    const listed = left.get(name)
    if (!listed || type !== 'file') throw damaged(`it holds '${name}', which its list does not`)
    left.delete(name)
    await writeChecked(content, join(folder, name), listed)
  }
  await reading
  if (!manifest) throw damaged('it is empty')
  const [missing] = left.keys()
  if (missing !== undefined) throw damaged(`'${missing}' and ${left.size - 1} more are missing: it is cut short`)
  return manifest
}

async function readManifest(entry: AsyncIterable<Buffer>): Promise<BundleManifest> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of entry) {
    bytes += chunk.length
    if (bytes > largestManifestBytes) throw damaged('its list of files is larger than any could be')
    chunks.push(chunk)
  }
  const parsed = BundleManifest.safeParse(parsedJson(Buffer.concat(chunks).toString('utf8')))
  if (!parsed.success) throw damaged('its list of files cannot be read')
  const faults = parsed.data.files.flatMap(({path}) => {
    const why = pathFault(path)
    return why ? [{message: why, where: path}] : []
  })
  const both = collisions(parsed.data.files.map(({path}) => path)).map((pair) => ({message: `${pair} are one file`}))
  if (faults.length + both.length > 0)
    throw new InventoryError('bad-bundle', 'The bundle names files that it may not. Nothing was written.', {
      faults: [...faults, ...both],
    })
  return parsed.data
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function writeChecked(
  entry: AsyncIterable<Buffer>,
  path: string,
  listed: BundleManifest['files'][number],
): Promise<void> {
  await mkdir(dirname(path), {recursive: true})
  const hash = createHash('sha256')
  await pipeline(entry, checked(hash, listed.bytes), createWriteStream(path, {flags: 'wx'}))
  if (hash.digest('hex') !== listed.sha256) throw damaged(`'${listed.path}' is not what it was when it was packed`)
}

/** Passes on what an entry holds, and no more than its list says. */
function checked(hash: Hash, most: number) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > most) throw damaged('a file in it is longer than its list says')
      hash.update(chunk)
      yield chunk
    }
    if (bytes < most) throw damaged('a file in it is shorter than its list says')
  }
}

function damaged(why: string): InventoryError {
  return new InventoryError('bad-bundle', `The bundle cannot be used: ${why}. Nothing was written.`, {
    hint: 'Carry it over again, or make it anew: domesday bundle.',
  })
}

function asFault(error: unknown, target: string): Error {
  const {code = '', message} = error as NodeJS.ErrnoException // what streams throw is an Error
  // Where a cut falls decides who notices it: the decompression, the archive, or the stream that ends under both.
  if (code.startsWith('Z_') || code.includes('STREAM_') || /tar|unexpected end|invalid/i.test(message))
    return damaged('it is no bundle, or is cut short')
  return cannotWrite(target, error)
}
