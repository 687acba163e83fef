import type {FileRead, ImportEdge} from './language-scanner.ts'
import {edgesOf, nearestOf} from './tree-paths.ts'

/** `rates-Works_out_rates.pgm.rpgle`: what a file becomes on IBM i, and perhaps what it is for. */
const asObject = /^([^-]+)(?:-.*)?\.(?:PGM|MODULE|SRVPGM|FILE)$/

/** The name of the member that a file was, before it left its library. */
export function memberName(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1)
  const dot = last.lastIndexOf('.')
  const name = (dot > 0 ? last.slice(0, dot) : last).toUpperCase()
  return asObject.exec(name)?.[1] ?? name
}

/** Finds the file of a member; of several that in the nearest folder, and none where two are as near. */
export function membersOf(paths: readonly string[]): (member: string, from: string) => string | undefined {
  const byName = Map.groupBy(paths, memberName)
  return (member, from) => nearestOf(byName.get(member.toUpperCase()), from)
}

/** Where the members lead that files take in by name: to the nearest of those that may be taken in. */
export function linkMembers(files: readonly FileRead[], paths: readonly string[]): readonly ImportEdge[] {
  const find = membersOf(paths)
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({to: find(specifier, file.path), line})),
    ),
  )
}
