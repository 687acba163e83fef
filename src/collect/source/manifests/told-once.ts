import {sha256} from '../../../model/ids.ts'
import type {FileSeen, SourceFile} from '../walk-tree.ts'
import {findingWithoutSecrets} from './finding-without-secrets.ts'

/** What several files told together, by whoever read them and the hash of what they were read from. */
export interface ToldTogether {
  readonly known: (reader: string, from: string) => unknown
  readonly keep: (reader: string, from: string, told: unknown) => void
}

/**
 * What files told together, as it was kept of these very files, or else as it is read now and then kept. Either way it is
 * what was written as JSON and read back, without the files' texts: what is kept can say nothing else than what is new.
 */
export function toldOnce<T>(
  reader: string,
  files: readonly SourceFile[],
  read: (files: readonly SourceFile[]) => T,
  kept: ToldTogether,
): T {
  const from = sha256(JSON.stringify(files.map(({path, sha256: hash}) => [path, hash])))
  const known = kept.known(reader, from)
  if (known !== undefined) return withFiles(known, files) as T // as it was put away below
  // All texts before the first is parsed: where one is not to be had, that is no fault of what stands in it.
  const whole = files.map(({path, sha256: hash, text}): SourceFile => ({path, sha256: hash, text}))
  const places = new Map<unknown, number>(files.map(({path}, at) => [path, at]))
  const told: unknown = JSON.parse(
    JSON.stringify(read(whole), (_key, value: unknown) =>
      isFile(value) ? {[fileKey]: places.get(value.path)} : findingWithoutSecrets(value),
    ),
  )
  kept.keep(reader, from, told)
  return withFiles(told, files) as T // it is what was read
}

/** No finding has an attribute of this name. */
const fileKey = '\u0000file'

function isFile(value: unknown): value is SourceFile {
  return typeof value === 'object' && value !== null && 'sha256' in value && 'path' in value && 'text' in value
}

/** The same with files in the places of their numbers; of several mentions of one file all are one. */
function withFiles(told: unknown, files: readonly FileSeen[]): unknown {
  const seen = files.map(({path, sha256: hash}): FileSeen => ({path, sha256: hash}))
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled)
    if (typeof value !== 'object' || value === null) return value
    if (fileKey in value) return seen[Number(value[fileKey])]
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, filled(part)]))
  }
  return filled(told)
}
