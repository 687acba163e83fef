import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {edgesOf, filesByName, onlyOrBeside} from '../tree-paths.ts'

/**
 * Where names lead that an object uses: to the one object that is called so, of several to that in the same library. An
 * export of a whole workspace (`ws_objects`) holds every object once more: from it no name leads out, and none into it.
 */
export function linkPowerBuilder(files: readonly FileRead[]): readonly ImportEdge[] {
  const places = filesByName(files)
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      namesAndLines(found.uses).map(([name, line]) => ({to: placeOf(places.get(name), file.path), line})),
    ),
  )
}

function placeOf(candidates: readonly string[] | undefined, from: string): string | undefined {
  if (!candidates || candidates.includes(from)) return undefined
  return onlyOrBeside(
    candidates.filter((path) => workspaceOf(path) === workspaceOf(from)),
    from,
  )
}

function workspaceOf(path: string): string {
  return /^(?:.*\/)?ws_objects\//i.exec(path)?.[0] ?? ''
}
