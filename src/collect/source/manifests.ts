import {DockerfileParser} from 'dockerfile-ast'
import {load} from 'js-yaml'
import semver from 'semver'
import type {Problem} from '../../model/inventory.ts'
import {parentOf} from './resolve-imports.ts'
import {printable, type SourceFile} from './walk-tree.ts'

export interface PackageUse {
  readonly name: string
  /** The version that the lock file settled, or the range that package.json asks for. */
  readonly version: string
  readonly resolved: boolean
  readonly line: number
}

export interface TechnologyFound {
  readonly product: string
  readonly version?: string
  readonly how: string
  readonly confidence: number
  readonly file: SourceFile
  readonly line: number
}

export interface ApplicationFound {
  readonly name: string
  readonly folder: string
  readonly file: SourceFile
  readonly packages: readonly PackageUse[]
  readonly technologies: readonly TechnologyFound[]
}

export interface Manifests {
  readonly applications: readonly ApplicationFound[]
  /** Found outside any application. */
  readonly technologies: readonly TechnologyFound[]
  readonly problems: readonly Problem[]
}

const manifestNames =
  /(^|\/)(package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|\.nvmrc|\.node-version|Dockerfile[\w.-]*|[tj]sconfig[\w.-]*\.json)$/

/** Files whose whole text is needed: what an application is built from, and how its imports are to be read. */
export function isManifest(path: string): boolean {
  return manifestNames.test(path)
}

/** package.json, its lock files, .nvmrc and Dockerfile, read as text: no package manager runs. */
export function readManifests(files: readonly SourceFile[]): Manifests {
  const problems: Problem[] = []
  const tell = (file: SourceFile, message: string): void =>
    void problems.push({record: 'problem', code: 'bad-manifest', message, where: printable(file.path)})
  const locks = lockedVersions(files, tell)
  const applications = files
    .filter(({path}) => /(^|\/)package\.json$/.test(path))
    .flatMap((file) => readPackage(file, locks, tell) ?? [])
  const other = files.flatMap((file) => [...dockerTechnologies(file, tell), ...nodeVersionFile(file)])
  const placed = applications.map((application) => ({
    ...application,
    technologies: [
      ...application.technologies,
      ...other.filter(({file}) => nearestApplication(file.path, applications) === application),
    ],
  }))
  return {
    applications: placed,
    technologies: other.filter(({file}) => !nearestApplication(file.path, applications)),
    problems,
  }
}

/** The application in whose folder, or the nearest above, a file stands. */
export function nearestApplication<T extends {readonly folder: string}>(
  path: string,
  applications: readonly T[],
): T | undefined {
  return applications
    .filter(({folder}) => folder === '' || path.startsWith(`${folder}/`))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0]
}

const frameworks: Readonly<Record<string, string>> = {
  express: 'express',
  react: 'react',
  vue: 'vue',
  '@angular/core': 'angular',
  angular: 'angularjs',
  next: 'nextjs',
  nuxt: 'nuxt',
  electron: 'electron',
  jquery: 'jquery',
  bootstrap: 'bootstrap',
  'ember-source': 'emberjs',
}

type Tell = (file: SourceFile, message: string) => void
type Locks = ReadonlyMap<string, ReadonlyMap<string, string>>

function readPackage(file: SourceFile, locks: Locks, tell: Tell): ApplicationFound | undefined {
  let manifest: Record<string, unknown>
  try {
    manifest = asRecord(JSON.parse(file.text))
  } catch {
    tell(file, 'package.json is not JSON')
    return undefined
  }
  const folder = parentOf(file.path)
  const name =
    typeof manifest.name === 'string' && manifest.name ? manifest.name : folder.split('/').at(-1) || 'application'
  const lock = nearestLock(folder, locks)
  const packages = Object.entries(asRecord(manifest.dependencies)).flatMap(([dependency, range]) => {
    if (typeof range !== 'string' || dependency.length > 214) return []
    const settled = lock?.get(dependency)
    return [
      {
        name: dependency,
        version: settled ?? range,
        resolved: settled !== undefined,
        line: lineOf(file.text, `"${dependency}"`),
      },
    ]
  })
  return {
    name,
    folder,
    file,
    packages,
    technologies: [...engineTechnology(file, manifest), ...packages.flatMap((use) => frameworkOf(file, use))],
  }
}

function engineTechnology(file: SourceFile, manifest: Record<string, unknown>): readonly TechnologyFound[] {
  const range = asRecord(manifest.engines).node
  const line = lineOf(file.text, '"engines"')
  const least = typeof range === 'string' ? lowest(range) : undefined
  // A range says what would do, not what runs: only one that allows a single major release names a version.
  if (typeof range !== 'string' || !least) return []
  const single =
    semver.validRange(range) !== null &&
    !semver.satisfies(`${least.major + 1}.0.0`, range) &&
    !semver.satisfies(`${least.major + 2}.0.0`, range)
  return [
    {
      product: 'nodejs',
      ...(single && {version: String(least.major)}),
      how: `engines ${range}`,
      confidence: single ? 0.7 : 0.3,
      file,
      line,
    },
  ]
}

function frameworkOf(file: SourceFile, {name, version, resolved, line}: PackageUse): readonly TechnologyFound[] {
  const product = Object.hasOwn(frameworks, name) ? frameworks[name] : undefined
  if (!product) return []
  const least = lowest(version)
  return [
    {
      product,
      ...(least && {version: resolved ? version : `${least.major}.${least.minor}`}),
      how: resolved ? 'lock file' : `range ${version}`,
      confidence: resolved ? 0.95 : 0.6,
      file,
      line,
    },
  ]
}

function lowest(range: string): semver.SemVer | undefined {
  try {
    return semver.minVersion(range) ?? undefined
  } catch {
    return undefined
  }
}

/** Direct dependencies' versions by the folder of the lock file. */
function lockedVersions(files: readonly SourceFile[], tell: Tell): Locks {
  const locks = new Map<string, ReadonlyMap<string, string>>()
  for (const file of files) {
    const reader = /(^|\/)(package-lock\.json|npm-shrinkwrap\.json)$/.test(file.path)
      ? npmLock
      : /(^|\/)yarn\.lock$/.test(file.path)
        ? yarnLock
        : /(^|\/)pnpm-lock\.yaml$/.test(file.path)
          ? pnpmLock
          : undefined
    if (!reader) continue
    try {
      locks.set(parentOf(file.path), reader(file.text))
    } catch {
      tell(file, 'the lock file cannot be read, so versions are ranges')
    }
  }
  return locks
}

function nearestLock(folder: string, locks: Locks): ReadonlyMap<string, string> | undefined {
  for (let at = folder; ; at = parentOf(at)) {
    const lock = locks.get(at)
    if (lock) return lock
    if (at === '') return undefined
  }
}

function npmLock(text: string): ReadonlyMap<string, string> {
  const lock = asRecord(JSON.parse(text))
  const versions = new Map<string, string>()
  for (const [path, entry] of Object.entries(asRecord(lock.packages))) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1]
    const version = asRecord(entry).version
    if (name && typeof version === 'string') versions.set(name, version)
  }
  for (const [name, entry] of Object.entries(asRecord(lock.dependencies))) {
    const version = asRecord(entry).version
    if (!versions.has(name) && typeof version === 'string') versions.set(name, version)
  }
  return versions
}

/** Both of yarn's formats name an entry `package@range:` and give its version on a line below. */
function yarnLock(text: string): ReadonlyMap<string, string> {
  const versions = new Map<string, string>()
  let names: readonly string[] = []
  for (const line of text.split('\n')) {
    if (/^\S.*:$/.test(line) && !line.startsWith('#'))
      names = line
        .slice(0, -1)
        .split(',')
        .flatMap((part) => /^\s*"?((?:@[^/"\s]+\/)?[^@"\s]+)@/.exec(part)?.[1] ?? [])
    const version = /^ {2}version:? "?([^"\s]+)"?$/.exec(line)?.[1]
    if (version) for (const name of names) if (!versions.has(name)) versions.set(name, version)
  }
  return versions
}

function pnpmLock(text: string): ReadonlyMap<string, string> {
  const lock = asRecord(load(text))
  const versions = new Map<string, string>()
  for (const importer of [lock, ...Object.values(asRecord(lock.importers)).map(asRecord)]) {
    for (const [name, entry] of Object.entries(asRecord(importer.dependencies))) {
      const version = typeof entry === 'string' ? entry : asRecord(entry).version
      if (typeof version === 'string') versions.set(name, version.replace(/\(.*$/, ''))
    }
  }
  return versions
}

const images: Readonly<Record<string, string>> = {
  node: 'nodejs',
  python: 'python',
  php: 'php',
  ruby: 'ruby',
  golang: 'go',
  openjdk: 'eclipse-temurin',
  'eclipse-temurin': 'eclipse-temurin',
  amazoncorretto: 'amazon-corretto',
  nginx: 'nginx',
  httpd: 'apache-http-server',
  tomcat: 'tomcat',
  postgres: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mariadb',
  mongo: 'mongodb',
  redis: 'redis',
  debian: 'debian',
  ubuntu: 'ubuntu',
  alpine: 'alpine-linux',
  centos: 'centos',
  amazonlinux: 'amazon-linux',
  rockylinux: 'rocky-linux',
}
const debianNames: Readonly<Record<string, string>> = {
  stretch: '9',
  buster: '10',
  bullseye: '11',
  bookworm: '12',
  trixie: '13',
}

/** The image that the last stage starts from, and the system under it where its tag names it. */
function dockerTechnologies(file: SourceFile, tell: Tell): readonly TechnologyFound[] {
  if (!/(^|\/)Dockerfile[\w.-]*$/.test(file.path)) return []
  try {
    const stages = DockerfileParser.parse(file.text).getFROMs()
    const last = stages.at(-1)
    const name = last?.getImageName()?.split('/').at(-1) ?? ''
    const tag = last?.getImageTag() ?? undefined
    const line = (last?.getRange().start.line ?? 0) + 1
    const product = Object.hasOwn(images, name) ? images[name] : undefined
    if (!last || !product || tag?.includes('$')) return []
    const version = /^v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1]
    const debian = Object.entries(debianNames).find(([word]) => tag?.includes(word))?.[1]
    const alpine = /alpine(\d+\.\d+)/.exec(tag ?? '')?.[1]
    const how = `FROM ${name}${tag ? `:${tag}` : ''}`
    const found: TechnologyFound[] = [
      {product, ...(version && {version}), how, confidence: version ? 0.9 : 0.3, file, line},
    ]
    if (debian && product !== 'debian')
      found.push({product: 'debian', version: debian, how, confidence: 0.9, file, line})
    if (alpine && product !== 'alpine-linux')
      found.push({product: 'alpine-linux', version: alpine, how, confidence: 0.9, file, line})
    return found
  } catch {
    tell(file, 'the Dockerfile cannot be read')
    return []
  }
}

function nodeVersionFile(file: SourceFile): readonly TechnologyFound[] {
  if (!/(^|\/)\.(nvmrc|node-version)$/.test(file.path)) return []
  const version = /^v?(\d+(?:\.\d+){0,2})\s*$/.exec(file.text)?.[1]
  return version
    ? [{product: 'nodejs', version, how: file.path.split('/').at(-1) ?? '', confidence: 0.8, file, line: 1}]
    : []
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {} // any object has string keys
}

function lineOf(text: string, needle: string): number {
  const at = text.indexOf(needle)
  return at < 0 ? 1 : text.slice(0, at).split('\n').length
}
