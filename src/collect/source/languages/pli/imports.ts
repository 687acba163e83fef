import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {membersOf} from '../members.ts'
import {edgesOf} from '../tree-paths.ts'

/** A %INCLUDE leads to the file that is named as its member, one without a program of its own before others. */
export function linkPli(files: readonly FileRead[]): readonly ImportEdge[] {
  const isProgram = ({found}: FileRead): boolean => found.facts.some(({is}) => is === 'program')
  const plain = membersOf(files.filter((file) => !isProgram(file)).map(({file}) => file.path))
  const any = membersOf(files.map(({file}) => file.path))
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({
        to: plain(specifier, file.path) ?? any(specifier, file.path),
        line,
      })),
    ),
  )
}
