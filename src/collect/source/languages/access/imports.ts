import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {edgesOf, nearestOf} from '../tree-paths.ts'

/** Where links to other databases lead: their folders are of a machine, so to the nearest file of that name. */
export function linkDatabases(read: readonly FileRead[]): readonly ImportEdge[] {
  const byName = Map.groupBy(
    read.map(({file}) => file.path),
    (path) => path.replace(/^.*\//, '').toLowerCase(),
  )
  return read.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({to: nearestOf(byName.get(specifier), file.path), line})),
    ),
  )
}
