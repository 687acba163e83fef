import {namesAndLines} from '../code-alone.ts'
import {linkCSharp} from '../csharp/imports.ts'
import type {FileRead, ImportEdge, ScannedFile} from '../language-scanner.ts'

/** As of C#, but that names have no case, and that a project may put all its names into a namespace. */
export function linkVb(files: readonly FileRead[], manifests: readonly ScannedFile[]): readonly ImportEdge[] {
  const projects = manifests
    .filter(({path}) => /\.vbproj$/i.test(path))
    .flatMap(rootNamespaces)
    .toSorted((a, b) => b.folder.length - a.folder.length)
  return linkCSharp(
    files.map(({file, found}) => {
      const root = projects.find(({folder}) => folder === '' || file.path.startsWith(`${folder}/`))?.name
      return {
        file,
        found: {
          ...found,
          imports: found.imports.map(({specifier, line}) => ({specifier: specifier.toLowerCase(), line})),
          declares: found.declares.map((name) => (root ? `${root}.${name}` : name).toLowerCase()),
          uses: namesAndLines(found.uses)
            .map(([name, line]) => `${name.toLowerCase()}:${line}`)
            .join(' '),
        },
      }
    }),
  )
}

function rootNamespaces({path, text}: ScannedFile): readonly {readonly folder: string; readonly name: string}[] {
  const name = /<RootNamespace>\s*([\w.]+)\s*<\/RootNamespace>/.exec(text)?.[1]
  return name ? [{folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))), name}] : []
}
