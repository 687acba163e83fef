import {join} from 'node:path'
import type {Inventory, InventoryRecord} from '../model/inventory.ts'
import type {FocusBill} from '../model/settings.ts'
import type {ImportContext} from './import-spreadsheets.ts'

/** A bill that domesday.yaml lists, read in place. Errors: an InventoryError where it is no bill, or is cut short. */
export async function importBill(context: ImportContext, bill: FocusBill): Promise<Inventory> {
  const {header, records: stream} = await openBill(context, bill)
  const records: InventoryRecord[] = []
  for await (const record of stream) records.push(record)
  return {header, records}
}

/** Whether a file is a bill, by its first line. Errors: as reading it. */
export async function checkBill(context: ImportContext, bill: FocusBill): Promise<void> {
  const {records} = await openBill(context, bill)
  await records.return(undefined)
}

async function openBill({folder, producedBy, asOf, signal}: ImportContext, bill: FocusBill) {
  const {importFocus} = await import('../collect/focus/import-focus.ts')
  return importFocus({
    file: join(folder.root, bill.file),
    shownAs: bill.file,
    organisation: bill.organisation,
    sourceId: bill.id,
    producedBy,
    observedAt: `${asOf}T00:00:00Z`,
    signal,
  })
}
