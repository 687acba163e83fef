import {feedXml} from './feed-xml.ts'
import {refused} from './open-archive.ts'
import {
  type Cell,
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
import type {Opened} from './xlsx-parts.ts'

type Attributes = Readonly<Record<string, string>>

const part = 'content.xml'

/** The sheets of an ODS by name, hidden ones told apart by their style. */
export async function readOdsSheets(
  opened: Opened,
): Promise<readonly {readonly name: string; readonly hidden: boolean}[]> {
  const hiddenStyles = new Set<string>()
  const sheets: {name: string; hidden: boolean}[] = []
  let style = ''
  const events = {
    open(name: string, attributes: Attributes): void {
      if (name === 'style') style = attributes['style:name'] ?? ''
      if (name === 'table-properties' && attributes['table:display'] === 'false') hiddenStyles.add(style)
      if (name === 'table')
        sheets.push({
          name: attributes['table:name'] ?? '',
          hidden: hiddenStyles.has(attributes['table:style-name'] ?? ''),
        })
    },
  }
  for await (const turn of feedXml(opened.archive.text(part), events, {shownAs: opened.shownAs, part})) void turn
  return sheets
}

interface CellSeen {
  readonly attributes: Attributes
  readonly repeated: number
  text: string
  paragraphs: number
}

/** The rows of a sheet of ODS as a stream: what is repeated is given as often, and what is empty not at all. */
export async function* odsRows(opened: Opened, sheet: string, seen: SheetSeen): AsyncGenerator<Row> {
  const reader = sheetReader(opened.shownAs, sheet, seen)
  for await (const turn of feedXml(opened.archive.text(part), reader.events, {shownAs: opened.shownAs, part})) {
    void turn
    for (const {row, times} of reader.ready.splice(0))
      for (let at = 0; at < times; at += 1) yield {number: row.number + at, cells: row.cells}
    if (reader.isDone()) return
  }
  for (const {row, times} of reader.ready.splice(0))
    for (let at = 0; at < times; at += 1) yield {number: row.number + at, cells: row.cells}
}

function sheetReader(shownAs: string, sheet: string, seen: SheetSeen) {
  const ready: {readonly row: Row; readonly times: number}[] = []
  let [inside, done] = [false, false]
  let [rowNumber, rowTimes, column, asideDepth] = [1, 1, 0, 0]
  let cells = new Map<number, Cell>()
  let cell: CellSeen | undefined

  function endCell(): void {
    if (!cell) return
    const value = cellOf(cell)
    if (cell.attributes['table:formula'] !== undefined) seen.formulas += cell.repeated
    if (isMerged(cell.attributes)) seen.mergedAreas += 1
    if (value && column + cell.repeated > mostColumns) throw refused(shownAs, `it has more than ${mostColumns} columns`)
    if (value) for (let at = 0; at < cell.repeated; at += 1) cells.set(column + at, value)
    column += cell.repeated
    cell = undefined
  }

  function endRow(): void {
    if (cells.size > 0) {
      if (rowNumber + rowTimes - 1 > mostRows) throw refused(shownAs, `it has more than ${mostRows} rows`)
      ready.push({row: {number: rowNumber, cells}, times: rowTimes})
    }
    rowNumber += rowTimes
  }

  function beginRow(attributes: Attributes): void {
    cells = new Map()
    column = 0
    rowTimes = timesOf(attributes['table:number-rows-repeated'])
    if (/collapse|filter/.test(attributes['table:visibility'] ?? '')) seen.hiddenRows += rowTimes
  }

  const events = {
    open(name: string, attributes: Attributes): void {
      if (name === 'table') inside = attributes['table:name'] === sheet
      if (!inside) return
      if (isAside(name)) asideDepth += 1
      if (asideDepth > 0) return
      if (name === 'table-row') beginRow(attributes)
      else if (name === 'table-cell' || name === 'covered-table-cell')
        cell = {attributes, repeated: timesOf(attributes['table:number-columns-repeated']), text: '', paragraphs: 0}
      else if (cell) addMark(cell, name, attributes)
    },
    text(text: string): void {
      if (cell && asideDepth === 0 && cell.paragraphs > 0 && cell.text.length <= mostCharacters) cell.text += text
    },
    close(name: string): void {
      if (!inside) return
      if (isAside(name)) asideDepth -= 1
      else if (asideDepth > 0) return
      else if (name === 'table-cell' || name === 'covered-table-cell') endCell()
      else if (name === 'table-row') endRow()
      else if (name === 'table') [inside, done] = [false, true]
    },
  }
  return {ready, events, isDone: () => done}
}

/** Comments and drawings stand inside cells and are not their text. */
function isAside(name: string): boolean {
  return name === 'annotation' || name === 'frame' || name === 'shapes' || name === 'g'
}

/** White space and paragraphs are elements in ODS. */
function addMark(cell: CellSeen, name: string, attributes: Attributes): void {
  if (name === 'p') cell.text += cell.paragraphs++ > 0 ? '\n' : ''
  else if (name === 's') cell.text += ' '.repeat(Math.min(timesOf(attributes['text:c']), mostCharacters))
  else if (name === 'tab') cell.text += '\t'
  else if (name === 'line-break') cell.text += '\n'
}

function timesOf(text: string | undefined): number {
  const times = Number(text ?? 1)
  return Number.isInteger(times) && times > 0 ? times : 1
}

function isMerged(attributes: Attributes): boolean {
  return timesOf(attributes['table:number-columns-spanned']) > 1 || timesOf(attributes['table:number-rows-spanned']) > 1
}

/** The value of a cell by its type (OpenDocument 1.3 part 3, 19.387). */
function cellOf({attributes, text}: CellSeen): Cell | undefined {
  const type = attributes['office:value-type']
  if (attributes['calcext:value-type'] === 'error') return errorCell(text)
  if (type === undefined) return attributes['table:formula'] === undefined ? textCell(text) : noValue
  if (type === 'float' || type === 'currency' || type === 'percentage')
    return numberCell(attributes['office:value'] ?? '')
  if (type === 'date') return {is: 'date', date: /^\d{4}-\d{2}-\d{2}/.exec(attributes['office:date-value'] ?? '')?.[0]}
  if (type === 'boolean') return {is: 'truth', value: attributes['office:boolean-value'] === 'true'}
  return textCell(attributes['office:string-value'] ?? text)
}
