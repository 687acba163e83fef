import type {InventoryRecord} from '../../model/inventory.ts'

/** Relations whose ends were both seen. Entities come before relations, in the order of records. */
export async function* withBothEnds(records: AsyncIterable<InventoryRecord>): AsyncGenerator<InventoryRecord> {
  const seen = new Set<string>()
  for await (const record of records) {
    if (record.record === 'entity') seen.add(record.id)
    if (record.record !== 'relation' || (seen.has(record.from) && seen.has(record.to))) yield record
  }
}
