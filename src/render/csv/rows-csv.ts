import type {QueryRows} from '../../model/graph-answers.ts'
import {csvText} from './csv-text.ts'
import {safeCell} from './safe-cell.ts'

/** Rows of a query as CSV (RFC 4180), with a header; texts that a spreadsheet would compute begin with an apostrophe. */
export function rowsCsv({columns, rows}: QueryRows): string {
  return csvText([columns.map(safeCell), ...rows.map((row) => row.map((value) => safeCell(value ?? '')))])
}
