import {parentOf} from '../../resolve-imports.ts'
import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'

/**
 * Where names lead that an object uses: to the one object that is called so, of several to that in the same library. An
 * export of a whole workspace (`ws_objects`) holds every object once more: from it no name leads out, and none into it.
 */
export function linkPowerBuilder(files: readonly FileRead[]): readonly ImportEdge[] {
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
      const to = placeOf(places.get(name), file.path)
      if (to === undefined || met.has(to)) return []
      met.add(to)
      return [{from: file.path, to, line}]
    })
  })
}

function placeOf(candidates: readonly string[] | undefined, from: string): string | undefined {
  if (!candidates || candidates.includes(from)) return undefined
  const own = candidates.filter((path) => workspaceOf(path) === workspaceOf(from))
  if (own.length < 2) return own[0]
  const beside = own.filter((path) => parentOf(path) === parentOf(from))
  return beside.length === 1 ? beside[0] : undefined
}

function workspaceOf(path: string): string {
  return /^(?:.*\/)?ws_objects\//i.exec(path)?.[0] ?? ''
}
