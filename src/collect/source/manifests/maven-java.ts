import {javaVersion} from '../../../lifecycle/aliases/java-versions.ts'
import type {SourceFile} from '../walk-tree.ts'
import type {Tell, TechnologyFound} from './manifest-kind.ts'
import type {MavenProject} from './maven-model.ts'
import {child, children, descendant, textOf, type XmlElement} from './xml-tree.ts'

interface Stated {
  readonly text: string
  readonly key: string
  readonly file: SourceFile
  readonly line: number
}

/** The Java that a project is compiled for: the least that it runs on. A project of no code of its own has none. */
export function javaTechnologies(project: MavenProject, tell: Tell): readonly TechnologyFound[] {
  const {pom, expand} = project
  if (textOf(pom.project, 'packaging') === 'pom') return []
  const stated = statedJava(project)
  const unknown = {product: 'java', confidence: 0.3, file: pom.file, line: pom.project.line}
  if (!stated) return [{...unknown, how: 'a Maven project that states no Java version'}]
  const {text, unresolved} = expand(stated.text)
  const {key, file, line} = stated
  if (unresolved.length > 0) {
    const names = unresolved.map((name) => `\${${name}}`).join(', ')
    tell(file, `${key}: ${names} is set nowhere in this tree, so the Java version is not known`, {
      code: 'unresolved-property',
      hint: 'A parent, profile or command line outside this tree sets it.',
      line,
    })
  }
  const version = unresolved.length === 0 ? javaVersion(text) : undefined
  if (version === undefined) return [{...unknown, how: `${key} ${stated.text}`, file, line}]
  return [{product: 'java', version, how: `compiled for Java ${version} (${key})`, confidence: 0.7, file, line}]
}

/** In the order in which the compiler heeds them: `release` before `target` before `source`. */
function statedJava({lineage}: MavenProject): Stated | undefined {
  for (const what of ['release', 'target', 'source']) {
    for (const {file, project} of lineage)
      for (const plugin of compilerPlugins(project)) {
        const value = descendant(plugin, 'configuration', what)
        if (value?.text) return {text: value.text, key: `maven-compiler-plugin ${what}`, file, line: value.line}
      }
    const property = statedProperty(lineage, `maven.compiler.${what}`)
    if (property) return property
  }
  return statedProperty(lineage, 'java.version')
}

function statedProperty(lineage: MavenProject['lineage'], key: string): Stated | undefined {
  for (const {file, project} of lineage) {
    const value = descendant(project, 'properties', key)
    if (value?.text) return {text: value.text, key, file, line: value.line}
  }
  return undefined
}

function compilerPlugins(project: XmlElement): readonly XmlElement[] {
  const build = child(project, 'build')
  return [child(build, 'plugins'), descendant(build, 'pluginManagement', 'plugins')].flatMap((plugins) =>
    children(plugins, 'plugin').filter((plugin) => textOf(plugin, 'artifactId') === 'maven-compiler-plugin'),
  )
}
