import {readdir, rm} from 'node:fs/promises'
import {join, resolve} from 'node:path'
import {SourceError} from '../errors.ts'
import type {ScanJournal} from '../collect/source/scan-journal.ts'
import {sha256} from '../model/ids.ts'
import type {SourceTree} from '../model/settings.ts'
import {inventoryPath} from './audit-folder.ts'
import type {AuditContext, CollectContext} from './context.ts'
import {type Summary, summaryOf} from './count-records.ts'
import {toolsIdentity} from './produced-by.ts'
import {findInventories} from './resolve-stage.ts'

const name = 'collect source'

/** Looks at every source tree, then at every cloud, that domesday.yaml lists. An inventory is written anew only when what was seen differs. */
export async function collectStage(context: AuditContext): Promise<void> {
  await collectTrees(context)
  await collectAccounts(context)
}

async function collectTrees(context: AuditContext): Promise<void> {
  const trees = context.settings.sources.filter((source) => 'collect' in source && source.collect === 'source')
  if (trees.length === 0) return
  context.progress.begin(name)
  let files = 0
  let written = 0
  let kept = 0
  let isResumed = false
  for (const [index, tree] of trees.entries()) {
    context.signal?.throwIfAborted()
    const place = trees.length > 1 ? `, source ${index + 1} of ${trees.length}` : ''
    const collected = await collectTree(context, tree, {place, journals: 'stay'})
    files += filesRead(collected.summary)
    kept += collected.kept
    isResumed ||= collected.isResumed
    if (collected.changed) written += 1
  }
  await forgetOtherScans(context, trees)
  const what = `${trees.length} ${trees.length === 1 ? 'source' : 'sources'}, ${files.toLocaleString('en-GB')} ${files === 1 ? 'file' : 'files'}`
  context.progress.settle(name, isResumed ? `${what}, ${keptText(kept)}` : what, written > 0 ? 'done' : 'unchanged')
}

async function collectAccounts(context: AuditContext): Promise<void> {
  const sources = context.settings.sources.filter((source) => 'collect' in source && source.collect === 'aws')
  if (sources.length === 0) return
  const {collectAwsSource} = await import('./collect-aws.ts')
  const [costTag] = context.settings.costs.tagKeys
  const {fresh = false} = context
  for (const source of sources)
    try {
      await collectAwsSource(context, {...(costTag !== undefined && {costTag}), ...source}, {fresh})
    } catch (error) {
      throw await withWayOn(context, error)
    }
}

/** Where nobody answers, but every source was collected before: how to go on with that. */
async function withWayOn(context: AuditContext, error: unknown): Promise<unknown> {
  if (!(error instanceof SourceError) || error.code !== 'no-caller') return error
  const isAllThere = await findInventories(context).then(
    () => true,
    () => false,
  )
  if (!isAllThere) return error
  const hint = [error.hint, 'To report what was collected before: domesday report'].filter(Boolean).join(' ')
  return new SourceError(error.code, error.message, {faults: error.faults, hint, cause: error})
}

/** Of a run that goes on from where one was broken off: how much of its work is not done again. */
export function keptText(kept: number): string {
  return `${kept.toLocaleString('en-GB')} kept from before`
}

interface CollectedTree {
  readonly summary: Summary
  readonly changed: boolean
  readonly path: string
  /** A scan was broken off before, and this one went on from there. */
  readonly isResumed: boolean
  /** Files that were not parsed, because what is in them is known. */
  readonly kept: number
}

interface CollectOptions {
  /** Instead of `inventories/<organisation>/<id>.jsonl`. */
  readonly out?: string | undefined
  /** Which of several sources it is, for progress. */
  readonly place?: string
  /** Whether what is known of files stays for the next scan, or only until this one is done. */
  readonly journals: 'stay' | 'go'
}

/**
 * Collects one source and writes its inventory. What was found is kept as it is found, for a scan that is broken off; and
 * what it all came to, so that a tree in which nothing has changed is not scanned.
 */
export async function collectTree(
  context: CollectContext,
  tree: SourceTree,
  {out, place = '', journals: how}: CollectOptions,
): Promise<CollectedTree> {
  const [{collectIfChanged}, {openScanJournal}, {printable}, {collectedBefore}] = await Promise.all([
    import('../collect/source/collect-source.ts'),
    import('../collect/source/scan-journal.ts'),
    import('../collect/source/walk-tree.ts'),
    import('./collected-before.ts'),
  ])
  const shown = out ?? inventoryPath(tree.organisation, tree.id)
  const path = resolve(context.folder.root, shown)
  const code = toolsIdentity()
  const journals: ScanJournal[] = []
  let kept = 0
  const memory = await collectedBefore({
    path: join(context.folder.scans, memoryName(tree)),
    code,
    inventory: path,
    isKept: how === 'stay',
  })
  const {inventory, key} = await collectIfChanged(
    {
      auditFolder: context.folder.root,
      paths: tree.paths,
      organisation: tree.organisation,
      sourceId: tree.id,
      ...(tree.system && {system: tree.system}),
      exclude: tree.exclude,
      producedBy: context.producedBy,
      observedAt: `${context.today}T00:00:00Z`,
      ...(context.signal && {signal: context.signal}),
      onProgress: ({what, done, total}) => context.progress.move(done, total, `${what}${place}`),
      journalOf: (at) => {
        const journal = openScanJournal({
          path: join(context.folder.scans, journalName(tree, at)),
          code,
          stays: how === 'stay',
        })
        if (journal.distrust) context.progress.note(distrustText(printable(at), journal.distrust))
        journals.push(journal)
        return journal
      },
      now: () => Date.now(),
      onKept: (count) => (kept = count),
    },
    memory.before?.key,
  )
  const written = inventory && (await memory.write(inventory, key, shown))
  for (const journal of journals) await journal.finish()
  const isResumed = journals.some(({isInterrupted}) => isInterrupted)
  const summary = written?.summary ?? memory.before?.summary ?? summaryOf({records: []})
  return {summary, changed: written?.changed ?? false, path: shown, isResumed, kept}
}

/** Of what was kept of a tree and is not believed. */
function distrustText(tree: string, why: NonNullable<ScanJournal['distrust']>): string {
  const what = `What was kept of the last scan of ${tree}`
  return why === 'damaged'
    ? `${what} is damaged: what it no longer tells is scanned anew.`
    : `${what} is of another version: all is scanned anew.`
}

function journalName({organisation, id}: SourceTree, path: string): string {
  return `${sha256(JSON.stringify([organisation, id, path])).slice(0, 16)}.jsonl`
}

function memoryName({organisation, id}: SourceTree): string {
  return `${sha256(JSON.stringify([organisation, id])).slice(0, 16)}.json`
}

/** What is known of trees that domesday.yaml no longer lists goes. */
async function forgetOtherScans({folder}: AuditContext, trees: readonly SourceTree[]): Promise<void> {
  const own = new Set(
    trees.flatMap((tree) => [
      memoryName(tree),
      ...tree.paths.map((path) => journalName(tree, path.replace(/\/+$/, '') || '.')),
    ]),
  )
  const names = await readdir(folder.scans).catch(() => [])
  for (const name of names) if (!own.has(name)) await rm(join(folder.scans, name), {force: true})
}

function filesRead({coverage}: Summary): number {
  return coverage.reduce((sum, {counts}) => sum + (counts?.files ?? 0), 0)
}
