import type {CoverageNote} from '../../../../model/inventory.ts'
import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {above, type Context, expand, propertyOf, type Settings, type Tree} from '../gradle/build-context.ts'
import {type AskedArtifact, type BuildScript, isAside, readBuildScript} from '../gradle/build-script.ts'
import {readLockFile} from '../gradle/lock-file.ts'
import {withoutComments} from '../gradle/plain-script.ts'
import {technologiesOf} from '../gradle/technologies.ts'
import {readVersionCatalogue, type VersionCatalogue} from '../gradle/version-catalogue.ts'
import type {ApplicationFound, ApplicationUse, ManifestKind, PackageUse, Tell} from '../manifest-kind.ts'
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
