import type {WouldRead} from '../model/dry-run.ts'
import type {SourceTree} from '../model/settings.ts'

/** The trees of a source, listed and not read. Errors: a SourceError that names every path that is no folder. */
export async function treeReads(
  root: string,
  {paths, exclude}: Pick<SourceTree, 'paths' | 'exclude'>,
  signal?: AbortSignal,
): Promise<readonly WouldRead[]> {
  const {listSource} = await import('../collect/source/list-source.ts')
  const trees = await listSource({auditFolder: root, paths, exclude, signal})
  return trees.map(({path, list}) => {
    const otherKinds = [...list.unread.values()].reduce((sum, count) => sum + count, 0)
    return {
      path,
      what: 'source tree',
      files: list.paths.length,
      ...(otherKinds > 0 && {otherKinds}),
      ...(list.leftOut.size > 0 && {leftOut: Object.fromEntries([...list.leftOut].toSorted())}),
    }
  })
}
