import type {CoverageNote} from '../../../../model/inventory.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {frameworksOf} from '../frameworks.ts'
import type {ApplicationFound, ManifestKind, PackageUse, Tell, TechnologyFound} from '../manifest-kind.ts'
import {javaTechnologies} from '../maven-java.ts'
import {
  coordinates,
  managedVersions,
  mavenProject,
  type MavenProject,
  outsideManagement,
  type Pom,
  type Poms,
  tellMissingModules,
} from '../maven-model.ts'
import {child, children, readXml, textOf} from '../xml-tree.ts'

/** pom.xml: parents by relativePath, properties, modules, managed versions. What a registry would add is not known. */
export const mavenPom: ManifestKind = {
  id: 'maven-pom',
  files: /(^|\/)pom\.xml$/,
  read(files, tell) {
    const poms: Poms = new Map(
      files.flatMap((file) => {
        const project = readProject(file, tell)
        return project ? [[file.path, {file, project}] as const] : []
      }),
    )
    const projects = [...poms.values()].map((pom) => mavenProject(pom, poms))
    return {applications: projects.map((project) => application(project, poms, tell)), notes: notesOf(projects)}
  },
}

function readProject(file: SourceFile, tell: Tell): Pom['project'] | undefined {
  const root = readXml(file, tell)
  if (!root || root.name === 'project') return root
  tell(file, `its root is <${root.name}>, not <project>, so it is no Maven project`, {
    code: 'bad-manifest',
    line: root.line,
  })
  return undefined
}

function application(project: MavenProject, poms: Poms, tell: Tell): ApplicationFound {
  const {pom, expand} = project
  tellMissingModules(pom, poms, tell)
  const folder = parentOf(pom.file.path)
  const artifact = expand(textOf(pom.project, 'artifactId') ?? '')
  const name = expand(textOf(pom.project, 'name') ?? '')
  const packages = packagesOf(project, poms, tell)
  return {
    name:
      [name, artifact].find(({text, unresolved}) => text && unresolved.length === 0)?.text ||
      folder.split('/').at(-1) ||
      'application',
    folder,
    language: 'Java',
    file: pom.file,
    ...ownPackage(project),
    packages,
    aside: asideOf(project, packages),
    technologies: [...javaTechnologies(project, tell), ...frameworksIn(project, poms, packages)],
  }
}

/** What others name it by: the group and the version of the parent where it states none. */
function ownPackage({pom: {project}, expand}: MavenProject): Pick<ApplicationFound, 'own'> {
  const parent = child(project, 'parent')
  const [group, artifact, version] = [
    expand(textOf(project, 'groupId') ?? textOf(parent, 'groupId') ?? ''),
    expand(textOf(project, 'artifactId') ?? ''),
    expand(textOf(project, 'version') ?? textOf(parent, 'version') ?? ''),
  ]
  if (!group.text || !artifact.text || group.unresolved.length + artifact.unresolved.length > 0) return {}
  const known = version.text !== '' && version.unresolved.length === 0
  return {own: {type: 'maven', namespace: group.text, name: artifact.text, ...(known && {version: version.text})}}
}

function packagesOf(project: MavenProject, poms: Poms, tell: Tell): readonly PackageUse[] {
  const {expand, lineage} = project
  const managed = managedVersions(project, poms)
  const seen = new Set<string>()
  return lineage.flatMap((pom) =>
    children(child(pom.project, 'dependencies'), 'dependency').flatMap((element) => {
      const {group, artifact, version, line} = coordinates(pom, element)
      const [namespace, name] = [expand(group), expand(artifact)]
      const scope = textOf(element, 'scope')
      const key = `${namespace.text}:${name.text}`
      // What only tests use is no production dependency; a dependency said again by a parent is one.
      if (scope === 'test' || seen.has(key)) return []
      seen.add(key)
      const settled = version === undefined ? managed.get(key) : expand(version)
      const unresolved = [namespace, name, ...(settled ? [settled] : [])].flatMap((one) => one.unresolved)
      if (unresolved.length > 0 && pom === project.pom) tellUnresolved(pom.file, key, unresolved, line, tell)
      if (!name.text || namespace.unresolved.length > 0 || name.unresolved.length > 0) return []
      return [
        {
          type: 'maven' as const,
          ...(namespace.text && {namespace: namespace.text}),
          name: name.text,
          ...versionOf(settled),
          said: {
            ...(scope && {scope}),
            ...(settled === undefined && {managed: 'by a parent or list outside this tree'}),
          },
          file: pom.file,
          line,
        },
      ]
    }),
  )
}

/** What only tests use, each once. */
function asideOf({lineage, expand}: MavenProject, packages: readonly PackageUse[]): number {
  const runs = new Set(packages.map(({namespace, name}) => `${namespace}:${name}`))
  const names = lineage.flatMap((pom) =>
    children(child(pom.project, 'dependencies'), 'dependency').flatMap((element) => {
      const {group, artifact} = coordinates(pom, element)
      const key = `${expand(group).text}:${expand(artifact).text}`
      return textOf(element, 'scope') === 'test' && !runs.has(key) ? [key] : []
    }),
  )
  return new Set(names).size
}

function versionOf(settled: {readonly text: string; readonly unresolved: readonly string[]} | undefined) {
  if (!settled || settled.unresolved.length > 0 || !settled.text) return {resolved: false}
  return {version: settled.text, resolved: !/[[\](),]|^(LATEST|RELEASE)$/.test(settled.text)}
}

function tellUnresolved(file: SourceFile, key: string, names: readonly string[], line: number, tell: Tell): void {
  const shown = [...new Set(names)].map((name) => `\${${name}}`).join(', ')
  tell(file, `${key}: ${shown} is set nowhere in this tree, so the version is not known`, {
    code: 'unresolved-property',
    hint: 'A parent, profile or command line outside this tree sets it.',
    line,
  })
}

/** Frameworks by their packages, and by the parent or list of versions that stands for one. */
function frameworksIn(project: MavenProject, poms: Poms, packages: readonly PackageUse[]): readonly TechnologyFound[] {
  const outside = outsideManagement(project, poms).map(({group, artifact, version, pom, line}) => {
    const settled = version === undefined ? undefined : project.expand(version)
    return {type: 'maven' as const, namespace: group, name: artifact, ...versionOf(settled), file: pom.file, line}
  })
  return frameworksOf([...packages, ...outside])
}

function notesOf(projects: readonly MavenProject[]): readonly CoverageNote[] {
  if (projects.length === 0) return []
  const profiles = projects.flatMap(({pom}) =>
    children(child(pom.project, 'profiles'), 'profile').map((profile) => textOf(profile, 'id') ?? 'without id'),
  )
  const names = [...new Set(profiles)].toSorted()
  const shown = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and others' : ''}`
  return [
    {
      code: 'direct-only',
      what: 'Maven packages',
      count: projects.length,
      message: `${projects.length} pom.xml: direct dependencies only; what those bring in is not in the tree`,
    },
    ...(profiles.length > 0
      ? [
          {
            code: 'unresolved',
            what: 'Maven profiles',
            count: profiles.length,
            message: `${profiles.length} Maven ${profiles.length === 1 ? 'profile' : 'profiles'} (${shown}): not applied, so what they change is unknown`,
          },
        ]
      : []),
  ]
}
