import type {EarlierSystem} from '../model/earlier-audit.ts'
import {type SnapshotRecord, snapshotOf} from '../model/snapshot.ts'
import {writtenRecords} from '../model/written-records.ts'
import type {AuditFolder} from './audit-folder.ts'

const neverKept = ['coverage', 'evidence', 'problem', 'cost', 'conflict', 'allocation'] as const

/**
 * What an audit found, as a snapshot keeps it, from the estate as it was written: the same whether it was made just now
 * or read again. Errors, as they are read: an InventoryError where the estate's document is another.
 */
export function foundRecords(
  {estate}: Pick<AuditFolder, 'estate'>,
  sha256: string,
  figures: readonly EarlierSystem[],
): () => Iterable<SnapshotRecord> {
  const written = {path: estate, shownAs: '.domesday/estate.jsonl', sha256}
  return () => snapshotOf(writtenRecords(written, neverKept), figures)
}
