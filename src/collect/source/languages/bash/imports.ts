import type {FileRead, ImportEdge} from '../language-scanner.ts'

/** Where the scripts lead that are sourced or run: from the own folder, else from the top of the tree. */
export function linkBash(files: readonly FileRead[]): readonly ImportEdge[] {
  const paths = new Set(files.map(({file}) => file.path))
  return files.flatMap(({file, found}) => {
    const met = new Set([file.path])
    const edges: ImportEdge[] = []
    for (const {specifier, line} of found.imports) {
      const to = target(file.path, specifier, paths)
      if (to === undefined || met.has(to)) continue
      met.add(to)
      edges.push({from: file.path, to, line})
    }
    return edges
  })
}

function target(from: string, specifier: string, paths: ReadonlySet<string>): string | undefined {
  if (specifier.includes('{}')) return undefined
  for (const base of [from.split('/').slice(0, -1), []]) {
    const path = joined(base, specifier)
    if (path !== undefined && paths.has(path)) return path
  }
  return undefined
}

/** The path from the top of the tree; undefined for one that leads out of it. */
function joined(base: readonly string[], path: string): string | undefined {
  const parts = path.startsWith('/') ? [] : [...base]
  for (const part of path.split('/'))
    if (part === '..') {
      if (parts.pop() === undefined) return undefined
    } else if (part !== '.' && part !== '') parts.push(part)
  return parts.join('/')
}
