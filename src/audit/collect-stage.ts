import {resolve} from 'node:path'
import {type Inventory} from '../model/inventory.ts'
import type {SourceTree} from '../model/settings.ts'
import {inventoryPath} from './audit-folder.ts'
import type {AuditContext} from './context.ts'

const name = 'collect source'

/** Looks at every source tree that domesday.yaml lists. An inventory is written anew only when what was seen differs. */
export async function collectStage(context: AuditContext): Promise<void> {
  const trees = context.settings.sources.filter((source): source is SourceTree => 'collect' in source)
  if (trees.length === 0) return
  context.progress.begin(name)
  let files = 0
  let written = 0
  for (const tree of trees) {
    context.signal?.throwIfAborted()
    const {inventory, changed} = await collectTree(context, tree)
    files += filesRead(inventory)
    if (changed) written += 1
  }
  const what = `${trees.length} ${trees.length === 1 ? 'source' : 'sources'}, ${files.toLocaleString('en-GB')} ${files === 1 ? 'file' : 'files'}`
  context.progress.settle(name, what, written > 0 ? 'done' : 'unchanged')
}

/** Collects one tree and writes `inventories/<organisation>/<id>.jsonl`, or `out`. */
export async function collectTree(
  context: CollectContext,
  tree: SourceTree,
  out?: string,
): Promise<{readonly inventory: Inventory; readonly changed: boolean; readonly path: string}> {
  const [{collectSource}, {readInventory, writeInventory}] = await Promise.all([
    import('../collect/source/collect-source.ts'),
    import('../model/inventory-file.ts'),
  ])
  const shown = out ?? inventoryPath(tree.organisation, tree.id)
  const path = resolve(context.folder.root, shown)
  const inventory = await collectSource({
    auditFolder: context.folder.root,
    paths: tree.paths,
    organisation: tree.organisation,
    sourceId: tree.id,
    ...(tree.system && {system: tree.system}),
    exclude: tree.exclude,
    producedBy: context.producedBy,
    observedAt: `${context.today}T00:00:00Z`,
    ...(context.signal && {signal: context.signal}),
    onProgress: ({what, done, total}) => context.progress.move(done, total, what),
  })
  const before = await readInventory(path, shown).catch(() => undefined)
  // An unchanged tree keeps the day on which it was first seen so: the same input gives the same bytes.
  if (before && sameButForTime(before, inventory)) return {inventory: before, changed: false, path: shown}
  await writeInventory(path, inventory)
  return {inventory, changed: true, path: shown}
}

export type CollectContext = Pick<AuditContext, 'folder' | 'producedBy' | 'today' | 'signal' | 'progress'>

function sameButForTime(a: Inventory, b: Inventory): boolean {
  return withoutTime(a) === withoutTime(b)
}

function withoutTime({header, records}: Inventory): string {
  return JSON.stringify([header, records], (key, value: unknown) => (key === 'observedAt' ? undefined : value))
}

function filesRead(inventory: Inventory): number {
  return inventory.records.reduce(
    (sum, record) => (record.record === 'coverage' ? sum + (record.counts?.files ?? 0) : sum),
    0,
  )
}
