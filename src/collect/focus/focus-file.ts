import {createReadStream} from 'node:fs'
import {open} from 'node:fs/promises'
import {finished} from 'node:stream/promises'
import {createGunzip} from 'node:zlib'
import {parse} from 'csv-parse'
import {InventoryError} from '../../errors.ts'

/** A row of a bill is a few hundred characters; a quote that never closes ends here. */
const longestRow = 1024 * 1024
const pieceBytes = 1 << 18

interface EachRow {
  /** The cells, and the line on which the row ends. */
  readonly row: (cells: readonly string[], line: number) => void
  /** A row that is not well formed; with `swallows` those below it may be part of it. */
  readonly fault: (message: string, line: number, swallows: boolean) => void
}

/**
 * Reads a CSV, gzip or not, piece by piece: yields after each piece, so that whoever reads can catch up.
 * Errors: an InventoryError where it cannot be read, is damaged or cut short, or is something else.
 */
export async function* focusPieces(file: string, shownAs: string, each: EachRow): AsyncGenerator<void> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: longestRow,
    on_record(cells, {lines}) {
      each.row(cells, lines)
      return null
    },
    on_skip(error) {
      const swallows = error?.code === 'CSV_QUOTE_NOT_CLOSED' || error?.code === 'CSV_MAX_RECORD_SIZE'
      each.fault(
        swallows ? 'a quote opens here and never closes: what follows is not read' : 'the row is not well formed',
        parser.info.lines,
        swallows,
      )
      return undefined
    },
  })
  parser.resume()
  const done = finished(parser)
  done.catch(() => undefined) // awaited below, unless reading ends before
  try {
    for await (const piece of bytesOf(file, shownAs)) {
      await new Promise<void>((written, failed) =>
        parser.write(piece, (error) => (error ? failed(error) : written())),
      )
      yield
    }
    parser.end()
    await done
    yield
  } finally {
    parser.destroy()
  }
}

/** The cells of the header. Errors: as reading, and where there is none. */
export async function focusHeader(file: string, shownAs: string): Promise<readonly string[]> {
  let header: readonly string[] | undefined
  const each = {row: (cells: readonly string[]) => (header ??= cells), fault: () => undefined}
  for await (const _ of focusPieces(file, shownAs, each)) if (header) return header
  throw refused(shownAs, 'it is empty: its first line must name the columns')
}

async function* bytesOf(file: string, shownAs: string): AsyncGenerator<Buffer> {
  const isZipped = await isGzip(file, shownAs)
  const source = createReadStream(file, {highWaterMark: pieceBytes})
  const stream = isZipped ? source.pipe(createGunzip({chunkSize: pieceBytes})) : source
  source.on('error', (error) => stream.destroy(error))
  try {
    yield* stream as AsyncIterable<Buffer>
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code // system errors and zlib's carry one
    if (code === 'Z_BUF_ERROR') throw refused(shownAs, 'it is cut short, so its total would be wrong', error)
    if (code?.startsWith('Z_')) throw refused(shownAs, 'it is a damaged gzip file, so its total would be wrong', error)
    throw unreadable(shownAs, error)
  } finally {
    source.destroy()
    stream.destroy()
  }
}

const others: readonly (readonly [start: string, what: string])[] = [
  ['PAR1', 'it is Parquet: export it as CSV'],
  ['PK\u0003\u0004', 'it is a zip file or a workbook: take the CSV out of it'],
  ['%PDF', 'it is a PDF: download the cost and usage export, not the invoice'],
]

async function isGzip(file: string, shownAs: string): Promise<boolean> {
  let start: Buffer
  try {
    const handle = await open(file)
    try {
      const {buffer, bytesRead} = await handle.read(Buffer.alloc(4), 0, 4, 0)
      start = buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw unreadable(shownAs, error)
  }
  const other = others.find(([head]) => start.toString('latin1') === head)
  if (other) throw refused(shownAs, other[1])
  return start[0] === 0x1f && start[1] === 0x8b
}

function unreadable(shownAs: string, cause: unknown): InventoryError {
  return new InventoryError('missing-inventory', `${shownAs} cannot be read.`, {
    faults: [{message: 'the file cannot be read', where: shownAs, hint: 'Mend its path.'}],
    cause,
  })
}

function refused(shownAs: string, why: string, cause?: unknown): InventoryError {
  return new InventoryError('bad-bill', `${shownAs} is no bill that can be read. Nothing was written.`, {
    faults: [{message: why, where: shownAs}],
    hint: 'Export the bill as CSV by FOCUS 1.0, 1.1 or 1.2 and import that; it may be gzipped.',
    cause,
  })
}
