import {sha256} from '../../model/ids.ts'
import type {DocumentInParts} from '../../model/parts.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'

/** No file of a report is larger. */
const mostBytes = 2_000_000
/** A list this small stays in the document. */
const leastToMove = 50_000

/** The documents themselves, whole where one file can hold them. */
export function* renderJson({assessments, roadmap}: ReportInput): Generator<RenderedFile> {
  yield* documentFiles('assessments', assessments)
  yield* documentFiles('roadmap', roadmap)
}

/**
 * A document as `<name>.json`. Past the size that every tool opens, that file, which comes last, names its parts
 * `<name>-1.json` and so on, and has a schema of its own, so that no reader takes a part for the whole. Each part is made
 * when it is asked for: together they may be larger than memory allows.
 */
export function* documentFiles(
  name: string,
  document: {readonly schema: string},
  most = mostBytes,
): Generator<RenderedFile> {
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
    for (const {from, texts} of chunksOf(items, most)) {
      const path = `${name}-${parts.length + 1}.json`
      const content = Buffer.from(
        `{"schema":"domesday/part@1","of":${JSON.stringify(document.schema)},"list":${JSON.stringify(list)},"from":${from},"items":[\n${texts.join(',\n')}\n]}\n`,
      )
      parts.push({path, list, from, items: texts.length, sha256: sha256(content)})
      yield {path, content}
    }
  const index: DocumentInParts = {
    schema: 'domesday/parts@1',
    of: document.schema,
    document: {...document, ...Object.fromEntries(moved.map(({list}) => [list, []]))},
    parts,
  }
  yield {path: `${name}.json`, content: `${JSON.stringify(index, null, 1)}\n`}
}

/** The size of a list as text, or, of a long one, `enough`. */
function sizeOf(items: readonly unknown[], enough: number): number {
  let size = 0
  for (let at = 0; at < items.length && size < enough; at += 1) size += JSON.stringify(items[at]).length
  return size
}

interface Chunk {
  readonly from: number
  readonly texts: readonly string[]
}

/** Room for what stands around the items. */
const around = 1000

function* chunksOf(items: readonly unknown[], most: number): Generator<Chunk> {
  let texts: string[] = []
  let left = most - around
  for (const [at, item] of items.entries()) {
    const text = JSON.stringify(item)
    const bytes = Buffer.byteLength(text) + 2
    if (bytes > left && texts.length > 0) {
      yield {from: at - texts.length, texts}
      texts = []
      left = most - around
    }
    texts.push(text)
    left -= bytes
  }
  if (texts.length > 0) yield {from: items.length - texts.length, texts}
}
