import {feedXml} from './feed-xml.ts'
import {refused} from './open-archive.ts'
import {serialDate} from './serial-dates.ts'
import {
  type Cell,
  columnOf,
  errorCell,
  mostCharacters,
  mostColumns,
  mostRows,
  noValue,
  numberCell,
  type Row,
  type SheetSeen,
  textCell,
} from './workbook.ts'
import {type Opened, unescaped} from './xlsx-parts.ts'

/** What the cells of every sheet name: texts by number, styles by number. */
export interface SheetContext {
  readonly sharedTexts: readonly string[]
  readonly dateStyles: readonly boolean[]
  readonly from1904: boolean
}

/** What is gathered of the cell in hand. */
interface CellSeen {
  type: string
  style: number
  column: number
  hasFormula: boolean
  value: string
  inline: string
}

/** The rows of a sheet of XLSX as a stream. A formula's saved value is read; the formula is not even kept. */
export async function* xlsxRows(
  opened: Opened,
  part: string,
  context: SheetContext,
  seen: SheetSeen,
): AsyncGenerator<Row> {
  const reader = sheetReader(opened.shownAs, context, seen)
  for await (const turn of feedXml(opened.archive.text(part), reader.events, {shownAs: opened.shownAs, part})) {
    void turn
    yield* reader.ready.splice(0)
  }
  yield* reader.ready.splice(0)
}

function sheetReader(shownAs: string, context: SheetContext, seen: SheetSeen) {
  const ready: Row[] = []
  let [rowNumber, column] = [0, -1]
  let cells = new Map<number, Cell>()
  let cell: CellSeen | undefined
  let into: 'value' | 'inline' | undefined
  let [inInline, inReading] = [false, false]

  function beginRow(attributes: Readonly<Record<string, string>>): void {
    rowNumber = attributes.r === undefined ? rowNumber + 1 : Number(attributes.r)
    if (!Number.isInteger(rowNumber) || rowNumber < 1 || rowNumber > mostRows)
      throw refused(shownAs, `it has a row ${attributes.r}; the last is ${mostRows}`)
    if (/^(1|true)$/.test(attributes.hidden ?? '')) seen.hiddenRows += 1
    cells = new Map()
    column = -1
  }

  function beginCell(attributes: Readonly<Record<string, string>>): void {
    const letters = /^([A-Z]{1,4})\d+$/.exec(attributes.r ?? '')?.[1]
    column = letters ? columnOf(letters) : column + 1
    if (column >= mostColumns) throw refused(shownAs, `it has more than ${mostColumns} columns`)
    cell = {
      type: attributes.t ?? 'n',
      style: Number(attributes.s ?? 0),
      column,
      hasFormula: false,
      value: '',
      inline: '',
    }
  }

  function endCell(): void {
    if (!cell) return
    if (cell.hasFormula) seen.formulas += 1
    const value = cellOf(cell, context)
    if (value) cells.set(cell.column, value)
    cell = undefined
  }

  const events = {
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      if (name === 'c') beginCell(attributes)
      else if (name === 'v') into = 'value'
      else if (name === 'row') beginRow(attributes)
      else if (name === 'f' && cell) cell.hasFormula = true
      else if (name === 'is') inInline = true
      else if (name === 'rPh') inReading = true
      else if (name === 't' && inInline && !inReading) into = 'inline'
      else if (name === 'mergeCell') seen.mergedAreas += 1
    },
    text(text: string): void {
      // One character too many is kept, so that the length tells.
      if (cell && into && cell[into].length <= mostCharacters) cell[into] += text
    },
    close(name: string): void {
      if (name === 'v' || name === 't') into = undefined
      else if (name === 'c') endCell()
      else if (name === 'row') ready.push({number: rowNumber, cells})
      else if (name === 'is') inInline = false
      else if (name === 'rPh') inReading = false
    },
  }
  return {ready, events}
}

/** The value of a cell by its type (ECMA-376 part 1, 18.18.11). */
function cellOf(cell: CellSeen, context: SheetContext): Cell | undefined {
  const {type, value, hasFormula} = cell
  if (type === 'inlineStr') return textCell(unescaped(cell.inline))
  // A formula whose value is an empty text is saved as text; one that was never calculated has no value at all.
  if (value === '') return hasFormula && type !== 'str' ? noValue : undefined
  if (type === 's') return sharedText(value, context.sharedTexts)
  if (type === 'str') return textCell(unescaped(value))
  if (type === 'b') return {is: 'truth', value: value === '1' || value === 'true'}
  if (type === 'e') return errorCell(value)
  if (type === 'd') return {is: 'date', date: /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0]}
  if (context.dateStyles[cell.style]) return {is: 'date', date: serialDate(Number(value), context.from1904)}
  return numberCell(value)
}

function sharedText(value: string, texts: readonly string[]): Cell | undefined {
  const text = texts[Number(value)]
  return text === undefined
    ? {
        is: 'faulty',
        why: 'names a text that the file does not hold',
        hint: 'Open the file, save it anew and import that.',
      }
    : textCell(text)
}
