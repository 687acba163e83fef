import type {RenderedFile} from '../rendered.ts'
import {csvText} from './csv-text.ts'
import {safeCell} from './safe-cell.ts'

export interface CsvColumn<Of> {
  readonly name: string
  readonly type: 'string' | 'decimal' | 'date' | 'integer'
  readonly of: Of
}

/** No file of a report is over 2 MB. */
const mostBytes = 1_900_000

/** `name.csv`, and where it would be too large `name-2.csv` and so on, each with a header; with their CSVW metadata. */
export function* csvInParts(
  name: string,
  columns: readonly CsvColumn<unknown>[],
  rows: Iterable<readonly string[]>,
  description: string,
): Generator<RenderedFile> {
  const paths: string[] = []
  for (const content of parts(columns, rows)) {
    const path = paths.length === 0 ? `${name}.csv` : `${name}-${paths.length + 1}.csv`
    paths.push(path)
    yield {path, content}
  }
  const metadata = JSON.stringify(metadataOf(paths, columns, description), null, 1)
  yield {path: `${name}.csv-metadata.json`, content: `${metadata}\n`}
}

function* parts(columns: readonly CsvColumn<unknown>[], rows: Iterable<readonly string[]>): Generator<string> {
  const head = csvText([columns.map(({name}) => name)])
  let content = head
  let bytes = 0
  for (const cells of rows) {
    const row = csvText([cells.map((cell, at) => (columns[at]?.type === 'decimal' ? cell : safeCell(cell)))])
    const length = Buffer.byteLength(row)
    if (bytes > 0 && bytes + length > mostBytes) {
      yield content
      content = head
      bytes = 0
    }
    content += row
    bytes += length
  }
  yield content
}

function metadataOf(paths: readonly string[], columns: readonly CsvColumn<unknown>[], description: string): object {
  const context = {'@context': 'http://www.w3.org/ns/csvw'}
  const about = {
    'dc:description': `${description} Texts are on one line, without control characters and those that turn or hide text; one that a spreadsheet would take for a formula has an apostrophe before it.`,
    dialect: {delimiter: ',', header: true, encoding: 'utf-8', lineTerminators: ['\r\n']},
  }
  const schema = {
    tableSchema: {columns: columns.map(({name, type}) => ({name, titles: name, datatype: type}))},
  }
  const [only, ...others] = paths
  if (others.length === 0) return {...context, url: only, ...about, ...schema}
  return {...context, ...about, tables: paths.map((url) => ({url, ...schema}))}
}
