import type {CoverageNote} from '../../../../model/inventory.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
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
    packages,
    technologies: [...javaTechnologies(project, tell), ...frameworksOf(project, poms, packages)],
  }
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

const frameworks: readonly (readonly [RegExp, string])[] = [
  [/^org\.springframework\.boot:/, 'spring-boot'],
  [/^org\.springframework:spring-/, 'spring-framework'],
  [/^(org\.apache\.struts:struts|struts:struts)/, 'apache-struts'],
  [/^org\.hibernate(\.orm)?:hibernate-(core|entitymanager)/, 'hibernate-orm'],
  [/^org\.apache\.tomcat\.embed:tomcat-embed-core/, 'tomcat'],
  [/^org\.eclipse\.jetty:jetty-server/, 'eclipse-jetty'],
  [/^org\.apache\.camel:camel-/, 'apache-camel'],
  [/^org\.grails:grails-core/, 'grails'],
  [/^org\.jetbrains\.kotlin:kotlin-stdlib/, 'kotlin'],
  [/^org\.scala-lang:scala-library/, 'scala'],
]

/** Frameworks by their packages, and by the parent or list of versions that stands for one. A version beats none. */
function frameworksOf(project: MavenProject, poms: Poms, packages: readonly PackageUse[]): readonly TechnologyFound[] {
  const outside = outsideManagement(project, poms).map(({group, artifact, version, pom, line}) => {
    const settled = version === undefined ? undefined : project.expand(version)
    return {namespace: group, name: artifact, ...versionOf(settled), file: pom.file, line}
  })
  const found = new Map<string, TechnologyFound>()
  for (const {namespace, name, version, resolved, file, line} of [...packages, ...outside]) {
    const key = `${namespace ?? ''}:${name}`
    const product = frameworks.find(([pattern]) => pattern.test(key))?.[1]
    if (!product || found.get(product)?.version !== undefined) continue
    const exact = resolved ? version : undefined
    const how = `${key}${version === undefined ? '' : ` ${version}`}`
    const known = exact !== undefined
    found.set(product, {product, ...(known && {version: exact}), how, confidence: known ? 0.95 : 0.3, file, line})
  }
  return [...found.values()]
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
