import {posix} from 'node:path'
import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {edgesOf, nearestOf, pathsByEnd} from '../tree-paths.ts'

/** Where imported classes, classes used by name and included files lead inside the tree. */
export function linkPhp(files: readonly FileRead[]): readonly ImportEdge[] {
  const classes = new Map<string, string[]>()
  for (const {file, found} of files)
    for (const name of found.declares) {
      const key = name.toLowerCase()
      classes.set(key, [...(classes.get(key) ?? []), file.path])
    }
  const paths = new Set(files.map(({file}) => file.path))
  const ends = pathsByEnd([...paths])
  const holder = (name: string, from: string): string | undefined => nearestOf(classes.get(name.toLowerCase()), from)
  const included = (specifier: string, from: string): string | undefined => {
    if (specifier.startsWith('*/')) return ends(specifier.slice(2))
    const beside = posix.normalize(posix.join(posix.dirname(from), specifier))
    if (paths.has(beside)) return beside
    return specifier.startsWith('.') ? undefined : paths.has(specifier) ? specifier : ends(specifier)
  }
  return files.flatMap(({file, found}) =>
    edgesOf(file.path, [
      ...found.imports.map(({specifier, line}) => ({
        to: /[./]/.test(specifier) ? included(specifier, file.path) : holder(specifier, file.path),
        line,
      })),
      ...namesAndLines(found.uses).map(([name, line]) => ({to: holder(name, file.path), line})),
    ]),
  )
}
