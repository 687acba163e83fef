import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {edgesOf, insideTree} from '../tree-paths.ts'

/**
 * Where scripts lead that are run or dot-sourced, modules that are imported, and functions that one file of the tree
 * alone declares. Names have no case; a path is from the script's own folder, else from the top of the tree.
 */
export function linkPowerShell(files: readonly FileRead[]): readonly ImportEdge[] {
  const paths = new Map(files.map(({file}) => [file.path.toLowerCase(), file.path]))
  const modules = onlyOnes(files.flatMap(({file}) => moduleNames(file.path).map((name) => [name, file.path] as const)))
  const functions = onlyOnes(
    files.flatMap(({file, found}) => found.declares.map((name) => [name.toLowerCase(), file.path] as const)),
  )
  return files.flatMap(({file, found}) => {
    const own = new Set(found.declares.map((name) => name.toLowerCase()))
    return edgesOf(file.path, [
      ...found.imports.map(({specifier, line}) => ({
        to: target(file.path, specifier, paths) ?? modules.get(specifier.toLowerCase()),
        line,
      })),
      ...namesAndLines(found.uses).flatMap(([name, line]) => (own.has(name) ? [] : [{to: functions.get(name), line}])),
    ])
  })
}

/** Names that stand for one file alone. */
function onlyOnes(pairs: readonly (readonly [name: string, path: string])[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const several = new Set<string>()
  for (const [name, path] of pairs) {
    const before = found.get(name)
    if (before !== undefined && before !== path) several.add(name)
    found.set(name, path)
  }
  for (const name of several) found.delete(name)
  return found
}

/** `Tools.psm1` is the module `Tools`, unless a manifest beside it speaks for both. */
function moduleNames(path: string): readonly string[] {
  const [, name] = /([^/]+)\.psm1$/i.exec(path) ?? []
  return name ? [name.toLowerCase()] : []
}

function target(from: string, specifier: string, paths: ReadonlyMap<string, string>): string | undefined {
  const written = specifier.replaceAll('\\', '/')
  if (!written.includes('/') && !/\.ps[md]?1$/i.test(written)) return undefined
  for (const base of [from.split('/').slice(0, -1), []]) {
    const whole = insideTree(base, written)?.toLowerCase()
    if (whole === undefined) continue
    const name = whole.slice(whole.lastIndexOf('/') + 1)
    const found = [whole, `${whole}.ps1`, `${whole}.psm1`, `${whole}/${name}.psm1`, `${whole}/${name}.psd1`].find(
      (path) => paths.has(path),
    )
    if (found !== undefined) return paths.get(found)
  }
  return undefined
}
