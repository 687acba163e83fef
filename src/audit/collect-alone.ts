import {access, rmdir} from 'node:fs/promises'
import {join} from 'node:path'
import type {Coverage, Inventory, InventoryRecord, Problem} from '../model/inventory.ts'
import {londonDate} from '../model/calendar.ts'
import type {SourceTree} from '../model/settings.ts'
import {auditFolder} from './audit-folder.ts'
import {collectTree, keptText} from './collect-stage.ts'
import {codeIdentity, producedBy} from './produced-by.ts'
import type {Progress} from './progress.ts'

/** What `collect` and `import` give: where the inventory stands and what is in it. */
export interface Collected {
  /** The file that was written; left out when only checked. */
  readonly inventory?: string
  readonly counts: Readonly<Record<string, number>>
  readonly coverage: readonly Coverage[]
  readonly problems: readonly Problem[]
}

interface CollectAlone {
  readonly root: string
  readonly tree: SourceTree
  readonly out: string | undefined
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** Collects one source without a domesday.yaml. */
export async function collectAlone({root, tree, out, progress, signal}: CollectAlone): Promise<Collected> {
  progress.begin('collect source')
  const folder = auditFolder(root)
  const isAudit = await access(join(root, 'domesday.yaml')).then(
    () => true,
    () => false,
  )
  const {inventory, changed, path, isResumed, kept} = await collectTree(
    {folder, producedBy: producedBy(), today: londonDate(new Date()), signal, progress, code: codeIdentity()},
    tree,
    {out, journals: isAudit ? 'stay' : 'go'},
  )
  // Elsewhere than in an audit folder nothing stays but what was asked for.
  if (!isAudit) for (const empty of [folder.scans, folder.cache]) await rmdir(empty).catch(() => undefined)
  progress.settle('collect source', isResumed ? `${path}, ${keptText(kept)}` : path, changed ? 'done' : 'unchanged')
  return {inventory: path, ...summaryOf(inventory)}
}

type Summary = Omit<Collected, 'inventory'>

/** Records counted by kind (of entity, or of record), with coverage and problems in full. */
export function summaryOf({records}: Inventory): Summary {
  const counting = countRecords()
  for (const record of records) counting.add(record)
  return counting.summary()
}

/** Counts records as they pass. */
export function countRecords(): {readonly add: (record: InventoryRecord) => void; readonly summary: () => Summary} {
  const counts = new Map<string, number>()
  const coverage: Coverage[] = []
  const problems: Problem[] = []
  return {
    add(record) {
      const key = record.record === 'entity' ? record.kind : record.record
      counts.set(key, (counts.get(key) ?? 0) + 1)
      if (record.record === 'coverage') coverage.push(record)
      if (record.record === 'problem') problems.push(record)
    },
    summary: () => ({
      counts: Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      coverage,
      problems,
    }),
  }
}
