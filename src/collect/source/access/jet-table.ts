import {Damaged, type JetPages} from './jet-pages.ts'
import {type JetValue, longNumber, memoOf, textOf} from './jet-values.ts'

export interface JetColumn {
  readonly name: string
  readonly type: number
  readonly number: number
  readonly isFixed: boolean
  /** Among the columns of no fixed length, which. */
  readonly variable: number
  /** Of a fixed one, where it stands behind the count of columns. */
  readonly at: number
  readonly length: number
}

/** A table as its own page defines it. */
export interface JetTable {
  readonly rows: number
  readonly columns: readonly JetColumn[]
  /** Where the map of the pages that its rows lie in is. */
  readonly used: number
}

const mostDefinitionPages = 200
const mostColumns = 255
const mostRows = 500_000

/** Of the definition of a table the places that Access 97 has elsewhere than its successors. */
const old = {rows: 12, columns: 25, realIndexes: 31, used: 35, begin: 43, index: 8, column: 18} as const
const later = {rows: 16, columns: 45, realIndexes: 51, used: 55, begin: 63, index: 12, column: 25} as const
const ofOld = {number: 1, variable: 3, flags: 13, at: 14, length: 16} as const
const ofLater = {number: 5, variable: 7, flags: 15, at: 21, length: 23} as const

/** Errors: Damaged, where no table is defined on that page. */
export function tableAt(pages: JetPages, number: number): JetTable {
  const {isOld} = pages.format
  const [bytes, places] = [definition(pages, number), isOld ? old : later]
  const count = within(bytes, places.columns, 2).readUInt16LE()
  if (count > mostColumns) throw new Damaged('a table is damaged')
  const first = places.begin + within(bytes, places.realIndexes, 4).readUInt32LE() * places.index
  const names = namesOf(pages, bytes, first + count * places.column, count)
  const ofColumn = isOld ? ofOld : ofLater
  const columns = names.map((name, index): JetColumn => {
    const own = within(bytes, first + index * places.column, places.column)
    return {
      name,
      type: own[0] ?? 0,
      number: own.readUInt16LE(ofColumn.number),
      isFixed: ((own[ofColumn.flags] ?? 0) & 1) === 1,
      variable: own.readUInt16LE(ofColumn.variable),
      at: own.readUInt16LE(ofColumn.at),
      length: own.readUInt16LE(ofColumn.length),
    }
  })
  const rows = within(bytes, places.rows, 4).readUInt32LE()
  return {rows, columns, used: within(bytes, places.used, 4).readUInt32LE()}
}

function within(bytes: Buffer, at: number, length: number): Buffer {
  if (at < 0 || at + length > bytes.length) throw new Damaged('a table is damaged')
  return bytes.subarray(at, at + length)
}

/** A definition that is longer than a page goes on in others. */
function definition({page, spend}: JetPages, number: number): Buffer {
  const parts: Buffer[] = []
  for (let next = number; next !== 0;) {
    const part = page(next)
    if (part[0] !== 0x02 || parts.length >= mostDefinitionPages) throw new Damaged('a table is damaged')
    spend(part.length)
    parts.push(parts.length === 0 ? part : part.subarray(8))
    next = part.readUInt32LE(4)
  }
  return Buffer.concat(parts)
}

function namesOf({format}: JetPages, bytes: Buffer, start: number, count: number): readonly string[] {
  let at = start
  return Array.from({length: count}, () => {
    const length = format.isOld ? (within(bytes, at, 1)[0] ?? 0) : within(bytes, at, 2).readUInt16LE()
    at += format.isOld ? 1 : 2
    const name = within(bytes, at, length)
    at += length
    return format.isOld ? new TextDecoder(format.encoding).decode(name) : name.toString('utf16le')
  })
}

/** The pages that a map of used ones names: by its bits, or by further pages of bits. */
function usedPages(pages: JetPages, pointer: number): readonly number[] {
  const map = rowAt(pages, pointer)
  if (!map || map.length < 5) return []
  if (map[0] === 0) return pagesOfBits(map.subarray(5), map.readUInt32LE(1), pages.count)
  const found: number[] = []
  const each = (pages.format.pageBytes - 4) * 8
  for (let at = 1, index = 0; at + 4 <= map.length; at += 4, index += 1) {
    const number = map.readUInt32LE(at)
    if (number !== 0) found.push(...pagesOfBits(pages.page(number).subarray(4), index * each, pages.count))
  }
  return found
}

function pagesOfBits(bits: Buffer, first: number, count: number): readonly number[] {
  return [...bits].flatMap((byte, index) =>
    byte === 0
      ? []
      : [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => {
          const number = first + index * 8 + bit
          return (byte >> bit) & 1 && number > 0 && number < count ? [number] : []
        }),
  )
}

/** The rows of a page: where each begins and ends, whether it is there. */
function slotsOf({format}: JetPages, bytes: Buffer) {
  const [at, first] = format.isOld ? [8, 10] : [12, 14]
  const count = bytes.readUInt16LE(at)
  if (first + count * 2 > bytes.length) throw new Damaged('a page is damaged')
  let end = bytes.length
  return Array.from({length: count}, (_, index) => {
    const written = bytes.readUInt16LE(first + index * 2)
    const start = written & 0x1fff
    const slot = {start, end, isDeleted: (written & 0x8000) !== 0, isElsewhere: (written & 0x4000) !== 0}
    if (start > end) throw new Damaged('a page is damaged')
    end = start
    return slot
  })
}

const mostSteps = 10

/** The row that a pointer leads to: its number in the lowest byte, its page in the others. */
export function rowAt(pages: JetPages, pointer: number, steps = 0): Buffer | undefined {
  if (pointer === 0 || steps > mostSteps) return undefined
  const bytes = pages.page(pointer >>> 8)
  if (bytes[0] !== 0x01) throw new Damaged('a page is damaged')
  const slot = slotsOf(pages, bytes)[pointer & 0xff]
  if (!slot) return undefined
  const row = bytes.subarray(slot.start, slot.end)
  return slot.isElsewhere && row.length >= 4 ? rowAt(pages, row.readUInt32LE(), steps + 1) : row
}

export type JetRow = Readonly<Record<string, JetValue>>

/** The rows of a table with the columns that are asked for; what is deleted is left out. Errors: Damaged. */
export function* rowsOf(pages: JetPages, table: JetTable, wanted: readonly string[]): Generator<JetRow> {
  const columns = table.columns.filter(({name}) => wanted.includes(name))
  let left = mostRows
  for (const number of usedPages(pages, table.used)) {
    const bytes = pages.page(number)
    if (bytes[0] !== 0x01) continue
    for (const {start, end, isDeleted, isElsewhere} of slotsOf(pages, bytes)) {
      if (isDeleted || end - start < 2) continue
      left -= 1
      if (left < 0) throw new Damaged(`a table has more than ${mostRows} rows`)
      const own = bytes.subarray(start, end)
      const row = isElsewhere ? own.length >= 4 && rowAt(pages, own.readUInt32LE()) : own
      if (row) yield Object.fromEntries(columns.map((column) => [column.name, valueOf(pages, row, column)]))
    }
  }
}

/** Behind the values stand which of them are there, and where those of no fixed length begin. */
function valueOf(pages: JetPages, row: Buffer, column: JetColumn): JetValue {
  const {isOld} = pages.format
  const head = isOld ? 1 : 2
  const count = isOld ? (row[0] ?? 0) : row.readUInt16LE()
  const maskBytes = Math.ceil(count / 8)
  const mask = row.length - maskBytes
  if (mask < head) throw new Damaged('a row is damaged')
  const isThere = column.number < count && ((row[mask + (column.number >> 3)] ?? 0) >> (column.number & 7)) & 1
  if (column.type === types.yesNo) return Boolean(isThere)
  if (!isThere) return undefined
  const bytes = column.isFixed
    ? row.subarray(head + column.at, head + column.at + column.length)
    : variableBytes(row, mask, column.variable, isOld)
  if (!bytes) return undefined
  return read(pages, column.type, bytes)
}

function variableBytes(row: Buffer, mask: number, index: number, isOld: boolean): Buffer | undefined {
  const [start, end] = isOld ? oldVariable(row, mask, index) : laterVariable(row, mask, index)
  if (start === undefined || end === undefined) return undefined
  if (start > end || end > mask) throw new Damaged('a row is damaged')
  return row.subarray(start, end)
}

type Span = readonly [start: number | undefined, end: number | undefined]

function laterVariable(row: Buffer, mask: number, index: number): Span {
  if (mask < 2) return [undefined, undefined]
  const count = row.readUInt16LE(mask - 2)
  const at = (place: number): number | undefined => {
    const offset = mask - 4 - place * 2
    return offset < 0 ? undefined : row.readUInt16LE(offset)
  }
  return index < count ? [at(index), at(index + 1)] : [undefined, undefined]
}

/** Places above 255 are told by bytes that say from which column on 256 are to be added. */
function oldVariable(row: Buffer, mask: number, index: number): Span {
  const count = row[mask - 1] ?? 0
  if (index >= count) return [undefined, undefined]
  let jumps = Math.floor((row.length - 1) / 256)
  const last = mask - 2 - jumps
  if (Math.floor((last - count) / 256) < jumps) jumps -= 1
  const at = (place: number): number | undefined => {
    let added = 0
    while (added < jumps && place >= (row[mask - 2 - added] ?? 0)) added += 1
    const written = row[last - place]
    return written === undefined ? undefined : written + added * 256
  }
  return [at(index), at(index + 1)]
}

const types = {yesNo: 1, byte: 2, short: 3, long: 4, text: 10, memo: 12} as const

function read(pages: JetPages, type: number, bytes: Buffer): JetValue {
  if (type === types.byte) return bytes[0]
  if (type === types.short) return bytes.length >= 2 ? bytes.readInt16LE() : undefined
  if (type === types.long) return longNumber(bytes)
  if (type === types.text) return textOf(pages.format, bytes)
  if (type !== types.memo) return undefined
  return memoOf(pages.format, bytes, (pointer) => {
    const row = rowAt(pages, pointer)
    pages.spend(row?.length ?? 0)
    return row
  })
}
