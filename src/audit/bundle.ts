import {createHash} from 'node:crypto'
import {createReadStream, createWriteStream} from 'node:fs'
import {lstat, readdir, rename, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {pipeline} from 'node:stream/promises'
import {createGzip} from 'node:zlib'
import {type Fault, InventoryError} from '../errors.ts'
import {type BundleManifest, collisions, manifestName, pathFault} from '../model/bundle.ts'
import type {ProducedBy} from '../model/document.ts'
import {compareText} from '../model/json-lines.ts'
import {cannotWrite} from '../model/write-whole.ts'

/**
 * What is carried: all that people declared, collectors saw, reports say and audits found. The rest of `.domesday/` can be
 * rebuilt from it.
 */
const carried = [
  'domesday.yaml',
  'inventories',
  'evidence',
  'lifecycle/endoflife-date.json',
  'snapshots',
  'reports',
  '.domesday/audits.json',
]

export interface BundledFolder {
  readonly root: string
  /** Files that domesday.yaml names, relative to the folder; those inside it are carried too. */
  readonly named: readonly string[]
  /** Folders of plugins, relative to the folder; what is installed in them, and what is hidden, stays behind. */
  readonly plugins?: readonly string[]
}

interface BundleOptions extends BundledFolder {
  /** Absolute. */
  readonly out: string
  readonly producedBy: ProducedBy
  readonly signal?: AbortSignal | undefined
}

/**
 * Puts an audit folder into one file, to be carried across an air gap: a gzipped tar whose first entry lists every file
 * with its size and hash. The same folder gives the same bytes.
 * Errors: an InventoryError that names what cannot be carried, a StoreError when the file cannot be written.
 */
export async function bundleFolder({out, producedBy, signal, ...folder}: BundleOptions): Promise<BundleManifest> {
  const {root} = folder
  const paths = await carriedPaths(folder)
  const files: BundleManifest['files'] = []
  for (const path of paths) {
    signal?.throwIfAborted()
    files.push({path, ...(await hashed(join(root, path)))})
  }
  const manifest: BundleManifest = {schema: 'domesday/bundle@1', producedBy, files}
  const beside = `${out}.new`
  try {
    await writeTar(root, beside, manifest, signal)
    await rename(beside, out)
  } catch (error) {
    await rm(beside, {force: true})
    if (error instanceof InventoryError || signal?.aborted) throw error
    throw cannotWrite(out, error)
  }
  return manifest
}

/** Whether a path that domesday.yaml names lies in the folder, so that it can be carried. */
export function isInside(path: string): boolean {
  return pathFault(normal(path)) === undefined
}

function normal(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '')
}

/** Every file that is carried. Errors: an InventoryError that names what cannot be. */
export async function carriedPaths({root, named, plugins: listed = []}: BundledFolder): Promise<readonly string[]> {
  const plugins = listed.filter(isInside).map(normal)
  const isLeft = (path: string): boolean =>
    plugins.some((plugin) => path.startsWith(`${plugin}/`)) && /\/(\.[^/]*|node_modules)$/.test(path)
  const paths = new Set<string>()
  const faults: Fault[] = []
  const queue = [...carried, ...named.filter(isInside).map(normal), ...plugins]
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const at = path
    if (isLeft(at)) continue
    const found = await lstat(join(root, at)).catch(() => undefined)
    const why = pathFault(at)
    if (found && why) faults.push({message: why, where: at})
    else if (found?.isDirectory()) queue.push(...(await readdir(join(root, at))).map((name) => `${at}/${name}`))
    else if (found?.isFile()) paths.add(at)
    else if (found) faults.push({message: 'is a link or no ordinary file: put the file itself there', where: at})
  }
  if (!paths.has('domesday.yaml'))
    faults.push({message: 'is not there: this is no audit folder', where: 'domesday.yaml'})
  faults.push(...collisions([...paths]).map((both) => ({message: `${both} are one on some systems: rename one`})))
  if (faults.length > 0)
    throw new InventoryError('cannot-bundle', 'The folder cannot be carried as it is. Nothing was written.', {faults})
  return [...paths].toSorted(compareText)
}

async function hashed(file: string): Promise<{readonly bytes: number; readonly sha256: string}> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk) // a file's stream gives buffers
    bytes += chunk.length
  }
  return {bytes, sha256: hash.digest('hex')}
}

async function writeTar(root: string, out: string, manifest: BundleManifest, signal: AbortSignal | undefined) {
  const {pack: newPack} = await import('tar-stream')
  const pack = newPack()
  const written = pipeline(pack, createGzip({level: 6}), createWriteStream(out), ...(signal ? [{signal}] : []))
  // A failure ends the writing below too; it is thrown where the whole is awaited.
  written.catch(() => undefined)
  const sameForAll = {mtime: new Date(0), mode: 0o644, uid: 0, gid: 0}
  pack.entry({...sameForAll, name: manifestName}, `${JSON.stringify(manifest, null, 1)}\n`)
  for (const {path, bytes} of manifest.files) {
    const entry = pack.entry({...sameForAll, name: path, size: bytes})
    await pipeline(createReadStream(join(root, path), {end: Math.max(0, bytes - 1)}), entry)
  }
  pack.finalize()
  await written
}
