import type {FileRead, ImportEdge, ScannedFile} from '../language-scanner.ts'

/** Where imports of the tree's own modules lead: to every file of the package's folder but its tests. */
export function linkGo(files: readonly FileRead[], manifests: readonly ScannedFile[]): readonly ImportEdge[] {
  const modules = manifests
    .filter(({path}) => /(?:^|\/)go\.mod$/.test(path))
    .flatMap(moduleOf)
    .toSorted((a, b) => b.name.length - a.name.length)
  const packages = new Map<string, string[]>()
  for (const {file} of files) {
    if (file.path.endsWith('_test.go')) continue
    const folder = folderOf(file.path)
    const own = packages.get(folder)
    if (own) own.push(file.path)
    else packages.set(folder, [file.path])
  }
  return files.flatMap(({file, found}) =>
    found.imports.flatMap(({specifier, line}) => {
      const folder = packageFolder(specifier, modules)
      // Tests in a package of their own import the one beside them.
      const isOwn = folder === folderOf(file.path) && !found.declares.some((name) => name.endsWith('_test'))
      const paths = folder === undefined || isOwn ? [] : (packages.get(folder) ?? [])
      return paths.map((to) => ({from: file.path, to, line}))
    }),
  )
}

interface GoModule {
  readonly name: string
  readonly folder: string
}

function moduleOf({path, text}: ScannedFile): readonly GoModule[] {
  const [, name] = /^module\s+"?([^\s"]+)"?/m.exec(text) ?? []
  return name ? [{name, folder: folderOf(path)}] : []
}

function packageFolder(specifier: string, modules: readonly GoModule[]): string | undefined {
  const own = modules.find(({name}) => specifier === name || specifier.startsWith(`${name}/`))
  if (!own) return undefined
  const inside = specifier.slice(own.name.length + 1)
  return [own.folder, inside].filter(Boolean).join('/')
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
