import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {linkMembers} from '../members.ts'

/** A COPY leads to the file that is named as its member; of several, to the nearest. */
export function linkCobol(files: readonly FileRead[]): readonly ImportEdge[] {
  return linkMembers(
    files,
    files.filter(({found}) => !found.facts.some(({is}) => is === 'program')).map(({file}) => file.path),
  )
}
