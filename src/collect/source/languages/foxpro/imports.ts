import {parentOf} from '../../resolve-imports.ts'
import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'

/**
 * Where programs, forms and libraries lead that are named: to a procedure of the same file nowhere, else to the one file
 * of that name, of several to that in the same folder, else to the one file that has such a procedure.
 */
export function linkFoxPro(files: readonly FileRead[]): readonly ImportEdge[] {
  const places = new Map<string, string[]>()
  for (const {file, found} of files)
    for (const name of found.declares) {
      const before = places.get(name)
      if (before) before.push(file.path)
      else places.set(name, [file.path])
    }
  return files.flatMap(({file, found}) => {
    const own = new Set(found.declares)
    const met = new Set([file.path])
    return namesAndLines(found.uses).flatMap(([name, line]) => {
      const procedure = name.replace(/^prg\./, 'proc.')
      const to = own.has(procedure)
        ? undefined
        : (onlyOne(places.get(name), file.path) ?? onlyOne(places.get(procedure), file.path))
      if (to === undefined || met.has(to)) return []
      met.add(to)
      return [{from: file.path, to, line}]
    })
  })
}

/** A library and its export as text are the same. */
function onlyOne(candidates: readonly string[] = [], from: string): string | undefined {
  const sources = candidates.filter((path) => !/2$/.test(path))
  const one = sources.length > 0 ? sources : candidates
  if (one.length < 2) return one[0]
  const beside = one.filter((path) => parentOf(path) === parentOf(from))
  return beside.length === 1 ? beside[0] : undefined
}
