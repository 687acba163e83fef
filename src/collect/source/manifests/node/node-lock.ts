import type {LockGraph} from '../lock-graph.ts'
import type {PackageUse} from '../manifest-kind.ts'

/** What the lock files of npm, yarn and pnpm have in common. */
export interface NodeLock extends LockGraph {
  /** Whether it settles what the package.json of a folder asks for. */
  readonly covers: (folder: string) => boolean
  /** The key of the package that a folder's package.json gets for a name and a range. */
  readonly keyOf: (folder: string, name: string, range: string) => string | undefined
}

const longestName = 214

/** The scope and the name of a package; undefined where npm would not take it for a name. */
export function npmName(full: string): Pick<PackageUse, 'namespace' | 'name'> | undefined {
  const [, namespace, name] = /^(?:(@[^/@\s]+)\/)?([^/@\s][^/\s]*)$/.exec(full) ?? []
  if (!name || full.length > longestName) return undefined
  return {...(namespace && {namespace}), name}
}
