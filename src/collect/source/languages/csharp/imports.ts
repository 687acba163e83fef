import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'

/** A type of many files, as generated halves of forms are, leads to so many. */
const mostParts = 4

/** `using` names no file: an import leads to the files that declare a type which the code uses, in a namespace that it sees. */
export function linkCSharp(files: readonly FileRead[]): readonly ImportEdge[] {
  const types = new Map<string, string[]>()
  for (const {file, found} of files)
    for (const name of found.declares) {
      const parts = types.get(name) ?? []
      parts.push(file.path)
      types.set(name, parts)
    }
  const shared = files.flatMap(({file, found}) =>
    found.imports.flatMap(({specifier, isShared}) => (isShared ? [{folder: folderOf(file.path), specifier}] : [])),
  )
  return files.flatMap(({file, found}) => {
    const met = new Set([file.path])
    const edges: ImportEdge[] = []
    const seen = [
      ...new Set([
        ...ownNamespaces(found.declares),
        ...found.imports.map(({specifier}) => specifier),
        ...sharedWith(shared, file.path),
        '',
      ]),
    ]
    for (const [use, line] of namesAndLines(found.uses))
      for (const namespace of seen) {
        const parts = types.get(namespace ? `${namespace}.${use}` : use)
        // Of its own type a file needs no other half.
        if (parts?.includes(file.path)) break
        for (const to of parts?.slice(0, mostParts) ?? []) {
          if (met.has(to)) continue
          met.add(to)
          edges.push({from: file.path, to, line})
        }
        // The nearest namespace wins, as it does for the compiler.
        if (parts) break
      }
    return edges.toSorted((a, b) => a.line - b.line)
  })
}

/** The namespaces that a file's types are in, and those around them: names of all are seen without `using`. */
function ownNamespaces(declares: readonly string[]): readonly string[] {
  const found: string[] = []
  for (const name of declares)
    for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) found.push(name.slice(0, at))
  return found
}

interface Shared {
  /** With `/` at its end; empty for the root. */
  readonly folder: string
  readonly specifier: string
}

function sharedWith(shared: readonly Shared[], path: string): readonly string[] {
  return shared.flatMap(({folder, specifier}) => (path.startsWith(folder) ? [specifier] : []))
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}
