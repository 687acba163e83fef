import {isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument} from 'yaml'
import type {z} from 'zod'
import {sha256} from './ids.ts'
import {deepestYaml, keyText, type Path, parseWithSpelling, plainMap} from './located-yaml.ts'

/** A part of a document: the line that it begins on, counted from the first of its piece, and what stands there. */
export type LinedNode =
  | readonly [line: number, kind: 'scalar', value: string | number | boolean | null, spelling?: string]
  | LinedList
  | readonly [line: number, kind: 'map', entries: readonly (readonly [key: string, value: LinedNode])[]]

type LinedList = readonly [line: number, kind: 'list', items: readonly LinedNode[]]

/** Pieces of an earlier state of a document, by the hash of their text. */
export type KnownPieces = ReadonlyMap<string, LinedNode>

export interface PiecewiseYaml<T> {
  readonly data: T
  /** The line of a part, counted from 1; of one that is not there, the line of what it would be in. */
  readonly lineOf: (path: Path) => number
  readonly pieces: KnownPieces
  /** How many pieces were not known before. */
  readonly read: number
}

/**
 * Parses a document that is a map with long lists item by item, so that of a large file that was edited only the items
 * that changed are read again. Gives nothing where any of it is faulty, or where items may not be read alone, as with
 * anchors: then the document is to be parsed as a whole, which also says what is wrong.
 */
export function parsePiecewise<T>(
  text: string,
  schema: z.ZodType<T>,
  known: KnownPieces = new Map(),
): PiecewiseYaml<T> | undefined {
  const cut = cutIntoPieces(text)
  const rest = cut && linedYaml(cut.rest.join('\n'))
  if (!rest || rest[1] !== 'map') return undefined
  const pieces = new Map<string, LinedNode>()
  let read = 0
  const itemAt = (item: Item): LinedNode | undefined => {
    const hash = sha256(item.text)
    const before = pieces.get(hash) ?? known.get(hash)
    const node = before ?? itemOf(linedYaml(item.text))
    if (!node) return undefined
    if (!before) read += 1
    pieces.set(hash, node)
    return moved(node, item.line)
  }
  const lists = new Map<string, LinedList>()
  for (const [key, items] of cut.lists) {
    const nodes: LinedNode[] = []
    for (const item of items) {
      const node = itemAt(item)
      if (!node) return undefined
      nodes.push(node)
    }
    lists.set(key, [items[0]?.line ?? 0, 'list', nodes])
  }
  const whole = withLists(rest, lists)
  if (!whole) return undefined
  const data = parseWithSpelling(plainOf(whole), schema, (path) => spellingAt(whole, path))
  if (!data.success) return undefined
  return {data: data.data, lineOf: (path) => deepestAt(whole, path)[0] + 1, pieces, read}
}

interface Item {
  readonly text: string
  /** The line of the document that it begins on, counted from 0. */
  readonly line: number
}

interface Cut {
  /** All lines that stand in no item, and empty ones for those that do. */
  readonly rest: readonly string[]
  /** The items of each list that is the value of a key of the document. */
  readonly lists: ReadonlyMap<string, readonly Item[]>
}

const keyLine = /^([A-Za-z]\w*):[ \t]*(?:#.*)?$/
const emptyLine = /^\s*(?:#.*)?$/
/** What a line of a plain map at the document's own depth may begin with; a marker of documents or a tag is none. */
const ownLine = /^[A-Za-z]\w*:(?:\s|$)/

/** The items of lists, found by their indentation; nothing where the text is not as simple as that. */
function cutIntoPieces(text: string): Cut | undefined {
  if (/[\r\ufeff\ufffd\u0085\u2028\u2029]/.test(text)) return undefined
  const rest: string[] = []
  const lists = new Map<string, Item[]>()
  let key: string | undefined
  let list: {readonly indent: string; readonly items: string[][]; readonly starts: number[]} | undefined
  const end = (): void => {
    if (key !== undefined && list)
      lists.set(
        key,
        list.items.map((lines, at) => ({text: lines.join('\n'), line: list?.starts[at] ?? 0})),
      )
    ;[key, list] = [undefined, undefined]
  }
  for (const [number, line] of text.split('\n').entries()) {
    const isEmpty = emptyLine.test(line)
    const indent = /^ *(?=- |-$)/.exec(line)?.[0]
    if (key !== undefined && !list && !isEmpty) {
      if (indent === undefined) key = undefined
      else list = {indent, items: [], starts: []}
    }
    if (list && indent === list.indent) {
      list.items.push([line])
      list.starts.push(number)
      rest.push('')
    } else if (list && (isEmpty || line.startsWith(`${list.indent} `))) {
      list.items.at(-1)?.push(line)
      rest.push('')
    } else {
      if (list) end()
      if (/^\S/.test(line) && !isEmpty && !ownLine.test(line)) return undefined
      const found = keyLine.exec(line)?.[1]
      if (found !== undefined) key = found
      if (found !== undefined && lists.has(found)) return undefined
      rest.push(line)
    }
  }
  end()
  return {rest, lists}
}

/** A list of one item, as a piece is. */
function itemOf(node: LinedNode | undefined): LinedNode | undefined {
  return node?.[1] === 'list' && node[2].length === 1 ? node[2][0] : undefined
}

/** A piece stands three deep in its document. */
const deepestPiece = deepestYaml - 3

/** A document that is sound and of nothing but maps, lists and scalars; else nothing. */
function linedYaml(text: string): LinedNode | undefined {
  const lineCounter = new LineCounter()
  const options = {lineCounter, prettyErrors: false, uniqueKeys: true, merge: false, version: '1.2'} as const
  const document = parseDocument(text, options)
  if (document.errors.length > 0 || document.warnings.length > 0 || !document.contents) return undefined
  const startsAt = lineCounter.lineStarts
  let at = 0
  const lineAt = (offset: number): number => {
    // Parts are met in the order of the text, so that the line is near the one before.
    while (at > 0 && (startsAt[at] ?? 0) > offset) at -= 1
    while ((startsAt[at + 1] ?? Infinity) <= offset) at += 1
    return at
  }
  return lined(document.contents, lineAt, deepestPiece)
}

function lined(node: ParsedNode | null, lineAt: (offset: number) => number, depth: number): LinedNode | undefined {
  if (!node || depth === 0 || ('anchor' in node && node.anchor)) return undefined
  const line = lineAt(node.range[0])
  if (isScalar(node)) {
    const {value, source} = node
    if (value === null || typeof value === 'string') return [line, 'scalar', value]
    const isPlain = typeof value === 'boolean' || (typeof value === 'number' && isSameInJson(value))
    return isPlain && source !== undefined ? [line, 'scalar', value, source] : undefined
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => lined(item as ParsedNode, lineAt, depth - 1)) // a parsed list has nodes
    return items.every((item) => item !== undefined) ? [line, 'list', items] : undefined
  }
  if (!isMap(node)) return undefined
  const entries: (readonly [string, LinedNode])[] = []
  for (const {key, value} of node.items) {
    const read = isScalar(key) && !key.anchor ? lined(value as ParsedNode | null, lineAt, depth - 1) : undefined // as above
    if (!read) return undefined
    entries.push([keyText(key), read])
  }
  return [line, 'map', entries]
}

function isSameInJson(value: number): boolean {
  return Object.is(JSON.parse(JSON.stringify(value)), value)
}

/** The same, so many lines further down. */
function moved(node: LinedNode, by: number): LinedNode {
  const [line, kind, held] = node
  if (kind === 'list') return [line + by, kind, held.map((item) => moved(item, by))]
  if (kind === 'map') return [line + by, kind, held.map(([key, value]) => [key, moved(value, by)] as const)]
  const [, , , spelling] = node
  return spelling === undefined ? [line + by, kind, held] : [line + by, kind, held, spelling]
}

/** The document with its lists in their places; nothing where a key of one has another value too. */
function withLists(rest: LinedNode, lists: ReadonlyMap<string, LinedList>): LinedNode | undefined {
  if (rest[1] !== 'map') return undefined
  let placed = 0
  const entries = rest[2].map(([key, value]): readonly [string, LinedNode] => {
    const list = lists.get(key)
    if (!list || value[1] !== 'scalar' || value[2] !== null) return [key, value]
    placed += 1
    return [key, list]
  })
  return placed === lists.size ? [rest[0], 'map', entries] : undefined
}

function plainOf(node: LinedNode): unknown {
  if (node[1] === 'list') return node[2].map(plainOf)
  if (node[1] === 'scalar') return node[2]
  const map = plainMap()
  for (const [key, value] of node[2]) map[key] = plainOf(value)
  return map
}

function childOf(node: LinedNode, key: PropertyKey): LinedNode | undefined {
  if (node[1] === 'list') return typeof key === 'number' ? node[2][key] : undefined
  return node[1] === 'map' ? node[2].find(([name]) => name === key)?.[1] : undefined
}

function deepestAt(root: LinedNode, path: Path): LinedNode {
  let node = root
  for (const key of path) {
    const child = childOf(node, key)
    if (!child) break
    node = child
  }
  return node
}

/** How a number or a truth is written; nothing of what is text. */
function spellingAt(root: LinedNode, path: Path): string | undefined {
  let node: LinedNode | undefined = root
  for (const key of path) node = node && childOf(node, key)
  return node?.[1] === 'scalar' ? node[3] : undefined
}
