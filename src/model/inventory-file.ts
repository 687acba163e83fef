import type {Inventory} from './inventory.ts'
import {InventoryHeader, InventoryRecord} from './inventory.ts'
import {readJsonLines, replaceJsonLines} from './json-lines.ts'

/** Reads an inventory as a stream. Errors: an InventoryError with every faulty line. */
export async function readInventory(path: string, shownAs: string): Promise<Inventory> {
  const records: InventoryRecord[] = []
  const header = await readJsonLines(path, shownAs, InventoryHeader, InventoryRecord, (record) => records.push(record))
  return {header, records}
}

export async function writeInventory(path: string, {header, records}: Inventory): Promise<void> {
  await replaceJsonLines(path, header, records)
}
