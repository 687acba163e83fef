import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {memberName} from '../members.ts'
import {edgesOf, nearestOf} from '../tree-paths.ts'

/** The member that `/COPY` names: `LIB/FILE,MEMBER`, `FILE,MEMBER`, a member alone, or a path. */
export function copiedMember(written: string): {readonly member: string; readonly way: readonly string[]} | undefined {
  const isQuoted = /^["']/.test(written)
  const text = isQuoted ? written.slice(1).split(written[0] ?? '')[0] : written.split(/\s/)[0]
  const parts = (text ?? '').split(/[\\/,]/).filter((part) => part !== '' && part !== '.' && part !== '..')
  const last = parts.at(-1)
  if (last === undefined || !/^[\w@#$£§À-ÿ.-]+$/.test(last)) return undefined
  return {member: memberName(last), way: parts.slice(0, -1).map((part) => part.toUpperCase())}
}

/** A copy leads to the file that is named as its member; of several, to that in the folder that it names, or the nearest. */
export function linkRpg(files: readonly FileRead[]): readonly ImportEdge[] {
  const byName = Map.groupBy(
    files.map(({file}) => file.path),
    memberName,
  )
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => {
        const copied = copiedMember(specifier)
        const paths = (copied && byName.get(copied.member)?.filter((path) => path !== file.path)) ?? []
        const folder = copied?.way.at(-1)
        const own = paths.filter((path) => folder !== undefined && path.toUpperCase().split('/').at(-2) === folder)
        return {to: nearestOf(own.length > 0 ? own : paths, file.path), line}
      }),
    ),
  )
}
