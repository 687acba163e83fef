import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge, ScannedFile} from '../language-scanner.ts'
import {folderOf, type Project, projectOf, projectsOf} from './projects.ts'

/** Types of one name in one project, as two halves of a form are, lead to so many; parts of one type to more. */
const mostSame = 4
const mostParts = 100

/** `using` names no file: an import leads to the files that declare a type which the code uses, in a namespace that it sees. */
export function linkCSharp(files: readonly FileRead[], manifests: readonly ScannedFile[] = []): readonly ImportEdge[] {
  const projects = projectsOf(manifests)
  const types = declaredTypes(files)
  const given = givenTo(files, projects)
  const pick = typePicker(projects)
  return files.flatMap(({file, found}) => {
    const met = new Set([file.path])
    const edges: ImportEdge[] = []
    const seen = [
      ...new Set([
        ...ownNamespaces(found.declares),
        ...found.imports.map(({specifier}) => specifier),
        ...given(file.path),
        '',
      ]),
    ]
    for (const [use, line] of namesAndLines(found.uses))
      for (const namespace of seen) {
        const name = namespace ? `${namespace}.${use}` : use
        const declared = types.get(name)
        // Of its own type a file needs no other half.
        if (declared?.some(({path}) => path === file.path)) break
        for (const to of declared ? pick(file.path, declared) : []) {
          if (met.has(to)) continue
          met.add(to)
          edges.push({from: file.path, to, line})
        }
        // The nearest namespace wins, as it does for the compiler.
        if (declared) break
      }
    return edges.toSorted((a, b) => a.line - b.line)
  })
}

/** What is seen by a file without a `using` of its own: by others of its project, its project file, the SDK. */
export function sharedUsings(
  files: readonly FileRead[],
  manifests: readonly ScannedFile[],
): (path: string) => readonly string[] {
  return givenTo(files, projectsOf(manifests))
}

interface Declared {
  readonly path: string
  readonly isPart: boolean
}

function declaredTypes(files: readonly FileRead[]): ReadonlyMap<string, readonly Declared[]> {
  const types = new Map<string, Declared[]>()
  for (const {file, found} of files) {
    const parts = new Set(found.parts)
    for (const name of found.declares) {
      const declared = types.get(name) ?? []
      declared.push({path: file.path, isPart: parts.has(name)})
      types.set(name, declared)
    }
  }
  return types
}

/** Of several types of one name, the one that a file can mean: its project's own, or that of one it is built from. */
function typePicker(projects: readonly Project[]): (from: string, declared: readonly Declared[]) => readonly string[] {
  const byPath = new Map(projects.map((project) => [project.path.toLowerCase(), project]))
  const reached = new Map<Project, ReadonlySet<Project>>()
  const reachOf = (project: Project): ReadonlySet<Project> => {
    const known = reached.get(project)
    if (known) return known
    const found = new Set<Project>()
    const open = [project]
    for (let next = open.pop(); next; next = open.pop())
      for (const path of next.references) {
        const one = byPath.get(path.toLowerCase())
        if (one && !found.has(one)) open.push(one)
        if (one) found.add(one)
      }
    reached.set(project, found)
    return found
  }
  const whole = (declared: readonly Declared[]): readonly string[] =>
    declared.slice(0, declared.every(({isPart}) => isPart) ? mostParts : mostSame).map(({path}) => path)
  return (from, declared) => {
    const own = projectOf(from, projects)
    const places = new Map(declared.map((one) => [one, projectOf(one.path, projects)]))
    if (!own || new Set(places.values()).size < 2) return whole(declared)
    const inOwn = declared.filter((one) => places.get(one) === own)
    if (inOwn.length > 0) return whole(inOwn)
    const near = declared.filter((one) => {
      const place = places.get(one)
      return place !== undefined && reachOf(own).has(place)
    })
    // Of two projects that it is built from the compiler would take neither.
    return new Set(near.map((one) => places.get(one))).size === 1 ? whole(near) : []
  }
}

/** The namespaces that a file's types are in, and those around them: names of all are seen without `using`. */
function ownNamespaces(declares: readonly string[]): readonly string[] {
  const found: string[] = []
  for (const name of declares)
    for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) found.push(name.slice(0, at))
  return found
}

/** By path, what `global using` and project files give; without a project, that of a folder and those below. */
function givenTo(files: readonly FileRead[], projects: readonly Project[]): (path: string) => readonly string[] {
  const byFolder = new Map<string, Set<string>>()
  const add = (folder: string, usings: readonly string[]): void => {
    const given = byFolder.get(folder) ?? new Set()
    for (const using of usings) given.add(using)
    if (given.size > 0) byFolder.set(folder, given)
  }
  for (const {folder, usings} of projects) add(folder, usings)
  for (const {file, found} of files) {
    const shared = found.imports.flatMap(({specifier, isShared}) => (isShared ? [specifier] : []))
    if (shared.length > 0) add(projectOf(file.path, projects)?.folder ?? folderOf(file.path), shared)
  }
  // A file that stands in no project is taken in by those below it.
  const ofProjects = new Set(projects.map(({folder}) => folder))
  const around = (path: string): readonly string[] =>
    [...byFolder].flatMap(([folder, usings]) => (!ofProjects.has(folder) && path.startsWith(folder) ? [...usings] : []))
  return (path) => {
    const project = projectOf(path, projects)
    return [...(project ? (byFolder.get(project.folder) ?? []) : []), ...around(path)]
  }
}
