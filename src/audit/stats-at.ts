import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {openEmbeddedStore} from '../graph/embedded/open-store.ts'
import {graphStats} from '../graph/graph-stats.ts'
import {loadEstate} from '../graph/load-estate.ts'
import {type EstateRecord, gatherEstate} from '../model/estate.ts'
import type {GraphStats} from '../model/graph-answers.ts'
import type {SnapshotRecord} from '../model/snapshot.ts'
import type {CalendarDate} from '../model/values.ts'
import {auditAt} from './diff.ts'
import {producedBy} from './produced-by.ts'

/**
 * The counts and the shape of what an audit found: the last one as of a date, that of a number, or `last`.
 * Errors: a UsageError that lists the audits that there are, an InventoryError for a snapshot that is damaged.
 */
export async function statsAt(
  root: string,
  audit: string,
): Promise<GraphStats & {readonly number: number; readonly asOf: CalendarDate}> {
  const {number, asOf, records} = await auditAt(root, audit)
  const folder = await mkdtemp(join(tmpdir(), 'domesday-then-'))
  try {
    const store = await openEmbeddedStore(join(folder, 'graph.db'), {readOnly: false})
    try {
      const header = {schema: 'domesday/estate@1', producedBy: producedBy(), inputs: [], organisations: []} as const
      await loadEstate(store, gatherEstate(header, records.flatMap(nodesAndEdges)))
      return {number, asOf, ...(await graphStats(store))}
    } finally {
      await store.close()
    }
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

/** Names and kinds are what the shape needs. */
function nodesAndEdges(record: SnapshotRecord): readonly EstateRecord[] {
  if (record.record === 'entity') return [{...record, attributes: {}}]
  return record.record === 'relation' ? [{...record, evidence: []}] : []
}
