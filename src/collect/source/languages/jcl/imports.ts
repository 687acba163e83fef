import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {membersOf} from '../members.ts'
import {edgesOf} from '../tree-paths.ts'

/** A procedure and a group that is included are files named as their members; of several, the nearest. */
export function linkJcl(files: readonly FileRead[]): readonly ImportEdge[] {
  const jobs = new Set(
    files
      .filter(({found}) =>
        found.facts.some((fact) => fact.is === 'jcl' && fact.statements.some(({operation}) => operation === 'JOB')),
      )
      .map(({file}) => file.path),
  )
  const member = membersOf(files.map(({file}) => file.path).filter((path) => !jobs.has(path)))
  return files.flatMap(({file, found}) => {
    const own = new Set(found.declares)
    return edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({
        to: own.has(specifier) ? undefined : member(specifier, file.path),
        line,
      })),
    )
  })
}
