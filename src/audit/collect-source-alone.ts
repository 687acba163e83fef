import {access, rmdir} from 'node:fs/promises'
import {join} from 'node:path'
import {londonDate} from '../model/calendar.ts'
import type {SourceTree} from '../model/settings.ts'
import {auditFolder} from './audit-folder.ts'
import {collectTree, keptText} from './collect-tree.ts'
import type {Collected} from '../model/collected.ts'
import {codeIdentity, producedBy} from './produced-by.ts'
import type {Progress} from './progress.ts'

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
  const {summary, changed, path, isResumed, kept} = await collectTree(
    {folder, producedBy: producedBy(), today: londonDate(new Date()), signal, progress, code: codeIdentity()},
    tree,
    {out, journals: isAudit ? 'stay' : 'go'},
  )
  // Elsewhere than in an audit folder nothing stays but what was asked for.
  if (!isAudit) for (const empty of [folder.scans, folder.cache]) await rmdir(empty).catch(() => undefined)
  progress.settle('collect source', isResumed ? `${path}, ${keptText(kept)}` : path, changed ? 'done' : 'unchanged')
  return {inventory: path, ...summary}
}
