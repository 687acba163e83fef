import {sha256} from '../../model/ids.ts'
import type {DocumentInParts} from '../../model/parts.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'

/** No file of a report is larger. */
const mostBytes = 2_000_000
/** A list this small stays in the document. */
const leastToMove = 50_000

/** The documents themselves, whole where one file can hold them. */
export function renderJson({assessments, roadmap}: ReportInput): readonly RenderedFile[] {
  return [...documentFiles('assessments', assessments), ...documentFiles('roadmap', roadmap)]
}

/**
 * A document as `<name>.json`. Past the size that every tool opens, that file names its parts `<name>-1.json` and so on,
 * and has a schema of its own, so that no reader takes a part for the whole.
 */
export function documentFiles(
  name: string,
  document: {readonly schema: string},
  most = mostBytes,
): readonly RenderedFile[] {
  const lists = Object.entries(document).flatMap(([list, value]) =>
    Array.isArray(value) ? [{list, items: value.map((item) => JSON.stringify(item))}] : [],
  )
  const sizeOf = (items: readonly string[]): number => items.reduce((sum, item) => sum + item.length, 0)
  if (lists.reduce((sum, {items}) => sum + sizeOf(items), 0) < most) {
    const whole = `${JSON.stringify(document, null, 1)}\n`
    if (Buffer.byteLength(whole) <= most) return [{path: `${name}.json`, content: whole}]
  }
  const moved = lists.filter(({items}) => sizeOf(items) >= Math.min(leastToMove, most / 4))
  const chunks = moved.flatMap(({list, items}) => chunksOf(list, items, most))
  const files = chunks.map(({list, from, items}, at) => ({
    path: `${name}-${at + 1}.json`,
    content: Buffer.from(
      `{"schema":"domesday/part@1","of":${JSON.stringify(document.schema)},"list":${JSON.stringify(list)},"from":${from},"items":[\n${items.join(',\n')}\n]}\n`,
    ),
  }))
  const index: DocumentInParts = {
    schema: 'domesday/parts@1',
    of: document.schema,
    document: {...document, ...Object.fromEntries(moved.map(({list}) => [list, []]))},
    parts: chunks.map(({list, from, items}, at) => ({
      path: files[at]?.path ?? '',
      list,
      from,
      items: items.length,
      sha256: sha256(files[at]?.content ?? ''),
    })),
  }
  return [{path: `${name}.json`, content: `${JSON.stringify(index, null, 1)}\n`}, ...files]
}

interface Chunk {
  readonly list: string
  readonly from: number
  readonly items: readonly string[]
}

/** Room for what stands around the items. */
const around = 1000

function chunksOf(list: string, items: readonly string[], most: number): readonly Chunk[] {
  const chunks: {list: string; from: number; items: string[]}[] = []
  let left = 0
  items.forEach((item, at) => {
    const bytes = Buffer.byteLength(item) + 2
    if (bytes > left || chunks.length === 0) {
      chunks.push({list, from: at, items: []})
      left = most - around
    }
    chunks.at(-1)?.items.push(item)
    left -= bytes
  })
  return chunks
}
