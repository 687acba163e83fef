import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {edgesOf, filesByName, onlyOrBeside} from '../tree-paths.ts'

/**
 * Where programs, forms and libraries lead that are named: to a procedure of the same file nowhere, else to the one file
 * of that name, of several to that in the same folder, else to the one file that has such a procedure.
 */
export function linkFoxPro(files: readonly FileRead[]): readonly ImportEdge[] {
  const places = filesByName(files)
  return files.flatMap(({file, found}) => {
    const own = new Set(found.declares)
    const placeOf = (name: string): string | undefined => {
      const procedure = name.replace(/^prg\./, 'proc.')
      if (own.has(procedure)) return undefined
      return onlyOne(places.get(name), file.path) ?? onlyOne(places.get(procedure), file.path)
    }
    return edgesOf(
      file.path,
      namesAndLines(found.uses).map(([name, line]) => ({to: placeOf(name), line})),
    )
  })
}

/** A library and its export as text are the same. */
function onlyOne(candidates: readonly string[] = [], from: string): string | undefined {
  const sources = candidates.filter((path) => !/2$/.test(path))
  return onlyOrBeside(sources.length > 0 ? sources : candidates, from)
}
