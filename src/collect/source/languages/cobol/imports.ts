import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {membersOf} from '../members.ts'
import {edgesOf} from '../tree-paths.ts'

/** A COPY leads to the file that is named as its member; of several, to the nearest. */
export function linkCobol(files: readonly FileRead[]): readonly ImportEdge[] {
  const copybook = membersOf(
    files.filter(({found}) => !found.facts.some(({is}) => is === 'program')).map(({file}) => file.path),
  )
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({to: copybook(specifier, file.path), line})),
    ),
  )
}
