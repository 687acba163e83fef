import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge, ScannedFile} from '../language-scanner.ts'
import {filesOfProject, isProject} from './project-lines.ts'

/**
 * Where names lead that a file uses and does not declare: to the module, class or form of its project that is called so,
 * or to the one module that declares it for all. A file that no project lists is of those of its folder.
 */
export function linkVb6(files: readonly FileRead[], manifests: readonly ScannedFile[]): readonly ImportEdge[] {
  const byPath = new Map(files.map((file) => [file.file.path.toLowerCase(), file]))
  const listed = new Set<FileRead>()
  const groups: (readonly FileRead[])[] = []
  for (const project of manifests) {
    if (!isProject(project.path)) continue
    const own = filesOfProject(project).flatMap(({path}) => byPath.get(path.toLowerCase()) ?? [])
    for (const file of own) listed.add(file)
    groups.push(own)
  }
  const others = files.filter((file) => !listed.has(file))
  groups.push(...Map.groupBy(others, ({file}) => file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')))).values())
  const edges = new Map(groups.flatMap(linked).map((edge) => [`${edge.from}\n${edge.to}`, edge]))
  return [...edges.values()]
}

function linked(files: readonly FileRead[]): readonly ImportEdge[] {
  const places = new Map<string, string | undefined>()
  for (const {file, found} of files)
    for (const declared of found.declares) {
      const name = declared.replace(/^.*\./, '').toLowerCase()
      const before = places.get(name)
      places.set(name, places.has(name) && before !== file.path ? undefined : file.path)
    }
  return files.flatMap(({file, found}) => {
    const met = new Set([file.path])
    return namesAndLines(found.uses).flatMap(([name, line]) => {
      const to = places.get(name)
      if (to === undefined || met.has(to)) return []
      met.add(to)
      return [{from: file.path, to, line}]
    })
  })
}
