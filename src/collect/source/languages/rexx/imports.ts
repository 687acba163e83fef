import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {linkMembers} from '../members.ts'

/** What the compiler takes in is the file that is named as its member. */
export function linkRexx(files: readonly FileRead[]): readonly ImportEdge[] {
  return linkMembers(
    files,
    files.map(({file}) => file.path),
  )
}
