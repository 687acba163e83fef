import {resolve} from 'node:path'
import type {Collected} from '../model/collected.ts'
import {importDeclaredFiles} from '../collect/declared/import-declared.ts'
import {loadCatalogue} from '../lifecycle/load-catalogue.ts'
import {londonDate} from '../model/calendar.ts'
import {slugOf} from '../model/ids.ts'
import type {FileToImport} from '../collect/file-to-import.ts'
import type {Inventory, InventoryHeader, InventoryRecord} from '../model/inventory.ts'
import {compareRecords, replaceJsonLines} from '../model/json-lines.ts'
import {writeInventory} from '../model/inventory-file.ts'
import {countRecords, summaryOf} from './count-records.ts'
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

interface DocumentsAlone extends Omit<ImportAlone, 'file'> {
  readonly files: readonly string[]
  readonly progress: Progress
  /** Reads one of them. */
  readonly read: (file: FileToImport, scope: string) => Promise<Inventory>
  /** Which of the counts of coverage tells how much was read, and its word. */
  readonly told: {readonly count: string; readonly word: string}
  readonly signal: AbortSignal
}

/** Reads bills of materials, or reports of vulnerabilities, by themselves; one inventory comes of all. */
export async function importDocumentsAlone(options: DocumentsAlone): Promise<Collected> {
  const {root, files, organisation, progress, read, signal} = options
  await checkOrganisationKnown(root, organisation, progress)
  const {mergedRecord} = await import('../collect/declared/declared-records.ts')
  progress.begin('import')
  const inventories: Inventory[] = []
  for (const [index, file] of files.entries()) {
    const one = {
      file: resolve(root, file),
      shownAs: file,
      organisation,
      sourceId: slugOf(fileName(file).replace(/(\.(cdx|spdx|vex|json|xml|sarif|txt|gz))+$/i, '')),
      producedBy: producedBy(),
      observedAt: `${londonDate(new Date())}T00:00:00Z`,
      signal,
    }
    inventories.push(await read(one, `s${index + 1}`))
    progress.move(index + 1, files.length, 'files')
  }
  const [first] = inventories
  if (!first) throw new Error('no file was named')
  const records = inventories.flatMap((one) => one.records).toSorted(compareRecords)
  const merged: InventoryRecord[] = []
  for (const record of records) {
    const before = merged.at(-1)
    if (before !== undefined && compareRecords(before, record) === 0)
      merged[merged.length - 1] = mergedRecord(before, record)
    else merged.push(record)
  }
  const newest =
    inventories
      .map(({header}) => header.observedAt)
      .toSorted()
      .at(-1) ?? first.header.observedAt
  const header = {...first.header, observedAt: newest, scope: {files: [...files]}}
  return writeCounted(options, header, inTurn(merged), ({coverage}) => {
    const count = coverage.reduce((sum, {counts}) => sum + (counts?.[options.told.count] ?? 0), 0)
    return `${count.toLocaleString('en-GB')} ${options.told.word}`
  })
}

async function* inTurn(records: readonly InventoryRecord[]): AsyncGenerator<InventoryRecord> {
  yield* records
}

/** Writes records where `out` says, or only reads them, and counts them as they pass. */
async function writeCounted(
  {root, out, progress}: Pick<ImportAlone, 'root' | 'out'> & {readonly progress: Progress},
  header: InventoryHeader,
  records: AsyncIterable<InventoryRecord>,
  told: 'system' | 'cost' | 'resource' | ((summary: Collected) => string),
): Promise<Collected> {
  const counting = countRecords()
  const counted = passing(records, counting.add)
  if (out) await replaceJsonLines(resolve(root, out), header, counted)
  else for await (const record of counted) void record
  const summary = counting.summary()
  const text =
    typeof told === 'string' ? `${(summary.counts[told] ?? 0).toLocaleString('en-GB')} ${told}s` : told(summary)
  progress.settle('import', text, 'done')
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
