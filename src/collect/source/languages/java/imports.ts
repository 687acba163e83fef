import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'

/** Where imports of classes and packages, and names of the same package, lead inside the tree. */
export function linkJava(files: readonly FileRead[]): readonly ImportEdge[] {
  const classes = new Map<string, string>()
  for (const {file, found} of files)
    for (const name of found.declares) if (!classes.has(name)) classes.set(name, file.path)
  return files.flatMap(({file, found}) => {
    const met = new Set([file.path])
    const edges: ImportEdge[] = []
    const add = (to: string | undefined, line: number): void => {
      if (to === undefined || met.has(to)) return
      met.add(to)
      edges.push({from: file.path, to, line})
    }
    const uses = namesAndLines(found.uses)
    for (const {specifier, line} of found.imports)
      if (!specifier.endsWith('.*')) add(holderOf(specifier, classes), line)
      else {
        const name = specifier.slice(0, -2)
        add(classes.get(name), line)
        for (const [use, at] of uses) add(classes.get(`${name}.${use}`), at)
      }
    for (const [use, line] of uses) if (use.includes('.')) add(holderOf(use, classes), line)
    const own = packageOf(found.declares)
    for (const [use, line] of own === undefined ? [] : uses) add(classes.get(own ? `${own}.${use}` : use), line)
    return edges.toSorted((a, b) => a.line - b.line)
  })
}

/** The package of what a file declares; types of one package need no import. */
export function packageOf(declares: readonly string[]): string | undefined {
  const [first] = declares
  return first === undefined ? undefined : first.slice(0, Math.max(0, first.lastIndexOf('.')))
}

/** A class, or the one that holds what is imported: a nested class, a static member. */
function holderOf(specifier: string, classes: ReadonlyMap<string, string>): string | undefined {
  for (let name = specifier; name; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const path = classes.get(name)
    if (path !== undefined) return path
  }
  return undefined
}
