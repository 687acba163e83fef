import {resolve} from 'node:path'
import {importDeclaredFiles} from '../collect/declared/import-declared.ts'
import {loadCatalogue} from '../lifecycle/load-catalogue.ts'
import {londonDate} from '../model/calendar.ts'
import {slugOf} from '../model/ids.ts'
import type {InventoryHeader, InventoryRecord} from '../model/inventory.ts'
import {compareRecords, replaceJsonLines} from '../model/json-lines.ts'
import {writeInventory} from '../model/inventory-file.ts'
import {type Collected, countRecords, summaryOf} from './count-records.ts'
import type {CloudExportFile} from '../model/settings.ts'
import type {CalendarDate} from '../model/values.ts'
import {auditFolder} from './audit-folder.ts'
import {checkOrganisationKnown} from './organisation-known.ts'
import {producedBy} from './produced-by.ts'
import {productsChecked, withProductCheck} from './product-spelling.ts'
import type {Progress} from './progress.ts'

interface ImportAlone {
  readonly root: string
  readonly file: string
  readonly organisation: string
  readonly out: string | undefined
}

/** Reads one declared file by itself; its references to other organisations cannot be checked here. */
export async function importAlone({root, file, organisation, out}: ImportAlone): Promise<Collected> {
  const sourceId = slugOf(fileName(file).replace(/\.ya?ml$/, ''))
  const inventories = await importDeclaredFiles([{file: resolve(root, file), shownAs: file, organisation, sourceId}], {
    producedBy: producedBy(),
    observedAt: `${londonDate(new Date())}T00:00:00Z`,
    isAlone: true,
  })
  const read = [...inventories.values()][0]
  if (!read) throw new Error(`no inventory came of ${file}`)
  const inventory = withProductCheck(read, await loadCatalogue(auditFolder(root).lifecycle), {withNotes: true})
  if (out) await writeInventory(resolve(root, out), inventory)
  return {...(out && {inventory: out}), ...summaryOf(inventory)}
}

interface SpreadsheetAlone extends ImportAlone {
  readonly mapping: string
  readonly sheet: string | undefined
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** Reads one spreadsheet by itself, in memory that does not grow with its rows; writes its records where `out` says. */
export async function importSpreadsheetAlone(options: SpreadsheetAlone): Promise<Collected> {
  const {root, file, mapping, sheet, organisation, progress, signal} = options
  await checkOrganisationKnown(root, organisation, progress)
  const [{importSpreadsheet}, {sortedRuns}, {mergedRecord}] = await Promise.all([
    import('../collect/spreadsheet/import-spreadsheet.ts'),
    import('../model/sorted-runs.ts'),
    import('../collect/declared/declared-records.ts'),
  ])
  progress.begin('import')
  const {header, batches} = await importSpreadsheet({
    file: resolve(root, file),
    shownAs: file,
    mapping: resolve(root, mapping),
    mappingShownAs: mapping,
    sheet,
    organisation,
    sourceId: slugOf(fileName(file).replace(/\.(csv|tsv|xlsx|xlsm|ods)$/i, '')),
    producedBy: producedBy(),
    observedAt: `${londonDate(new Date())}T00:00:00Z`,
    signal,
    onRows: (rows) => progress.move(rows, undefined, 'rows'),
  })
  const checked = productsChecked(batches, await loadCatalogue(auditFolder(root).lifecycle))
  return writeCounted(options, header, sortedRuns(checked, {compare: compareRecords, merge: mergedRecord}), 'system')
}

interface FocusAlone extends ImportAlone {
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** Reads one bill by itself, in memory that does not grow with its rows; writes its records where `out` says. */
export async function importFocusAlone(options: FocusAlone): Promise<Collected> {
  const {root, file, organisation, progress, signal} = options
  await checkOrganisationKnown(root, organisation, progress)
  const {importFocus} = await import('../collect/focus/import-focus.ts')
  progress.begin('import')
  const {header, records} = await importFocus({
    file: resolve(root, file),
    shownAs: file,
    organisation,
    sourceId: slugOf(fileName(file).replace(/\.csv(\.gz)?$/i, '')),
    producedBy: producedBy(),
    observedAt: `${londonDate(new Date())}T00:00:00Z`,
    signal,
    onRows: (rows) => progress.move(rows, undefined, 'rows'),
  })
  return writeCounted(options, header, records, 'cost')
}

interface ExportAlone extends ImportAlone {
  readonly provider: CloudExportFile['import']
  /** The day of the export, where somebody states it. */
  readonly exported: CalendarDate | undefined
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** Reads one export of a cloud by itself, in memory that does not grow with it; writes its records where `out` says. */
export async function importExportAlone(options: ExportAlone): Promise<Collected> {
  const {root, file, organisation, provider, exported, progress, signal} = options
  await checkOrganisationKnown(root, organisation, progress)
  const [{importExport}, {exportOf}] = await Promise.all([
    import('../collect/exports/import-export.ts'),
    import('./import-exports.ts'),
  ])
  progress.begin('import')
  const {header, records} = importExport(await exportOf(provider), {
    file: resolve(root, file),
    shownAs: file,
    organisation,
    sourceId: slugOf(fileName(file).replace(/\.(json|jsonl|ndjson|csv|txt)?(\.gz)?$/i, '')),
    producedBy: producedBy(),
    observedAt: `${exported ?? londonDate(new Date())}T00:00:00Z`,
    isStated: exported !== undefined,
    signal,
    onItems: (items) => progress.move(items, undefined, 'resources'),
  })
  return writeCounted(options, header, records, 'resource')
}

/** Writes records where `out` says, or only reads them, and counts them as they pass. */
async function writeCounted(
  {root, out, progress}: Pick<ImportAlone, 'root' | 'out'> & {readonly progress: Progress},
  header: InventoryHeader,
  records: AsyncIterable<InventoryRecord>,
  told: 'system' | 'cost' | 'resource',
): Promise<Collected> {
  const counting = countRecords()
  const counted = passing(records, counting.add)
  if (out) await replaceJsonLines(resolve(root, out), header, counted)
  else for await (const record of counted) void record
  const summary = counting.summary()
  progress.settle('import', `${(summary.counts[told] ?? 0).toLocaleString('en-GB')} ${told}s`, 'done')
  return {...(out && {inventory: out}), ...summary}
}

async function* passing<T>(items: AsyncIterable<T>, each: (item: T) => void): AsyncGenerator<T> {
  for await (const item of items) {
    each(item)
    yield item
  }
}

/** A mapping proposed for a spreadsheet: the file's text, and the same as data. */
export async function suggestAlone({root, file, sheet}: {root: string; file: string; sheet: string | undefined}) {
  const {mappingText, suggestMapping} = await import('../collect/spreadsheet/suggest-mapping.ts')
  const suggested = await suggestMapping({file: resolve(root, file), shownAs: file, sheet})
  return {mapping: mappingText(suggested, file), ...suggested}
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}
