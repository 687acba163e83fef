import {parentOf, joined} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {frameworksOf} from '../frameworks.ts'
import {asRecord, readJson} from '../json-text.ts'
import {keyLines} from '../key-lines.ts'
import {type LockedPackage, type LockGraph, reached, settledUse, tellMissing, transitiveUses} from '../lock-graph.ts'
import type {
  ApplicationFound,
  ApplicationUse,
  ManifestKind,
  PackageUse,
  Tell,
  TechnologyFound,
} from '../manifest-kind.ts'
import {releaseOfRange, versionAsked} from '../version-range.ts'
import {asList, asText, shortText} from '../written-text.ts'

interface ComposerLock extends LockGraph {
  /** The key of the package that a name leads to, which may be one that provides or replaces it. */
  readonly keyOf: (name: string) => string
}

/** composer.json and composer.lock of PHP. */
export const composer: ManifestKind = {
  id: 'composer',
  files: /(^|\/)composer\.(json|lock)$/,
  read(files, tell) {
    const locks = new Map(
      files
        .filter(({path}) => path.endsWith('.lock'))
        .flatMap((file) => {
          const lock = composerLock(file, tell)
          return lock ? [[parentOf(file.path), lock] as const] : []
        }),
    )
    const manifests = files.filter(({path}) => path.endsWith('.json'))
    return {applications: manifests.flatMap((file) => application(file, locks.get(parentOf(file.path)), tell) ?? [])}
  },
}

function application(file: SourceFile, lock: ComposerLock | undefined, tell: Tell): ApplicationFound | undefined {
  const fields = readJson(file, tell)
  if (!fields) return undefined
  const folder = parentOf(file.path)
  const lineOf = keyLines(file.text.replace(/^\ufeff/, ''), (way) => way.length <= 3)
  const asked = Object.entries(asRecord(fields.require)).filter(([name]) => isPackage(name))
  // A name that another package provides is no package of its own.
  const real = asked.filter(([name]) => !lock || lock.keyOf(name) === name.toLowerCase())
  const settled = real.map(([name, range]) => settle(name, asText(range), lock, file, lineOf(['require', name])))
  const packages = settled.flatMap((one) => ('type' in one ? [one] : []))
  const reach =
    lock &&
    reached(
      lock,
      real.map(([name]) => ({key: name.toLowerCase()})),
    )
  if (lock && reach) tellMissing(lock.file, reach.missing, tell)
  if (lock) tellStale(file, lock, asked, tell)
  const own = ownName(asText(fields.name) ?? '')
  const version = asText(fields.version)
  return {
    name: asText(fields.name) ?? (folder.split('/').at(-1) || 'application'),
    folder,
    language: 'PHP',
    file,
    ...(own && {own: {type: 'composer' as const, ...own, ...(version && {version})}}),
    packages: [...packages, ...(lock && reach ? transitiveUses(lock.file, reach.found) : [])],
    uses: settled.flatMap((one) => ('to' in one ? [one] : [])),
    aside: Object.keys(asRecord(fields['require-dev'])).filter(isPackage).length,
    technologies: [...phpOf(file, fields, lineOf), ...frameworksOf(packages)],
  }
}

/** Not `php` itself, its extensions and Composer's own interfaces. */
function isPackage(name: string): boolean {
  return /^[^/\s]+\/[^/\s]+$/.test(name)
}

function ownName(full: string): Pick<PackageUse, 'namespace' | 'name'> | undefined {
  const [, namespace, name] = /^([^/\s]+)\/([^/\s]+)$/.exec(full.toLowerCase()) ?? []
  return namespace && name ? {namespace, name} : undefined
}

function settle(
  name: string,
  range: string | undefined,
  lock: ComposerLock | undefined,
  file: SourceFile,
  line: number,
): PackageUse | ApplicationUse {
  const locked = lock?.packages.get(name.toLowerCase())
  if (locked?.folder !== undefined) return {to: locked.folder, how: `${name} ${range ?? ''}`.trim(), file, line}
  if (locked) return {...settledUse(locked), file, line}
  return {
    type: 'composer',
    ...(ownName(name) ?? {name}),
    ...versionAsked('composer', range),
    file,
    line,
  }
}

function composerLock(file: SourceFile, tell: Tell): ComposerLock | undefined {
  const lock = readJson(file, tell)
  if (!lock) return undefined
  const lineOf = keyLines(file.text.replace(/^\ufeff/, ''), (way) => way.length === 3 && way[2] === 'name')
  // What only development asks for stands in a list of its own: read too, for what both need.
  const listed = (['packages', 'packages-dev'] as const).flatMap((list) =>
    asList(lock[list]).map((entry, at) => ({entry: asRecord(entry), line: lineOf([list, String(at), 'name'])})),
  )
  const provided = new Map<string, string>()
  for (const {entry} of listed)
    for (const other of [...Object.keys(asRecord(entry.provide)), ...Object.keys(asRecord(entry.replace))])
      provided.set(other.toLowerCase(), String(entry.name).toLowerCase())
  const names = new Set(listed.map(({entry}) => String(entry.name).toLowerCase()))
  const keyOf = (name: string): string => {
    const key = name.toLowerCase()
    return names.has(key) ? key : (provided.get(key) ?? key)
  }
  const packages = listed.flatMap(({entry, line}) => {
    const found = lockedPackage(entry, line, parentOf(file.path), keyOf)
    return found ? [[String(entry.name).toLowerCase(), found] as const] : []
  })
  return {file, packages: new Map(packages), keyOf}
}

function lockedPackage(
  entry: Readonly<Record<string, unknown>>,
  line: number,
  home: string,
  keyOf: (name: string) => string,
): LockedPackage | undefined {
  const name = ownName(asText(entry.name) ?? '')
  if (!name) return undefined
  const dist = asRecord(entry.dist)
  const version = asText(entry.version)?.replace(/^v(?=\d)/, '')
  const {abandoned} = entry
  const deprecated =
    abandoned === true ? 'abandoned' : asText(abandoned) && `abandoned; instead: ${shortText(String(abandoned))}`
  return {
    type: 'composer',
    ...name,
    ...(version && {version}),
    ...(deprecated && {deprecated}),
    // A repository of type path is a folder beside it.
    ...(dist.type === 'path' && {folder: joined(home, String(dist.url))}),
    needs: Object.keys(asRecord(entry.require))
      .filter(isPackage)
      .map((one) => ({key: keyOf(one)})),
    line,
  }
}

function tellStale(
  file: SourceFile,
  lock: ComposerLock,
  asked: readonly (readonly [string, unknown])[],
  tell: Tell,
): void {
  const gone = asked.map(([name]) => name).filter((name) => !lock.packages.has(lock.keyOf(name)))
  if (gone.length === 0) return
  tell(file, `composer.lock does not have what is asked for (${gone.slice(0, 3).map(shortText).join(', ')})`, {
    code: 'stale-lock',
    hint: 'Bring composer.lock up to date.',
  })
}

/** The PHP that it is made for: exact where the platform is set, else what its makers allow. */
function phpOf(
  file: SourceFile,
  fields: Readonly<Record<string, unknown>>,
  lineOf: (way: readonly string[]) => number,
): readonly TechnologyFound[] {
  const platform = asText(asRecord(asRecord(asRecord(fields.config).platform)).php)
  const range = asText(asRecord(fields.require).php)
  if (platform !== undefined && /^\d+(\.\d+)*$/.test(platform))
    return [
      {
        product: 'php',
        version: platform,
        how: `config.platform.php ${platform}`,
        confidence: 0.8,
        file,
        line: lineOf(['config', 'platform', 'php']),
      },
    ]
  if (range === undefined) return []
  const version = releaseOfRange('composer', range)
  const exact = version?.includes('.') ? version : undefined
  return [
    {
      product: 'php',
      ...(exact && {version: exact}),
      how: `require php ${shortText(range)}`,
      confidence: exact ? 0.7 : 0.3,
      file,
      line: lineOf(['require', 'php']),
    },
  ]
}
