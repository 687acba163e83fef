import {parentOf} from '../resolve-imports.ts'
import type {FileRead, ImportEdge} from './language-scanner.ts'

/** The only file of a tree whose path ends with that one; undefined where none does, or several do. */
export function pathsByEnd(paths: readonly string[]): (end: string) => string | undefined {
  const byName = new Map<string, string[]>()
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const own = byName.get(name)
    if (own) own.push(path)
    else byName.set(name, [path])
  }
  return (end) => {
    const found = (byName.get(end.slice(end.lastIndexOf('/') + 1)) ?? []).filter((path) =>
      `/${path}`.endsWith(`/${end}`),
    )
    return found.length === 1 ? found[0] : undefined
  }
}

/** Of several files the one in the nearest folder; undefined where two are as near. */
export function nearestOf(paths: readonly string[] | undefined, from: string): string | undefined {
  if (!paths || paths.length < 2) return paths?.[0]
  if (paths.includes(from)) return from
  const ranked = paths
    .map((path) => ({path, shared: sharedFolders(path, from)}))
    .toSorted((a, b) => b.shared - a.shared)
  return ranked[0]?.shared === ranked[1]?.shared ? undefined : ranked[0]?.path
}

function sharedFolders(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')]
  const end = Math.min(a.length, b.length) - 1
  let shared = 0
  while (shared < end && a[shared] === b[shared]) shared += 1
  return shared
}

/** One edge for two files, at its first place. */
export function edgesOf(
  from: string,
  ways: readonly {readonly to: string | undefined; readonly line: number}[],
): readonly ImportEdge[] {
  const met = new Set([from])
  const edges: ImportEdge[] = []
  for (const {to, line} of ways.toSorted((a, b) => a.line - b.line)) {
    if (to === undefined || met.has(to)) continue
    met.add(to)
    edges.push({from, to, line})
  }
  return edges
}

/** The path from the top of the tree; undefined for one that leads out of it. */
export function insideTree(base: readonly string[], path: string): string | undefined {
  const parts = [...base]
  for (const part of path.split('/'))
    if (part === '..') {
      if (parts.pop() === undefined) return undefined
    } else if (part !== '.' && part !== '') parts.push(part)
  return parts.join('/')
}

/** The files that declare each name. */
export function filesByName(files: readonly FileRead[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>()
  for (const {file, found} of files)
    for (const name of found.declares) {
      const before = places.get(name)
      if (before) before.push(file.path)
      else places.set(name, [file.path])
    }
  return places
}

/** The only one of several files; else the only one in the folder of the file that names it. */
export function onlyOrBeside(paths: readonly string[] | undefined, from: string): string | undefined {
  if (!paths || paths.length < 2) return paths?.[0]
  const beside = paths.filter((path) => parentOf(path) === parentOf(from))
  return beside.length === 1 ? beside[0] : undefined
}

/** What files name by a file's name alone: the folders are of a machine, so each leads to the nearest of that name. */
export function linkToNearest(read: readonly FileRead[]): readonly ImportEdge[] {
  const byName = Map.groupBy(
    read.map(({file}) => file.path),
    (path) => path.replace(/^.*\//, '').toLowerCase(),
  )
  return read.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({to: nearestOf(byName.get(specifier.toLowerCase()), file.path), line})),
    ),
  )
}
