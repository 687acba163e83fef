import type {ImportEdge} from './languages/language-scanner.ts'
import {type Configured, importResolver, type ModuleScan} from './resolve-imports.ts'

/** Where every import of a tree leads, in it: one edge for two modules, at its first place. */
export function resolveImports(configured: Configured, scans: readonly ModuleScan[]): readonly ImportEdge[] {
  const modules = scans.map(({file}) => file.path)
  return edgesTo(importResolver(configured, modules), scans)
}

/** As resolveImports, with a resolver that is there. */
export function edgesTo(
  resolve: (from: string, specifier: string) => string | undefined,
  scans: readonly ModuleScan[],
): readonly ImportEdge[] {
  const edges: ImportEdge[] = []
  for (const {file, imports} of scans) {
    const met = new Set<string>([file.path])
    for (const {specifier, line} of imports) {
      const to = resolve(file.path, specifier)
      if (to === undefined || met.has(to)) continue
      met.add(to)
      edges.push({from: file.path, to, line})
    }
  }
  return edges
}
