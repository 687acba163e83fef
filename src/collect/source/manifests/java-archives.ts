import type {JarSays} from '../read-jar.ts'
import type {SourceFile} from '../walk-tree.ts'
import type {PackageUse} from './manifest-kind.ts'

/** Groups of archives whose name is that of one package alone, as long as people had put archives into folders by hand. */
const groups: readonly (readonly [RegExp, string])[] = [
  [/^log4j$/, 'log4j'],
  [/^struts$/, 'struts'],
  [/^struts2-/, 'org.apache.struts'],
  [/^struts-(?:core|extras|taglib|tiles|el)$/, 'org.apache.struts'],
  [/^(?:activemq-|apache-activemq)/, 'org.apache.activemq'],
  [/^spring-(?:core|beans|context|aop|web|webmvc|jdbc|orm|tx|jms)$/, 'org.springframework'],
  [/^hibernate-(?:core|entitymanager)$/, 'org.hibernate'],
]

/** `log4j-1.2.17.jar`: the name, and the version where the file has one. */
export function archiveNamed(path: string): {readonly name: string; readonly version?: string} | undefined {
  const file = path.replace(/^.*[\\/]/, '').replace(/\.jar$/i, '')
  if (!/^[A-Za-z][\w.+-]{0,200}$/.test(file)) return undefined
  const [, name, version] = /^(.+?)-v?(\d[\w.]*(?:-[A-Za-z0-9.]+)*)$/.exec(file) ?? []
  return name && version ? {name, version} : {name: file}
}

/** The package that an archive of the tree is: as Maven says inside it, else as its file and manifest are called. */
export function packageOfJar(file: SourceFile): PackageUse | undefined {
  const named = archiveNamed(file.path)
  if (!named) return undefined
  const {manifest, maven} = JSON.parse(file.text) as JarSays // readSource writes it
  const [only, ...others] = maven
  const own = others.length === 0 ? only : maven.find(({artifactId}) => artifactId === named.name)
  if (own)
    return {
      type: 'maven',
      namespace: own.groupId,
      name: own.artifactId,
      version: own.version,
      resolved: true,
      said: {how: 'an archive in the tree'},
      file,
      line: 1,
    }
  const stated = ['Implementation-Version', 'Bundle-Version', 'Specification-Version']
    .map((key) => /^\d[\w.-]*/.exec(manifest[key] ?? '')?.[0])
    .find((version) => version !== undefined)
  const version = named.version ?? stated
  return archiveUse(named.name, version, {file, line: 1, how: 'an archive in the tree, by its name'})
}

/** A package by the name of its archive; without a group that is known, it is of no registry. */
export function archiveUse(
  name: string,
  version: string | undefined,
  {file, line, how}: {readonly file: SourceFile; readonly line: number; readonly how: string},
): PackageUse {
  const namespace = groups.find(([pattern]) => pattern.test(name))?.[1]
  return {
    type: namespace ? 'maven' : 'generic',
    ...(namespace && {namespace}),
    name,
    ...(version && {version}),
    resolved: version !== undefined,
    said: {how},
    file,
    line,
  }
}
