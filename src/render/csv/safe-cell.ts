export type Cell = string | number

/** What a spreadsheet would take for a formula: these first characters, their full-width twins, spaces before them. */
const formulaStart = /^[\s\u0000]*[=+\-@\t\r\n\u0000＝＋－＠]/

/** A text that cannot become a formula; true numbers stay as they are. */
export function safeCell(value: Cell): Cell {
  return typeof value === 'string' && formulaStart.test(value) ? `'${value}` : value
}
