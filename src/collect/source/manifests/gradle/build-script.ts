import type {SourceFile} from '../../walk-tree.ts'
import {lineOf} from '../../languages/line-of.ts'
import {type ForcedVersion, forcedVersions} from './forced-versions.ts'
import {blocksOf, withoutComments} from './plain-script.ts'

/** What a line of a build script asks for. */
export interface AskedArtifact {
  /** `implementation`, `testImplementation`, `classpath`. */
  readonly configuration: string
  /** `group:artifact:version` as it is written, placeholders too; the accessor of a version catalogue; a project. */
  readonly notation: string
  readonly kind: 'artifact' | 'catalogue' | 'project'
  readonly isPlatform: boolean
  /** It holds for the projects below this one. */
  readonly isForAll: boolean
  readonly line: number
}

export interface AskedPlugin {
  readonly id: string
  readonly version?: string
  readonly line: number
}

export interface BuildScript {
  readonly file: SourceFile
  readonly artifacts: readonly AskedArtifact[]
  readonly plugins: readonly AskedPlugin[]
  /** Values of `ext`, `def` and `val`, with the text that they stand for. */
  readonly properties: ReadonlyMap<string, string>
  /** The Java that it is compiled for. */
  readonly java?: {readonly text: string; readonly key: string; readonly line: number}
  /** Versions that it sets, whoever asks for others. */
  readonly forced: readonly ForcedVersion[]
  /** Dependencies that only running it would tell, by their lines. */
  readonly unsettled: readonly number[]
}

/** build.gradle and build.gradle.kts, read as text: what is written plainly. */
export function readBuildScript(file: SourceFile): BuildScript {
  const code = withoutComments(file.text.replace(/^\ufeff/, '').replaceAll('\r', ' '))
  const lineAt = lineOf(code)
  const blocks = blocksOf(code)
  const dependencies = blocks
    .filter(({name, within}) => name === 'dependencies' && !within.includes('dependencies'))
    .map(({start, end, within}) => ({
      text: code.slice(start, end),
      start,
      isBuildscript: within.some((name) => /^(buildscript|pluginManagement)$/.test(name)),
      isManagement: within.includes('dependencyManagement'),
      isForAll: within.some((name) => /^(allprojects|subprojects)$/.test(name)),
    }))
    .toSorted((a, b) => a.start - b.start)
  const read = dependencies.map(({text, start, isBuildscript, isManagement, isForAll}) =>
    readDependencies(text, (at) => lineAt(start + at), {isBuildscript, isManagement, isForAll}),
  )
  const imports = blocks
    .filter(({name, within}) => name === 'imports' && within.includes('dependencyManagement'))
    .flatMap(({start, end}) => platformsIn(code.slice(start, end), (at) => lineAt(start + at)))
  const java = javaOf(code, lineAt)
  return {
    file,
    artifacts: [...read.flatMap(({artifacts}) => artifacts), ...imports],
    plugins: pluginsOf(code, lineAt),
    properties: propertiesOf(code),
    ...(java && {java}),
    forced: forcedVersions(code, blocks, lineAt),
    unsettled: read.flatMap(({unsettled}) => unsettled),
  }
}

interface Where {
  readonly isBuildscript: boolean
  readonly isManagement: boolean
  readonly isForAll: boolean
}

const artifact = /["']([\w.-]+:[\w.${}-]+(?::[\w.${}()+[\],-]+)?(?::[\w-]+)?(?:@\w+)?)["']/
/** `version: '1.0'`, or the name of a property: `version: rootProject.ext.jacksonVersion`, `version: versions['jackson']`. */
const named =
  /\b(group|name|version)\s{0,99}[:=]\s{0,99}(?:["']([^"']{1,200})["']|([A-Za-z_][\w.]{0,200})(?:\[["']([\w.-]{1,100})["']\])?)/g

function readDependencies(
  text: string,
  lineAt: (at: number) => number,
  where: Where,
): {readonly artifacts: readonly AskedArtifact[]; readonly unsettled: readonly number[]} {
  const artifacts: AskedArtifact[] = []
  const unsettled: number[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const here = lineAt(at + line.search(/\S|$/))
    at += line.length + 1
    const [, configuration = '', rest = ''] =
      /^\s*["']?([a-zA-Z]\w*)["']?\s*[(\s]\s*(.*)$/.exec(withinBraces(line)) ?? []
    if (
      !rest ||
      /^(exclude|because|constraints|if|for|def|val|else|version|strictly|require|prefer|transitive|changing)$/.test(
        configuration,
      )
    )
      continue
    const found = notationIn(rest)
    const asked = {
      configuration: where.isBuildscript ? 'classpath' : where.isManagement ? 'managed' : configuration,
      isPlatform: /\b(enforcedPlatform|platform|mavenBom)\b/.test(rest) || configuration === 'mavenBom',
      isForAll: where.isForAll,
      line: here,
    }
    if (found) artifacts.push(...found.map((one) => ({...asked, ...one})))
    else if (
      isConfiguration(configuration) &&
      !isAside(configuration) &&
      !/\b(files|fileTree|gradleApi|localGroovy|gradleTestKit)\b/.test(rest)
    )
      unsettled.push(here)
  }
  return {artifacts, unsettled}
}

/** What stands on the line of an `if`, or of what is done with each of a list: a condition tells nothing of itself. */
function withinBraces(line: string): string {
  const [, inside] =
    /^\s*(?:\}\s{0,99})?(?:if|else|for|while|[\w.()\]'",: [-]{1,2000}\.(?:each|forEach))\b[^{\n]{0,500}\{(?:\s{0,99}\w+\s{0,99}->)?\s{0,99}(\S[^\n]*)$/.exec(
      line,
    ) ?? []
  return inside ?? line
}

function notationIn(rest: string): readonly Pick<AskedArtifact, 'notation' | 'kind'>[] | undefined {
  const project = /\bproject\s{0,99}\(?\s{0,99}(?:path\s{0,99}[:=]\s{0,99})?["'](:[^"']*)["']/.exec(rest)?.[1]
  if (project !== undefined) return [{notation: project, kind: 'project'}]
  const accessor =
    /^(?:\(?\s{0,99}(?:enforcedPlatform|platform|kotlin)\s{0,99}\(\s{0,99})?\(?\s{0,99}((?:libs|projects)(?:\.\w+)+)/.exec(
      rest,
    )?.[1]
  if (accessor?.startsWith('projects.')) return [{notation: accessor, kind: 'project'}]
  if (accessor !== undefined) return [{notation: accessor, kind: 'catalogue'}]
  const all = [...rest.matchAll(new RegExp(artifact, 'g'))].map(([, notation = '']) => notation)
  if (all.length > 0) return all.map((notation) => ({notation, kind: 'artifact' as const}))
  const parts = new Map(
    [...rest.matchAll(named)].map(([, key = '', value, property, entry]) => [
      key,
      value ?? `\${${[property, entry].filter(Boolean).join('.')}}`,
    ]),
  )
  const [group, name, version] = ['group', 'name', 'version'].map((key) => parts.get(key))
  if (group && name) return [{notation: `${group}:${name}${version ? `:${version}` : ''}`, kind: 'artifact'}]
  const short = /\bkotlin\s{0,99}\(\s{0,99}["']([\w-]+)["'](?:\s{0,99},\s{0,99}["']([^"']+)["'])?/.exec(rest)
  if (short)
    return [{notation: `org.jetbrains.kotlin:kotlin-${short[1]}${short[2] ? `:${short[2]}` : ''}`, kind: 'artifact'}]
  return undefined
}

/** What only tests, checks, generates code or builds. */
export function isAside(configuration: string): boolean {
  return (
    /test|checkstyle|pmd|spotbugs|jacoco|detekt|ktlint|lint|errorprone|jmh|benchmark/i.test(configuration) ||
    /^(annotationProcessor|kapt|ksp|compileOnly|compileOnlyApi|providedCompile|providedRuntime|provided|developmentOnly|classpath|managed|archives|asciidoctor\w*)$/.test(
      configuration,
    )
  )
}

function isConfiguration(name: string): boolean {
  return /^(implementation|api|compile|runtime|runtimeOnly|\w+(Implementation|Api|RuntimeOnly))$/.test(name)
}

/** `mavenBom` of Spring's plugin for versions. */
function platformsIn(text: string, lineAt: (at: number) => number): readonly AskedArtifact[] {
  return [...text.matchAll(/\bmavenBom\s{0,99}\(?\s{0,99}["']([^"'\n]{3,200})["']/g)].map(
    ({1: notation = '', index}) => ({
      configuration: 'implementation',
      notation,
      kind: 'artifact' as const,
      isPlatform: true,
      isForAll: true,
      line: lineAt(index),
    }),
  )
}

function pluginsOf(code: string, lineAt: (at: number) => number): readonly AskedPlugin[] {
  const ids = code.matchAll(
    /\b(?:id\s{0,99}\(?\s{0,99}["']([\w.-]+)["']\s{0,99}\)?|kotlin\s{0,99}\(\s{0,99}["']([\w.-]+)["']\s{0,99}\)|alias\s{0,99}\(\s{0,99}(libs\.plugins(?:\.\w+)+)\s{0,99}\))(?:\s{0,99}\.?version\s{0,99}\(?\s{0,99}["']([^"'\n]{1,100})["'])?/g,
  )
  const applied = code.matchAll(/\bapply\s{0,99}(?:\(\s{0,99})?plugin\s{0,99}[:=]\s{0,99}["']([\w.-]+)["']/g)
  return [
    ...[...ids].flatMap(({1: id, 2: kotlin, 3: alias, 4: version, index}) => {
      const name = id ?? alias ?? (kotlin && `org.jetbrains.kotlin.${kotlin}`)
      return name ? [{id: name, ...(version && {version}), line: lineAt(index)}] : []
    }),
    ...[...applied].map(({1: id = '', index}) => ({id, line: lineAt(index)})),
  ]
}

/** `ext.x = '1'`, `ext { x = '1' }`, `def x = '1'`, `val x by extra("1")`, `set('x', '1')`, `extra["x"] = "1"`, `x = [a: '1']`. */
function propertiesOf(code: string): ReadonlyMap<string, string> {
  const found = [
    ...code.matchAll(
      /(?:\b(?:ext|project\.ext)\.|\bext\s{0,99}\{\s{0,99}|\b(?:def|val|var|String)\s{1,99}|^[ \t]*)(\w+)\s{0,99}=\s{0,99}["']([^"'\n]{0,200})["']/gm,
    ),
    ...code.matchAll(/\bval\s{1,99}(\w+)\s{1,99}by\s{1,99}extra\s{0,99}\(\s{0,99}["']([^"'\n]{0,200})["']/g),
    ...code.matchAll(
      /\b(?:ext\.|extra\.)?set\s{0,99}\(\s{0,99}["'](\w[\w.-]*)["']\s{0,99},\s{0,99}["']([^"'\n]{0,200})["']/g,
    ),
    ...code.matchAll(
      /\b(?:ext|extra)\s{0,99}\[\s{0,99}["'](\w[\w.-]*)["']\s{0,99}\]\s{0,99}=\s{0,99}["']([^"'\n]{0,200})["']/g,
    ),
  ]
  const maps = [...code.matchAll(/\b(\w+)\s{0,99}=\s{0,99}\[([^[\]]{1,20000})\]/g)].flatMap(
    ([, name = '', entries = '']) =>
      [...entries.matchAll(/(?:^|[\s,])["']?(\w[\w.-]*)["']?\s{0,99}:\s{0,99}["']([^"'\n]{0,200})["']/g)].map(
        ([, key = '', value = '']) => [`${name}.${key}`, value] as const,
      ),
  )
  return new Map([...maps, ...found.map(([, key = '', value = '']) => [key, value] as const)])
}

/** The release that is compiled for, in the order in which the compiler heeds them. */
function javaOf(code: string, lineAt: (at: number) => number): BuildScript['java'] {
  const ways: readonly (readonly [string, RegExp])[] = [
    ['options.release', /\boptions\.release(?:\.set\s{0,99}\(|\s{0,99}=)\s{0,99}(\d{1,2})/],
    ['toolchain', /\bJavaLanguageVersion\.of\s{0,99}\(\s{0,99}["']?(\d{1,2})/],
    ['jvmToolchain', /\bjvmToolchain\s{0,99}\(\s{0,99}(\d{1,2})/],
    [
      'targetCompatibility',
      /\btargetCompatibility\s{0,99}=?\s{0,99}\(?\s{0,99}(?:JavaVersion\.VERSION_)?["']?(\d+(?:[._]\d+)?)/,
    ],
    [
      'sourceCompatibility',
      /\bsourceCompatibility\s{0,99}=?\s{0,99}\(?\s{0,99}(?:JavaVersion\.VERSION_)?["']?(\d+(?:[._]\d+)?)/,
    ],
  ]
  for (const [key, pattern] of ways) {
    const found = pattern.exec(code)
    if (found?.[1]) return {text: found[1].replace('_', '.'), key, line: lineAt(found.index)}
  }
  return undefined
}
