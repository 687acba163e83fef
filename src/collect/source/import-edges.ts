import type * as Morph from 'ts-morph'
import type {ImportEdge} from './languages/language-scanner.ts'
import {importResolver, type ModuleScan} from './resolve-imports.ts'
import type {SourceFile} from './walk-tree.ts'

/** Where every import of a tree leads, in it: one edge for two modules, at its first place. */
export function resolveImports(
  ts: typeof Morph.ts,
  manifests: readonly SourceFile[],
  scans: readonly ModuleScan[],
): readonly ImportEdge[] {
  return edgesTo(importResolver(ts, manifests, new Set(scans.map(({file}) => file.path))), scans)
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
