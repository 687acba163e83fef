import type {DeclaredSystem} from '../../model/declared.ts'
import type {Coverage, InventoryHeader, InventoryRecord, Problem} from '../../model/inventory.ts'
import type {Instant} from '../../model/values.ts'
import {declaredRecords} from '../declared/declared-records.ts'
import type {FileToImport} from '../file-to-import.ts'
import {readMapping} from './read-mapping.ts'
import {readSystems, rowPlace, type SheetSystems, type SystemInRow} from './read-systems.ts'

export const spreadsheetCollector = {name: 'spreadsheet', version: '1.0.0'} as const

const batchSize = 2000

export interface SpreadsheetOptions extends FileToImport {
  readonly mapping: string
  readonly mappingShownAs: string
  readonly sheet?: string | undefined
  readonly onRows?: (rows: number) => void
}

export interface SpreadsheetRecords {
  readonly header: InventoryHeader
  /** In batches as the rows are read; a thing that several rows name comes with each batch. */
  readonly batches: AsyncGenerator<readonly InventoryRecord[]>
}

/**
 * Reads a spreadsheet by a mapping: each row is a declared system. A row or a cell that cannot be understood is a
 * problem, and the rest is kept. Errors: an InventoryError where the file or the mapping cannot be used, or where two
 * rows come to one id.
 */
export async function importSpreadsheet(options: SpreadsheetOptions): Promise<SpreadsheetRecords> {
  const mapping = await readMapping(options.mapping, options.mappingShownAs)
  const sheet = await readSystems(options, mapping)
  const observedAt = mapping.data.observed ? `${mapping.data.observed}T00:00:00Z` : options.observedAt
  return {
    header: {
      schema: 'domesday/inventory@1',
      organisation: options.organisation,
      producedBy: options.producedBy,
      collector: spreadsheetCollector,
      scope: scopeOf(options, sheet),
      observedAt,
    },
    batches: recordBatches(options, sheet, observedAt),
  }
}

function scopeOf({shownAs, mappingShownAs}: SpreadsheetOptions, {sheet}: SheetSystems) {
  return {file: shownAs, ...(sheet !== shownAs && {sheet}), mapping: mappingShownAs}
}

async function* recordBatches(
  options: SpreadsheetOptions,
  sheet: SheetSystems,
  observedAt: Instant,
): AsyncGenerator<readonly InventoryRecord[]> {
  try {
    let batch: SystemInRow[] = []
    for await (const found of sheet.systems()) {
      batch.push(found)
      if (batch.length < batchSize) continue
      options.signal?.throwIfAborted()
      options.onRows?.(sheet.tally.rows)
      yield recordsOf(batch, options, sheet, observedAt)
      batch = []
    }
    yield recordsOf(batch, options, sheet, observedAt)
    yield [coverageOf(options, sheet), ...problemsOf(options, sheet)]
  } finally {
    sheet.close()
  }
}

/** The same records as a declared file gives; each part's place is its row. */
function recordsOf(
  batch: readonly SystemInRow[],
  {file, shownAs, organisation, sourceId}: SpreadsheetOptions,
  {sheet, sha256}: SheetSystems,
  observedAt: Instant,
): readonly InventoryRecord[] {
  const place = (path: readonly PropertyKey[]): string => rowPlace(shownAs, sheet, batch[Number(path[1])]?.row ?? 0)
  const systems: DeclaredSystem[] = batch.map(({system}) => system)
  const data = {schema: 'domesday/declared@1' as const, organisation, systems, stores: []}
  const read = {file, shownAs, organisation, sourceId, sha256, data, where: place, line: place}
  return declaredRecords({...read, contentHash: () => sha256}, observedAt)
}

function coverageOf(options: SpreadsheetOptions, sheet: SheetSystems): Coverage {
  const {rows, systems, badRows, badCells, unknownCells} = sheet.tally
  const reasons = [
    badRows > 0 ? `${badRows} of ${rows} ${rows === 1 ? 'row' : 'rows'} cannot be read` : '',
    badCells > 0 ? `${badCells} ${badCells === 1 ? 'cell' : 'cells'} cannot be understood` : '',
  ].filter(Boolean)
  const notes = sheet.notes()
  return {
    record: 'coverage',
    id: 's1',
    scope: scopeOf(options, sheet),
    status: reasons.length > 0 ? 'partial' : 'complete',
    ...(reasons.length > 0 && {reason: reasons.join(', ')}),
    counts: {rows, systems, badRows, badCells, saidUnknown: unknownCells},
    ...(notes.length > 0 && {notes}),
  }
}

function problemsOf(
  {shownAs}: SpreadsheetOptions,
  {tally: {problems, untoldProblems}}: SheetSystems,
): readonly Problem[] {
  return untoldProblems === 0
    ? problems
    : [
        ...problems,
        {
          record: 'problem',
          code: 'more-problems',
          message: `${untoldProblems} further problems of the same kinds are counted, not listed`,
          where: shownAs,
          hint: 'Mend those that are listed and import it again.',
        },
      ]
}
