import {printable} from '../facts/display-text.ts'

export type Cell = string | number

/** What a spreadsheet would take for a formula: these first characters, and their full-width twins. */
const formulaStart = /^[=+\-@＝＋－＠]/

/** A text that commands neither a terminal nor a spreadsheet; true numbers stay as they are. */
export function safeCell(value: Cell): Cell {
  if (typeof value !== 'string') return value
  const clean = printable(value)
  return formulaStart.test(clean) ? `'${clean}` : clean
}
