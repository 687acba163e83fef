import {stringify} from 'csv-stringify/sync'
import type {Cell} from './safe-cell.ts'

/** Rows as CSV (RFC 4180): each line ends with CR LF, and a cell with a comma, a quote or a line break stands in quotes. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], {record_delimiter: 'windows'})
}
