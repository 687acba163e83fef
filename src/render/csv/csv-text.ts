import type {Cell} from './safe-cell.ts'

/** Rows as CSV (RFC 4180): each line ends with CR LF, and a cell with a comma, a quote or a line break stands in quotes. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')
}

const needsQuotes = /[",\r\n]/

function quoted(cell: Cell): string {
  const text = String(cell)
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
