import type {CoverageNote} from '../../../../model/inventory.ts'
import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {expandProperties} from '../expand-properties.ts'
import {frameworksOf} from '../frameworks.ts'
import {type AskedArtifact, type BuildScript, isAside, readBuildScript} from '../gradle/build-script.ts'
import {type LockedModule, readLockFile} from '../gradle/lock-file.ts'
import {withoutComments} from '../gradle/plain-script.ts'
import {readVersionCatalogue, type VersionCatalogue} from '../gradle/version-catalogue.ts'
import type {
  ApplicationFound,
  ApplicationUse,
  ManifestKind,
  PackageUse,
  Tell,
  TechnologyFound,
} from '../manifest-kind.ts'
import {linesOf} from '../sound-text.ts'
import {shortText} from '../written-text.ts'

/** Build scripts of Gradle with settings, properties, version catalogue and lock files; what only a run tells is told. */
export const gradle: ManifestKind = {
  id: 'gradle',
  files: /(^|\/)((build|settings)\.gradle(\.kts)?|[\w.-]+\.versions\.toml|gradle\.lockfile|gradle\.properties)$/,
  read(files, tell) {
    const builds = files.filter(({path}) => /(^|\/)build\.gradle(\.kts)?$/.test(path)).map(readBuildScript)
    const settings = files.filter(({path}) => /(^|\/)settings\.gradle(\.kts)?$/.test(path)).map(readSettings)
    const tree: Tree = {
      builds: new Map(builds.map((build) => [parentOf(build.file.path), build])),
      settings: new Map(settings.map((one) => [one.folder, one])),
      properties: new Map(ending(files, 'gradle.properties').map((file) => [parentOf(file.path), propertiesOf(file)])),
      catalogues: cataloguesOf(files, tell),
      locks: new Map(
        ending(files, 'gradle.lockfile').map((file) => [
          parentOf(file.path),
          {file, modules: readLockFile(file, tell)},
        ]),
      ),
    }
    return {applications: builds.flatMap((build) => application(build, tree, tell) ?? []), notes: notesOf(builds, tree)}
  },
}

interface Settings {
  readonly folder: string
  readonly name?: string
  /** Folders of projects by their paths, `:web`. */
  readonly projects: ReadonlyMap<string, string>
}

interface Tree {
  readonly builds: ReadonlyMap<string, BuildScript>
  readonly settings: ReadonlyMap<string, Settings>
  readonly properties: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** By the folder of the build that they are for. */
  readonly catalogues: ReadonlyMap<string, VersionCatalogue>
  readonly locks: ReadonlyMap<string, {readonly file: SourceFile; readonly modules: readonly LockedModule[]}>
}

function ending(files: readonly SourceFile[], name: string): readonly SourceFile[] {
  return files.filter(({path}) => path === name || path.endsWith(`/${name}`))
}

function cataloguesOf(files: readonly SourceFile[], tell: Tell): ReadonlyMap<string, VersionCatalogue> {
  return new Map(
    ending(files, 'libs.versions.toml').flatMap((file) => {
      const catalogue = readVersionCatalogue(file, tell)
      return catalogue ? [[parentOf(parentOf(file.path)), catalogue] as const] : []
    }),
  )
}

function propertiesOf(file: SourceFile): ReadonlyMap<string, string> {
  return new Map(
    linesOf(file).flatMap((line) => {
      const [, key, value = ''] = /^([\w.-]+)\s*[=:](.*)$/.exec(line.trim()) ?? []
      return key ? [[key, value.trim()] as const] : []
    }),
  )
}

function readSettings(file: SourceFile): Settings {
  const code = withoutComments(file.text)
  const folder = parentOf(file.path)
  const projects = new Map<string, string>()
  for (const {0: call} of code.matchAll(/\binclude\b\s{0,99}\(?(?:\s{0,99}["'][^"'\n]+["'](?:\s{0,99},)?)+/g))
    for (const [, path = ''] of call.matchAll(/["']:?([^"'\n]+)["']/g))
      projects.set(`:${path}`, joined(folder, path.replaceAll(':', '/')))
  for (const [, path = '', to = ''] of code.matchAll(
    /\bproject\s{0,99}\(\s{0,99}["']([^"'\n]+)["']\s{0,99}\)\.projectDir\s{0,99}=\s{0,99}(?:new\s{1,99}File|file)\s{0,99}\([^"'\n]*["']([^"'\n]+)["']/g,
  ))
    projects.set(path, joined(folder, to))
  const name = /\brootProject\.name\s{0,99}=\s{0,99}["']([^"'\n]+)["']/.exec(code)?.[1]
  return {folder, ...(name && {name}), projects}
}

/** Of a list of versions, which is no package that runs, but may stand for a framework. */
const platformScope = 'platform'

/** What is nearest above a folder, the folder too. */
function above<T>(folder: string, all: ReadonlyMap<string, T>): readonly T[] {
  const found: T[] = []
  for (let at = folder; ; at = parentOf(at)) {
    const one = all.get(at)
    if (one !== undefined) found.push(one)
    if (at === '') return found
  }
}

function application(build: BuildScript, tree: Tree, tell: Tell): ApplicationFound | undefined {
  const {file} = build
  const folder = parentOf(file.path)
  const [settings] = above(folder, tree.settings)
  const parents = above(folder, tree.builds).slice(1)
  const scripts = [build, ...parents]
  // A script that only sets up those below it is no application.
  const isParent = [...(settings?.projects.values() ?? [])].length > 0 && settings?.folder === folder
  const own = build.artifacts.filter(({isForAll, configuration}) => !isForAll && configuration !== 'classpath')
  if (isParent && own.length === 0) return undefined
  const context = {scripts, tree, folder, settings, tell}
  const asked = [...build.artifacts, ...parents.flatMap(({artifacts}) => artifacts.filter(({isForAll}) => isForAll))]
  const settled = asked.flatMap((one) => settle(one, one.line, scriptOf(one, scripts), context))
  const named = settled.flatMap((one) => ('type' in one ? [one] : []))
  const platforms = named.filter(({said}) => said?.scope === platformScope)
  const direct = onePerName(named.filter((one) => !platforms.includes(one)))
  const packages = locked(withForced(direct, context), tree, folder)
  tellUnsettled(build, tell)
  const group = propertyOf('group', scripts, tree, folder)
  const name = settings?.folder === folder ? settings.name : folder.split('/').at(-1)
  const version = propertyOf('version', scripts, tree, folder)
  return {
    name: name || folder.split('/').at(-1) || 'application',
    folder,
    language: 'Java',
    file,
    ...(group && name && {own: {type: 'maven' as const, namespace: group, name, ...(version && {version})}}),
    packages,
    uses: settled.flatMap((one) => ('to' in one ? [one] : [])),
    aside: asideOf(asked, packages),
    technologies: technologiesOf(build, [...packages, ...platforms], context),
  }
}

/** Each once, however many configurations ask for it; what is asked for to run as well does not only build. */
function asideOf(asked: readonly AskedArtifact[], packages: readonly PackageUse[]): number {
  const runs = new Set(packages.map(({namespace, name}) => `${namespace}:${name}`))
  const names = asked
    .filter(({configuration, kind}) => isAside(configuration) && kind !== 'project')
    .map(({notation}) => notation.split(':').slice(0, 2).join(':'))
  return new Set(names.filter((name) => !runs.has(name))).size
}

interface Context {
  readonly scripts: readonly BuildScript[]
  readonly tree: Tree
  readonly folder: string
  readonly settings: Settings | undefined
  readonly tell: Tell
}

function scriptOf(asked: AskedArtifact, scripts: readonly BuildScript[]): SourceFile {
  const [first] = scripts
  const found = scripts.find(({artifacts}) => artifacts.includes(asked)) ?? first
  if (!found) throw new Error('an artifact of no script')
  return found.file
}

function settle(
  asked: AskedArtifact,
  line: number,
  file: SourceFile,
  context: Context,
): readonly (PackageUse | ApplicationUse)[] {
  const {configuration, notation, kind, isPlatform} = asked
  if (kind === 'project') {
    const to = isAside(configuration) ? undefined : projectFolder(notation, context.settings)
    return to === undefined ? [] : [{to, how: `project ${shortText(notation)}`, file, line}]
  }
  if (isAside(configuration)) return []
  const listed =
    kind === 'catalogue'
      ? fromCatalogue(notation, context)
      : [{notation: notation.split(':').slice(0, 2).join(':'), version: notation.split(':')[2]}]
  if (listed === undefined) {
    context.tell(file, `${shortText(notation)} is in no version catalogue of this tree`, {
      code: 'unresolved-dependency',
      line,
    })
    return []
  }
  return listed.flatMap(({notation: name, version}): readonly PackageUse[] => {
    const found = packageOf(name, version, file, line, context)
    return found ? [isPlatform ? {...found, said: {scope: platformScope}} : found] : []
  })
}

function fromCatalogue(notation: string, {folder, tree}: Context) {
  const key = notation.replace(/^libs\./, '').replace(/\.get$/, '')
  return above(folder, tree.catalogues)
    .map(({libraries}) => libraries.get(key))
    .find((one) => one !== undefined)
}

function packageOf(
  notation: string,
  version: string | undefined,
  file: SourceFile,
  line: number,
  context: Context,
): PackageUse | undefined {
  const whole = expand(`${notation}:${version ?? ''}`, context)
  const [group, name, settled] = whole.text.split(':')
  const isKnown = whole.unresolved.length === 0
  if (!isKnown)
    context.tell(
      file,
      `${shortText(notation)}: ${whole.unresolved.map((one) => `\${${one}}`).join(', ')} is set nowhere in this tree, so the version is not known`,
      {
        code: 'unresolved-property',
        hint: 'A plugin, a script outside this tree or the command line sets it.',
        line,
      },
    )
  if (!group || !name || /[${}]/.test(group + name)) return undefined
  const plain = settled?.replace(/[@!].*$/, '') ?? ''
  return {
    type: 'maven',
    namespace: group,
    name,
    ...(isKnown && plain && {version: plain}),
    resolved: isKnown && plain !== '' && !/[[\]()+,]|^latest\./.test(plain),
    ...(plain === '' && {said: {managed: 'by a platform or a plugin'}}),
    file,
    line,
  }
}

function expand(text: string, {scripts, tree, folder}: Context) {
  return expandProperties(
    text,
    /\$\{?(?:(?:project|rootProject)\.)?(?:ext\.|extra\.)?([\w.-]*\w)(?:\(\))?\}?/g,
    (name) => propertyOf(name, scripts, tree, folder),
  )
}

function propertyOf(name: string, scripts: readonly BuildScript[], tree: Tree, folder: string): string | undefined {
  const maps = [...scripts.map(({properties}) => properties), ...above(folder, tree.properties)]
  return maps.map((map) => map.get(name)).find((one) => one !== undefined && one !== '')
}

function projectFolder(path: string, settings: Settings | undefined): string | undefined {
  if (!path.startsWith('projects.')) return settings?.projects.get(path) ?? path.slice(1).replaceAll(':', '/')
  // A typed accessor writes `:web-front` as `projects.webFront`.
  const plain = (text: string): string => text.replace(/[^a-z0-9.]/gi, '').toLowerCase()
  const wanted = plain(path.slice('projects.'.length))
  return [...(settings?.projects ?? [])].find(([one]) => plain(one.slice(1).replaceAll(':', '.')) === wanted)?.[1]
}

function onePerName(packages: readonly PackageUse[]): readonly PackageUse[] {
  const found = new Map<string, PackageUse>()
  for (const use of packages) {
    const key = `${use.namespace}:${use.name}`
    const before = found.get(key)
    if (!before || (!before.resolved && use.resolved)) found.set(key, use)
  }
  return [...found.values()]
}

/** A version that is forced takes the place of whatever is asked for; the nearest script's counts. */
function withForced(packages: readonly PackageUse[], context: Context): readonly PackageUse[] {
  const forced = context.scripts.flatMap(({file, forced: all}, at) =>
    all.flatMap(({notation, isForAll, line}) => {
      const [group, name, version] = notation.split(':')
      const use = at === 0 || isForAll ? packageOf(`${group}:${name}`, version, file, line, context) : undefined
      return use ? [use] : []
    }),
  )
  return packages.map((one) => {
    const own = forced.find(({namespace, name}) => namespace === one.namespace && name === one.name)
    return own ? {...one, ...own, ...(one.said && {said: one.said})} : one
  })
}

/** With a lock file the versions are its own, and what was brought in stands there too. */
function locked(packages: readonly PackageUse[], {locks}: Tree, folder: string): readonly PackageUse[] {
  const lock = locks.get(folder)
  if (!lock) return packages
  const modules = new Map(
    lock.modules.filter(({isProduction}) => isProduction).map((module) => [`${module.group}:${module.name}`, module]),
  )
  const direct = packages.map((use): PackageUse => {
    const version = modules.get(`${use.namespace}:${use.name}`)?.version
    return version === undefined ? use : {...use, version, resolved: true}
  })
  const names = new Set(direct.map(({namespace, name}) => `${namespace}:${name}`))
  const others = [...modules].filter(([name]) => !names.has(name))
  return [
    ...direct,
    ...others.map(([, {group, name, version, line}]): PackageUse => ({
      type: 'maven',
      namespace: group,
      name,
      version,
      resolved: true,
      isTransitive: true,
      file: lock.file,
      line,
    })),
  ]
}

const pluginProducts: ReadonlyMap<string, string> = new Map([
  ['org.springframework.boot', 'spring-boot'],
  ['org.grails.grails-web', 'grails'],
  ['org.jetbrains.kotlin.jvm', 'kotlin'],
  ['io.quarkus', 'quarkus-framework'],
])

/** Gradle's plugins that stand for a framework have its version; so has the class path that older scripts build with. */
function technologiesOf(
  build: BuildScript,
  packages: readonly PackageUse[],
  context: Context,
): readonly TechnologyFound[] {
  const frameworks = new Map(frameworksOf(packages).map((one) => [one.product, one]))
  for (const one of [
    ...pluginTechnologies(context),
    ...classPathTechnologies(build, context),
    ...micronautTechnologies(context),
  ])
    if (frameworks.get(one.product)?.version === undefined) frameworks.set(one.product, one)
  return [...javaOf(build, context), ...frameworks.values()]
}

function pluginTechnologies(context: Context): readonly TechnologyFound[] {
  const {scripts, tree, folder} = context
  const [build] = scripts
  return scripts.flatMap(({file, plugins}) =>
    plugins.flatMap(({id, version, line}): readonly TechnologyFound[] => {
      const listed = id.startsWith('libs.plugins.')
        ? above(folder, tree.catalogues)
            .map((one) => one.plugins.get(id.slice('libs.plugins.'.length)))
            .find(Boolean)
        : undefined
      const name = listed?.notation ?? id
      const product = pluginProducts.get(name)
      const text = listed?.version ?? version
      if (!product || (file !== build?.file && text === undefined)) return []
      const settled = text === undefined ? undefined : expand(text, context)
      const exact = settled?.unresolved.length === 0 ? settled.text : undefined
      const how = `plugin ${name} ${exact ?? ''}`.trim()
      return [{product, ...(exact && {version: exact}), how, confidence: exact ? 0.95 : 0.3, file, line}]
    }),
  )
}

/** Plugins of Micronaut have versions of their own: that of the framework is a property. */
function micronautTechnologies(context: Context): readonly TechnologyFound[] {
  return context.scripts.slice(0, 1).flatMap(({file, plugins}) =>
    plugins
      .filter(({id}) => /^io\.micronaut\.(?:minimal\.)?(?:application|library)$/.test(id))
      .slice(0, 1)
      .map(({line}) => {
        const {text, unresolved} = expand('$micronautVersion', context)
        const version = unresolved.length === 0 ? text : undefined
        const how = version === undefined ? 'plugin of Micronaut' : `micronautVersion ${version}`
        return {product: 'micronaut', ...(version && {version}), how, confidence: version ? 0.95 : 0.3, file, line}
      }),
  )
}

/** `classpath 'org.springframework.boot:spring-boot-gradle-plugin:1.5.9.RELEASE'`. */
function classPathTechnologies(build: BuildScript, context: Context): readonly TechnologyFound[] {
  const applies = context.scripts.some(({plugins}) =>
    plugins.some(({id}) => /spring-?boot|springframework\.boot/.test(id)),
  )
  if (!applies) return []
  return context.scripts.flatMap(({file, artifacts}) =>
    artifacts
      .filter(
        ({configuration, notation}) => configuration === 'classpath' && notation.includes(':spring-boot-gradle-plugin'),
      )
      .flatMap(({notation, line}) => {
        const {text, unresolved} = expand(notation, context)
        const version = unresolved.length === 0 ? text.split(':')[2] : undefined
        const known = version ? {version, confidence: 0.95} : {confidence: 0.3}
        return [{product: 'spring-boot', ...known, how: `class path of ${build.file.path}`, file, line}]
      }),
  )
}

/** The Java that it is compiled for, its own or that of the scripts above: the least that it runs on. */
function javaOf(build: BuildScript, {scripts, tree, folder}: Context): readonly TechnologyFound[] {
  const script = scripts.find(({java}) => java !== undefined)
  const property =
    propertyOf('javaVersion', scripts, tree, folder) ?? propertyOf('sourceCompatibility', scripts, tree, folder)
  const {file} = script ?? build
  if (script?.java) {
    const {text, key, line} = script.java
    return [{product: 'java', version: text, how: `compiled for Java ${text} (${key})`, confidence: 0.7, file, line}]
  }
  if (property && /^\d+(\.\d+)?$/.test(property))
    return [{product: 'java', version: property, how: `compiled for Java ${property}`, confidence: 0.6, file, line: 1}]
  return [{product: 'java', how: 'a Gradle project that states no Java version', confidence: 0.3, file, line: 1}]
}

function tellUnsettled({file, unsettled}: BuildScript, tell: Tell): void {
  const [line] = unsettled
  if (line === undefined) return
  const what = unsettled.length === 1 ? 'one dependency' : `${unsettled.length} dependencies`
  tell(file, `${what} that only running the script would tell: not known`, {
    code: 'unresolved-dependency',
    hint: 'A gradle.lockfile beside it (gradle dependencies --write-locks) would say it.',
    line,
  })
}

function notesOf(builds: readonly BuildScript[], {locks}: Tree): readonly CoverageNote[] {
  const count = builds.filter(({file}) => !locks.has(parentOf(file.path))).length
  if (count === 0) return []
  const message = `${count} Gradle ${count === 1 ? 'build' : 'builds'}: direct dependencies only; what those bring in is not in the tree`
  return [{code: 'direct-only', what: 'Gradle packages', count, message}]
}
