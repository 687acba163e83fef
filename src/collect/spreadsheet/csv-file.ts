import {createReadStream} from 'node:fs'
import {Readable} from 'node:stream'
import {parse} from 'csv-parse'
import type {Mapping} from '../../model/mapping.ts'
import {type Cell, type Row, textCell} from './workbook.ts'

type Encoding = NonNullable<Mapping['encoding']>
type Delimiter = NonNullable<Mapping['delimiter']>

export interface CsvForm {
  readonly encoding: Encoding
  readonly delimiter: Delimiter
}

const sniffedBytes = 64 * 1024
const sniffedLines = 20
/** No row of a spreadsheet program is longer; a quote that never closes ends here. */
const longestRow = 4 * 1024 * 1024
const delimiters = [',', ';', '\t', '|'] as const

/** How a CSV file is written, from its own bytes where nobody says. */
export async function csvForm(file: string, given: Partial<CsvForm>): Promise<CsvForm> {
  const encoding = given.encoding ?? (await encodingOf(file))
  return {encoding, delimiter: given.delimiter ?? (await delimiterOf(file, encoding))}
}

/** By its mark; without one, UTF-16 by its zeros, UTF-8 where every byte fits it, else Windows-1252. */
async function encodingOf(file: string): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', {fatal: true})
  let first = true
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      const wide = first ? wideEncoding(chunk) : undefined
      if (wide) return wide
      first = false
      utf8.decode(chunk, {stream: true})
    }
    utf8.decode()
    return 'utf-8'
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'windows-1252' // so says the decoder
    throw error
  }
}

function wideEncoding(start: Buffer): Encoding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const head = start.subarray(0, 200)
  const zeros = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const most = head.length / 4
  if ((zeros[1] ?? 0) > most) return 'utf-16le'
  return (zeros[0] ?? 0) > most ? 'utf-16be' : undefined
}

/** The sign that stands equally often in the most of the first lines, outside quotes. */
async function delimiterOf(file: string, encoding: Encoding): Promise<Delimiter> {
  let text = ''
  for await (const piece of decodedText(file, encoding)) {
    text += piece
    if (text.length >= sniffedBytes) break
  }
  const named = /^sep=(.)\r?\n/i.exec(text)?.[1]
  const told = delimiters.find((one) => one === named)
  if (told) return told
  const lines = text
    .slice(0, sniffedBytes)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, sniffedLines)
  const scores = delimiters.map((delimiter) => {
    const counts = new Map<number, number>()
    for (const line of lines) {
      const found = line.split(delimiter).length - 1
      if (found > 0) counts.set(found, (counts.get(found) ?? 0) + 1)
    }
    const [times = 0, alike = 0] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
    return {delimiter, score: alike * 1000 + times}
  })
  return scores.toSorted((a, b) => b.score - a.score)[0]?.delimiter ?? ','
}

async function* decodedText(file: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) yield decoder.decode(chunk, {stream: true})
  yield decoder.decode()
}

/**
 * The rows of a CSV file as a stream. A quote that stands where none belongs is text; one that never closes, or that
 * takes in the rows below, makes the row one with a fault.
 */
export async function* csvRows(file: string, {encoding, delimiter}: CsvForm): AsyncGenerator<Row> {
  let number = 0
  let width = 0
  const numbers: number[] = []
  const faults: Row[] = []
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    max_record_size: longestRow,
    on_record(record) {
      // A line for the spreadsheet program, which shows it to nobody.
      if (number === 0 && width === 0 && /^sep=/i.test(record[0] ?? '')) return null
      numbers.push(++number)
      width = Math.max(width, record.length)
      return record
    },
    on_skip(error) {
      faults.push({number: ++number, cells: new Map(), fault: faultOf(error?.code)})
      return undefined
    },
  })
  const source = Readable.from(decodedText(file, encoding), {objectMode: false})
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      const row = {number: numbers.shift() ?? number, cells: cellsOf(record)}
      while (faults[0] && faults[0].number < row.number) yield faults.shift() as Row // one was there
      const fault = record.some((text) => takesInRows(text, delimiter, width)) ? swallowed : undefined
      yield fault === undefined ? row : {...row, fault}
    }
    yield* faults
  } finally {
    source.destroy()
  }
}

/** A cell of several lines that looks like rows: a quote before it never closed where it should. */
function takesInRows(text: string, delimiter: Delimiter, width: number): boolean {
  if (!text.includes('\n')) return false
  const least = Math.max(2, width - 1)
  return text.startsWith('"') || text.split('\n').some((line) => line.split(delimiter).length > least)
}

function cellsOf(record: readonly string[]): ReadonlyMap<number, Cell> {
  const cells = new Map<number, Cell>()
  for (const [column, text] of record.entries()) {
    const cell = textCell(text)
    if (cell) cells.set(column, cell)
  }
  return cells
}

const swallowed = 'a quote opens here and closes rows below, so that rows are taken for one cell: they are not read'

function faultOf(code: string | undefined): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return 'a quote opens here and never closes, so all that follows is one cell: it is not read'
  if (code === 'CSV_MAX_RECORD_SIZE')
    return `the row has more than ${longestRow} characters, so a quote is never closed: what follows is not read`
  return 'the row is not well formed'
}
