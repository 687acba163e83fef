import {createReadStream} from 'node:fs'
import {mkdir, open, rename, rm} from 'node:fs/promises'
import {dirname} from 'node:path'
import type {z} from 'zod'
import {type Fault, InventoryError} from '../errors.ts'
import {issueWords} from './issue-words.ts'
import {besideOf, removeLeftBeside} from './beside-file.ts'
import {cannotWrite} from './write-whole.ts'

/** Lines longer than this many bytes are refused: no record of ours comes near it. */
export const longestLineBytes = 8 * 1024 * 1024
const mostFaultsShown = 50

export interface Line {
  readonly number: number
  readonly text: string
}

/** What a reader of records may add. */
interface LineReader {
  /** Takes the line of a record by its bytes, with its newline at `end`, and is done with it; or returns false. */
  readonly takeLine?: (bytes: Buffer, start: number, end: number) => boolean
  /** Called whenever a piece of the file has been read. */
  readonly afterSome?: () => void
}

/**
 * Reads a JSON Lines document as a stream: the header, then each record, parsed by their schemas.
 * Errors: an InventoryError that names every faulty line (at most 50) with its place.
 */
export async function readJsonLines<H, R>(
  path: string,
  shownAs: string,
  header: z.ZodType<H>,
  record: z.ZodType<R>,
  each: (record: R) => void,
  {takeLine = () => false, afterSome}: LineReader = {},
): Promise<H> {
  const faults: Fault[] = []
  let head: H | undefined
  let sawHeader = false
  const read = (line: Line): void => {
    if (line.text === '') return
    const schema: z.ZodType<H | R> = sawHeader ? record : header
    const parsed = parseLine(line, shownAs, schema, faults)
    if (parsed !== undefined && sawHeader) each(parsed as R) // parsed by the record's schema
    if (!sawHeader) head = parsed as H | undefined // parsed by the header's schema
    sawHeader = true
  }
  let number = 1
  for await (const lines of lineBytesOf(path)) {
    if (typeof lines === 'number') faults.push(longLine(lines, `${shownAs}:${number++}`))
    else
      for (let start = 0, end; start < lines.length && faults.length < mostFaultsShown; start = end + 1, number += 1) {
        end = lines.indexOf(newline, start)
        if (!sawHeader || !takeLine(lines, start, end)) read({number, text: textOf(lines, start, end)})
      }
    if (faults.length >= mostFaultsShown) break
    afterSome?.()
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
  readAtOnce?: number,
): AsyncGenerator<readonly Line[]> {
  let number = 1
  for await (const bytes of lineBytesOf(path, readAtOnce)) {
    const lines: Line[] = []
    if (typeof bytes === 'number') faults.push(longLine(bytes, `${shownAs}:${number++}`))
    else
      for (let start = 0, end; start < bytes.length; start = end + 1, number += 1) {
        end = bytes.indexOf(newline, start)
        lines.push({number, text: textOf(bytes, start, end)})
      }
    if (lines.length > 0) yield lines
  }
}

const newline = 10
const oneNewline = Buffer.from('\n')

/** Whole lines, each with its newline, the last too, as they are read; the length alone of a line that is too long. */
async function* lineBytesOf(path: string, readAtOnce = 1 << 18): AsyncGenerator<Buffer | number> {
  let parts: Buffer[] = []
  let length = 0
  const line = (): Buffer | number => {
    const whole = length > longestLineBytes ? length : Buffer.concat([...parts, oneNewline])
    parts = []
    length = 0
    return whole
  }
  for await (const chunk of createReadStream(path, {highWaterMark: readAtOnce})) {
    const bytes = chunk as Buffer // no encoding was set
    const first = bytes.indexOf(newline)
    const hold = (start: number, end: number): void => {
      length += end - start
      // Past the limit the bytes are only counted, so that no line can fill the memory.
      if (length <= longestLineBytes) parts.push(bytes.subarray(start, end))
      else parts = []
    }
    if (first < 0) {
      hold(0, bytes.length)
      continue
    }
    hold(0, first)
    yield line()
    const last = bytes.lastIndexOf(newline)
    if (last > first) yield bytes.subarray(first + 1, last + 1)
    hold(last + 1, bytes.length)
  }
  if (length > 0) yield line()
}

function longLine(length: number, where: string): Fault {
  return {message: `the line has ${length} bytes; the most is ${longestLineBytes}`, where}
}

function textOf(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('utf8', start, bytes[end - 1] === 0x0d && end > start ? end - 1 : end)
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
  const beside = besideOf(path)
  try {
    await mkdir(dirname(path), {recursive: true})
    await removeLeftBeside(dirname(path))
    await writeLines(beside, records, header)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, {force: true}).catch(() => undefined)
    throw cannotWrite(path, error)
  }
}

/** The text of a header and records, one a line, piece by piece. */
export function* jsonLinesText(header: object, records: Iterable<object>): Generator<string> {
  yield `${JSON.stringify(header)}\n`
  for (const record of records) yield `${JSON.stringify(record)}\n`
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
    comparePlaces(a.where ?? '', b.where ?? '') ||
    compareText(a.message ?? '', b.message ?? '')
  )
}

type Comparable = Parameters<typeof compareRecords>[0]

/** Records in the order of compareRecords: a tree has a million, most with hashes as ids, which are sorted as numbers. */
export function recordsInOrder<R extends Comparable>(records: readonly R[]): R[] {
  const kinds = [...Map.groupBy(records, ({record}) => record)].toSorted(([a], [b]) => compareText(a, b))
  return kinds.flatMap(([, own]) => sortedByHash(own) ?? own.sort(compareRecords))
}

/** So many are sorted in no time by their texts. */
const fewRecords = 500
const hashDigits = 16

/**
 * Records of one kind in the order of compareRecords by the numbers that their ids are; undefined where some are no
 * hashes, or where they are few.
 */
export function sortedByHash<R extends Comparable>(records: readonly R[]): R[] | undefined {
  const keys = records.length < fewRecords ? undefined : new Float64Array(records.length)
  const prefix = records[0]?.id?.slice(0, -hashDigits) ?? ''
  for (let at = 0; keys && at < records.length; at += 1) {
    const {id = ''} = records[at] ?? {}
    const number = id.length === prefix.length + hashDigits && id.startsWith(prefix) ? hashNumber(id) : -1
    if (number < 0) return undefined
    // In one number the digits, and the place.
    keys[at] = number * mostRecords + at
  }
  return keys && records.length <= mostRecords ? bySortedKeys(records, keys.sort()) : undefined
}

/** So many places have room in a number beside seven digits. */
const mostRecords = 2 ** 25

/** The number that the first seven of an id's last sixteen digits make; -1 where one of all is no digit of a hash. */
function hashNumber(id: string): number {
  let number = 0
  for (let at = id.length - hashDigits; at < id.length; at += 1) {
    const code = id.charCodeAt(at)
    const digit = code >= 97 ? code - 87 : code - 48
    if (digit < 0 || digit > 15 || (code >= 58 && code < 97)) return -1
    if (at < id.length - 9) number = number * 16 + digit
  }
  return number
}

function bySortedKeys<R extends Comparable>(records: readonly R[], keys: Float64Array): R[] {
  const sorted: R[] = []
  let digitsBefore = -1
  for (const key of keys) {
    const digits = Math.floor(key / mostRecords)
    const record = records[key - digits * mostRecords] as R // it is a place of one
    let at = sorted.push(record) - 1
    // Where the digits are the same, the rest of the ids tells, one by one.
    for (let before = sorted[at - 1]; digits === digitsBefore && before; before = sorted[at - 1]) {
      if (compareRecords(before, record) <= 0) break
      sorted[at--] = before
    }
    sorted[at] = record
    digitsBefore = digits
  }
  return sorted
}

/** Places in files, their numbers as numbers: `bill.csv:3` before `bill.csv:10`. */
function comparePlaces(a: string, b: string): number {
  if (a === b) return 0
  const [own, others] = [a, b].map((place) => place.split(/(\d+)/))
  for (const [at, part] of (own ?? []).entries()) {
    const other = others?.[at] ?? ''
    const order = at % 2 === 0 ? compareText(part, other) : compareDigits(part, other)
    if (order !== 0) return order
  }
  return compareText(a, b)
}

function compareDigits(a: string, b: string): number {
  const [own, other] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  return own.length - other.length || compareText(own, other)
}

/** By code unit: the same order in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
