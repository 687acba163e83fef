import {createHash} from 'node:crypto'
import {sha256} from '../../model/ids.ts'
import {compareText} from '../../model/json-lines.ts'
import type {ProducedBy} from '../../model/document.ts'
import type {GitState} from './git-state.ts'
import type {OutsideScanner} from './outside-scanner.ts'
import {lookAtFile, type LookOptions} from './look-at-file.ts'
import type {FileSeen, TreeList} from './walk-tree.ts'

/** What a tree gives is decided by its files' paths and content, by what was left out, and by its commit. */
interface TreeSeen {
  /** Its path as the inventory shows it. */
  readonly shown: string
  readonly list: TreeList
  readonly files: readonly FileSeen[]
  readonly git: GitState | undefined
}

/** One hash of all that a tree's part of the inventory comes from. */
export function treeDigest({shown, list, files, git}: TreeSeen): string {
  const digest = createHash('sha256')
  for (const {path, sha256: own} of files) digest.update(`${own} ${path}\0`)
  const counts = (map: ReadonlyMap<string, number>) => [...map].toSorted(([a], [b]) => compareText(a, b))
  const problems = list.problems.map((problem) => JSON.stringify(problem)).toSorted(compareText)
  digest.update(
    JSON.stringify([
      shown,
      counts(list.unread),
      counts(list.leftOut),
      counts(list.setAside),
      list.tooLarge,
      problems,
      git ?? null,
    ]),
  )
  return digest.digest('hex')
}

interface ScanOptions {
  readonly organisation: string
  readonly sourceId: string
  readonly system?: string
  readonly exclude: readonly string[]
  readonly scanners?: readonly OutsideScanner[]
  readonly producedBy: ProducedBy
}

/** One hash of all that an inventory comes from but the day: the options, and every tree's digest. */
export function scanKey(
  {organisation, sourceId, system, exclude, scanners = [], producedBy}: ScanOptions,
  digests: readonly string[],
): string {
  const keys = scanners.map(({key}) => key)
  return sha256(JSON.stringify([organisation, sourceId, system ?? null, exclude, keys, producedBy, digests]))
}

/**
 * The files of a tree where each is as a scan before read it, whether or not it has been touched since; undefined as soon
 * as one is not. What is left out is counted in the list.
 */
export function unchangedFiles(options: LookOptions & {readonly list: TreeList}): readonly FileSeen[] | undefined {
  const {list, journal} = options
  const files: FileSeen[] = []
  for (const path of list.paths) {
    const before = journal.readLast(path)
    const file = lookAtFile(options, path)
    if (file?.sha256 !== (before && 'sha256' in before ? before.sha256 : undefined)) return undefined
    if (file) files.push({path, sha256: file.sha256})
  }
  return files
}
