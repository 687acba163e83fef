import {join, resolve} from 'node:path'
import type {OutsideScanner} from '../collect/source/outside-scanner.ts'
import type {ScanJournal} from '../collect/source/scan-journal.ts'
import {sha256} from '../model/ids.ts'
import type {SourceTree} from '../model/settings.ts'
import {inventoryPath} from './audit-folder.ts'
import type {CollectContext} from './context.ts'
import {type Summary, summaryOf} from './count-records.ts'
import {withNarrowGrammars, withNarrowHeap} from './narrow-heap.ts'
import {toolsIdentity} from './produced-by.ts'

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
  /** Those that plugins bring for its organisation. */
  readonly scanners?: readonly OutsideScanner[]
}

/**
 * Collects one source and writes its inventory. What was found is kept as it is found, for a scan that is broken off; and
 * what it all came to, so that a tree in which nothing has changed is not scanned.
 */
export async function collectTree(
  context: CollectContext,
  tree: SourceTree,
  {out, place = '', journals: how, scanners = []}: CollectOptions,
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
      scanners,
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
      inLittleMemory: withNarrowHeap,
      scanMany: withNarrowGrammars,
      onKept: (count) => (kept = count),
    },
    memory.before && memory.isKnown,
  )
  const written = inventory && (await withNarrowHeap(() => memory.write(inventory, key, shown)))
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

export function journalName({organisation, id}: SourceTree, path: string): string {
  return `${sha256(JSON.stringify([organisation, id, path])).slice(0, 16)}.jsonl`
}

export function memoryName({organisation, id}: SourceTree): string {
  return `${sha256(JSON.stringify([organisation, id])).slice(0, 16)}.json`
}
