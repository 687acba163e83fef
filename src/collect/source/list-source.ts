import {stat} from 'node:fs/promises'
import {join} from 'node:path'
import {type Fault, SourceError} from '../../errors.ts'
import {isRead} from './scan-tree.ts'
import {listTree, type TreeList} from './walk-tree.ts'

export interface SourceTrees {
  readonly auditFolder: string
  /** Folders relative to the audit folder. */
  readonly paths: readonly string[]
  /** Left out, in the form of .gitignore. */
  readonly exclude: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/** What a scan of the trees would read; reads nothing but folders. Errors: a SourceError, as the scan's. */
export async function listSource(trees: SourceTrees): Promise<readonly {path: string; list: TreeList}[]> {
  await wantFolders(trees)
  return trees.paths.map((path) => ({
    path: path.replace(/\/+$/, '') || '.',
    list: listTree({
      root: join(trees.auditFolder, path),
      exclude: trees.exclude,
      wanted: isRead,
      signal: trees.signal,
    }),
  }))
}

/** Errors: a SourceError that names every path that is not a folder. */
export async function wantFolders({auditFolder, paths}: SourceTrees): Promise<void> {
  const faults: Fault[] = []
  for (const path of paths) {
    const there = await stat(join(auditFolder, path)).catch(() => undefined)
    if (!there?.isDirectory()) faults.push({message: there ? 'is not a folder' : 'does not exist', where: path})
  }
  if (faults.length > 0)
    throw new SourceError('no-such-tree', 'Some source trees cannot be read. Nothing was written.', {
      faults,
      hint: 'Mend the paths; they are relative to the audit folder. Where the trees are on another machine, go on with what was collected there: domesday report.',
    })
}
