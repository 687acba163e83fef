import {parentOf} from '../../resolve-imports.ts'
import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'

/** Where a module leads that is named: to the one file that declares it, of several to that in the same folder. */
export function linkForms(files: readonly FileRead[]): readonly ImportEdge[] {
  const places = new Map<string, string[]>()
  for (const {file, found} of files)
    for (const name of found.declares) {
      const before = places.get(name)
      if (before) before.push(file.path)
      else places.set(name, [file.path])
    }
  return files.flatMap(({file, found}) => {
    const met = new Set([file.path])
    return namesAndLines(found.uses).flatMap(([name, line]) => {
      const candidates = places.get(name) ?? []
      const beside = candidates.filter((path) => parentOf(path) === parentOf(file.path))
      const to = candidates.length === 1 ? candidates[0] : beside.length === 1 ? beside[0] : undefined
      if (to === undefined || met.has(to)) return []
      met.add(to)
      return [{from: file.path, to, line}]
    })
  })
}
