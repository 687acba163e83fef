import {join} from 'node:path'
import type {Inventory, InventoryRecord} from '../model/inventory.ts'
import {compareRecords} from '../model/json-lines.ts'
import type {SpreadsheetSource} from '../model/settings.ts'
import type {AuditContext} from './context.ts'

export type ImportContext = Pick<AuditContext, 'folder' | 'producedBy' | 'asOf' | 'signal'>

/** Every spreadsheet that domesday.yaml lists, read in place, by its source. */
export async function importSpreadsheets(
  context: ImportContext,
  sources: readonly SpreadsheetSource[],
): Promise<ReadonlyMap<SpreadsheetSource, Inventory>> {
  const inventories = new Map<SpreadsheetSource, Inventory>()
  for (const source of sources) inventories.set(source, await importOne(context, source))
  return inventories
}

async function importOne(context: ImportContext, source: SpreadsheetSource): Promise<Inventory> {
  const [{importSpreadsheet}, {sortedRuns}, {mergedRecord}] = await Promise.all([
    import('../collect/spreadsheet/import-spreadsheet.ts'),
    import('../model/sorted-runs.ts'),
    import('../collect/declared/declared-records.ts'),
  ])
  const {root} = context.folder
  const {header, batches} = await importSpreadsheet({
    file: join(root, source.file),
    shownAs: source.file,
    mapping: join(root, source.mapping),
    mappingShownAs: source.mapping,
    sheet: source.sheet,
    organisation: source.organisation,
    sourceId: source.id,
    producedBy: context.producedBy,
    observedAt: `${context.asOf}T00:00:00Z`,
    signal: context.signal,
  })
  const records: InventoryRecord[] = []
  for await (const record of sortedRuns(batches, {compare: compareRecords, merge: mergedRecord})) records.push(record)
  return {header, records}
}

/** The systems of inventories, by id. */
export function systemsOf(inventories: Iterable<Inventory>): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const {records} of inventories)
    for (const record of records) if (record.record === 'entity' && record.kind === 'system') ids.add(record.id)
  return ids
}
