import type {CoverageNote, Problem} from '../../../model/inventory.ts'
import {compareText} from '../../../model/json-lines.ts'
import {roleOf} from '../languages.ts'
import {printable, type SourceFile} from '../walk-tree.ts'
import type {LinkDeclared, TableDeclared, ThingDeclared, Unresolved} from './infrastructure.ts'
import {githubActions} from './kinds/github-actions.ts'
import {gitlabCi} from './kinds/gitlab-ci.ts'
import {azurePipelines} from './kinds/azure-pipelines.ts'
import {jenkinsfile} from './kinds/jenkinsfile.ts'
import {sqlMigrations} from './kinds/sql-migrations.ts'
import {liquibase} from './kinds/liquibase.ts'
import {clientServerExports} from './kinds/client-server-exports.ts'
import {codeMigrations} from './kinds/code-migrations.ts'
import {terraform} from './kinds/terraform.ts'
import {cloudformation} from './kinds/cloudformation.ts'
import {serverless} from './kinds/serverless.ts'
import {compose} from './kinds/compose.ts'
import {delphiProject} from './kinds/delphi-project.ts'
import {dockerfile} from './kinds/dockerfile.ts'
import {dotnetProject} from './kinds/dotnet-project.ts'
import {gradle} from './kinds/gradle.ts'
import {globalJson} from './kinds/global-json.ts'
import {helm} from './kinds/helm.ts'
import {kubernetes} from './kinds/kubernetes.ts'
import {mavenPom} from './kinds/maven-pom.ts'
import {packageJson} from './kinds/package-json.ts'
import {accessDatabase} from './kinds/access-database.ts'
import {antBuild} from './kinds/ant-build.ts'
import {jarFiles} from './kinds/jar-files.ts'
import {bundler} from './kinds/bundler.ts'
import {cargo} from './kinds/cargo.ts'
import {composer} from './kinds/composer.ts'
import {goModule} from './kinds/go-module.ts'
import {pythonProject} from './kinds/python-project.ts'
import {powerBuilderTarget} from './kinds/powerbuilder-target.ts'
import {vb6Project} from './kinds/vb6-project.ts'
import {versionFile} from './kinds/version-file.ts'
import {tsconfig} from './kinds/tsconfig.ts'
import {
  type ApplicationFound,
  type ManifestFindings,
  type ManifestKind,
  type Tell,
  type TechnologyFound,
  unread,
} from './manifest-kind.ts'
import {withArchives} from './place-archives.ts'
import {toldOnce, type ToldTogether} from './told-once.ts'
import {withinTree} from './within-tree.ts'

export interface Manifests {
  readonly applications: readonly ApplicationFound[]
  /** Found outside any application. */
  readonly technologies: readonly TechnologyFound[]
  readonly things: readonly ThingDeclared[]
  readonly links: readonly LinkDeclared[]
  readonly tables: readonly TableDeclared[]
  readonly variablesSet: NonNullable<ManifestFindings['variablesSet']>
  readonly problems: readonly Problem[]
  readonly notes: readonly CoverageNote[]
  /** Those of which nothing was read, so that what they bring in is not known; tests and examples bring nothing. */
  readonly unread: readonly string[]
}

/** Where two applications share a folder, the kind that stands first here owns what both could own. */
export const manifestKinds: readonly ManifestKind[] = [
  packageJson,
  mavenPom,
  gradle,
  antBuild,
  jarFiles,
  dotnetProject,
  vb6Project,
  accessDatabase,
  delphiProject,
  powerBuilderTarget,
  clientServerExports,
  globalJson,
  composer,
  pythonProject,
  bundler,
  goModule,
  cargo,
  versionFile,
  dockerfile,
  compose,
  kubernetes,
  helm,
  terraform,
  cloudformation,
  serverless,
  githubActions,
  gitlabCi,
  azurePipelines,
  jenkinsfile,
  sqlMigrations,
  liquibase,
  codeMigrations,
  tsconfig,
]

/** Files whose whole text is needed: what an application is built from, and how its imports are to be read. */
export function isManifest(path: string): boolean {
  return manifestKinds.some(({files}) => files.test(path))
}

/** The kinds whose readers read a file, by its name and, where that does not tell, its text. */
export function kindsOf(file: Pick<SourceFile, 'path' | 'text'>): readonly string[] {
  return manifestKinds.flatMap(({id, files, holds}) => {
    if (!files.test(file.path)) return []
    return (holds?.(file.text, file.path) ?? true) ? [id] : []
  })
}

/** A file with the kinds whose readers read it. */
export interface ManifestFile {
  readonly file: SourceFile
  readonly kinds: readonly string[]
}

/**
 * What all the manifests of a tree say together, with what scanners from outside found in theirs; a file that cannot be
 * read is a problem, and the rest is read. A kind of which no file has changed since what it said was kept is not read
 * again.
 */
export function readManifests(
  files: readonly ManifestFile[],
  kept: ToldTogether,
  brought: ManifestFindings = {},
): Manifests {
  const read = manifestKinds.map(({id, ...kind}) =>
    toldOnce(
      id,
      files.flatMap(({file, kinds}) => (kinds.includes(id) ? [file] : [])),
      (own) => readKind(kind, own),
      kept,
    ),
  )
  const found = [...read.map(({findings}) => findings), brought]
  const {problems, tell} = gatherProblems()
  for (const one of read) problems.push(...one.problems)
  const applications = withinTree(
    withArchives(
      found.flatMap((one) => one.applications ?? []),
      found.flatMap((one) => one.archives ?? []),
      nearestApplication,
    ),
    tell,
  )
  const other = found.flatMap((one) => one.technologies ?? []).map(aside)
  const placed = applications.map((application) => ({
    ...application,
    technologies: whatRuns([
      ...application.technologies,
      ...other.filter((one) => applicationOf(one, applications) === application),
    ]),
  }))
  const told = firstOfEach(problems)
  return {
    applications: placed,
    technologies: other.filter((one) => !applicationOf(one, applications)),
    things: found.flatMap((one) => one.things ?? []),
    links: found.flatMap((one) => one.links ?? []),
    tables: found.flatMap((one) => one.tables ?? []).filter(({file}) => roleOf(file.path) === 'production'),
    variablesSet: found.flatMap((one) => one.variablesSet ?? []),
    problems: told,
    notes: [
      ...unreadNotes(problems),
      ...asideNotes(applications),
      ...unresolvedNotes(found.flatMap((one) => one.unresolved ?? [])),
      ...found.flatMap((one) => one.notes ?? []),
    ],
    unread: unreadOf(problems),
  }
}

function gatherProblems(): {readonly problems: Problem[]; readonly tell: Tell} {
  const problems: Problem[] = []
  const tell: Tell = (file, message, {code = 'bad-manifest', hint, line} = {code: 'bad-manifest'}) =>
    void problems.push({
      record: 'problem',
      code,
      message: printable(message),
      where: `${printable(file.path)}${line === undefined ? '' : `:${line}`}`,
      ...(hint && {hint}),
    })
  return {problems, tell}
}

interface KindTold {
  readonly findings: ManifestFindings
  readonly problems: readonly Problem[]
}

function readKind({read}: Pick<ManifestKind, 'read'>, files: readonly SourceFile[]): KindTold {
  const {problems, tell} = gatherProblems()
  return {findings: read(files, tell), problems}
}

/** So many problems of a file are told; the others are counted. */
const mostOfFile = 100

function firstOfEach(problems: readonly Problem[]): readonly Problem[] {
  const ofFile = Map.groupBy(problems, ({where}) => where?.replace(/:\d+$/, '') ?? '')
  return [...ofFile].flatMap(([where, own]) => {
    const others = own.length - mostOfFile
    const message = `${others} further ${others === 1 ? 'problem' : 'problems'} in it: counted, not listed`
    return [
      ...own.slice(0, mostOfFile),
      ...(others > 0 ? [{record: 'problem' as const, code: 'more-problems', message, where}] : []),
    ]
  })
}

/** The application that a technology found beside it belongs to: of several in one folder the one of its language. */
function applicationOf(
  {product, file}: TechnologyFound,
  applications: readonly ApplicationFound[],
): ApplicationFound | undefined {
  return nearestApplication(file.path, applications, runtimeLanguages.get(product))
}

const runtimeLanguages: ReadonlyMap<string, string> = new Map([
  ['dotnet', 'C#'],
  ['go', 'Go'],
  ['java', 'Java'],
  ['nodejs', 'JavaScript'],
  ['php', 'PHP'],
  ['python', 'Python'],
  ['ruby', 'Ruby'],
  ['rust', 'Rust'],
])

function asideNotes(applications: readonly ApplicationFound[]): readonly CoverageNote[] {
  const count = applications.reduce((sum, {aside = 0}) => sum + aside, 0)
  const what = count === 1 ? '1 package is' : `${count} packages are`
  const message = `${what} asked for to build or to test only: no production dependencies, not listed`
  return count > 0 ? [{code: 'development-only', what: 'packages', count, message}] : []
}

function unreadOf(problems: readonly Problem[]): readonly string[] {
  const files = problems
    .filter(({code, hint}) => code === unread.code && hint === unread.hint)
    .map(({where = ''}) => where.replace(/:\d+$/, ''))
  return [...new Set(files)].filter((path) => roleOf(path) === 'production').toSorted(compareText)
}

function unreadNotes(problems: readonly Problem[]): readonly CoverageNote[] {
  const files = problems.filter(({code}) => code === unread.code).map(({where}) => where?.replace(/:\d+$/, ''))
  const count = new Set(files).size
  const message = `${count} ${count === 1 ? 'manifest or lock file is' : 'manifests or lock files are'} not sound: not read`
  return count > 0 ? [{code: unread.code, what: 'manifest or lock', count, message}] : []
}

/** Tests and examples run nothing in production. */
function aside(technology: TechnologyFound): TechnologyFound {
  const role = roleOf(technology.file.path)
  return role === 'production' || technology.environment !== undefined ? technology : {...technology, environment: role}
}

/** What placeholders hide, by what it would have told, with the first places. */
function unresolvedNotes(unresolved: readonly Unresolved[]): readonly CoverageNote[] {
  return [...Map.groupBy(unresolved, ({what}) => what)]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([what, all]) => {
      const places = [...new Set(all.map(({file, line}) => `${printable(file.path)}:${line}`))]
      const shown = `${places.slice(0, placesShown).join(', ')}${places.length > placesShown ? ', ...' : ''}`
      return {
        code: 'unresolved',
        what,
        count: all.length,
        message: `${what}: ${all.length} behind placeholders that nothing in the tree fills, so not known (${shown})`,
      }
    })
}

const placesShown = 3

/** Makers of Java, by whose name an image tells what runs. */
const javaRuntimes = new Set([
  'adoptopenjdk',
  'amazon-corretto',
  'azul-zulu',
  'bellsoft-liberica',
  'eclipse-temurin',
  'graalvm-ce',
  'ibm-sdk-java',
  'ibm-semeru',
  'microsoft-build-of-openjdk',
  'openjdk',
  'openjdk-builds-from-oracle',
  'red-hat-build-of-openjdk',
  'sapmachine',
])
/** How a Java without a maker is told where an image brings it, as `tomcat:8.5-jre8` does. */
const ofImage = /^(FROM|image) /

/**
 * Where an image names the Java that runs, the Java that the code is compiled for only builds. Where a version is
 * stated, a range that allows several says no more.
 */
function whatRuns(all: readonly TechnologyFound[]): readonly TechnologyFound[] {
  const stated = new Set(all.flatMap(({product, version, environment}) => (version && !environment ? [product] : [])))
  const technologies = all.filter(({product, version}) => version !== undefined || !stated.has(product))
  const isFromImage = ({product, how}: TechnologyFound): boolean => product === 'java' && ofImage.test(how)
  const imageRuns =
    [...stated].some((product) => javaRuntimes.has(product)) ||
    technologies.some((one) => one.version !== undefined && !one.environment && isFromImage(one))
  return imageRuns
    ? technologies.map((one) =>
        one.product === 'java' && !isFromImage(one) ? {...one, environment: 'build' as const} : one,
      )
    : technologies
}

interface Placed {
  readonly folder: string
  readonly language: string
}

/** The application in whose folder, or the nearest above, a file stands; of several there, one of its own language. */
export function nearestApplication<T extends Placed>(
  path: string,
  applications: readonly T[],
  language?: string,
): T | undefined {
  const foreign = (application: T): number => Number(application.language !== language)
  return applications
    .filter(({folder}) => folder === '' || path.startsWith(`${folder}/`))
    .toSorted((a, b) => b.folder.length - a.folder.length || foreign(a) - foreign(b))[0]
}
