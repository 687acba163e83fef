import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {edgesOf, filesByName, onlyOrBeside} from '../tree-paths.ts'

/** Where a module leads that is named: to the one file that declares it, of several to that in the same folder. */
export function linkForms(files: readonly FileRead[]): readonly ImportEdge[] {
  const places = filesByName(files)
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      namesAndLines(found.uses).map(([name, line]) => ({to: onlyOrBeside(places.get(name), file.path), line})),
    ),
  )
}
