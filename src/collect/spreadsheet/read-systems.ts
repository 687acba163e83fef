import {createHash} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {type Fault, InventoryError} from '../../errors.ts'
import type {DeclaredSystem} from '../../model/declared.ts'
import type {CoverageNote, Problem} from '../../model/inventory.ts'
import {slugOf} from '../../model/ids.ts'
import {nearest} from '../../model/nearest.ts'
import {refused} from './open-archive.ts'
import {openSpreadsheet} from './open-spreadsheet.ts'
import {headerRows, headersOf} from './read-headers.ts'
import {type MappingFile, placeColumns} from './read-mapping.ts'
import {type RowFault, type RowReader, rowReader} from './row-to-system.ts'
import type {Row, SheetSeen, Workbook} from './workbook.ts'

/** Beyond this many the problems are only counted. */
export const mostProblems = 1000
const mostRepeatsShown = 50

export interface SpreadsheetFile {
  /** Absolute. */
  readonly file: string
  readonly shownAs: string
  /** Instead of the mapping's. */
  readonly sheet?: string | undefined
}

export interface SystemInRow {
  readonly system: DeclaredSystem
  readonly row: number
}

/** What a sheet was found to hold, complete when its systems have been read to the end. */
export interface SheetTally {
  rows: number
  systems: number
  /** Rows that hold something and are no system. */
  badRows: number
  badCells: number
  unknownCells: number
  problems: Problem[]
  untoldProblems: number
}

export interface SheetSystems {
  readonly sheet: string
  readonly sha256: string
  readonly notes: () => readonly CoverageNote[]
  readonly tally: SheetTally
  /** Each system in the order of the rows. */
  readonly systems: () => AsyncGenerator<SystemInRow>
  readonly close: () => void
}

/** The place of a row: `path/to/file.xlsx:Sheet:12`, or `path/to/file.csv:12`. */
export function rowPlace(shownAs: string, sheet: string, row: number): string {
  return sheet === shownAs ? `${shownAs}:${row}` : `${shownAs}:${sheet}:${row}`
}

/**
 * The systems of a sheet, read twice as a stream: once for ids, so that nothing is told of two rows that come to one,
 * and once for all else. Errors: an InventoryError where the file, the sheet or the mapping cannot be used, or where
 * rows come to one id, with both rows.
 */
export async function readSystems(file: SpreadsheetFile, mapping: MappingFile): Promise<SheetSystems> {
  const {encoding, delimiter} = mapping.data
  const workbook = await openSpreadsheet(file, {...(encoding && {encoding}), ...(delimiter && {delimiter})})
  try {
    const sheet = sheetOf(workbook, file, mapping)
    const seen: SheetSeen = {formulas: 0, hiddenRows: 0, mergedAreas: 0}
    const lines = headerRows(mapping.data)
    const headers = headersOf(await firstRows(workbook, sheet, lines))
    const placed = placeColumns(mapping, headers)
    const reader = rowReader(mapping.data, placed, workbook.from1904)
    const width = workbook.format === 'csv' ? Math.max(-1, ...headers.keys()) + 1 : undefined
    const dataRows = (into: SheetSeen): AsyncGenerator<Row> =>
      rowsBelow(workbook.rows(sheet, into), lines.at(-1) ?? 1, width)
    const names = await namesOf(dataRows(seen), reader, file.shownAs, sheet)
    const tally: SheetTally = {
      rows: 0,
      systems: 0,
      badRows: 0,
      badCells: 0,
      unknownCells: 0,
      problems: [],
      untoldProblems: 0,
    }
    const tell = (row: number, {message, hint}: RowFault, code: string): void => {
      if (tally.problems.length >= mostProblems) tally.untoldProblems += 1
      else tally.problems.push({record: 'problem', code, message, hint, where: rowPlace(file.shownAs, sheet, row)})
    }
    return {
      sheet,
      sha256: await hashOf(file.file),
      tally,
      notes: () => [...workbook.notes, ...notesOf(workbook, sheet, seen, placed.unmapped)],
      close: workbook.close,
      systems: () => systemsIn(dataRows({formulas: 0, hiddenRows: 0, mergedAreas: 0}), reader, names, tally, tell),
    }
  } catch (error) {
    workbook.close()
    throw error
  }
}

async function* systemsIn(
  rows: AsyncGenerator<Row>,
  reader: RowReader,
  names: Names,
  tally: SheetTally,
  tell: (row: number, fault: RowFault, code: string) => void,
): AsyncGenerator<SystemInRow> {
  for await (const row of rows) {
    const identity = reader.idOf(row)
    if (identity === undefined) continue
    tally.rows += 1
    if ('fault' in identity) {
      tally.badRows += 1
      tell(row.number, identity.fault, 'bad-row')
      continue
    }
    const {system, faults, unknownCells} = reader.read(row, identity)
    tally.unknownCells += unknownCells
    if (system) tally.badCells += faults.length
    else tally.badRows += 1
    for (const fault of faults) tell(row.number, fault, system ? 'bad-cell' : 'bad-row')
    if (!system) continue
    tally.systems += 1
    yield {system: withIds(system, names), row: row.number}
  }
}

function sheetOf({sheets, format}: Workbook, file: SpreadsheetFile, mapping: MappingFile): string {
  const visible = sheets.filter(({hidden}) => !hidden)
  const wanted = file.sheet ?? mapping.data.sheet
  if (format === 'csv') return sheets[0]?.name ?? ''
  const all = sheets.map(({name, hidden}) => (hidden ? `${name} (hidden)` : name)).join(', ')
  if (wanted === undefined) {
    if (visible.length === 1 && visible[0]) return visible[0].name
    throw refused(
      file.shownAs,
      `it has ${visible.length} sheets that are not hidden`,
      `Name one with --sheet or in the mapping: ${all}.`,
    )
  }
  const found = sheets.find(({name}) => name === wanted)
  if (found) return found.name
  const like = nearest(
    wanted,
    sheets.map(({name}) => name),
  )
  throw refused(
    file.shownAs,
    `it has no sheet '${wanted}'.${like ? ` Did you mean '${like}'?` : ''}`,
    `There are: ${all}.`,
  )
}

/** Rows by number, those that hold nothing as empty ones. */
async function firstRows(workbook: Workbook, sheet: string, lines: readonly number[]): Promise<readonly Row[]> {
  const found = new Map<number, Row>()
  const last = lines.at(-1) ?? 1
  for await (const row of workbook.rows(sheet, {formulas: 0, hiddenRows: 0, mergedAreas: 0})) {
    if (row.number > last) break
    if (lines.includes(row.number)) found.set(row.number, row)
  }
  return lines.map((number) => found.get(number) ?? {number, cells: new Map()})
}

async function* rowsBelow(rows: AsyncGenerator<Row>, last: number, width: number | undefined): AsyncGenerator<Row> {
  for await (const row of rows) {
    if (row.number <= last) continue
    const beyond = width === undefined ? undefined : [...row.cells.keys()].find((column) => column >= width)
    yield beyond === undefined || row.fault !== undefined
      ? row
      : {...row, fault: 'the row has more cells than there are headers: a separator inside a text is not quoted'}
  }
}

interface Names {
  readonly rows: ReadonlyMap<string, number>
  /** Where rows refer to each other: ids by the slug of a name, where the two differ; `undefined` where several systems bear the name. */
  readonly byName: ReadonlyMap<string, string | undefined>
}

async function namesOf(
  rows: AsyncGenerator<Row>,
  {idOf, refers}: RowReader,
  shownAs: string,
  sheet: string,
): Promise<Names> {
  const ids = new Map<string, number>()
  const byName = new Map<string, string | undefined>()
  const faults: Fault[] = []
  let repeats = 0
  for await (const row of rows) {
    const found = idOf(row)
    if (!found || 'fault' in found) continue
    const before = ids.get(found.id)
    if (before === undefined) {
      ids.set(found.id, row.number)
      const slug = refers ? slugOf(found.name) : found.id
      if (slug !== found.id) byName.set(slug, byName.has(slug) ? undefined : found.id)
    } else if (++repeats <= mostRepeatsShown)
      faults.push({
        message: `'${found.name.slice(0, 80)}' comes to the id '${found.id}', as row ${before} does already`,
        where: rowPlace(shownAs, sheet, row.number),
        hint: `Rows ${before} and ${row.number}: take one out, or map a column to id that tells them apart.`,
      })
  }
  if (repeats === 0) return {rows: ids, byName}
  throw new InventoryError(
    'repeated-id',
    `${repeats} ${repeats === 1 ? 'row comes' : 'rows come'} to an id that another row has. Nothing was written.`,
    {faults},
  )
}

/** What a row calls by name becomes the id of the system that bears it. */
function withIds(system: DeclaredSystem, {rows, byName}: Names): DeclaredSystem {
  const idOf = (reference: string): string => (rows.has(reference) ? reference : (byName.get(reference) ?? reference))
  return {
    ...system,
    ...(system.partOf && {partOf: idOf(system.partOf)}),
    ...(system.dependsOn && {dependsOn: system.dependsOn.map((edge) => ({...edge, system: idOf(edge.system)}))}),
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}

function notesOf(
  {sheets}: Workbook,
  sheet: string,
  {formulas, hiddenRows, mergedAreas}: SheetSeen,
  unmapped: readonly string[],
): readonly CoverageNote[] {
  const others = sheets.filter(({name}) => name !== sheet)
  const hidden = others.filter((one) => one.hidden).length
  const shown = (names: readonly string[]): string =>
    `${names
      .slice(0, 10)
      .map((name) => `'${name.slice(0, 60)}'`)
      .join(', ')}${names.length > 10 ? ' and others' : ''}`
  const notes: readonly [string, string, number, string][] = [
    [
      'other-sheets',
      'sheets',
      others.length,
      `not read, ${hidden} of them hidden: ${shown(others.map(({name}) => name))}`,
    ],
    ['unmapped-columns', 'columns', unmapped.length, `no field in the mapping: ${shown(unmapped)}`],
    ['hidden-rows', 'hidden rows', hiddenRows, 'read like the others'],
    ['formulas', 'formulas', formulas, 'the values saved with them were read, nothing was calculated'],
    ['merged-cells', 'merged areas', mergedAreas, 'only the first cell of each has a value'],
  ]
  return notes
    .filter(([, , count]) => count > 0)
    .map(([code, what, count, message]) => ({
      code,
      what,
      count,
      message: `${count.toLocaleString('en-GB')} ${count === 1 ? what.replace(/s$/, '') : what}: ${message}`,
    }))
}
