import type {CoverageNote} from '../../model/inventory.ts'

/** The most that a spreadsheet program itself holds; what claims more is damaged or hostile. */
export const mostRows = 1_048_576
export const mostColumns = 16_384
/** The most characters that a cell of a spreadsheet holds. */
export const mostCharacters = 32_767

export type Cell =
  | {readonly is: 'text'; readonly text: string}
  /** A plain decimal number. */
  | {readonly is: 'number'; readonly text: string}
  /** A calendar date; undefined where the number behind it is none. */
  | {readonly is: 'date'; readonly date: string | undefined}
  | {readonly is: 'truth'; readonly value: boolean}
  /** What cannot be read as a value, and why. */
  | {readonly is: 'faulty'; readonly why: string; readonly hint: string}

export interface Row {
  /** As a spreadsheet program numbers it. */
  readonly number: number
  /** By column, from 0; what is empty is not there. */
  readonly cells: ReadonlyMap<number, Cell>
  /** Why the row cannot be told into cells at all. */
  readonly fault?: string
}

/** What a sheet holds besides values, counted while its rows are read. */
export interface SheetSeen {
  formulas: number
  hiddenRows: number
  mergedAreas: number
}

export interface Workbook {
  readonly format: 'xlsx' | 'ods' | 'csv'
  readonly sheets: readonly {readonly name: string; readonly hidden: boolean}[]
  /** What is in the file and is not read, or how it was read. */
  readonly notes: readonly CoverageNote[]
  /** Days are counted from 1904 on, not 1900. */
  readonly from1904: boolean
  /** The rows of a sheet as a stream; empty rows may be left out. */
  readonly rows: (sheet: string, seen: SheetSeen) => AsyncGenerator<Row>
  readonly close: () => void
}

export const noValue: Cell = {
  is: 'faulty',
  why: 'is a formula that no value was saved with',
  hint: 'Open the file in a spreadsheet program and save it: a formula is never calculated here.',
}

/** `#N/A` and its like. */
export function errorCell(text: string): Cell {
  return {is: 'faulty', why: `holds the error ${text.slice(0, 20)}`, hint: 'Mend the formula, or clear the cell.'}
}

/** Text as a person sees it; too much of it is told, not cut. */
export function textCell(text: string): Cell | undefined {
  if (text.length > mostCharacters)
    return {is: 'faulty', why: `holds more than ${mostCharacters} characters`, hint: 'Shorten it.'}
  const seen = text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/g, '')
    .replaceAll('\u00a0', ' ')
    .trim()
  return seen === '' ? undefined : {is: 'text', text: seen}
}

/** The shortest decimal that stands for the same number, written out: a sheet keeps `1234.5699999999999` for 1234.57. */
export function numberCell(written: string): Cell {
  const number = written.trim() === '' ? Number.NaN : Number(written)
  if (!Number.isFinite(number))
    return {is: 'faulty', why: `holds '${written.slice(0, 40)}', which is no number`, hint: 'Type it again.'}
  return {is: 'number', text: plainDecimal(number)}
}

function plainDecimal(number: number): string {
  const [, sign = '', whole = '0', part = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(number)) ?? []
  const shift = Number(power)
  if (shift === 0) return part ? `${sign}${whole}.${part}` : `${sign}${whole}`
  const digits = whole + part
  const point = whole.length + shift
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`
  return point <= 0
    ? `${sign}0.${'0'.repeat(-point)}${digits}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

/** The letter of a column from 0, as a spreadsheet shows it. */
export function columnLetter(column: number): string {
  let letters = ''
  for (let at = column + 1; at > 0; at = Math.floor((at - 1) / 26))
    letters = String.fromCharCode(65 + ((at - 1) % 26)) + letters
  return letters
}

/** The column of a letter, from 0. */
export function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
