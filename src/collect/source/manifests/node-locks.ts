import {load, YAMLException} from 'js-yaml'
import {parentOf} from '../resolve-imports.ts'
import type {SourceFile} from '../walk-tree.ts'
import {asRecord, readJson} from './json-text.ts'
import {type Tell, unread} from './manifest-kind.ts'

export type Locks = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Direct dependencies' versions by the folder of the lock file. */
export function lockedVersions(files: readonly SourceFile[], tell: Tell): Locks {
  const locks = new Map<string, ReadonlyMap<string, string>>()
  for (const file of files) {
    const reader = /(^|\/)(package-lock\.json|npm-shrinkwrap\.json)$/.test(file.path)
      ? npmLock
      : /(^|\/)yarn\.lock$/.test(file.path)
        ? yarnLock
        : /(^|\/)pnpm-lock\.yaml$/.test(file.path)
          ? pnpmLock
          : undefined
    const versions = reader?.(file, tell)
    if (versions) locks.set(parentOf(file.path), versions)
  }
  return locks
}

export function nearestLock(folder: string, locks: Locks): ReadonlyMap<string, string> | undefined {
  for (let at = folder; ; at = parentOf(at)) {
    const lock = locks.get(at)
    if (lock) return lock
    if (at === '') return undefined
  }
}

function npmLock(file: SourceFile, tell: Tell): ReadonlyMap<string, string> | undefined {
  const lock = readJson(file, tell)
  if (!lock) return undefined
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
function yarnLock({text}: SourceFile): ReadonlyMap<string, string> {
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

function pnpmLock(file: SourceFile, tell: Tell): ReadonlyMap<string, string> | undefined {
  let lock: Record<string, unknown>
  try {
    lock = asRecord(load(file.text))
  } catch (error) {
    const line = error instanceof YAMLException ? error.mark?.line : undefined
    tell(file, 'this is no sound YAML', {...unread, ...(line !== undefined && {line: line + 1})})
    return undefined
  }
  const versions = new Map<string, string>()
  for (const importer of [lock, ...Object.values(asRecord(lock.importers)).map(asRecord)]) {
    for (const [name, entry] of Object.entries(asRecord(importer.dependencies))) {
      const version = typeof entry === 'string' ? entry : asRecord(entry).version
      if (typeof version === 'string') versions.set(name, version.replace(/\(.*$/, ''))
    }
  }
  return versions
}
