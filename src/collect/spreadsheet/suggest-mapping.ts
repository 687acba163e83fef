import {mappedFields} from '../../model/mapped-fields.ts'
import {type ColumnMapping, type DateForm, Mapping} from '../../model/mapping.ts'
import {countsOtherSpan, headerUnit} from './header-units.ts'
import {refused} from './open-archive.ts'
import {openSpreadsheet} from './open-spreadsheet.ts'
import {readCell, unknownWords, wordOf} from './read-cell.ts'
import {type Header, headersOf} from './read-headers.ts'
import {companionsOf} from './read-mapping.ts'
import type {SpreadsheetFile} from './read-systems.ts'
import {assignFields, type FieldGuess, fieldsLike} from './suggest-fields.ts'
import {technologyColumns} from './technology-columns.ts'
import {type Cell, columnLetter, type Row, type Workbook} from './workbook.ts'

const rowsLookedAt = 500
const headersWithin = 20
/** Below this share of cells that can be read, a header is taken to mean something else. */
const leastRead = 0.5

/** One column and what it seems to be. */
export interface ColumnSuggestion {
  readonly letter: string
  readonly header: string
  readonly field?: string
  /** From 0 to 1. */
  readonly likeness?: number
  /** Cells that hold something, and those of them that can be read as the field. */
  readonly cells: number
  readonly read: number
  readonly unit?: ColumnMapping['unit']
  /** Why it is not placed, or what it lacks. */
  readonly lacks?: string
  /** Words that the field does not know, the most frequent first. */
  readonly strangeWords: readonly string[]
}

export interface MappingSuggestion {
  readonly sheet: string
  readonly otherSheets: readonly string[]
  readonly isCsv: boolean
  readonly headerRow: number | readonly number[]
  readonly dates: DateForm
  /** Dates of the file fit neither form alone. */
  readonly datesAreMixed: boolean
  readonly rows: number
  readonly columns: readonly ColumnSuggestion[]
}

/** Looks at the head of a sheet and proposes which column is which field, with how sure that is. Reads no more than that. */
export async function suggestMapping(file: SpreadsheetFile): Promise<MappingSuggestion> {
  const workbook = await openSpreadsheet(file, {})
  try {
    const sheet = file.sheet ?? workbook.sheets.find(({hidden}) => !hidden)?.name ?? ''
    if (!workbook.sheets.some(({name}) => name === sheet))
      throw refused(
        file.shownAs,
        `it has no sheet '${sheet}'`,
        `There are: ${workbook.sheets.map(({name}) => name).join(', ')}.`,
      )
    const rows = await headOf(workbook, sheet)
    const header = headerOf(rows)
    const numbers = header.map(({number}) => number)
    const headers = [...headersOf(header)]
    const data = rows.filter(({number}) => number > (numbers.at(-1) ?? 0))
    const {dates, areMixed} = dateFormOf(data)
    const seen: Seen[] = headers.map(([column, header]) => ({column, header, cells: cellsOf(data, column)}))
    const reading = {dates, from1904: workbook.from1904}
    const placed = placedFields(seen, reading)
    return {
      sheet,
      otherSheets: workbook.sheets.filter(({name}) => name !== sheet).map(({name}) => name),
      isCsv: workbook.format === 'csv',
      headerRow: numbers.length > 1 ? numbers : (numbers[0] ?? 1),
      dates,
      datesAreMixed: areMixed,
      rows: data.length,
      columns: seen.map((one, at) => suggestion(one, placed[at] ?? {}, reading)),
    }
  } finally {
    workbook.close()
  }
}

async function headOf(workbook: Workbook, sheet: string): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const row of workbook.rows(sheet, {formulas: 0, hiddenRows: 0, mergedAreas: 0})) {
    if (row.cells.size > 0) rows.push(row)
    if (rows.length >= rowsLookedAt) break
  }
  return rows
}

/** The row of the most headers that mean something, with the row above it where that makes more of them mean something. */
function headerOf(rows: readonly Row[]): readonly Row[] {
  const head = rows.slice(0, headersWithin)
  const candidates = head.flatMap((row, at) => {
    const above = head[at - 1]
    return above && above.number === row.number - 1 ? [[row], [above, row]] : [[row]]
  })
  const scored = candidates.map((candidate) => {
    const headers = [...headersOf(candidate).values()]
    const known = headers.filter((header) => (guessesFor(header)[0]?.likeness ?? 0) >= 0.8).length
    return {candidate, score: known * 10 + (candidate.length > 1 ? 0 : headers.length)}
  })
  return (
    scored.reduce<(typeof scored)[number] | undefined>(
      (best, one) => (best === undefined || one.score > best.score ? one : best),
      undefined,
    )?.candidate ?? []
  )
}

/** By all that a header says, and by its lowest row alone. */
function guessesFor({text, own}: Header): readonly FieldGuess[] {
  return [...fieldsLike(text), ...(own === undefined || own === text ? [] : fieldsLike(own))].toSorted(
    (a, b) => b.likeness - a.likeness,
  )
}

function cellsOf(rows: readonly Row[], column: number): readonly Cell[] {
  return rows.flatMap(({cells}) => cells.get(column) ?? [])
}

/** Which of day and month stands first, by those that can only be days. */
function dateFormOf(rows: readonly Row[]): {readonly dates: DateForm; readonly areMixed: boolean} {
  let [dayFirst, monthFirst] = [false, false]
  for (const {cells} of rows)
    for (const cell of cells.values()) {
      const [, first = '0', second = '0'] =
        (cell.is === 'text' && /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}\b/.exec(cell.text)) || []
      dayFirst ||= Number(first) > 12
      monthFirst ||= Number(second) > 12
    }
  return {dates: monthFirst && !dayFirst ? 'mm/dd/yyyy' : 'dd/mm/yyyy', areMixed: dayFirst && monthFirst}
}

interface Seen {
  readonly column: number
  readonly header: Header
  readonly cells: readonly Cell[]
}

interface Reading {
  readonly dates: DateForm
  readonly from1904: boolean
}

interface Placed {
  readonly guess?: FieldGuess
  readonly lacks?: string
}

/** Which field each column seems to be; one that would say nothing by itself, or something else, is not placed. */
function placedFields(seen: readonly Seen[], reading: Reading): readonly Placed[] {
  const technologies = technologyColumns(seen.map(({header: {text, own}}) => own ?? text))
  const guesses = seen.map(({header, cells}, at) =>
    technologies.withoutProduct.has(at)
      ? []
      : guessesFor(header).filter(({field}) => means(header.text, field) && fits(field, cells, reading)),
  )
  const assigned = withName(assignFields(guesses, technologies.fields), seen)
  const filled = new Set(assigned.flatMap((guess) => guess?.field ?? []))
  return assigned.map((guess, at) => {
    if (technologies.withoutProduct.has(at))
      return {
        lacks: 'the version of what? Name its product too, as {constant: <product>, field: technologies.1.product}',
      }
    const missing = guess && companionsOf(guess.field).filter((field) => !filled.has(field))
    if (missing && missing.length > 0) return {lacks: `${guess.field} says nothing without ${missing.join(' and ')}`}
    const {text} = seen[at]?.header ?? {text: ''}
    if (guess) return {guess}
    const other = guessesFor({text, own: undefined}).find(({field}) => !means(text, field))
    if (other) return {lacks: `${other.field} counts something else than its header says: convert it first`}
    return notHeld.test(text) ? {lacks: 'no field of a system holds it'} : {}
  })
}

const notHeld = /\b(go ?-? ?live|live since|in service|launch(ed)?|introduced|year built|installed)\b/i

/** Whether the figures under a header can be those of a field: no months where a field has years, no dollars. */
function means(header: string, field: string): boolean {
  const isMoney = mappedFields[field]?.kind.reads === 'money'
  return !countsOtherSpan(header, field) && !(isMoney && headerUnit(header) === 'other')
}

/** Where no header means the name of a system, the first column that no field takes and whose cells all differ. */
function withName(
  assigned: readonly (FieldGuess | undefined)[],
  seen: readonly Seen[],
): readonly (FieldGuess | undefined)[] {
  if (assigned.some((guess) => guess?.field === 'name' || guess?.field === 'id')) return assigned
  const most = Math.max(0, ...seen.map(({cells}) => cells.length))
  const name = seen.findIndex(
    ({cells}, at) =>
      assigned[at] === undefined &&
      cells.length > 0 &&
      cells.length === most &&
      cells.every(({is}) => is === 'text') &&
      new Set(cells.map(textOf)).size === cells.length,
  )
  return assigned.map((guess, at) => (at === name ? {field: 'name', likeness: 0} : guess))
}

function readable(field: string, cells: readonly Cell[], {dates, from1904}: Reading, unit?: ColumnMapping['unit']) {
  const rules = {
    kind: mappedFields[field]?.kind ?? {reads: 'text' as const},
    dates,
    from1904,
    unknownWords: new Set(unknownWords),
    choices: new Map<string, string>(),
    separator: undefined,
    unit,
  }
  return cells.filter((cell) => !('fault' in readCell(cell, rules)))
}

/** Words can be given a meaning by `choices`; other cells that cannot be read speak against the field. */
function fits(field: string, cells: readonly Cell[], reading: Reading): boolean {
  const reads = mappedFields[field]?.kind.reads
  if (reads === 'choice' || reads === 'yes-no') return new Set(cells.map(textOf)).size <= 20
  return cells.length === 0 || readable(field, cells, reading).length / cells.length >= leastRead
}

function textOf(cell: Cell): string {
  return cell.is === 'text' || cell.is === 'number' ? cell.text : ''
}

function suggestion({column, header, cells}: Seen, {guess, lacks}: Placed, reading: Reading): ColumnSuggestion {
  const seen = {letter: columnLetter(column), header: header.text, cells: cells.length}
  if (!guess) return {...seen, read: 0, ...(lacks && {lacks}), strangeWords: []}
  const unit =
    mappedFields[guess.field]?.kind.reads === 'money' ? unitOf(header.text, guess.field, cells, reading) : undefined
  const read = readable(guess.field, cells, reading, unit)
  const strange = new Map<string, number>()
  for (const cell of cells) {
    const text = textOf(cell)
    if (!read.includes(cell) && text) strange.set(text, (strange.get(text) ?? 0) + 1)
  }
  const strangeWords = [...strange].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word)
  return {...seen, ...guess, read: read.length, ...(unit && {unit}), strangeWords: strangeWords.slice(0, 10)}
}

/** The header's unit; pounds, where its cells say their own size. */
function unitOf(header: string, field: string, cells: readonly Cell[], reading: Reading): ColumnMapping['unit'] {
  const stated = headerUnit(header)
  if (stated === undefined || stated === 'other') return undefined
  const sizes = readable(field, cells, reading, 'pounds').length - readable(field, cells, reading, stated).length
  return sizes > 0 && readable(field, cells, reading, stated).length === 0 ? 'pounds' : stated
}

/** A suggestion as a mapping file; what could not be placed stands in comments, to be mended by hand. */
export function mappingText(suggested: MappingSuggestion, shownAs: string): string {
  const placed = suggested.columns.filter(({field}) => field !== undefined)
  const rest = suggested.columns.filter(({field}) => field === undefined)
  const repeated = new Set(
    suggested.columns.map(({header}) => wordOf(header)).filter((word, at, all) => all.indexOf(word) !== at),
  )
  const named = placed.some(({field}) => field === 'name' || field === 'id')
  return [
    `# Proposed from the first ${suggested.rows} ${suggested.rows === 1 ? 'row' : 'rows'} of ${oneLine(shownAs)}. Read it through before it is used.`,
    ...(named ? [] : ['# No column looks like the name or the id of a system: one must be mapped before this works.']),
    ...(suggested.datesAreMixed
      ? ['# Some dates begin with the day and some with the month: mend the file first.']
      : []),
    `schema: ${Mapping.shape.schema.value}`,
    ...(suggested.isCsv ? [] : [`sheet: ${quoted(suggested.sheet)}`]),
    ...(suggested.otherSheets.length > 0
      ? [`# Other sheets: ${suggested.otherSheets.slice(0, 20).map(oneLine).join(', ')}`]
      : []),
    `headerRow: ${JSON.stringify(suggested.headerRow)}`,
    `dates: ${suggested.dates}`,
    'columns:',
    ...placed.flatMap((column) => columnLines(column, repeated.has(wordOf(column.header)))),
    ...(rest.length > 0 ? ['# Not placed: give each a field, or leave it out.'] : []),
    ...rest.map(
      ({letter, header, cells, lacks}) =>
        `#  - {column: ${quoted(header)}, field: }   # ${letter}, ${cells} ${cells === 1 ? 'cell' : 'cells'}${lacks ? `: ${lacks}` : ''}`,
    ),
    '',
  ].join('\n')
}

function columnLines(
  {letter, header, field, likeness = 0, cells, read, unit, strangeWords}: ColumnSuggestion,
  isRepeated: boolean,
): readonly string[] {
  const mapping: Pick<ColumnMapping, 'field'> = {field: field ?? ''}
  const by = isRepeated ? `letter: ${letter}` : `column: ${quoted(header)}`
  const sure = likeness >= 0.9 ? 'sure' : likeness >= 0.75 ? 'likely' : 'a guess'
  const line = `  - {${by}, field: ${mapping.field}${unit ? `, unit: ${unit}` : ''}}   # ${letter}: ${sure}; ${read} of ${cells} cells read`
  if (strangeWords.length === 0) return [line]
  const words = strangeWords.map((word) => quoted(word.slice(0, 40))).join(', ')
  return [line, `  #   not understood: ${words}; say what they mean with choices: {<word>: <value or unknown>}`]
}

/** A JSON string is a YAML string. */
function quoted(text: string): string {
  return JSON.stringify(oneLine(text))
}

function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ').trim()
}
