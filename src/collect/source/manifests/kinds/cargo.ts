import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {asRecord} from '../json-text.ts'
import {type LockedPackage, type LockGraph, reached, settledUse, tellMissing, transitiveUses} from '../lock-graph.ts'
import type {
  ApplicationFound,
  ApplicationUse,
  ManifestKind,
  PackageUse,
  Tell,
  TechnologyFound,
} from '../manifest-kind.ts'
import {repositoryPackage} from '../repository-package.ts'
import {readToml} from '../sound-text.ts'
import {tableLines, tomlLines} from '../toml-lines.ts'
import {versionAsked} from '../version-range.ts'
import {asList, asText, shortText} from '../written-text.ts'

interface Manifest {
  readonly file: SourceFile
  readonly fields: Readonly<Record<string, unknown>>
}

/** Cargo.toml, workspaces and Cargo.lock of Rust. */
export const cargo: ManifestKind = {
  id: 'cargo',
  files: /(^|\/)Cargo\.(toml|lock)$/,
  read(files, tell) {
    const read = files.flatMap((file) => {
      const fields = readToml(file, tell)
      return fields ? [{file, fields}] : []
    })
    const manifests = read.filter(({file}) => file.path.endsWith('.toml'))
    const locks = new Map(
      read.filter(({file}) => file.path.endsWith('.lock')).map((one) => [parentOf(one.file.path), cargoLock(one)]),
    )
    const workspaces = new Map(manifests.map((one) => [parentOf(one.file.path), one]))
    // A workspace without a package of its own is no application.
    const packages = manifests.filter(({fields}) => asText(asRecord(fields.package).name) !== undefined)
    return {applications: packages.map((one) => application(one, locks, workspaces, tell))}
  },
}

function application(
  {file, fields}: Manifest,
  locks: ReadonlyMap<string, LockGraph>,
  manifests: ReadonlyMap<string, Manifest>,
  tell: Tell,
): ApplicationFound {
  const folder = parentOf(file.path)
  const about = asRecord(fields.package)
  const name = String(about.name)
  const workspace = nearest(folder, manifests, ({fields: own}) => own.workspace !== undefined)
  const shared = asRecord(asRecord(workspace?.fields.workspace).dependencies)
  const asked = dependenciesOf(fields, shared, file, workspace?.file)
  const lock = nearest(folder, locks, ({packages}) => firstNamed(packages, name) !== undefined)
  const self = lock?.packages.get(firstNamed(lock.packages, name) ?? '')
  const keys = new Map(self?.needs.map(({key}) => [key.split(' ')[0] ?? '', key]))
  const settled = asked.map((one) => settle(one, keys, lock))
  const roots = settled.flatMap(({key, isOptional}) =>
    key ? [{key, ...(isOptional && {scope: 'optional' as const})}] : [],
  )
  const reach = lock && reached(lock, roots)
  if (lock && reach) tellMissing(lock.file, reach.missing, tell)
  const version = asText(about.version)
  return {
    name,
    folder,
    language: 'Rust',
    file,
    own: {type: 'cargo', name, ...(version && {version}), isPrivate: about.publish === false},
    packages: [
      ...settled.flatMap(({use}) => (use && 'type' in use ? [use] : [])),
      ...(lock && reach ? transitiveUses(lock.file, reach.found) : []),
    ],
    uses: settled.flatMap(({use}) => (use && 'to' in use ? [use] : [])),
    aside: Object.keys({...asRecord(fields['dev-dependencies']), ...asRecord(fields['build-dependencies'])}).length,
    technologies: leastRust(file, asText(about['rust-version'])),
  }
}

/** Of a folder, or of the nearest above that has one of these. */
function nearest<T>(folder: string, all: ReadonlyMap<string, T>, isWanted: (one: T) => boolean): T | undefined {
  for (let at = folder; ; at = parentOf(at)) {
    const one = all.get(at)
    if (one !== undefined && isWanted(one)) return one
    if (at === '') return undefined
  }
}

interface Dependency {
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
  /** Folders are told from where this stands. */
  readonly base: string
  readonly file: SourceFile
  readonly line: number
}

/** `[dependencies]`, and those of one platform only; `workspace = true` takes what the workspace says. */
function dependenciesOf(
  manifest: Readonly<Record<string, unknown>>,
  shared: Readonly<Record<string, unknown>>,
  file: SourceFile,
  workspace: SourceFile | undefined,
): readonly Dependency[] {
  const lineOf = tomlLines(file)
  const tables = [manifest, ...Object.values(asRecord(manifest.target)).map(asRecord)]
  return tables.flatMap((table) =>
    Object.entries(asRecord(table.dependencies)).map(([name, value]) => {
      const own = typeof value === 'string' ? {version: value} : asRecord(value)
      const inherited = own.workspace === true && Object.hasOwn(shared, name) ? shared[name] : undefined
      const theirs = typeof inherited === 'string' ? {version: inherited} : asRecord(inherited)
      return {
        name: asText(theirs.package) ?? asText(own.package) ?? name,
        fields: {...theirs, ...own},
        base: parentOf((inherited !== undefined && workspace ? workspace : file).path),
        file,
        line: lineOf('dependencies', name),
      }
    }),
  )
}

function settle(
  {name, fields, base, file, line}: Dependency,
  /** Of what the lock file says that the package needs, by name. */
  keys: ReadonlyMap<string, string>,
  lock: LockGraph | undefined,
): {readonly use?: PackageUse | ApplicationUse; readonly key?: string; readonly isOptional: boolean} {
  const path = asText(fields.path)
  const range = asText(fields.version)
  const isOptional = fields.optional === true
  const scope = isOptional && {said: {scope: 'optional'}}
  if (path !== undefined) return {use: {to: joined(base, path), how: `${name} ${path}`, file, line}, isOptional}
  const key = keys.get(name)
  const locked = key === undefined ? undefined : lock?.packages.get(key)
  if (locked && key !== undefined) return {use: {...settledUse(locked), ...scope, file, line}, key, isOptional}
  const git = asText(fields.git)
  const source = git === undefined ? undefined : repositoryPackage(git, asText(fields.rev) ?? asText(fields.tag))
  const use = source
    ? {...source, resolved: source.version !== undefined, file, line}
    : {type: 'cargo' as const, name, ...versionAsked('cargo', range), ...scope, file, line}
  return {use, isOptional}
}

function firstNamed(packages: LockGraph['packages'], name: string): string | undefined {
  for (const key of packages.keys()) if (key.startsWith(`${name} `)) return key
  return undefined
}

/** Entries by `name version`; what an entry needs is named so only where there are several versions of it. */
function cargoLock({file, fields}: Manifest): LockGraph {
  const lines = tableLines(file, 'package')
  const entries = asList(fields.package).map((entry, at) => ({entry: asRecord(entry), line: lines[at] ?? 1}))
  const versions = Map.groupBy(entries, ({entry}) => String(entry.name))
  const keyOf = (need: string): string => {
    const [name = '', version] = need.split(' ')
    const only = version ?? String(versions.get(name)?.[0]?.entry.version ?? '')
    return `${name} ${only}`
  }
  const packages = entries.map(({entry, line}) => {
    const [name, version] = [String(entry.name), String(entry.version)]
    const source = asText(entry.source)
    const repository = source?.startsWith('git+') ? repositoryPackage(source) : undefined
    const needs = asList(entry.dependencies).map((need) => ({key: keyOf(String(need))}))
    return [`${name} ${version}`, {type: 'cargo' as const, name, version, ...repository, needs, line}] as const
  })
  return {file, packages: new Map<string, LockedPackage>(packages)}
}

/** The least that compiles it: not what does. */
function leastRust(file: SourceFile, least: string | undefined): readonly TechnologyFound[] {
  if (least === undefined) return []
  const line = tomlLines(file)('package', 'rust-version')
  return [{product: 'rust', how: `rust-version ${shortText(least)} or later`, confidence: 0.3, file, line}]
}
