import {child, soundXml, type XmlElement} from '../../manifests/xml-tree.ts'
import {joined, parentOf} from '../../resolve-imports.ts'
import type {ScannedFile} from '../language-scanner.ts'

/** A project of the tree, as far as it says what its files see. */
export interface Project {
  /** With `/` at its end; empty for the root. */
  readonly folder: string
  readonly path: string
  /** Namespaces that its files see without a `using`. */
  readonly usings: readonly string[]
  /** Paths of the projects that it is built from. */
  readonly references: readonly string[]
}

/** What the SDK takes in for every file of a project that asks for it (learn.microsoft.com/dotnet/core/project-sdk/overview). */
const implicit: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.NET.Sdk': [
    'System',
    'System.Collections.Generic',
    'System.IO',
    'System.Linq',
    'System.Net.Http',
    'System.Threading',
    'System.Threading.Tasks',
  ],
  'Microsoft.NET.Sdk.Web': [
    'System.Net.Http.Json',
    'Microsoft.AspNetCore.Builder',
    'Microsoft.AspNetCore.Hosting',
    'Microsoft.AspNetCore.Http',
    'Microsoft.AspNetCore.Routing',
    'Microsoft.Extensions.Configuration',
    'Microsoft.Extensions.DependencyInjection',
    'Microsoft.Extensions.Hosting',
    'Microsoft.Extensions.Logging',
  ],
  'Microsoft.NET.Sdk.Worker': [
    'Microsoft.Extensions.Configuration',
    'Microsoft.Extensions.DependencyInjection',
    'Microsoft.Extensions.Hosting',
    'Microsoft.Extensions.Logging',
  ],
}

/** The projects of C# in a tree, those in the deepest folders first; one that cannot be read says no more than its place. */
export function projectsOf(manifests: readonly ScannedFile[]): readonly Project[] {
  const shared = manifests
    .filter(({path}) => /(^|\/)Directory\.Build\.(?:props|targets)$/i.test(path))
    .map((file) => ({folder: folderOf(file.path), root: rootOf(file)}))
  return manifests
    .filter(({path}) => /\.csproj$/i.test(path))
    .map((file) => {
      const folder = folderOf(file.path)
      const root = rootOf(file)
      const above = shared.filter((one) => folder.startsWith(one.folder)).flatMap((one) => one.root ?? [])
      return {
        folder,
        path: file.path,
        usings: usingsOf([...above, ...(root ? [root] : [])], root?.attributes.Sdk ?? ''),
        references: items(root, 'ProjectReference').map(({attributes}) =>
          joined(parentOf(file.path), (attributes.Include ?? '').replaceAll('\\', '/')),
        ),
      }
    })
    .toSorted((a, b) => b.folder.length - a.folder.length)
}

/** The project that a file of the tree is of: that of the nearest folder. */
export function projectOf(path: string, projects: readonly Project[]): Project | undefined {
  return projects.find(({folder}) => path.startsWith(folder))
}

function usingsOf(roots: readonly XmlElement[], sdk: string): readonly string[] {
  const isImplicit = roots
    .flatMap(({children}) => children.filter(({name}) => name === 'PropertyGroup'))
    .map((group) => child(group, 'ImplicitUsings')?.text)
    .findLast((text) => text !== undefined)
  const seen = new Set(
    isImplicit && /^(?:enable|true)$/i.test(isImplicit)
      ? [...(implicit['Microsoft.NET.Sdk'] ?? []), ...(Object.hasOwn(implicit, sdk) ? (implicit[sdk] ?? []) : [])]
      : [],
  )
  for (const {attributes} of roots.flatMap((root) => items(root, 'Using'))) {
    if (attributes.Include) seen.add(attributes.Include.trim())
    if (attributes.Remove) seen.delete(attributes.Remove.trim())
  }
  return [...seen]
}

function items(root: XmlElement | undefined, name: string): readonly XmlElement[] {
  return (root?.children ?? []).flatMap((group) =>
    group.name === 'ItemGroup' ? group.children.filter((one) => one.name === name) : [],
  )
}

/** A file that is not sound is told by the reader of its kind. */
function rootOf({text}: ScannedFile): XmlElement | undefined {
  return soundXml(text).root
}

/** The folder of a file, with `/` at its end. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}
