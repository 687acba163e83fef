import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {asRecord, readJson} from '../json-text.ts'
import {keyLines} from '../key-lines.ts'
import type {LockedPackage, Need} from '../lock-graph.ts'
import type {Tell} from '../manifest-kind.ts'
import {isRepository, repositoryPackage} from '../repository-package.ts'
import {asText, shortText} from '../written-text.ts'
import {npmName, type NodeLock} from './node-lock.ts'

type Entries = ReadonlyMap<string, Readonly<Record<string, unknown>>>

/** No folder of packages lies so deep: file systems end before. */
const longestPath = 2000

/** package-lock.json of all three versions: entries by the folder that they are installed in. */
export function npmLock(file: SourceFile, tell: Tell): NodeLock | undefined {
  const lock = readJson(file, tell)
  if (!lock) return undefined
  const listed = Object.entries(asRecord(lock.packages)).map(([path, entry]) => [path, asRecord(entry)] as const)
  const isNested = listed.length === 0
  const entries = new Map(isNested ? nested(asRecord(lock.dependencies), '') : listed)
  const lineOf = keyLines(file.text.replace(/^\ufeff/, ''), (way) =>
    isNested ? way.at(-2) === 'dependencies' : way.length === 2 && way[0] === 'packages',
  )
  const home = parentOf(file.path)
  const packages = new Map<string, LockedPackage>()
  for (const [path, entry] of entries) {
    if (path.length > longestPath) continue
    const found = /(^|\/)node_modules\//.test(path) ? lockedPackage(path, entry, entries, home) : undefined
    if (found) packages.set(path, {...found, line: lineOf(isNested ? wayTo(path) : ['packages', path])})
  }
  return {
    file,
    packages,
    covers: (folder) => folder === home || entries.has(within(home, folder)),
    keyOf: (folder, name) => installed(within(home, folder), name, entries),
  }
}

/** The first version nests what is installed below a package in it. */
function nested(dependencies: Readonly<Record<string, unknown>>, above: string): [string, Record<string, unknown>][] {
  const waiting = [{dependencies, above}]
  const found: [string, Record<string, unknown>][] = []
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const [name, value] of Object.entries(next.dependencies)) {
      const entry = asRecord(value)
      const path = `${next.above}node_modules/${name}`
      if (path.length > longestPath) continue
      found.push([path, {...entry, dependencies: entry.requires}])
      waiting.push({dependencies: asRecord(entry.dependencies), above: `${path}/`})
    }
  return found
}

function wayTo(path: string): readonly string[] {
  return path
    .split(/(?:^|\/)node_modules\//)
    .slice(1)
    .flatMap((name) => ['dependencies', name])
}

function within(home: string, folder: string): string {
  return home === '' ? folder : folder.slice(home.length + 1)
}

function lockedPackage(
  path: string,
  entry: Readonly<Record<string, unknown>>,
  entries: Entries,
  home: string,
): Omit<LockedPackage, 'line'> | undefined {
  const installedAs = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const resolved = asText(entry.resolved) ?? ''
  const version = asText(entry.version)
  const folder = entry.link === true ? resolved : /^file:(?!.*\.t(ar\.)?gz$)(.*)$/.exec(version ?? '')?.[1]
  if (folder !== undefined) return {type: 'npm', name: installedAs, needs: [], folder: joined(home, folder)}
  // The first version of the format says there what an alias stands for.
  const alias = /^npm:(.+)@([^@]+)$/.exec(version ?? '')
  const name = npmName(asText(entry.name) ?? alias?.[1] ?? installedAs)
  const source = [resolved, version ?? ''].find(isRepository)
  const byHand = /^file:/.test(resolved)
  const from = source === undefined ? undefined : repositoryPackage(source)
  const deprecated = asText(entry.deprecated)
  return {
    ...(name ?? {name: installedAs}),
    type: byHand ? 'generic' : 'npm',
    ...(version && {version: alias?.[2] ?? version}),
    ...(byHand && {said: {source: shortText(resolved)}}),
    ...from,
    ...(deprecated && {deprecated: shortText(deprecated)}),
    needs: needsOf(path, entry, entries),
  }
}

function needsOf(path: string, entry: Readonly<Record<string, unknown>>, entries: Entries): readonly Need[] {
  const optional = new Set(Object.keys(asRecord(entry.optionalDependencies)))
  const need = (name: string, scope?: 'optional' | 'peer'): Need => ({
    key: installed(path, name, entries) ?? name,
    ...(scope && {scope}),
  })
  return [
    ...Object.keys(asRecord(entry.dependencies)).map((name) => need(name, optional.has(name) ? 'optional' : undefined)),
    ...[...optional].map((name) => need(name, 'optional')),
    ...Object.keys(asRecord(entry.peerDependencies)).map((name) => need(name, 'peer')),
  ]
}

/** Where Node finds a package that is required in a folder: there, or in a folder above. */
function installed(folder: string, name: string, entries: Entries): string | undefined {
  for (let at = folder; ; at = parentOf(at)) {
    const path = `${at}${at && '/'}node_modules/${name}`
    if (entries.has(path)) return path
    if (at === '') return undefined
  }
}
