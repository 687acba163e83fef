import {joined} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {asRecord} from '../json-text.ts'
import {keyLines} from '../key-lines.ts'
import {type LockedPackage, type Need, settledUse} from '../lock-graph.ts'
import type {ApplicationUse, PackageUse} from '../manifest-kind.ts'
import {isRepository, repositoryPackage} from '../repository-package.ts'
import {isAllowed, versionAsked} from '../version-range.ts'
import {npmName, type NodeLock} from './node-lock.ts'

interface Dependency {
  readonly name: string
  readonly range: string
  readonly scope?: 'optional' | 'peer'
  readonly line: number
}

/** What a package.json asks for in production. */
export interface Asked {
  readonly dependencies: readonly Dependency[]
  /** How many it asks for that only build or test. */
  readonly aside: number
}

const longestRange = 500

export function askedFor(manifest: Readonly<Record<string, unknown>>, {text}: SourceFile): Asked {
  const lineOf = keyLines(text.replace(/^\ufeff/, ''), (way) => way.length === 2)
  const section = (key: string, scope?: 'optional' | 'peer'): readonly Dependency[] =>
    Object.entries(asRecord(manifest[key])).flatMap(([name, range]) =>
      typeof range === 'string' && range.length <= longestRange && npmName(name)
        ? [{name, range, ...(scope && {scope}), line: lineOf([key, name])}]
        : [],
    )
  // npm takes what is optional for optional, wherever else it stands.
  const found = new Map<string, Dependency>()
  for (const one of [
    ...section('peerDependencies', 'peer'),
    ...section('dependencies'),
    ...section('optionalDependencies', 'optional'),
  ])
    found.set(one.name, one)
  const development = section('devDependencies').filter(
    ({name}) => !found.has(name) || found.get(name)?.scope === 'peer',
  )
  return {dependencies: [...found.values()], aside: development.length}
}

interface Place {
  readonly folder: string
  readonly file: SourceFile
  readonly lock: NodeLock | undefined
  /** Folders of the applications of the tree by their names. */
  readonly workspaces: ReadonlyMap<string, string>
}

export interface Settled {
  readonly packages: readonly PackageUse[]
  readonly uses: readonly ApplicationUse[]
  /** What its lock file walks from. */
  readonly roots: readonly Need[]
}

/** What each dependency comes to: a package in the version of the lock file, or an application of the tree. */
export function settle({dependencies}: Asked, place: Place): Settled {
  const {folder, file, lock} = place
  const packages: PackageUse[] = []
  const uses: ApplicationUse[] = []
  const roots: Need[] = []
  for (const dependency of dependencies) {
    const {name, range, scope, line} = dependency
    // What is for the user to bring does not come with it.
    const key = scope === 'peer' ? undefined : lock?.keyOf(folder, name, range)
    const locked = key === undefined ? undefined : lock?.packages.get(key)
    const to = locked?.folder ?? folderOf(dependency, place)
    if (to !== undefined) uses.push({to, how: `${name} ${range}`, file, line})
    else packages.push({...packageOf(dependency, locked), file, line})
    if (key !== undefined && locked) roots.push({key, ...(scope && {scope})})
  }
  return {packages, uses, roots}
}

/** The folder that a range names by itself; a workspace by its name. */
function folderOf({name, range}: Dependency, {folder, workspaces}: Place): string | undefined {
  if (range.startsWith('workspace:')) {
    const named = /^workspace:(@?[^@]+)@/.exec(range)?.[1] ?? name
    const path = /^workspace:(\.{1,2}\/.*)$/.exec(range)?.[1]
    return path === undefined ? workspaces.get(named) : joined(folder, path)
  }
  const path = /^(?:file:|link:|portal:)?(\.{0,2}\/.*|(?<=:).*)$/.exec(range)?.[1]
  return path === undefined || /\.t(ar\.)?gz$/.test(path) || /^\/\//.test(path) ? undefined : joined(folder, path)
}

function packageOf({name, range, scope}: Dependency, locked: LockedPackage | undefined): Omit<PackageUse, 'file'> {
  const said = scope && {scope}
  if (locked) return {...settledUse(locked), ...((said ?? locked.said) && {said: {...locked.said, ...said}})}
  const repository = isRepository(range) ? repositoryPackage(range) : undefined
  if (repository)
    return {...repository, resolved: repository.version !== undefined, said: {...repository.said, ...said}, line: 1}
  const [, real = name, within = range] = /^npm:(@?[^@]+)(?:@(.*))?$/.exec(range) ?? []
  const isFile = range.startsWith('file:') || /^https?:/.test(range)
  return {
    ...(npmName(real) ?? {name: real}),
    type: isFile ? 'generic' : 'npm',
    ...(isFile ? {resolved: false} : versionAsked('npm', within)),
    ...(said && {said}),
    line: 1,
  }
}

interface Stale {
  readonly name: string
  readonly range: string
  readonly version?: string
}

/** What a lock file does not have, or has in a version that the manifest does not allow. */
export function staleIn({dependencies}: Asked, folder: string, lock: NodeLock): readonly Stale[] {
  // Only npm's own can be compared: the others may have been told to take another version.
  const isComparable = lock.file.path.endsWith('.json')
  return dependencies.flatMap(({name, range, scope}): readonly Stale[] => {
    if (scope !== undefined || !/^[\d^~<>=*xv]/.test(range)) return []
    const key = lock.keyOf(folder, name, range)
    const locked = key === undefined ? undefined : lock.packages.get(key)
    if (!locked) return [{name, range}]
    const {version, type} = locked
    return isComparable && version !== undefined && type === 'npm' && isAllowed('npm', range, version) === false
      ? [{name, range, version}]
      : []
  })
}
