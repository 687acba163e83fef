import {sha256} from '../../model/ids.ts'
import {itemBytes, itemDigest} from '../../model/item-digest.ts'
import type {DocumentInParts} from '../../model/parts.ts'
import type {RenderedFile, ReportInput, StandingFile} from '../rendered.ts'

/** The parts of documents that an earlier report has, by the hash of what they hold. */
export interface DocumentMemory {
  /** The hash of a file that holds that, and stands as it was made. */
  readonly get: (path: string, key: string) => string | undefined
  readonly note: (path: string, key: string, sha256: string) => void
}

/** No file of a report is larger. */
const mostBytes = 2_000_000
/** A list this small stays in the document. */
const leastToMove = 50_000

/** The documents themselves, whole where one file can hold them. */
export function* renderJson(
  {assessments, roadmap}: ReportInput,
  memory?: DocumentMemory,
): Generator<RenderedFile | StandingFile> {
  yield* documentFiles('assessments', assessments, {memory})
  yield* documentFiles('roadmap', roadmap, {memory})
}

/**
 * A document as `<name>.json`. Past the size that every tool opens, that file, which comes last, names its parts
 * `<name>-1.json` and so on, and has a schema of its own, so that no reader takes a part for the whole. Each part is made
 * when it is asked for: together they may be larger than memory allows.
 */
export function* documentFiles(
  name: string,
  document: {readonly schema: string},
  {most = mostBytes, memory}: {readonly most?: number; readonly memory?: DocumentMemory | undefined} = {},
): Generator<RenderedFile | StandingFile> {
  const lists = Object.entries(document).flatMap(([list, items]) =>
    Array.isArray(items) ? [{list, items: items as readonly unknown[], size: sizeOf(items, most)}] : [],
  )
  if (lists.reduce((sum, {size}) => sum + size, 0) < most) {
    const whole = `${JSON.stringify(document, null, 1)}\n`
    if (Buffer.byteLength(whole) <= most) return yield {path: `${name}.json`, content: whole}
  }
  const moved = lists.filter(({size}) => size >= Math.min(leastToMove, most / 4))
  const parts: DocumentInParts['parts'][number][] = []
  for (const {list, items} of moved)
    for (const {from, own} of chunksOf(items, most)) {
      const path = `${name}-${parts.length + 1}.json`
      const file = partFile(path, {of: document.schema, list, from, own}, memory)
      parts.push({path, list, from, items: own.length, sha256: file.sha256})
      yield file.content ? {path, content: file.content} : {path, stands: true}
    }
  const index: DocumentInParts = {
    schema: 'domesday/parts@1',
    of: document.schema,
    document: {...document, ...Object.fromEntries(moved.map(({list}) => [list, []]))},
    parts,
  }
  yield {path: `${name}.json`, content: `${JSON.stringify(index, null, 1)}\n`}
}

interface Part {
  readonly of: string
  readonly list: string
  readonly from: number
  readonly own: readonly unknown[]
}

/** A part and its hash, without its content where the same stands there already. */
function partFile(path: string, {of, list, from, own}: Part, memory: DocumentMemory | undefined) {
  const key = memory ? sha256(JSON.stringify([of, list, from, own.map(digestOf)])) : ''
  const standing = memory?.get(path, key)
  const content =
    standing === undefined
      ? Buffer.from(
          `{"schema":"domesday/part@1","of":${JSON.stringify(of)},"list":${JSON.stringify(list)},"from":${from},"items":[\n${own.map((item) => JSON.stringify(item)).join(',\n')}\n]}\n`,
        )
      : undefined
  const hash = standing ?? sha256(content ?? '')
  memory?.note(path, key, hash)
  return {content, sha256: hash}
}

function digestOf(item: unknown): string {
  return isObject(item) ? itemDigest(item) : JSON.stringify(item)
}

function bytesOf(item: unknown): number {
  return isObject(item) ? itemBytes(item) : Buffer.byteLength(JSON.stringify(item))
}

function isObject(item: unknown): item is object {
  return typeof item === 'object' && item !== null
}

/** The bytes of a list as text, or, of a long one, `enough`. */
function sizeOf(items: readonly unknown[], enough: number): number {
  let size = 0
  for (let at = 0; at < items.length && size < enough; at += 1) size += bytesOf(items[at])
  return size
}

interface Chunk {
  readonly from: number
  readonly own: readonly unknown[]
}

/** Room for what stands around the items. */
const around = 1000

function* chunksOf(items: readonly unknown[], most: number): Generator<Chunk> {
  let from = 0
  let left = most - around
  for (const [at, item] of items.entries()) {
    const bytes = bytesOf(item) + 2
    if (bytes > left && at > from) {
      yield {from, own: items.slice(from, at)}
      from = at
      left = most - around
    }
    left -= bytes
  }
  if (items.length > from) yield {from, own: items.slice(from)}
}
