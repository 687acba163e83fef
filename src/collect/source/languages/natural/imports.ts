import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {linkMembers} from '../members.ts'

const copied = /\.NS[CLGA]$/i

/** Copycode and data areas are taken in by their names; of several, the nearest. */
export function linkNatural(files: readonly FileRead[]): readonly ImportEdge[] {
  return linkMembers(
    files,
    files.map(({file}) => file.path).filter((path) => copied.test(path)),
  )
}
