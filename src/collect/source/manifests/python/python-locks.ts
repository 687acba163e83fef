import {joined, parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {asRecord, readJson} from '../json-text.ts'
import {keyLines} from '../key-lines.ts'
import {type LockedPackage, type LockGraph, type Need, tellCut} from '../lock-graph.ts'
import type {Tell} from '../manifest-kind.ts'
import {repositoryPackage} from '../repository-package.ts'
import {linesOf, readToml} from '../sound-text.ts'
import {tableLines} from '../toml-lines.ts'
import {asList, asText} from '../written-text.ts'
import {exactVersion, pythonName, readRequirement} from './requirement.ts'

type Fields = Readonly<Record<string, unknown>>

/** A lock file of Python: the keys of a package are many where it has another version for another system. */
export interface PythonLock extends LockGraph {
  readonly keysOf: (name: string) => readonly string[]
  /** It has no word of who needs what: all that is not asked for was brought in. */
  readonly isFlat: boolean
}

/** A lock file has a few versions of a package, for several systems; not hundreds. */
const mostVersions = 50

export function pythonLock(file: SourceFile, tell: Tell): PythonLock | undefined {
  if (file.path.endsWith('Pipfile.lock')) return pipfileLock(file, tell)
  const fields = readToml(file, tell)
  if (!fields) return undefined
  const isPoetry = file.path.endsWith('poetry.lock')
  if (isPoetry && fields.metadata === undefined)
    tellCut(file, 'it has no table of metadata', linesOf(file).length, tell)
  const lines = tableLines(file, 'package')
  const entries = asList(fields.package).map((entry, at) => ({entry: asRecord(entry), line: lines[at] ?? 1}))
  const keys = new Map<string, string[]>()
  for (const {entry} of entries) {
    const name = pythonName(String(entry.name))
    const known = keys.get(name)
    if (!known) keys.set(name, [keyOfEntry(entry)])
    else if (known.length < mostVersions) known.push(keyOfEntry(entry))
  }
  const keysOf = (name: string): readonly string[] => keys.get(pythonName(name)) ?? []
  const packages = entries.map(
    ({entry, line}) => [keyOfEntry(entry), lockedPackage(entry, parentOf(file.path), line, keysOf)] as const,
  )
  return {file, packages: new Map(packages), keysOf, isFlat: false}
}

function keyOfEntry({name, version}: Fields): string {
  return `${pythonName(String(name))} ${asText(version) ?? ''}`
}

function lockedPackage(
  entry: Fields,
  home: string,
  line: number,
  keysOf: (name: string) => readonly string[],
): LockedPackage {
  const name = pythonName(String(entry.name))
  const version = asText(entry.version)
  const source = asRecord(entry.source)
  // uv names the folder by the way in which it takes it; Poetry by type and url.
  const folder =
    asText(source.editable) ??
    asText(source.virtual) ??
    asText(source.directory) ??
    (source.type === 'directory' ? asText(source.url) : undefined)
  const git = asText(source.git) ?? (source.type === 'git' ? asText(source.url) : undefined)
  const repository =
    git === undefined ? undefined : repositoryPackage(git.replace(/\?[^#]*/, ''), asText(source.resolved_reference))
  return {
    type: 'pypi',
    name,
    ...(version && {version}),
    ...repository,
    ...(folder !== undefined && {folder: joined(home, folder)}),
    needs: needsOf(entry, keysOf),
    line,
  }
}

/** uv has a list of tables, PDM a list of requirements, Poetry a table of ranges. */
function needsOf(entry: Fields, keysOf: (name: string) => readonly string[]): readonly Need[] {
  const listed = Array.isArray(entry.dependencies)
    ? entry.dependencies.map((one): Fields => (typeof one === 'string' ? {...readRequirement(one)} : asRecord(one)))
    : Object.entries(asRecord(entry.dependencies)).map(([name, value]): Fields => ({...asRecord(value), name}))
  const extras = Object.values(asRecord(entry['optional-dependencies']))
    .flatMap(asList)
    .map((one): Fields => ({...asRecord(one), optional: true}))
  return [...listed, ...extras].flatMap(({name, optional}): readonly Need[] => {
    const scope = optional === true && {scope: 'optional' as const}
    const keys = keysOf(String(name))
    return keys.length > 0
      ? keys.map((key) => ({key, ...scope}))
      : // What is for another system may be left out of the lock.
        [{key: pythonName(String(name)), scope: 'optional' as const}]
  })
}

function pipfileLock(file: SourceFile, tell: Tell): PythonLock | undefined {
  const lock = readJson(file, tell)
  if (!lock) return undefined
  const lineOf = keyLines(file.text.replace(/^\ufeff/, ''), (way) => way.length === 2)
  const packages = Object.entries(asRecord(lock.default)).map(([name, value]) => {
    const entry = asRecord(value)
    const version = exactVersion(asText(entry.version))
    const git = asText(entry.git)
    const repository = git === undefined ? undefined : repositoryPackage(git, asText(entry.ref))
    const path = asText(entry.path)
    const locked: LockedPackage = {
      type: 'pypi',
      name: pythonName(name),
      ...(version && {version}),
      ...repository,
      ...(path !== undefined && {folder: joined(parentOf(file.path), path)}),
      needs: [],
      line: lineOf(['default', name]),
    }
    return [pythonName(name), locked] as const
  })
  const known = new Map(packages)
  const keysOf = (name: string): readonly string[] => (known.has(pythonName(name)) ? [pythonName(name)] : [])
  return {file, packages: known, keysOf, isFlat: true}
}
