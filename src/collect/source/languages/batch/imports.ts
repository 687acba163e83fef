import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {edgesOf, insideTree} from '../tree-paths.ts'

/** Where the scripts lead that are called: from the own folder, else from the top of the tree. Names have no case. */
export function linkBatch(files: readonly FileRead[]): readonly ImportEdge[] {
  const paths = new Map<string, string | undefined>()
  for (const {file} of files) {
    const key = file.path.toLowerCase()
    paths.set(key, paths.has(key) ? undefined : file.path)
  }
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({to: target(file.path, specifier, paths), line})),
    ),
  )
}

function target(from: string, specifier: string, paths: ReadonlyMap<string, string | undefined>): string | undefined {
  const path = specifier.replaceAll('\\', '/')
  // A whole path is of a machine, not of the tree.
  if (/^(?:[A-Za-z]:|\/)/.test(path)) return undefined
  for (const base of [from.split('/').slice(0, -1), []]) {
    const found = paths.get((insideTree(base, path) ?? '').toLowerCase())
    if (found !== undefined) return found
  }
  return undefined
}
