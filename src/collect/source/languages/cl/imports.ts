import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {memberName} from '../members.ts'
import {edgesOf, nearestOf} from '../tree-paths.ts'

/** INCLUDE takes in a member; of several of its name, the nearest. */
export function linkCl(files: readonly FileRead[]): readonly ImportEdge[] {
  const byName = Map.groupBy(
    files.map(({file}) => file.path),
    memberName,
  )
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({to: nearestOf(byName.get(specifier), file.path), line})),
    ),
  )
}
