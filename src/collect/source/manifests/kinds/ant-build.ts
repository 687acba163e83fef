import {javaVersion} from '../../../../lifecycle/aliases/java-versions.ts'
import {parentOf} from '../../resolve-imports.ts'
import {frameworksOf} from '../frameworks.ts'
import {archiveNamed, archiveUse} from '../java-archives.ts'
import type {ApplicationFound, ManifestKind, PackageUse, TechnologyFound, Tell} from '../manifest-kind.ts'
import {readXml, type XmlElement} from '../xml-tree.ts'
import type {SourceFile} from '../../walk-tree.ts'

/** Builds of Ant: no target is run, so what they list is what is known. */
export const antBuild: ManifestKind = {
  id: 'ant-build',
  files: /(^|\/)build\.xml$/,
  holds: (text) => /<project\b/.test(text) && /<(?:target|javac|war|ear)\b/.test(text),
  read: (files, tell) => ({applications: files.flatMap((file) => application(file, tell) ?? [])}),
}

function application(file: SourceFile, tell: Tell): ApplicationFound | undefined {
  const root = readXml(file, tell)
  if (root?.name !== 'project') return undefined
  const folder = parentOf(file.path)
  const packages = archivesNamed(file, root)
  return {
    name: root.attributes.name || folder.split('/').at(-1) || 'application',
    folder,
    language: 'Java',
    file,
    packages,
    technologies: [...compiledFor(file, root), ...frameworksOf(packages)],
  }
}

/** Where a build names archives for its classpath, by element. */
const places: Readonly<Record<string, readonly string[]>> = {
  pathelement: ['location', 'path'],
  classpath: ['location', 'path'],
  include: ['name'],
  fileset: ['includes', 'file'],
  lib: ['includes', 'file'],
  zipfileset: ['src'],
  file: ['name'],
  property: ['location', 'value'],
}
const mostElements = 50_000

/** Archives that the build names with their version. */
function archivesNamed(file: SourceFile, root: XmlElement): readonly PackageUse[] {
  const found = new Map<string, PackageUse>()
  for (const element of within(root))
    for (const attribute of places[element.name] ?? [])
      for (const path of (element.attributes[attribute] ?? '').split(/[:;,\s]+/)) {
        const named = /\.jar$/i.test(path) ? archiveNamed(path) : undefined
        if (!named?.version || found.has(`${named.name} ${named.version}`)) continue
        const how = 'an archive that the build names'
        found.set(
          `${named.name} ${named.version}`,
          archiveUse(named.name, named.version, {file, line: element.line, how}),
        )
      }
  return [...found.values()]
}

function compiledFor(file: SourceFile, root: XmlElement): readonly TechnologyFound[] {
  for (const {name, attributes, line} of within(root)) {
    if (name !== 'javac') continue
    const [key, text] = Object.entries(attributes).find(([one]) => /^(?:release|target|source)$/.test(one)) ?? []
    const version = text === undefined ? undefined : javaVersion(text)
    if (version)
      return [
        {product: 'java', version, how: `compiled for Java ${version} (javac ${key})`, confidence: 0.7, file, line},
      ]
  }
  const how = 'a build of Ant that states no Java version'
  return [{product: 'java', how, confidence: 0.3, file, line: root.line}]
}

function* within(root: XmlElement): Generator<XmlElement> {
  const open = [root]
  for (let count = 0; count < mostElements; count += 1) {
    const element = open.pop()
    if (!element) return
    yield element
    open.push(...element.children.toReversed())
  }
}
