import type {FileRead, ImportEdge} from '../language-scanner.ts'

/** Where the scripts lead that are called: from the own folder, else from the top of the tree. Names have no case. */
export function linkBatch(files: readonly FileRead[]): readonly ImportEdge[] {
  const paths = new Map<string, string | undefined>()
  for (const {file} of files) {
    const key = file.path.toLowerCase()
    paths.set(key, paths.has(key) ? undefined : file.path)
  }
  return files.flatMap(({file, found}) => {
    const met = new Set([file.path])
    return found.imports.flatMap(({specifier, line}) => {
      const to = target(file.path, specifier, paths)
      if (to === undefined || met.has(to)) return []
      met.add(to)
      return [{from: file.path, to, line}]
    })
  })
}

function target(from: string, specifier: string, paths: ReadonlyMap<string, string | undefined>): string | undefined {
  const path = specifier.replaceAll('\\', '/')
  // A whole path is of a machine, not of the tree.
  if (/^(?:[A-Za-z]:|\/)/.test(path)) return undefined
  for (const base of [from.split('/').slice(0, -1), []]) {
    const found = paths.get((joined(base, path) ?? '').toLowerCase())
    if (found !== undefined) return found
  }
  return undefined
}

/** The path from the top of the tree; undefined for one that leads out of it. */
function joined(base: readonly string[], path: string): string | undefined {
  const parts = [...base]
  for (const part of path.split('/'))
    if (part === '..') {
      if (parts.pop() === undefined) return undefined
    } else if (part !== '.' && part !== '') parts.push(part)
  return parts.join('/')
}
