import {posix} from 'node:path'
import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {edgesOf, nearestOf} from '../tree-paths.ts'

/** Where imports lead inside the tree, as Python looks for them: from the folders above that are no packages. */
export function linkPython(files: readonly FileRead[]): readonly ImportEdge[] {
  const tree = moduleTree(files.map(({file}) => file.path))
  return files.flatMap(({file: {path}, found}) =>
    edgesOf(
      path,
      found.imports.map(({specifier, line}) => ({
        to: specifier.startsWith('.') ? relative(tree, specifier, path) : absolute(tree, specifier, path),
        line,
      })),
    ),
  )
}

interface ModuleTree {
  readonly paths: ReadonlySet<string>
  /** Folders that are packages. */
  readonly packages: ReadonlySet<string>
  /** By the name of a package, the folders that it stands in. */
  readonly roots: ReadonlyMap<string, readonly string[]>
  /** By its last name, every package. */
  readonly named: ReadonlyMap<string, readonly string[]>
}

function moduleTree(paths: readonly string[]): ModuleTree {
  const packages = new Set(
    paths.filter((path) => /(?:^|\/)__init__\.pyi?$/.test(path)).map((path) => posix.dirname(path)),
  )
  const roots = new Map<string, string[]>()
  for (const folder of packages) {
    const root = posix.dirname(folder)
    const name = posix.basename(folder)
    if (!packages.has(root)) roots.set(name, [...(roots.get(name) ?? []), root])
  }
  const named = Map.groupBy(packages, (folder) => posix.basename(folder))
  return {paths: new Set(paths), packages, roots, named}
}

function relative(tree: ModuleTree, specifier: string, from: string): string | undefined {
  const dots = /^\.+/.exec(specifier)?.[0].length ?? 0
  let folder = posix.dirname(from)
  for (let up = 1; up < dots; up += 1) folder = posix.dirname(folder)
  const names = specifier.slice(dots).split('.').filter(Boolean)
  return moduleAt(tree, folder, names, 0)
}

function absolute(tree: ModuleTree, specifier: string, from: string): string | undefined {
  const names = specifier.split('.')
  let folder = posix.dirname(from)
  for (let steps = 0; steps < 100; steps += 1) {
    const found = tree.packages.has(folder) ? undefined : moduleAt(tree, folder, names, 1)
    if (found !== undefined) return found
    if (folder === '.') break
    folder = posix.dirname(folder)
  }
  const [name = ''] = names
  const roots = tree.roots.get(name)?.map((root) => posix.join(root, name, '__init__.py'))
  const nearest = nearestOf(roots, from)
  if (nearest !== undefined) return moduleAt(tree, posix.dirname(posix.dirname(nearest)), names, 1)
  // A folder within a package is on the path where settings put it there: the module behind the name must be in it too.
  const inside = nearestOf(
    [...(tree.named.get(name) ?? [])].filter((folder) => moduleAt(tree, posix.dirname(folder), names, 2) !== undefined),
    from,
  )
  return inside === undefined ? undefined : moduleAt(tree, posix.dirname(inside), names, 2)
}

/** The longest part of the names that is a module there: what is behind it is a name in the module. */
function moduleAt({paths}: ModuleTree, folder: string, names: readonly string[], fewest: number): string | undefined {
  for (let count = names.length; count >= fewest; count -= 1) {
    const stem = posix.join(folder, ...names.slice(0, count))
    const found = [`${stem}.py`, `${stem}/__init__.py`, `${stem}.pyi`].find((path) => paths.has(posix.normalize(path)))
    if (found !== undefined) return posix.normalize(found)
  }
  return undefined
}
