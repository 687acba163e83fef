import {nearestOf} from './tree-paths.ts'

/** The name of the member that a file was, before it left its library. */
export function memberName(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1)
  const dot = last.lastIndexOf('.')
  return (dot > 0 ? last.slice(0, dot) : last).toUpperCase()
}

/** Finds the file of a member; of several that in the nearest folder, and none where two are as near. */
export function membersOf(paths: readonly string[]): (member: string, from: string) => string | undefined {
  const byName = Map.groupBy(paths, memberName)
  return (member, from) => nearestOf(byName.get(member.toUpperCase()), from)
}
