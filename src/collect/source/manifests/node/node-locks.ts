import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import type {Tell} from '../manifest-kind.ts'
import type {NodeLock} from './node-lock.ts'
import {npmLock} from './npm-lock.ts'
import {pnpmLock} from './pnpm-lock.ts'
import {yarnLock} from './yarn-lock.ts'

/** Of several in one folder the first here counts, but where package.json names its manager. */
const readers: readonly (readonly [
  manager: string,
  name: string,
  (file: SourceFile, tell: Tell) => NodeLock | undefined,
])[] = [
  ['npm', 'npm-shrinkwrap.json', npmLock],
  ['npm', 'package-lock.json', npmLock],
  ['pnpm', 'pnpm-lock.yaml', pnpmLock],
  ['yarn', 'yarn.lock', yarnLock],
]

/** The lock file that counts in each folder that has any. */
export function nodeLocks(
  files: readonly SourceFile[],
  managerOf: (folder: string) => string | undefined,
  tell: Tell,
): ReadonlyMap<string, NodeLock> {
  const locks = new Map<string, NodeLock>()
  const ofFolder = Map.groupBy(
    files.filter(({path}) => readerOf(path)),
    ({path}) => parentOf(path),
  )
  for (const [folder, own] of ofFolder) {
    const manager = managerOf(folder)
    const [first, ...others] = own.toSorted(
      (a, b) =>
        Number(readerOf(a.path)?.[0] !== manager) - Number(readerOf(b.path)?.[0] !== manager) || rank(a) - rank(b),
    )
    if (!first) continue
    if (others.length > 0) tellSeveral(first, others, tell)
    const lock = readerOf(first.path)?.[2](first, tell)
    if (lock) locks.set(folder, lock)
  }
  return locks
}

function readerOf(path: string) {
  return readers.find(([, name]) => path === name || path.endsWith(`/${name}`))
}

function rank({path}: SourceFile): number {
  return readers.findIndex(([, name]) => path === name || path.endsWith(`/${name}`))
}

function tellSeveral(first: SourceFile, others: readonly SourceFile[], tell: Tell): void {
  const names = others.map(({path}) => path.split('/').at(-1)).join(' and ')
  tell(first, `${names} ${others.length === 1 ? 'stands' : 'stand'} beside it; versions are taken from this one`, {
    code: 'several-locks',
    hint: 'Delete those that are not used, or name the manager in packageManager of package.json.',
  })
}

/** The lock file of a folder or the nearest above that settles what its package.json asks for. */
export function nearestLock(folder: string, locks: ReadonlyMap<string, NodeLock>): NodeLock | undefined {
  for (let at = folder; ; at = parentOf(at)) {
    const lock = locks.get(at)
    if (lock) return lock.covers(folder) ? lock : undefined
    if (at === '') return undefined
  }
}
