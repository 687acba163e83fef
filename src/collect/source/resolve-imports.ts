import type {Tsconfig} from './scripts/read-tsconfigs.ts'
import type {FileSeen, SourceFile} from './walk-tree.ts'

export interface ImportSeen {
  readonly specifier: string
  /** One-based line. */
  readonly line: number
  /** It holds for all files of its folder and those below, as `global using` of C# does. */
  readonly isShared?: true
}

export interface ModuleScan {
  readonly file: FileSeen
  readonly imports: readonly ImportSeen[]
}

/** A module's whole path. */
const noEnding = [0, ''] as const

/** What runs comes before what only declares it: a `.d.ts` is taken where nothing else stands. */
const endings = [
  '',
  ...['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'],
  ...['/index.ts', '/index.tsx', '/index.js', '/index.jsx', '/index.mjs', '/index.cjs', '/index.d.ts'],
]

interface PathMap {
  /** The folder whose files it serves. */
  readonly folder: string
  readonly baseUrl: string | undefined
  readonly paths: readonly (readonly [string, readonly string[]])[]
}

/** What says where imports lead. */
export interface Configured {
  readonly manifests: readonly SourceFile[]
  /** By path. */
  readonly tsconfigs: ReadonlyMap<string, Tsconfig>
}

interface Workspace {
  readonly folder: string
  readonly entries: readonly string[]
}

/** Where an import leads inside the tree, from names alone: no module is loaded and node_modules need not be there. */
export function importResolver({manifests, tsconfigs}: Configured, moduleFiles: readonly string[]) {
  const maps = pathMaps(tsconfigs)
  const workspaces = workspacePackages(manifests)
  const at = memoised(moduleFinder(moduleFiles))
  const nearestMap = memoised((folder: string) =>
    maps.find((map) => !map.folder || folder === map.folder || folder.startsWith(`${map.folder}/`)),
  )
  const inWorkspace = memoised((specifier: string) => fromWorkspace(workspaces, specifier, at))
  const byMap = new Map(maps.map((map) => [map, memoised((specifier: string) => first(mapped(map, specifier), at))]))
  return (from: string, specifier: string): string | undefined => {
    const folder = parentOf(from)
    if (specifier.startsWith('.')) return at(joined(folder, specifier))
    const map = nearestMap(folder)
    return (map && byMap.get(map)?.(specifier)) ?? inWorkspace(specifier)
  }
}

function memoised<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined || known.has(key)) return before as T // it was set under this key
    const found = find(key)
    known.set(key, found)
    return found
  }
}

function first<T>(paths: readonly string[], at: (path: string) => T | undefined): T | undefined {
  for (const path of paths) {
    const found = at(path)
    if (found !== undefined) return found
  }
  return undefined
}

function mapped({paths, baseUrl}: PathMap, specifier: string): readonly string[] {
  const hits = paths.flatMap(([pattern, targets]) => {
    const [before = '', after] = pattern.split('*')
    if (after === undefined) return pattern === specifier ? targets : []
    const fits =
      specifier.length >= before.length + after.length && specifier.startsWith(before) && specifier.endsWith(after)
    const star = specifier.slice(before.length, specifier.length - after.length)
    return fits ? targets.map((target) => target.replace('*', () => star)) : []
  })
  return baseUrl === undefined ? hits : [...hits, joined(baseUrl, specifier)]
}

function fromWorkspace(
  workspaces: ReadonlyMap<string, Workspace>,
  specifier: string,
  at: (path: string) => string | undefined,
): string | undefined {
  const parts = specifier.split('/')
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
  const workspace = workspaces.get(name)
  if (!workspace) return undefined
  const rest = specifier.slice(name.length + 1)
  const inside = rest
    ? [rest, rest.replace(/^(dist|lib|build|out|es|esm|cjs)\//, 'src/'), `src/${rest}`]
    : [...workspace.entries, 'src/index', 'index', 'src/main', 'lib/index']
  for (const path of inside) {
    const found =
      at(joined(workspace.folder, path)) ??
      at(joined(workspace.folder, path.replace(/^(\.\/)?(dist|lib|build|out|es|esm|cjs)\//, 'src/')))
    if (found) return found
  }
  return undefined
}

/** Finds a module by what an import calls it: by its path, or without its ending, or by what it is compiled to. */
function moduleFinder(modules: readonly string[]): (path: string) => string | undefined {
  const byName = new Map<string, {readonly path: string; readonly rank: number}>()
  const ranked = [...endings.entries()]
  const byExtension = memoised((extension: string) => ranked.filter(([, ending]) => ending.endsWith(extension)))
  for (const path of modules)
    for (const [rank, ending] of [noEnding, ...byExtension(path.slice(path.lastIndexOf('.')))]) {
      if (!path.endsWith(ending)) continue
      const name = path.slice(0, path.length - ending.length)
      const known = byName.get(name)
      if (!known || rank < known.rank) byName.set(name, {path, rank})
    }
  const isModule = (path: string): boolean => byName.get(path)?.rank === 0
  return (path) => byName.get(path)?.path ?? compiledFrom(path).find(isModule)
}

/** TypeScript under ESM names the JavaScript that will be there. */
function compiledFrom(path: string): readonly string[] {
  if (!path.endsWith('js') && !path.endsWith('jsx')) return []
  const [, name, kind, jsx] = /^(.*)\.([cm]?)js(x?)$/.exec(path) ?? []
  return name === undefined ? [] : [`${name}.${kind}ts${jsx}`, `${name}.tsx`, `${name}.d.${kind}ts`]
}

/** `paths` and `baseUrl` of every tsconfig, its relative `extends` followed; the nearest to a file comes first. */
function pathMaps(configs: Configured['tsconfigs']): readonly PathMap[] {
  return [...configs.keys()]
    .filter((path) => /(^|\/)(tsconfig|jsconfig)\.json$/.test(path))
    .map((path) => ({folder: parentOf(path), ...inherited(configs, path)}))
    .toSorted((a, b) => b.folder.length - a.folder.length)
}

function inherited(configs: Configured['tsconfigs'], start: string): Omit<PathMap, 'folder'> {
  let path: string | undefined = start
  for (let depth = 0; path !== undefined && depth < 10; depth += 1) {
    const config = configs.get(path)
    const options = config?.compilerOptions
    const baseUrl = typeof options?.baseUrl === 'string' ? joined(parentOf(path), options.baseUrl) : undefined
    if (baseUrl !== undefined || (typeof options?.paths === 'object' && options.paths)) {
      const base = baseUrl ?? parentOf(path)
      const paths = Object.entries(options?.paths ?? {}).map(
        ([pattern, targets]) =>
          [pattern, (Array.isArray(targets) ? targets : []).map((target) => joined(base, String(target)))] as const,
      )
      return {baseUrl, paths}
    }
    const parent: string | undefined =
      typeof config?.extends === 'string' && config.extends.startsWith('.')
        ? joined(parentOf(path), config.extends)
        : undefined
    path = parent === undefined ? undefined : [parent, `${parent}.json`].find((one) => configs.has(one))
  }
  return {baseUrl: undefined, paths: []}
}

function workspacePackages(files: readonly SourceFile[]): ReadonlyMap<string, Workspace> {
  const packages = new Map<string, Workspace>()
  for (const file of files.filter(({path}) => /(^|\/)package\.json$/.test(path))) {
    const {path, text} = file
    try {
      const manifest = JSON.parse(text) as {
        name?: unknown
        main?: unknown
        module?: unknown
        types?: unknown
        source?: unknown
      } // every field is checked below
      if (typeof manifest.name !== 'string') continue
      const entries = [manifest.source, manifest.module, manifest.main, manifest.types]
        .filter((entry) => typeof entry === 'string')
        .map((entry) => entry.replace(/^\.\//, '').replace(/\.[cm]?jsx?$/, ''))
      packages.set(manifest.name, {folder: parentOf(path), entries})
    } catch {
      continue // the manifest reader tells of it
    }
  }
  return packages
}

export function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

/** Steps that lead back, then none that does or that says nothing. */
const plainPath = /^(?:\.\/)?((?:\.\.\/)*)((?:(?!\.{0,2}\/)[^/]*\/)*(?!\.{0,2}$)[^/]+)$/

/** The folder so many steps above; none where that is the tree or leaves it. */
function above(folder: string, steps: number): string | undefined {
  let above = folder
  for (let left = steps; left > 0 && above; left -= 1) above = parentOf(above)
  return above || undefined
}

/** Joins and normalises paths with `/`; what would leave the tree ends in a path that is not there. */
export function joined(folder: string, path: string): string {
  // As most are written: behind where it begins nothing is left to be put right.
  const plain = plainPath.exec(path)
  const from = plain && above(folder, (plain[1] ?? '').length / 3)
  if (from) return `${from}/${plain[2] ?? ''}`
  const parts = folder ? folder.split('/') : []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (parts.length === 0) return '../'
      parts.pop()
    } else parts.push(part)
  }
  return parts.join('/')
}
