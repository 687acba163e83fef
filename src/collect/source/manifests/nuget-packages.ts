import {joined, parentOf} from '../resolve-imports.ts'
import type {SourceFile} from '../walk-tree.ts'
import type {Expanded} from './expand-properties.ts'
import type {ApplicationUse, PackageUse, Tell} from './manifest-kind.ts'
import type {Properties, XmlFile} from './msbuild-properties.ts'
import {children, textOf, type XmlElement} from './xml-tree.ts'

/** `PackageReference`, with the versions that Directory.Packages.props sets for all projects below it. */
export function packageReferences(
  {file, root}: XmlFile,
  properties: Properties,
  central: XmlFile | undefined,
  tell: Tell,
): readonly PackageUse[] {
  const versions = centralVersions(central)
  return itemsOf(root, 'PackageReference').flatMap(({element, condition}) => {
    const name = element.attributes.Include
    // What only builds, such as an analyser, does not run.
    if (!name || isBuildOnly(element)) return []
    const given = attributeOrChild(element, 'VersionOverride') ?? attributeOrChild(element, 'Version')
    const stated = given ?? versions.get(name.toLowerCase())
    const settled = stated === undefined ? undefined : properties.expand(stated)
    if (settled && settled.unresolved.length > 0) tellUnresolved(file, name, settled, element.line, tell)
    if (stated === undefined) tellNoVersion(file, name, element.line, tell)
    return [
      {
        type: 'nuget' as const,
        name,
        ...versionOf(settled),
        ...(condition && {said: {condition}}),
        file,
        line: element.line,
      },
    ]
  })
}

/** How many packages a project, or a list of packages, asks for that only build. */
export function buildPackages({root}: XmlFile): number {
  const names = [
    ...itemsOf(root, 'PackageReference').flatMap(({element}) =>
      isBuildOnly(element) ? (element.attributes.Include ?? []) : [],
    ),
    ...children(root, 'package').flatMap(({attributes}) => (isForDevelopment(attributes) ? (attributes.id ?? []) : [])),
  ]
  return new Set(names.map((name) => name.toLowerCase())).size
}

function isForDevelopment({developmentDependency}: XmlElement['attributes']): boolean {
  return /^true$/i.test(developmentDependency ?? '')
}

function centralVersions(central: XmlFile | undefined): ReadonlyMap<string, string> {
  if (!central) return new Map()
  return new Map(
    itemsOf(central.root, 'PackageVersion').flatMap(({element}) => {
      const {Include: name, Version: version} = element.attributes
      return name && version ? [[name.toLowerCase(), version] as const] : []
    }),
  )
}

interface Item {
  readonly element: XmlElement
  /** The condition that it stands under, as it is written. */
  readonly condition: string | undefined
}

function itemsOf(root: XmlElement, name: string): readonly Item[] {
  return children(root, 'ItemGroup').flatMap((group) =>
    children(group, name).map((element) => ({
      element,
      condition: element.attributes.Condition ?? group.attributes.Condition,
    })),
  )
}

function isBuildOnly(element: XmlElement): boolean {
  return /^\s*all\s*$/i.test(attributeOrChild(element, 'PrivateAssets') ?? '')
}

function attributeOrChild(element: XmlElement, name: string): string | undefined {
  return element.attributes[name] ?? textOf(element, name)
}

/** NuGet takes the lowest version that a plain number allows, which is that number; a range or `*` is none. */
function versionOf(settled: Expanded | undefined): Pick<PackageUse, 'version' | 'resolved'> {
  if (!settled || settled.unresolved.length > 0 || !settled.text) return {resolved: false}
  const exact = /^\[?([^\s,[\]()*]+)\]?$/.exec(settled.text)?.[1]
  return exact ? {version: exact, resolved: true} : {version: settled.text, resolved: false}
}

function tellUnresolved(file: SourceFile, name: string, {unresolved}: Expanded, line: number, tell: Tell): void {
  const shown = unresolved.map((one) => `$(${one})`).join(', ')
  tell(file, `${name}: ${shown} is set nowhere in this tree, so the version is not known`, {
    code: 'unresolved-property',
    hint: 'A file that is not in the tree, a condition or the command line sets it.',
    line,
  })
}

function tellNoVersion(file: SourceFile, name: string, line: number, tell: Tell): void {
  tell(file, `${name}: no version is set for it, here or in a Directory.Packages.props above`, {
    code: 'unresolved-property',
    hint: 'Set it, or collect the tree from the folder that holds Directory.Packages.props.',
    line,
  })
}

/** References to files: a package where the path says so, else a library that came by hand, with the version it names. */
export function fileReferences({file, root}: XmlFile): readonly PackageUse[] {
  return itemsOf(root, 'Reference').flatMap(({element}): readonly PackageUse[] => {
    const path = textOf(element, 'HintPath')?.replaceAll('\\', '/')
    const assembly = element.attributes.Include ?? ''
    const name = assembly.split(',')[0]?.trim()
    if (!path || !name) return []
    const place = {file, line: element.line, said: {hintPath: path}}
    const inPackages = /(?:^|\/)packages\/([^/]+?)\.(\d+(?:\.\d+){1,3}(?:-[\w.]+)?)\/lib\//i.exec(path)
    if (inPackages?.[1] && inPackages[2])
      return [{type: 'nuget', name: inPackages[1], version: inPackages[2], resolved: true, ...place}]
    const version = /\bVersion=(\d+(?:\.\d+)*)/.exec(assembly)?.[1]
    return [{type: 'generic', name, ...(version && {version}), resolved: version !== undefined, ...place}]
  })
}

/** Other projects that a project is built from; those that only build it are none. */
export function projectReferences({file, root}: XmlFile): readonly ApplicationUse[] {
  return itemsOf(root, 'ProjectReference').flatMap(({element}) => {
    const path = element.attributes.Include?.replaceAll('\\', '/')
    const isReferred = !/^\s*false\s*$/i.test(attributeOrChild(element, 'ReferenceOutputAssembly') ?? '')
    // A path of properties is the build's own matter.
    if (!path || path.includes('$(') || path.includes('*') || !isReferred) return []
    return [{to: joined(parentOf(file.path), path), how: `ProjectReference ${path}`, file, line: element.line}]
  })
}

/** packages.config: every package with its exact version, what others brought in included. */
export function listedPackages({file, root}: XmlFile): readonly PackageUse[] {
  return children(root, 'package').flatMap(({attributes, line}) => {
    const {id, version} = attributes
    if (!id || isForDevelopment(attributes)) return []
    return [{type: 'nuget' as const, name: id, ...(version && {version}), resolved: Boolean(version), file, line}]
  })
}

/** The packages.config files that a project in their folder uses: its own, or the folder's. */
export function packagesConfigOf(path: string, files: readonly XmlFile[]): readonly XmlFile[] {
  const folder = parentOf(path)
  const project = path.slice(folder ? folder.length + 1 : 0).replace(/\.\w+$/, '')
  const wanted = ['packages.config', `packages.${project}.config`].map((name) => name.toLowerCase())
  return files.filter(({file}) => {
    const base = file.path.split('/').at(-1)?.toLowerCase() ?? ''
    return parentOf(file.path) === folder && wanted.includes(base)
  })
}
