import {readExpression} from './hcl-expression.ts'
import {type Cursor, HclFault, lineAt, nested, skipOnLine, skipSpace, take, takeIdentifier, want} from './hcl-text.ts'
import type {Attribute, Block, Body} from './hcl-tree.ts'

export interface HclRead {
  readonly body: Body
  /** The first line of each part that could not be read; the blocks around them are. */
  readonly faults: readonly number[]
}

const mostFaults = 100

/** Reads a file of HCL. A block that is not sound is left out and told, and the next is read. */
export function parseHcl(text: string): HclRead {
  const cursor: Cursor = {text, at: text.startsWith('\ufeff') ? 1 : 0, depth: 0}
  const attributes = new Map<string, Attribute>()
  const blocks: Block[] = []
  const faults: number[] = []
  const lines = {at: 0, line: 1}
  for (;;) {
    skipSpace(cursor)
    if (cursor.at >= text.length) break
    const start = cursor.at
    try {
      readItem(cursor, attributes, blocks, lines)
    } catch (error) {
      if (!(error instanceof HclFault)) throw error
      faults.push(lineAt(text, error.offset))
      cursor.depth = 0
      cursor.at = nextBlock(text, Math.max(start + 1, error.offset))
      if (faults.length >= mostFaults) break
    }
  }
  return {body: {attributes, blocks}, faults}
}

/** Where the next block at the beginning of a line begins. */
function nextBlock(text: string, from: number): number {
  const next = /^[a-z_]+[ \t]*(?:"[^"\n]*"[ \t]*){0,3}\{/gm
  next.lastIndex = from
  return next.exec(text)?.index ?? text.length
}

interface Lines {
  at: number
  line: number
}

/** The line of an offset that is not before the last one asked for. */
function lineOf(text: string, offset: number, lines: Lines): number {
  for (; lines.at < offset; lines.at += 1) if (text[lines.at] === '\n') lines.line += 1
  return lines.line
}

/** An attribute, `name = value`, or a block, `type "label" { ... }`. */
function readItem(cursor: Cursor, attributes: Map<string, Attribute>, blocks: Block[], lines: Lines): void {
  const line = lineOf(cursor.text, cursor.at, lines)
  const name = takeIdentifier(cursor) ?? takeLabel(cursor)
  if (name === undefined) throw new HclFault(cursor.at)
  skipOnLine(cursor)
  if (cursor.text[cursor.at] === '=' && cursor.text[cursor.at + 1] !== '=') {
    cursor.at += 1
    skipSpace(cursor)
    attributes.set(name, {value: readExpression(cursor, false), line})
    skipOnLine(cursor)
    take(cursor, ',')
    return
  }
  const labels: string[] = []
  for (let label = takeLabel(cursor); label !== undefined; label = takeLabel(cursor)) {
    labels.push(label)
    skipOnLine(cursor)
  }
  want(cursor, '{')
  blocks.push({type: name, labels, body: nested(cursor, () => readBody(cursor, lines)), line})
}

function takeLabel(cursor: Cursor): string | undefined {
  if (cursor.text[cursor.at] !== '"') return takeIdentifier(cursor)
  const end = cursor.text.indexOf('"', cursor.at + 1)
  if (end < 0) throw new HclFault(cursor.at)
  const label = cursor.text.slice(cursor.at + 1, end)
  cursor.at = end + 1
  return label
}

function readBody(cursor: Cursor, lines: Lines): Body {
  const attributes = new Map<string, Attribute>()
  const blocks: Block[] = []
  for (;;) {
    skipSpace(cursor)
    if (take(cursor, '}')) return {attributes, blocks}
    if (cursor.at >= cursor.text.length) throw new HclFault(cursor.at)
    readItem(cursor, attributes, blocks, lines)
  }
}
