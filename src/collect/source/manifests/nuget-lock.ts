import {parentOf} from '../resolve-imports.ts'
import type {SourceFile} from '../walk-tree.ts'
import {asRecord, readJson} from './json-text.ts'
import {keyLines} from './key-lines.ts'
import type {PackageUse, Tell} from './manifest-kind.ts'
import {asText} from './written-text.ts'

/** packages.lock.json of each folder. */
export type NugetLocks = ReadonlyMap<string, readonly PackageUse[]>

/** All that NuGet settled for each project, of every framework that it is built for. */
export function nugetLocks(files: readonly SourceFile[], tell: Tell): NugetLocks {
  return new Map(
    files.flatMap((file) => {
      const lock = readJson(file, tell)
      return lock ? [[parentOf(file.path), lockedPackages(file, lock)] as const] : []
    }),
  )
}

function lockedPackages(file: SourceFile, lock: Readonly<Record<string, unknown>>): readonly PackageUse[] {
  const lineOf = keyLines(file.text.replace(/^\ufeff/, ''), (way) => way.length === 3)
  return Object.entries(asRecord(lock.dependencies)).flatMap(([framework, packages]) =>
    Object.entries(asRecord(packages)).flatMap(([name, value]): readonly PackageUse[] => {
      const {type, resolved} = asRecord(value)
      const version = asText(resolved)
      // A project of the tree is told by the project file that refers to it.
      if (version === undefined || type === 'Project') return []
      return [
        {
          type: 'nuget',
          name,
          version,
          resolved: true,
          ...(type !== 'Direct' && {isTransitive: true as const}),
          file,
          line: lineOf(['dependencies', framework, name]),
        },
      ]
    }),
  )
}

/** What a project asks for, in the versions that its lock file has, with all that this brings in. */
export function withLocked(asked: readonly PackageUse[], locked: readonly PackageUse[]): readonly PackageUse[] {
  if (locked.length === 0) return asked
  const versions = Map.groupBy(locked, ({name}) => name.toLowerCase())
  const direct = asked.flatMap((use): readonly PackageUse[] => {
    const found = use.type === 'nuget' ? (versions.get(use.name.toLowerCase()) ?? []) : []
    const exact = [...new Set(found.flatMap(({version}) => version ?? []))]
    return exact.length === 0 ? [use] : exact.map((version) => ({...use, version, resolved: true}))
  })
  const others = locked.filter(({isTransitive}) => isTransitive)
  const known = new Map(others.map((use) => [`${use.name.toLowerCase()} ${use.version}`, use]))
  return [...direct, ...known.values()]
}
