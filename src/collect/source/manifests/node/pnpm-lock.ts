import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {asRecord} from '../json-text.ts'
import {type LockedPackage, type Need, tellCut} from '../lock-graph.ts'
import type {Tell} from '../manifest-kind.ts'
import {repositoryPackage} from '../repository-package.ts'
import {linesOf, readYaml} from '../sound-text.ts'
import {asText, shortText} from '../written-text.ts'
import {npmName, type NodeLock} from './node-lock.ts'

type Fields = Readonly<Record<string, unknown>>

/** pnpm-lock.yaml from format 5 to 9: packages by name and version, workspaces as importers. */
export function pnpmLock(file: SourceFile, tell: Tell): NodeLock | undefined {
  const lock = readYaml(file, tell)
  if (!lock) return undefined
  const home = parentOf(file.path)
  const details = asRecord(lock.packages)
  // Format 9 keeps what a package needs apart from what it is.
  const keys = [...new Set([...Object.keys(details), ...Object.keys(asRecord(lock.snapshots))])]
  const known = new Set(keys)
  const keyOf = (name: string, version: string): string | undefined =>
    [version, `/${name}/${version}`, `/${name}@${version}`, `${name}@${version}`].find((key) => known.has(key))
  const lines = linesOfKeys(file)
  const packages = new Map(
    keys.map((key) => {
      const detail = asRecord(details[key] ?? details[key.replace(/\(.*$/, '')])
      const needs = needsOf({...detail, ...asRecord(asRecord(lock.snapshots)[key])}, keyOf)
      return [key, {...lockedPackage(key, detail), needs, line: lines.get(key) ?? 1}] as const
    }),
  )
  const importers = new Map(
    Object.entries(asRecord(lock.importers ?? {'.': lock})).map(
      ([path, importer]) => [path === '.' ? home : joined(home, path), asRecord(importer)] as const,
    ),
  )
  const asked = [...importers].flatMap(([folder, importer]) => askedIn(folder, importer, keyOf))
  const cut = asked.find(([, {folder}]) => folder === undefined)
  if (cut) tellCut(file, `${shortText(cut[0])} is asked for and not among the packages`, 1, tell)
  return {
    file,
    packages: new Map<string, LockedPackage>([...packages, ...asked]),
    covers: (folder) => importers.has(folder),
    keyOf: (folder, name) => {
      const version = versionIn(importers.get(folder), name)
      if (version === undefined) return undefined
      return version.startsWith('link:') ? `${folder} ${version}` : (keyOf(name, version) ?? `${name}@${version}`)
    },
  }
}

const sections = ['dependencies', 'optionalDependencies', 'devDependencies'] as const

function versionIn(importer: Fields | undefined, name: string): string | undefined {
  for (const section of sections) {
    const listed = asRecord(importer?.[section])
    if (Object.hasOwn(listed, name)) return versionOf(listed[name])
  }
  return undefined
}

/** From format 6 on an entry has what was asked for beside the version. */
function versionOf(entry: unknown): string | undefined {
  return asText(entry) ?? asText(asRecord(entry).version)
}

/** What importers ask for that is none of the packages: applications of the tree, and what a cut has taken away. */
function askedIn(
  folder: string,
  importer: Fields,
  keyOf: (name: string, version: string) => string | undefined,
): readonly (readonly [string, LockedPackage])[] {
  return sections.flatMap((section) =>
    Object.entries(asRecord(importer[section])).flatMap(([name, entry]): (readonly [string, LockedPackage])[] => {
      const version = versionOf(entry)
      if (version === undefined || keyOf(name, version)) return []
      const found = {type: 'npm' as const, needs: [], line: 1}
      if (version.startsWith('link:')) {
        const to = joined(folder, version.slice('link:'.length))
        return [[`${folder} ${version}`, {...found, name, folder: to}]]
      }
      const settled = version.replace(/[(_].*$/, '')
      return [[`${name}@${version}`, {...found, ...(npmName(name) ?? {name}), version: settled}]]
    }),
  )
}

function lockedPackage(key: string, detail: Fields): Omit<LockedPackage, 'needs' | 'line'> {
  const {repo, commit, tarball} = asRecord(detail.resolution)
  const path = key.replace(/^\//, '').replace(/\(.*$/, '')
  // `name@version`, before format 6 `name/version_peers`.
  const [, at = path, behind = ''] =
    /^((?:@[^/@]+\/)?[^/@]+)@(.+)$/.exec(path) ?? /^((?:@[^/]+\/)?[^/]+)\/([^/_]+)(?:_.*)?$/.exec(path) ?? []
  const name = npmName(asText(detail.name) ?? at) ?? {name: at}
  const version = asText(detail.version) ?? (behind.includes(':') ? undefined : behind || undefined)
  const deprecated = asText(detail.deprecated)
  const source =
    asText(repo) ?? (/codeload\.github\.com\/([^/]+\/[^/]+)\//.exec(asText(tarball) ?? '')?.[1] || undefined)
  const byHand = /^file:/.test(behind)
  return {
    ...name,
    type: byHand ? 'generic' : 'npm',
    ...(version && {version}),
    ...(byHand && {said: {source: shortText(behind)}}),
    ...(source && repositoryPackage(source, asText(commit) ?? /([0-9a-f]{40})/.exec(asText(tarball) ?? '')?.[1])),
    ...(deprecated && {deprecated: shortText(deprecated)}),
  }
}

function needsOf(entry: Fields, keyOf: (name: string, version: string) => string | undefined): readonly Need[] {
  return (['dependencies', 'optionalDependencies'] as const).flatMap((section) =>
    Object.entries(asRecord(entry[section])).flatMap(([name, value]) => {
      const version = versionOf(value)
      // A link leads to an application of the tree.
      if (version === undefined || version.startsWith('link:')) return []
      const key = keyOf(name, version) ?? `${name}@${version}`
      return [{key, ...(section === 'optionalDependencies' && {scope: 'optional' as const})}]
    }),
  )
}

/** Each package stands on a line of its own, two spaces in. */
function linesOfKeys(file: SourceFile): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  for (const [at, line] of linesOf(file).entries()) {
    const key = /^ {2}(?:'((?:[^']|'')+)'|([^\s'][^\s]*?)):/.exec(line)
    const name = key?.[1] ?? key?.[2]
    if (name !== undefined && !lines.has(name)) lines.set(name, at + 1)
  }
  return lines
}
