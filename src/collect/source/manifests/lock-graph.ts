import type {SourceFile} from '../walk-tree.ts'
import type {PackageUse, Tell} from './manifest-kind.ts'
import {shortText} from './written-text.ts'

/** A package as a lock file settled it. */
export interface LockedPackage extends Omit<PackageUse, 'file' | 'isTransitive' | 'resolved'> {
  readonly needs: readonly Need[]
  /** The folder of the tree that it stands for: no package, but an application there. */
  readonly folder?: string
}

export interface Need {
  readonly key: string
  /** What is optional, or for the user to bring, may be missing from the lock. */
  readonly scope?: 'optional' | 'peer'
}

export interface LockGraph {
  readonly file: SourceFile
  readonly packages: ReadonlyMap<string, LockedPackage>
}

/** A package that an application gets by a lock file. */
export interface Reached {
  readonly locked: LockedPackage
  readonly isDirect: boolean
  /** Nothing surer leads to it. */
  readonly scope?: 'optional' | 'peer'
}

interface Missing {
  readonly key: string
  readonly of: string
}

export interface Reach {
  readonly found: ReadonlyMap<string, Reached>
  readonly missing: readonly Missing[]
}

/**
 * All that a lock file brings in for what an application asks for in production. What only development or tests ask for
 * is not reached. Folders of the tree end a way: they are applications of their own.
 */
export function reached({packages}: LockGraph, roots: readonly Need[]): Reach {
  const found = new Map<string, Reached>()
  const missing: Missing[] = []
  const asked = new Set(roots.map(({key}) => key))
  // What is needed for sure is walked first, so that a way over optional packages adds only what nothing else brings in.
  for (const scope of [undefined, 'peer', 'optional'] as const) {
    const waiting = [
      ...roots.filter((root) => root.scope === scope),
      ...[...found.values()].flatMap(({locked}) => (scope && !locked.folder ? locked.needs : [])),
    ].flatMap((need) => (need.scope === scope ? [need.key] : []))
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      const locked = found.has(key) ? undefined : packages.get(key)
      if (!locked) continue
      found.set(key, {locked, isDirect: asked.has(key), ...(scope && {scope})})
      if (locked.folder !== undefined) continue
      for (const need of locked.needs) {
        if (!packages.has(need.key) && need.scope === undefined) missing.push({key: need.key, of: key})
        if (need.scope === undefined || need.scope === scope || scope === 'optional') waiting.push(need.key)
      }
    }
  }
  return {found, missing}
}

/** What a lock file brought in, as uses of an application at their places in that file. */
export function transitiveUses(file: SourceFile, found: Reach['found']): readonly PackageUse[] {
  return [...found.values()]
    .filter(({isDirect, locked}) => !isDirect && locked.folder === undefined)
    .map(({locked, scope}) => ({
      ...settledUse(locked),
      isTransitive: true as const,
      ...(scope && {said: {...locked.said, scope}}),
      file,
      line: locked.line,
    }))
}

/** A locked package without what only the graph needs. */
export function settledUse({needs: _needs, folder: _folder, ...use}: LockedPackage): Omit<PackageUse, 'file'> {
  return {...use, resolved: use.version !== undefined}
}

const mostNamed = 3

/** A lock file in which something is missing that another package needs was cut, or edited by hand. */
export function tellMissing(file: SourceFile, missing: readonly Missing[], tell: Tell): void {
  const keys = [...new Set(missing.map(({key}) => key))].toSorted()
  if (keys.length === 0) return
  const shown = keys.slice(0, mostNamed).map(shortText).join(', ')
  const others = keys.length - mostNamed
  const what = keys.length === 1 ? 'one package is' : `${keys.length} packages are`
  tell(
    file,
    `${what} needed in it and not in it (${shown}${others > 0 ? ` and ${others} more` : ''}): what stands behind is not known`,
    incomplete,
  )
}

const incomplete = {
  code: 'incomplete-lock',
  hint: 'It was cut, or edited by hand: have the package manager write it anew.',
} as const

/** Of a lock file that ends before its end: what it still says is taken. */
export function tellCut(file: SourceFile, why: string, line: number, tell: Tell): void {
  tell(file, `${why}, so the file is not whole: what is missing is not known`, {...incomplete, line})
}
