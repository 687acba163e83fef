import {parentOf} from '../resolve-imports.ts'
import type {SourceFile} from '../walk-tree.ts'
import {type Expanded, expandProperties} from './expand-properties.ts'
import type {Tell} from './manifest-kind.ts'
import {child, children, descendant, textOf, type XmlElement} from './xml-tree.ts'

const mostAncestors = 20

/** A pom.xml as it stands. */
export interface Pom {
  readonly file: SourceFile
  readonly project: XmlElement
}

/** A pom.xml with what it inherits from those in the tree. */
export interface MavenProject {
  readonly pom: Pom
  /** Itself first, then its parent and so on, as far as the tree goes. */
  readonly lineage: readonly Pom[]
  /** A parent that the tree does not hold, by group, artifact and version. */
  readonly outsideParent?: Coordinates
  readonly expand: (text: string) => Expanded
}

export interface Coordinates {
  readonly group: string
  readonly artifact: string
  readonly version?: string
  readonly pom: Pom
  readonly line: number
}

export type Poms = ReadonlyMap<string, Pom>

/** Follows the parents of a pom by `relativePath`; a path that leads to another project than it says is not followed. */
export function mavenProject(pom: Pom, poms: Poms): MavenProject {
  const lineage = [pom]
  let outside: Coordinates | undefined
  for (let at = pom; lineage.length <= mostAncestors;) {
    const named = child(at.project, 'parent')
    if (!named) break
    const parent = parentInTree(at, named, poms)
    if (!parent || lineage.includes(parent)) {
      outside = coordinates(at, named)
      break
    }
    lineage.push(parent)
    at = parent
  }
  return {
    pom,
    lineage,
    ...(outside && {outsideParent: outside}),
    expand: (text) => expandProperties(text, /\$\{([^{}]{1,200})\}/g, (name) => propertyOf(lineage, name)),
  }
}

function parentInTree({file}: Pom, named: XmlElement, poms: Poms): Pom | undefined {
  const relative = child(named, 'relativePath')
  // An empty one says that the parent is to be had from a registry.
  if (relative && relative.text === '') return undefined
  const path = joined(parentOf(file.path), relative?.text ?? '../pom.xml')
  const found = poms.get(path) ?? poms.get(path ? `${path}/pom.xml` : 'pom.xml')
  if (!found) return undefined
  const fits = (key: string, value: string | undefined): boolean => value === undefined || textOf(named, key) === value
  return fits('artifactId', textOf(found.project, 'artifactId')) && fits('groupId', textOf(found.project, 'groupId'))
    ? found
    : undefined
}

/** Joins paths with `/`; what would leave the tree is nowhere in it. */
export function joined(folder: string, path: string): string {
  const parts = folder ? folder.split('/') : []
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return '../'
  }
  return parts.join('/')
}

export function coordinates(pom: Pom, element: XmlElement): Coordinates {
  const version = textOf(element, 'version')
  return {
    group: textOf(element, 'groupId') ?? '',
    artifact: textOf(element, 'artifactId') ?? '',
    ...(version && {version}),
    pom,
    line: element.line,
  }
}

/** A property as Maven finds it: of the project itself, else the nearest that the lineage sets. */
function propertyOf(lineage: readonly Pom[], name: string): string | undefined {
  const [own] = lineage
  const [, parentKey] = /^(?:project\.|pom\.)?parent\.(groupId|artifactId|version)$/.exec(name) ?? []
  if (parentKey) return textOf(child(own?.project, 'parent'), parentKey)
  const [, key] = /^(?:project\.|pom\.)(groupId|artifactId|version|name|packaging)$/.exec(name) ?? []
  if (key) return textOf(own?.project, key) ?? textOf(child(own?.project, 'parent'), key)
  for (const {project} of lineage) {
    const value = descendant(project, 'properties', name)
    if (value) return value.text
  }
  return undefined
}

/** Versions that `dependencyManagement` of the lineage sets, by `group:artifact`; the nearest wins. */
export function managedVersions(project: MavenProject, poms: Poms, depth = 0): ReadonlyMap<string, Expanded> {
  const managed = new Map<string, Expanded>()
  const imported: Pom[] = []
  for (const pom of project.lineage)
    for (const element of children(descendant(pom.project, 'dependencyManagement', 'dependencies'), 'dependency')) {
      const {group, artifact, version} = coordinates(pom, element)
      const key = `${project.expand(group).text}:${project.expand(artifact).text}`
      if (textOf(element, 'scope') === 'import') {
        const found = pomOf(key, poms)
        if (found) imported.push(found)
      } else if (version && !managed.has(key)) managed.set(key, project.expand(version))
    }
  if (depth < mostAncestors)
    for (const pom of imported)
      for (const [key, version] of managedVersions(mavenProject(pom, poms), poms, depth + 1))
        if (!managed.has(key)) managed.set(key, version)
  return managed
}

function pomOf(key: string, poms: Poms): Pom | undefined {
  return [...poms.values()].find(({project}) => {
    const group = textOf(project, 'groupId') ?? textOf(child(project, 'parent'), 'groupId') ?? ''
    return `${group}:${textOf(project, 'artifactId') ?? ''}` === key
  })
}

/** Every bill of materials or parent that sets versions and that the tree does not hold. */
export function outsideManagement(project: MavenProject, poms: Poms): readonly Coordinates[] {
  const boms = project.lineage.flatMap((pom) =>
    children(descendant(pom.project, 'dependencyManagement', 'dependencies'), 'dependency')
      .filter((element) => textOf(element, 'scope') === 'import')
      .map((element) => coordinates(pom, element))
      .filter(({group, artifact}) => !pomOf(`${project.expand(group).text}:${artifact}`, poms)),
  )
  return [...(project.outsideParent ? [project.outsideParent] : []), ...boms]
}

/** Modules that a pom names and that the tree does not hold are told. */
export function tellMissingModules({file, project}: Pom, poms: Poms, tell: Tell): void {
  for (const module of children(child(project, 'modules'), 'module')) {
    const path = joined(parentOf(file.path), module.text)
    if (poms.has(path) || poms.has(path ? `${path}/pom.xml` : 'pom.xml')) continue
    tell(file, `module '${module.text}' is not in this tree, so nothing of it is known`, {
      code: 'missing-module',
      hint: 'Collect the tree that holds it, or take the module out.',
      line: module.line,
    })
  }
}
