import {parentOf} from '../../resolve-imports.ts'
import {crystalLibraries} from '../crystal-libraries.ts'
import {frameworksOf} from '../frameworks.ts'
import type {ApplicationFound, ManifestKind, PackageUse, Tell, TechnologyFound} from '../manifest-kind.ts'
import {msbuildProperties, nearestAbove, type Properties, type Property, type XmlFile} from '../msbuild-properties.ts'
import {type NugetLocks, nugetLocks, withLocked} from '../nuget-lock.ts'
import {
  buildPackages,
  fileReferences,
  listedPackages,
  packageReferences,
  packagesConfigOf,
  projectReferences,
} from '../nuget-packages.ts'
import {isRunByItsUser, oldRuntimeOf, type Runtime, runtimeOf} from '../../../../lifecycle/aliases/target-frameworks.ts'
import {readXml} from '../xml-tree.ts'

const languages: Readonly<Record<string, string>> = {csproj: 'C#', vbproj: 'Visual Basic', fsproj: 'F#'}

/** Projects of .NET, new style and old, with packages.config and the Directory.*.props above them. */
export const dotnetProject: ManifestKind = {
  id: 'dotnet-project',
  files:
    /(^|\/)([^/]+\.(cs|vb|fs)proj|packages(\.[^/]+)?\.config|packages\.lock\.json|Directory\.(Packages|Build)\.props)$/i,
  read(files, tell) {
    const locks = nugetLocks(
      files.filter(({path}) => /\.json$/i.test(path)),
      tell,
    )
    const read = files.flatMap((file) => {
      if (/\.json$/i.test(file.path)) return []
      const root = readXml(file, tell)
      return root ? [{file, root}] : []
    })
    const shared = new Map(
      read.filter(({file}) => /\.props$/i.test(file.path)).map((one) => [one.file.path.toLowerCase(), one]),
    )
    const lists = read.filter(({file, root}) => /\.config$/i.test(file.path) && root.name === 'packages')
    const projects = read.filter(({file}) => /proj$/i.test(file.path))
    const used = new Set(projects.flatMap(({file}) => packagesConfigOf(file.path, lists)))
    return {
      applications: [
        ...projects.map((project) => application(project, {shared, lists, locks}, tell)),
        ...lists.filter((list) => !used.has(list)).map(siteWithoutProject),
      ],
    }
  },
}

interface Tree {
  /** Directory.*.props by their paths in small letters. */
  readonly shared: ReadonlyMap<string, XmlFile>
  readonly lists: readonly XmlFile[]
  readonly locks: NugetLocks
}

function application(project: XmlFile, {shared, lists, locks}: Tree, tell: Tell): ApplicationFound {
  const {file} = project
  const central = nearestAbove(file.path, 'Directory.Packages.props', shared)
  const above = nearestAbove(file.path, 'Directory.Build.props', shared)
  const properties = msbuildProperties([above, central, project].filter((one) => one !== undefined))
  const folder = parentOf(file.path)
  const asked = withoutRepeats([
    ...packageReferences(project, properties, central, tell),
    ...packagesConfigOf(file.path, lists).flatMap(listedPackages),
    ...fileReferences(project),
  ])
  const packages = withLocked(asked, locks.get(folder) ?? [])
  const name = file.path.slice(folder ? folder.length + 1 : 0).replace(/\.\w+$/, '')
  const identity = properties.expand(
    properties.find('PackageId')?.text ?? properties.find('AssemblyName')?.text ?? name,
  )
  const stated = properties.find('PackageVersion') ?? properties.find('Version')
  const version = stated && properties.expand(stated.text)
  const extension = file.path.split('.').at(-1)?.toLowerCase() ?? ''
  return {
    name,
    folder,
    language: languages[extension] ?? 'C#',
    isTest: isTestProject(properties, packages),
    file,
    ...(identity.unresolved.length === 0 && {
      own: {
        type: 'nuget' as const,
        name: identity.text,
        ...(version?.unresolved.length === 0 && {version: version.text}),
      },
    }),
    packages,
    aside: [project, ...packagesConfigOf(file.path, lists)].reduce((sum, one) => sum + buildPackages(one), 0),
    uses: projectReferences(project),
    technologies: [...withFrameworks(runtimes(project, properties, tell), packages), ...crystalLibraries(file)],
  }
}

/** A web site that is built without a project file: its list of packages is all that there is. */
function siteWithoutProject(list: XmlFile): ApplicationFound {
  const folder = parentOf(list.file.path)
  const packages = withoutRepeats(listedPackages(list))
  return {
    name: folder.split('/').at(-1) || 'application',
    folder,
    language: 'C#',
    file: list.file,
    packages,
    aside: buildPackages(list),
    technologies: withFrameworks([], packages),
  }
}

/** On .NET Framework the client of SQL Server is the framework's own, and its package says nothing of its support. */
function withFrameworks(
  runtimesFound: readonly TechnologyFound[],
  packages: readonly PackageUse[],
): readonly TechnologyFound[] {
  const isCore = runtimesFound.some(({product}) => product === 'dotnet')
  const frameworks = frameworksOf(packages).filter(({product}) => isCore || product !== 'system-data-sqlclient')
  return [...runtimesFound, ...frameworks]
}

function isTestProject({find}: Properties, packages: readonly PackageUse[]): boolean {
  const stated = find('IsTestProject')?.text
  if (stated) return /^true$/i.test(stated)
  return packages.some(
    ({type, name}) => type === 'nuget' && /^(Microsoft\.NET\.Test\.Sdk|MSTest\.TestFramework)$/i.test(name),
  )
}

/** A reference by path often repeats what packages.config lists. */
function withoutRepeats(packages: readonly PackageUse[]): readonly PackageUse[] {
  const kept = new Map<string, PackageUse>()
  for (const use of packages) {
    const key = `${use.type} ${use.name.toLowerCase()} ${use.version ?? ''} ${use.said?.condition ?? ''}`
    if (!kept.has(key)) kept.set(key, use)
  }
  return [...kept.values()]
}

/** What the project is built to run on; several where it is built for several. */
function runtimes(project: XmlFile, properties: Properties, tell: Tell): readonly TechnologyFound[] {
  const {find} = properties
  const stated = find('TargetFrameworks') ?? find('TargetFramework')
  const old = find('TargetFrameworkVersion')
  const sdkStyle = project.root.attributes.Sdk !== undefined || project.root.children.some(({name}) => name === 'Sdk')
  // Projects of the old style are built by the version alone, whatever stands above them for the others.
  if (stated && (sdkStyle || !old)) return monikers(stated, properties, project, tell)
  const identifier = find('TargetFrameworkIdentifier')?.text
  if (old) {
    const {text, unresolved} = properties.expand(old.text)
    if (unresolved.length > 0) tellUnknown(old, `$(${unresolved.join('), $(')}) is set nowhere in this tree`, tell)
    const runtime = unresolved.length > 0 ? undefined : oldRuntimeOf(text, identifier)
    return runtime ? [technology(runtime, `TargetFrameworkVersion ${text}`, old)] : [unknownRuntime(project, false)]
  }
  const place = {file: project.file, line: project.root.line}
  const named = ['TargetFramework', 'TargetFrameworks', 'TargetFrameworkVersion']
  const why = named.some(properties.isConditional)
    ? 'the target framework depends on a condition of the build'
    : 'no target framework is set, here or in a Directory.Build.props above'
  tellUnknown(place, why, tell)
  return [unknownRuntime(project, sdkStyle)]
}

function monikers(stated: Property, properties: Properties, project: XmlFile, tell: Tell): readonly TechnologyFound[] {
  const {text, unresolved} = properties.expand(stated.text)
  if (unresolved.length > 0) tellUnknown(stated, `$(${unresolved.join('), $(')}) is set nowhere in this tree`, tell)
  const named = text.split(';').map((one) => one.trim())
  const found = named
    .filter((one) => one !== '' && !one.includes('$('))
    .flatMap((moniker) => {
      const runtime = runtimeOf(moniker)
      if (runtime) return [technology(runtime, `target framework ${moniker}`, stated)]
      if (isRunByItsUser(moniker)) return []
      tellUnknown(stated, `target framework '${moniker}' is none that is known`, tell)
      return [unknownRuntime(project, true)]
    })
  return unresolved.length > 0 ? [...found, unknownRuntime(project, true)] : found
}

function tellUnknown({file, line}: Pick<Property, 'file' | 'line'>, why: string, tell: Tell): void {
  tell(file, `${why}, so the runtime is not known`, {
    code: 'unresolved-property',
    hint: 'A file that is not in the tree, a condition or the command line may set it.',
    line,
  })
}

function technology({product, version}: Runtime, how: string, {file, line}: Property): TechnologyFound {
  return {product, version, how, confidence: 0.9, file, line}
}

/** .NET is certain, its version is not known: never taken for absent. */
function unknownRuntime({file, root}: XmlFile, sdkStyle: boolean): TechnologyFound {
  const product = sdkStyle ? 'dotnet' : 'dotnetfx'
  return {product, how: 'a project that states no target framework', confidence: 0.3, file, line: root.line}
}
