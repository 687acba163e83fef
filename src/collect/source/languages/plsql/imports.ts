import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'

/**
 * Where units lead that a file names: to the file with the body, where the tree has one of that name, else to the one
 * that declares it. Names have no case; what several files declare leads nowhere.
 */
export function linkPlsql(files: readonly FileRead[]): readonly ImportEdge[] {
  const bodies = onlyOnes(files, 'body ')
  const units = onlyOnes(files, '')
  return files.flatMap(({file, found}) => {
    const met = new Set([file.path])
    const own = new Set(found.declares.map((name) => name.replace(/^body /, '')))
    return namesAndLines(found.uses).flatMap(([name, line]) => {
      const to = own.has(name) ? undefined : (bodies.get(name) ?? units.get(name))
      if (to === undefined || met.has(to)) return []
      met.add(to)
      return [{from: file.path, to, line}]
    })
  })
}

function onlyOnes(files: readonly FileRead[], kind: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const several = new Set<string>()
  for (const {file, found: own} of files)
    for (const declared of own.declares) {
      if (declared.startsWith('body ') !== (kind !== '')) continue
      const name = declared.slice(kind.length)
      if (found.has(name) && found.get(name) !== file.path) several.add(name)
      found.set(name, file.path)
    }
  for (const name of several) found.delete(name)
  return found
}
