import Papa from 'papaparse'
import {InventoryError} from '../../errors.ts'
import {filePieces} from '../../model/file-pieces.ts'
import {firstBytes, isGzip, unzipped} from '../maybe-gzip.ts'
import {unreadFile} from '../unread-file.ts'

/** A row of a bill has a few thousand characters at most. */
const longestRow = 1024 * 1024
/** A cell may hold line ends, but no row takes more lines than these. */
const mostLines = 100

interface EachRow {
  /** The cells, and the line on which the row begins. */
  readonly row: (cells: readonly string[], line: number) => void
  /** A row whose quotes are not well formed; those below it are read. */
  readonly fault: (message: string, line: number) => void
  /** The file ends without a line end, so that its last number may be cut. Of a whole gzip file it is not told. */
  readonly noLineEnd?: () => void
}

/**
 * Reads a CSV, gzip or not, piece by piece: yields after each piece, so that whoever reads can catch up. A quote that
 * never closes costs its own row alone.
 * Errors: an InventoryError where it cannot be read, is damaged or cut short, or is something else.
 */
export async function* focusPieces(file: string, shownAs: string, each: EachRow): AsyncGenerator<void> {
  const decoder = new TextDecoder()
  const rows = rowFeeder(each)
  const isZipped = isGzip(await startOf(file, shownAs))
  let rest = ''
  for await (const bytes of bytesOf(file, shownAs, isZipped)) {
    rest += decoder.decode(bytes, {stream: true})
    for (;;) {
      const {end, lines} = lastRowEnd(rest)
      if (end > 0) rows.whole(rest.slice(0, end), lines)
      rest = rest.slice(end)
      if (rest.length <= longestRow) break
      const next = rest.indexOf('\n') + 1
      if (next === 0) throw refused(shownAs, `it has a line of more than ${longestRow} characters, so it is no CSV`)
      rows.singly(rest.slice(0, next))
      rest = rest.slice(next)
    }
    yield
  }
  rest += decoder.decode()
  rows.singly(rest)
  if (!isZipped && rest.trim() !== '') each.noLineEnd?.()
  yield
}

/** Where the last row ends that a text holds whole, after an even number of quotes, and how many lines stand before. */
function lastRowEnd(text: string): {readonly end: number; readonly lines: number} {
  let isQuoted = false
  let end = 0
  let lines = 0
  let linesSoFar = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 34) isQuoted = !isQuoted
    else if (code === 10) {
      linesSoFar += 1
      if (isQuoted) continue
      end = at + 1
      lines = linesSoFar
    }
  }
  return {end, lines}
}

type LineEnd = '\n' | '\r\n'

function cellsOf(text: string, newline: LineEnd = '\n'): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(text, {delimiter: ',', newline})
}

function rowFeeder({row, fault}: EachRow) {
  let line = 1
  let width: number | undefined
  let newline: LineEnd = '\n'
  const isPlain = (cells: readonly string[]): boolean => cells.length === width
  const feeder = {
    /** Rows that end where they should: at once where each takes one line and is as wide as the header. */
    whole(text: string, lines: number) {
      if (width === undefined || !text.endsWith(newline)) return feeder.singly(text)
      const {data, errors} = cellsOf(text.slice(0, -newline.length), newline)
      if (errors.length > 0 || data.length !== lines || !data.every(isPlain)) return feeder.singly(text)
      for (const cells of data) row(cells, line++)
    },
    /** Row by row: where one is not well formed, the next begins on the line below. */
    singly(text: string) {
      const lines = text.split('\n')
      if (lines.at(-1) === '') lines.pop()
      for (let at = 0; at < lines.length;) {
        const taken = linesOfRow(lines, at)
        const {data, errors} = cellsOf(
          lines
            .slice(at, at + taken)
            .join('\n')
            .replace(/\r$/, ''),
        )
        const [cells = []] = data
        const isEmpty = taken === 1 && cells.length <= 1 && (cells[0] ?? '').trim() === ''
        const isRow = errors.length === 0 && data.length === 1 && (taken === 1 || width === undefined || isPlain(cells))
        if (isRow && !isEmpty) {
          if (width === undefined && lines[at]?.endsWith('\r')) newline = '\r\n'
          width ??= cells.length
          row(cells, line)
        } else if (!isEmpty) fault('the quotes of the row are not well formed', line)
        const used = isRow ? taken : 1
        at += used
        line += used
      }
    },
  }
  return feeder
}

/** As many lines as it takes until quotes are even; 1 where they never are. */
function linesOfRow(lines: readonly string[], from: number): number {
  let quotes = 0
  for (let at = from; at < Math.min(lines.length, from + mostLines); at += 1) {
    quotes += (lines[at]?.split('"').length ?? 1) - 1
    if (quotes % 2 === 0) return at - from + 1
  }
  return 1
}

/** The cells of the header. Errors: as reading, and where there is none. */
export async function focusHeader(file: string, shownAs: string): Promise<readonly string[]> {
  let header: readonly string[] | undefined
  const each = {row: (cells: readonly string[]) => (header ??= cells), fault: () => undefined}
  for await (const _ of focusPieces(file, shownAs, each)) if (header) return header
  throw refused(shownAs, 'it is empty: its first line must name the columns')
}

async function* bytesOf(file: string, shownAs: string, isZipped: boolean): AsyncGenerator<Buffer> {
  try {
    yield* isZipped ? unzipped(file) : filePieces(file)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code // system errors and zlib's carry one
    if (code === 'Z_BUF_ERROR') throw refused(shownAs, 'it is cut short, so its total would be wrong', error)
    if (code?.startsWith('Z_')) throw refused(shownAs, 'it is a damaged gzip file, so its total would be wrong', error)
    throw unreadFile(shownAs, error)
  }
}

const others: readonly (readonly [start: string, what: string])[] = [
  ['PAR1', 'it is Parquet: export it as CSV'],
  ['PK\u0003\u0004', 'it is a zip file or a workbook: take the CSV out of it'],
  ['%PDF', 'it is a PDF: download the cost and usage export, not the invoice'],
]

/** Errors: an InventoryError where it cannot be read, or begins as something else does. */
async function startOf(file: string, shownAs: string): Promise<Buffer> {
  const start = await firstBytes(file).catch((error: unknown) => {
    throw unreadFile(shownAs, error)
  })
  const other = others.find(([head]) => start.toString('latin1') === head)
  if (other) throw refused(shownAs, other[1])
  return start
}

function refused(shownAs: string, why: string, cause?: unknown): InventoryError {
  return new InventoryError('bad-bill', `${shownAs} is no bill that can be read. Nothing was written.`, {
    faults: [{message: why, where: shownAs}],
    hint: 'Export the bill as CSV by FOCUS 1.0, 1.1 or 1.2 and import that; it may be gzipped.',
    cause,
  })
}
