import {readdir, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {SourceError} from '../errors.ts'
import type {SourceTree} from '../model/settings.ts'
import {pluginScanners} from '../plugin/plugin-scanners.ts'
import {type AuditContext, noteFailures} from './context.ts'
import {collectTree, journalName, keptText, memoryName} from './collect-tree.ts'
import type {Summary} from './count-records.ts'
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
  const brought = pluginScanners(context.plugins)
  try {
    for (const [index, tree] of trees.entries()) {
      context.signal?.throwIfAborted()
      const place = trees.length > 1 ? `, source ${index + 1} of ${trees.length}` : ''
      // A plugin speaks for its own organisations: so does its scanner.
      const scanners = brought.scanners.filter(({organisations}) => organisations.includes(tree.organisation))
      const collected = await collectTree(context, tree, {place, journals: 'stay', scanners})
      files += filesRead(collected.summary)
      kept += collected.kept
      isResumed ||= collected.isResumed
      if (collected.changed) written += 1
    }
  } finally {
    await brought.close()
  }
  noteFailures(context, brought.failures())
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
