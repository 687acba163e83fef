import {joined, parentOf} from '../../resolve-imports.ts'
import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'

/**
 * Where units lead that a file uses: to the file at the path that is said, else to the one unit of that name; of several
 * to that in the same folder, or to the one that a project names by its path as it names the file. A library that is called leads to
 * the project that makes it.
 */
export function linkDelphi(files: readonly FileRead[]): readonly ImportEdge[] {
  const byPath = new Map(files.map(({file}) => [file.path.toLowerCase(), file.path]))
  const units = declared(files, /^[^ ]+$/)
  const libraries = declared(files, /^library /)
  const projects = files.map((file) => new Set(pathsOf(file, byPath).map(({to}) => to))).filter(({size}) => size > 1)
  return files.flatMap((file) => {
    const from = file.file.path
    const met = new Set([from])
    const edge = (to: string | undefined, line: number): readonly ImportEdge[] => {
      if (to === undefined || met.has(to)) return []
      met.add(to)
      return [{from, to, line}]
    }
    return [
      ...pathsOf(file, byPath).flatMap(({to, line}) => edge(to, line)),
      ...namesAndLines(file.found.uses).flatMap(([name, line]) =>
        edge(unitOf(units.get(name) ?? [], from, projects, met), line),
      ),
      ...file.found.imports.flatMap(({specifier, line}) => {
        const makers = libraries.get(`library ${nameOf(specifier)}`) ?? []
        return makers.length === 1 ? edge(makers[0], line) : []
      }),
    ]
  })
}

/** The last part of a path, without its ending. */
function nameOf(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
    .toLowerCase()
}

function declared(files: readonly FileRead[], kind: RegExp): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const {file, found: own} of files)
    for (const name of own.declares) {
      const key = name.toLowerCase()
      if (!kind.test(key)) continue
      const before = found.get(key)
      if (before) before.push(file.path)
      else found.set(key, [file.path])
    }
  return found
}

/** Files that are named by a path, from the file's own folder. */
function pathsOf({file, found}: FileRead, byPath: ReadonlyMap<string, string>): readonly {to: string; line: number}[] {
  return found.imports.flatMap(({specifier, line}) => {
    const to = byPath.get(joined(parentOf(file.path), specifier.replaceAll('\\', '/')).toLowerCase())
    return to === undefined ? [] : [{to, line}]
  })
}

function unitOf(
  candidates: readonly string[],
  from: string,
  projects: readonly ReadonlySet<string>[],
  met: ReadonlySet<string>,
): string | undefined {
  // One that is named by its path already.
  if (candidates.some((path) => path !== from && met.has(path))) return undefined
  if (candidates.length < 2) return candidates[0]
  const beside = candidates.filter((path) => parentOf(path) === parentOf(from))
  if (beside.length === 1) return beside[0]
  const own = projects.filter((paths) => paths.has(from))
  const listed = new Set(own.flatMap((paths) => candidates.filter((path) => paths.has(path))))
  return listed.size === 1 ? [...listed][0] : undefined
}
