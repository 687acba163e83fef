import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {membersOf} from '../members.ts'
import {edgesOf} from '../tree-paths.ts'

/** What the compiler takes in is the file that is named as its member. */
export function linkRexx(files: readonly FileRead[]): readonly ImportEdge[] {
  const member = membersOf(files.map(({file}) => file.path))
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({to: member(specifier, file.path), line})),
    ),
  )
}
