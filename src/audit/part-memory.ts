import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {z} from 'zod'
import {sha256} from '../model/ids.ts'
import {hashOfFile} from '../model/write-whole.ts'
import type {PartMemory, PlacedPart} from '../render/html/systems-page.ts'
import type {AuditFolder} from './audit-folder.ts'
import {readKept, writeKept} from './kept-document.ts'

const Kept = z.strictObject({
  /** The program that made them. */
  code: z.string(),
  pages: z.array(
    z.strictObject({
      file: z.string().regex(/^systems-\d+\.html$/),
      sha256: z.string(),
      /** Of each part the hash of what it shows, and the bytes where it stands. */
      parts: z.array(z.tuple([z.string(), z.number(), z.number()])),
    }),
  ),
})

/** So much of earlier pages is read at most. */
const mostBytes = 100_000_000

/**
 * The parts of systems as they stand in the pages of the last report. A page is believed only as a whole, by its hash:
 * of one that was edited or is gone, every part is made again.
 */
export async function partMemory(
  {parts: path, reports}: Pick<AuditFolder, 'parts' | 'reports'>,
  code: string,
): Promise<{readonly memory: PartMemory; readonly save: () => Promise<void>}> {
  const before = await readKept(path, Kept)
  const pages = before?.code === code ? before.pages : []
  const known = new Map(
    pages.flatMap(({file, parts}) => parts.map(([key, from, bytes]) => [key, {file, from, bytes}] as const)),
  )
  const hashes = new Map(pages.map(({file, sha256: hash}) => [file, hash]))
  const read = new Map<string, Uint8Array | undefined>()
  const pageOf = (file: string): Uint8Array | undefined => {
    if (!read.has(file)) read.set(file, readPage(join(reports, file), hashes.get(file)))
    return read.get(file)
  }
  const now = new Map<string, readonly PlacedPart[]>()
  return {
    memory: {
      get: (key) => {
        const where = known.get(key)
        return where && pageOf(where.file)?.subarray(where.from, where.from + where.bytes)
      },
      note: (file, parts) => now.set(file, parts),
    },
    save: async () => writeKept(path, {code, pages: await pagesToKeep(now, reports)}),
  }
}

function readPage(path: string, hash: string | undefined): Uint8Array | undefined {
  try {
    const bytes = readFileSync(path)
    return sha256(bytes) === hash ? bytes : undefined
  } catch {
    return undefined // it is gone: its parts are made again
  }
}

async function pagesToKeep(
  pages: ReadonlyMap<string, readonly PlacedPart[]>,
  reports: string,
): Promise<z.infer<typeof Kept>['pages']> {
  const kept: z.infer<typeof Kept>['pages'] = []
  let bytes = 0
  for (const [file, parts] of pages) {
    bytes += parts.reduce((sum, part) => sum + part.bytes, 0)
    if (bytes > mostBytes) break
    const hash = await hashOfFile(join(reports, file))
    kept.push({file, sha256: hash ?? '', parts: parts.map(({key, from, bytes: own}) => [key, from, own])})
  }
  return kept
}
