import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {memberName} from '../members.ts'
import {edgesOf, nearestOf} from '../tree-paths.ts'

const copied = /\.NS[CLGA]$/i

/** Copycode and data areas are taken in by their names; of several, the nearest. */
export function linkNatural(files: readonly FileRead[]): readonly ImportEdge[] {
  const byName = Map.groupBy(
    files.flatMap(({file}) => (copied.test(file.path) ? [file.path] : [])),
    memberName,
  )
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({to: nearestOf(byName.get(specifier), file.path), line})),
    ),
  )
}
