import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {joined, parentOf} from '../../resolve-imports.ts'
import {edgesOf} from '../tree-paths.ts'

/**
 * Where pages lead that are included, executed or passed on to. Names have no case; what begins at the site's root is
 * looked for below each folder above the page, the nearest first.
 */
export function linkPages(files: readonly FileRead[]): readonly ImportEdge[] {
  const paths = new Map(files.map(({file}) => [file.path.toLowerCase(), file.path]))
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({to: target(file.path, specifier, paths), line})),
    ),
  )
}

function target(from: string, specifier: string, paths: ReadonlyMap<string, string>): string | undefined {
  const written = specifier.replaceAll('\\', '/').toLowerCase()
  if (!written.startsWith('/')) return paths.get(joined(parentOf(from), written).toLowerCase())
  const folders = parentOf(from).split('/')
  for (let length = folders.length; length >= 0; length -= 1) {
    const found = paths.get(joined(folders.slice(0, length).join('/'), written.slice(1)).toLowerCase())
    if (found !== undefined) return found
  }
  return undefined
}
