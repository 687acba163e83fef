import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {edgesOf, filesByName, insideTree} from '../tree-paths.ts'

/** Where `:r` leads, and names of routines and views that one file of the tree alone makes. */
export function linkScripts(files: readonly FileRead[]): readonly ImportEdge[] {
  const paths = new Set(files.map(({file}) => file.path))
  const makers = filesByName(files)
  return files.flatMap(({file, found}) => {
    const folder = file.path.split('/').slice(0, -1)
    return edgesOf(file.path, [
      ...found.imports.map(({specifier, line}) => {
        const path = insideTree(folder, specifier)
        return {to: path !== undefined && paths.has(path) ? path : undefined, line}
      }),
      ...namesAndLines(found.uses).map(([name, line]) => {
        const [maker, ...others] = new Set(makers.get(name))
        return {to: others.length > 0 ? undefined : maker, line}
      }),
    ])
  })
}
