import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {z} from 'zod'
import {sha256} from '../model/ids.ts'
import {hashOfFile} from '../model/write-whole.ts'
import type {PartMemory, PlacedParts} from '../render/html/systems-page.ts'
import type {DocumentMemory} from '../render/json/render-json.ts'
import type {AuditFolder} from './audit-folder.ts'
import {readKept, writeKept} from './kept-document.ts'

const Kept = z.strictObject({
  /** The program that made them. */
  code: z.string(),
  pages: z.array(
    z.strictObject({
      file: z.string().regex(/^systems-\d+\.html$/),
      sha256: z.string(),
      around: z.string(),
      bytes: z.number(),
      /** Of each part the hash of what it shows, the bytes where it stands, and the hash of what it was made of. */
      parts: z.array(z.tuple([z.string(), z.number(), z.number(), z.string().optional()])),
    }),
  ),
  /** Parts of documents, each with the hash of what it holds and its own. */
  documents: z.array(z.tuple([z.string().regex(/^[a-z]+-\d+\.json$/), z.string(), z.string()])),
})
type Kept = z.infer<typeof Kept>

/** So much of earlier pages is read at most. */
const mostBytes = 100_000_000

export interface ReportMemory {
  readonly pages: PartMemory
  readonly documents: DocumentMemory
  readonly save: () => Promise<void>
}

/**
 * What the files of the last report were made of. A file is believed only as a whole, by its hash: one that was edited or
 * is gone is made again, and every part that stood in it.
 */
export async function partMemory(folder: Pick<AuditFolder, 'parts' | 'reports'>, code: string): Promise<ReportMemory> {
  const found = await readKept(folder.parts, Kept)
  const before = found?.code === code ? found : {pages: [], documents: []}
  const files = [...before.pages.map(({file, sha256: hash}) => [file, hash] as const), ...documentHashes(before)]
  const standing = await standingFiles(folder.reports, files)
  const pages = pageMemory(before, folder.reports, standing)
  const documents = documentMemory(before, standing)
  return {
    pages: pages.memory,
    documents: documents.memory,
    save: async () =>
      writeKept(folder.parts, {
        code,
        pages: await pagesToKeep(pages.now, folder.reports),
        documents: documents.now.map(({path, key, hash}) => [path, key, hash]),
      } satisfies Kept),
  }
}

function documentHashes({documents}: Pick<Kept, 'documents'>) {
  return documents.map(([path, , hash]) => [path, hash] as const)
}

/** The files that still hold what they held. */
async function standingFiles(
  reports: string,
  files: readonly (readonly [file: string, hash: string])[],
): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    files.map(async ([file, hash]) => ((await hashOfFile(join(reports, file))) === hash ? [file] : [])),
  )
  return new Set(found.flat())
}

function pageMemory(
  {pages}: Pick<Kept, 'pages'>,
  reports: string,
  standing: ReadonlySet<string>,
): {readonly memory: PartMemory; readonly now: ReadonlyMap<string, PlacedParts>} {
  const before = new Map(pages.filter(({file}) => standing.has(file)).map((page) => [page.file, page]))
  const places = new Map(
    [...before.values()].flatMap(({file, parts}) =>
      parts.map(([key, from, bytes]) => [key, {file, from, bytes}] as const),
    ),
  )
  const keys = new Map(
    [...before.values()].flatMap(({parts}) =>
      parts.flatMap(([key, , , gist]) => (gist === undefined ? [] : [[gist, key] as const])),
    ),
  )
  const read = new Map<string, Uint8Array | undefined>()
  const bytesOf = (file: string): Uint8Array | undefined => {
    if (!read.has(file)) read.set(file, readPage(join(reports, file), before.get(file)?.sha256))
    return read.get(file)
  }
  const now = new Map<string, PlacedParts>()
  const memory: PartMemory = {
    keyOf: (gist) => keys.get(gist),
    get: (key) => {
      const where = places.get(key)
      return where && bytesOf(where.file)?.subarray(where.from, where.from + where.bytes)
    },
    standing: (file, {around, keys: own, gists}) => {
      const page = before.get(file)
      if (page?.around !== around || page.parts.length !== own.length) return undefined
      if (page.parts.some(([key], at) => key !== own[at])) return undefined
      const parts = page.parts.map(([key, from, bytes], at) => ({key, from, bytes, gist: gists[at]}))
      now.set(file, {around, parts, bytes: page.bytes})
      return page.bytes
    },
    note: (file, page) => now.set(file, page),
  }
  return {memory, now}
}

function readPage(path: string, hash: string | undefined): Uint8Array | undefined {
  try {
    const bytes = readFileSync(path)
    return sha256(bytes) === hash ? bytes : undefined
  } catch {
    return undefined // it is gone: its parts are made again
  }
}

async function pagesToKeep(pages: ReadonlyMap<string, PlacedParts>, reports: string): Promise<Kept['pages']> {
  const kept: Kept['pages'] = []
  let sum = 0
  for (const [file, {around, parts, bytes}] of pages) {
    sum += bytes
    if (sum > mostBytes) break
    const hash = await hashOfFile(join(reports, file))
    kept.push({
      ...{file, sha256: hash ?? '', around, bytes},
      parts: parts.map(({gist, key, from, bytes: own}) =>
        gist === undefined ? [key, from, own] : [key, from, own, gist],
      ),
    })
  }
  return kept
}

function documentMemory({documents}: Pick<Kept, 'documents'>, standing: ReadonlySet<string>) {
  const before = new Map(documents.filter(([path]) => standing.has(path)).map(([path, ...known]) => [path, known]))
  const now: {readonly path: string; readonly key: string; readonly hash: string}[] = []
  const memory: DocumentMemory = {
    get: (path, key) => {
      const [keptKey, hash] = before.get(path) ?? []
      return keptKey === key ? hash : undefined
    },
    note: (path, key, hash) => now.push({path, key, hash}),
  }
  return {memory, now}
}
