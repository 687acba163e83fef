import {createReadStream} from 'node:fs'
import {mkdir, open, rename, rm} from 'node:fs/promises'
import {dirname} from 'node:path'
import type {z} from 'zod'
import {type Fault, InventoryError} from '../errors.ts'
import {issueWords} from './issue-words.ts'
import {cannotWrite} from './write-whole.ts'

/** Lines longer than this many bytes are refused: no record of ours comes near it. */
export const longestLineBytes = 8 * 1024 * 1024
const mostFaultsShown = 50

export interface Line {
  readonly number: number
  readonly text: string
}

/**
 * Reads a JSON Lines document as a stream: the header, then each record, parsed by their schemas. `afterSome` is waited
 * for whenever a piece of the file has been read, so that slow work on the records holds up the reading.
 * Errors: an InventoryError that names every faulty line (at most 50) with its place.
 */
export async function readJsonLines<H, R>(
  path: string,
  shownAs: string,
  header: z.ZodType<H>,
  record: z.ZodType<R>,
  each: (record: R) => void,
  afterSome?: () => Promise<void>,
): Promise<H> {
  const faults: Fault[] = []
  let head: H | undefined
  let sawHeader = false
  for await (const lines of linesOf(path, shownAs, faults)) {
    for (const line of lines) {
      if (line.text === '') continue
      const schema: z.ZodType<H | R> = sawHeader ? record : header
      const parsed = parseLine(line, shownAs, schema, faults)
      if (parsed !== undefined && sawHeader) each(parsed as R) // parsed by the record's schema
      if (!sawHeader) head = parsed as H | undefined // parsed by the header's schema
      sawHeader = true
      if (faults.length >= mostFaultsShown) break
    }
    if (faults.length >= mostFaultsShown) break
    await afterSome?.()
  }
  if (!sawHeader) faults.push({message: 'the file is empty: its first line must be the header', where: `${shownAs}:1`})
  if (faults.length > 0 || head === undefined) {
    throw new InventoryError('bad-json-lines', `${shownAs} cannot be read`, {
      faults,
      hint: 'Write it again with the command that made it, or mend the lines named.',
    })
  }
  return head
}

function parseLine<T>(line: Line, shownAs: string, schema: z.ZodType<T>, faults: Fault[]): T | undefined {
  const where = `${shownAs}:${line.number}`
  let value: unknown
  try {
    value = JSON.parse(line.text)
  } catch {
    faults.push({message: 'the line is not JSON', where})
    return undefined
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const at = issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''
    faults.push({message: `${at}${issueWords(issue)}`, where})
  }
  return undefined
}

/** The lines of a file as a stream, those of so many bytes at a time together; one that is too long is a fault. */
export async function* linesOf(
  path: string,
  shownAs: string,
  faults: Fault[],
  readAtOnce = 1 << 18,
): AsyncGenerator<readonly Line[]> {
  let number = 1
  let parts: Buffer[] = []
  let length = 0
  for await (const chunk of createReadStream(path, {highWaterMark: readAtOnce})) {
    let start = 0
    const bytes = chunk as Buffer // no encoding was set
    const lines: Line[] = []
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      parts.push(bytes.subarray(start, end))
      length += end - start
      if (length > longestLineBytes)
        faults.push({
          message: `the line has ${length} bytes; the most is ${longestLineBytes}`,
          where: `${shownAs}:${number}`,
        })
      else lines.push({number, text: textOf(parts)})
      parts = []
      length = 0
      number += 1
      start = end + 1
    }
    if (lines.length > 0) yield lines
    length += bytes.length - start
    // Past the limit the bytes are only counted, so that no line can fill the memory.
    if (length <= longestLineBytes) parts.push(bytes.subarray(start))
    else parts = []
  }
  if (length > longestLineBytes)
    faults.push({
      message: `the line has ${length} bytes; the most is ${longestLineBytes}`,
      where: `${shownAs}:${number}`,
    })
  else if (length > 0) yield [{number, text: textOf(parts)}]
}

function textOf(parts: readonly Buffer[]): string {
  const [first = Buffer.alloc(0)] = parts
  return (parts.length === 1 ? first : Buffer.concat(parts)).toString('utf8').replace(/\r$/, '')
}

/**
 * Writes a header and records, one a line, as a stream beside the file, and renames it when it is whole.
 * Errors: a StoreError when the folder cannot be written, and what the records throw as they are read; an old file is
 * then whole.
 */
export async function replaceJsonLines(
  path: string,
  header: object,
  records: Iterable<object> | AsyncIterable<object>,
): Promise<void> {
  const beside = `${path}.new`
  try {
    await mkdir(dirname(path), {recursive: true})
    await writeLines(beside, records, header)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, {force: true}).catch(() => undefined)
    throw cannotWrite(path, error)
  }
}

/** Writes records, one a line, after a header where there is one. */
export async function writeLines(
  path: string,
  records: Iterable<object> | AsyncIterable<object>,
  header?: object,
): Promise<void> {
  const file = await open(path, 'w')
  try {
    let batch = header ? `${JSON.stringify(header)}\n` : ''
    for await (const record of records) {
      batch += `${JSON.stringify(record)}\n`
      if (batch.length < 1 << 18) continue
      await file.write(batch)
      batch = ''
    }
    await file.write(batch)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** By kind of record, then by id (or code and place), so that the same content gives the same bytes. */
export function compareRecords(
  a: {record: string; id?: string; code?: string; where?: string | undefined; message?: string},
  b: typeof a,
): number {
  return (
    compareText(a.record, b.record) ||
    compareText(a.id ?? a.code ?? '', b.id ?? b.code ?? '') ||
    compareText(a.where ?? '', b.where ?? '') ||
    compareText(a.message ?? '', b.message ?? '')
  )
}

/** By code unit: the same order in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
