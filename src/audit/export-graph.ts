import {open} from 'node:fs/promises'
import {UsageError} from '../errors.ts'
import type {RelationType} from '../model/relation-types.ts'
import type {Subgraph} from '../model/subgraph.ts'
import {writeWhole} from '../model/write-whole.ts'
import {exportMark} from '../render/graph/export-mark.ts'
import {type GraphFormatName, renderSubgraph} from '../render/graph/graph-formats.ts'
import type {AuditContext} from './context.ts'
import {askQuestion, queryGraph, type QueryLimits, withGraph} from './graph.ts'

/** What of the graph is exported: left out, all of it. */
export interface ExportedPart {
  /** The id or a name of a thing: it, and what is near it. */
  readonly around?: string | undefined
  readonly depth: number
  readonly types?: readonly RelationType[] | undefined
  /** A text of SQL or Cypher. */
  readonly query?: string | undefined
  readonly named?: string | undefined
  readonly parameters: Readonly<Record<string, string>>
  readonly limits: QueryLimits
}

interface Exported {
  readonly things: number
  readonly relations: number
}

/** Exports a part of the graph, or all, piece by piece to `write`. Errors: a UsageError where the format cannot bear it. */
export async function exportGraph(
  context: AuditContext,
  format: GraphFormatName,
  part: ExportedPart,
  write: (pieces: AsyncIterable<string>) => Promise<void>,
): Promise<Exported> {
  const {neighbourhood, thingsOfRows, wholeGraph} = await import('../graph/subgraph.ts')
  const rows = await rowsOf(context, part)
  return withGraph(context, async (store, estate) => {
    const {around, depth, types} = part
    let subgraph: Subgraph
    if (rows) subgraph = await thingsOfRows(store, rows, types)
    else if (around !== undefined) subgraph = await neighbourhood(store, estate, around, {depth, types})
    else subgraph = await wholeGraph(store, types)
    await write(stoppable(renderSubgraph(format, subgraph), context.signal))
    return {things: subgraph.things, relations: subgraph.relations}
  })
}

/** The answer that names the things. Errors: a UsageError where there are more rows than asked for: none is left out unsaid. */
async function rowsOf(context: AuditContext, {query, named, parameters, limits}: ExportedPart) {
  if (query === undefined && named === undefined) return undefined
  const rows =
    named === undefined
      ? await queryGraph(context, query ?? '', limits)
      : await askQuestion(context, named, parameters, limits)
  if (!rows.more) return rows
  throw new UsageError('too-many-rows', `The answer has more than ${limits.limit.toLocaleString('en-GB')} rows.`, {
    hint: 'Ask for less, or for more rows with --limit <rows>.',
  })
}

async function* stoppable(pieces: AsyncIterable<string>, signal: AbortSignal | undefined): AsyncGenerator<string> {
  for await (const piece of pieces) {
    signal?.throwIfAborted()
    yield piece
  }
}

/** Errors: a UsageError where something stands there that is no earlier export. */
export async function writeExport(path: string, pieces: AsyncIterable<string>): Promise<void> {
  if ((await standsThere(path)) === 'other')
    throw new UsageError('not-an-export', `${path} is there already, and is no export of the graph.`, {
      hint: 'Name another file, or take that one away first.',
    })
  await writeWhole(path, pieces)
}

/** The mark stands in the first lines of an export. */
const beginning = 200

/** Whether a file is an earlier export. */
export async function standsThere(path: string): Promise<'nothing' | 'export' | 'other'> {
  const file = await open(path).catch(() => undefined) // what cannot be written is told when it is written
  if (!file) return 'nothing'
  try {
    if (!(await file.stat()).isFile()) return 'other'
    const {buffer, bytesRead} = await file.read(Buffer.alloc(beginning), 0, beginning, 0)
    return buffer.subarray(0, bytesRead).toString('utf8').includes(exportMark) ? 'export' : 'other'
  } finally {
    await file.close()
  }
}
