import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {edgesOf, insideTree, pathsByEnd} from '../tree-paths.ts'

/**
 * Where the scripts lead that are called: from the own folder, the top of the tree or the nearest folder around, in which
 * whoever starts the script may stand; one that is named with its folder, to the only one of the tree. Names have no case.
 */
export function linkBatch(files: readonly FileRead[]): readonly ImportEdge[] {
  const paths = new Map<string, string | undefined>()
  for (const {file} of files) {
    const key = file.path.toLowerCase()
    paths.set(key, paths.has(key) ? undefined : file.path)
  }
  const onlyEnd = pathsByEnd([...paths.keys()])
  const byEnd: Ends = (end) => paths.get(onlyEnd(end) ?? '')
  return files.flatMap(({file, found}) =>
    edgesOf(
      file.path,
      found.imports.map(({specifier, line}) => ({to: target(file.path, specifier, paths, byEnd), line})),
    ),
  )
}

type Ends = (end: string) => string | undefined

function target(
  from: string,
  specifier: string,
  paths: ReadonlyMap<string, string | undefined>,
  byEnd: Ends,
): string | undefined {
  const path = specifier.replaceAll('\\', '/')
  // A whole path is of a machine, not of the tree.
  if (/^(?:[A-Za-z]:|\/)/.test(path)) return undefined
  const own = from.split('/').slice(0, -1)
  const isInFolder = /[^./][^/]*\/[^/]/.test(path)
  const around = isInFolder ? own.map((_, at) => own.slice(0, own.length - 1 - at)) : [[]]
  for (const base of [own, ...around]) {
    const found = paths.get((insideTree(base, path) ?? '').toLowerCase())
    if (found !== undefined) return found
  }
  return isInFolder && !/(^|\/)\.\.?\//.test(path) ? byEnd(path.toLowerCase()) : undefined
}
