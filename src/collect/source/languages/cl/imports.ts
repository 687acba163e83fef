import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {linkMembers} from '../members.ts'

/** INCLUDE takes in a member; of several of its name, the nearest. */
export function linkCl(files: readonly FileRead[]): readonly ImportEdge[] {
  return linkMembers(
    files,
    files.map(({file}) => file.path),
  )
}
