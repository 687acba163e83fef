import {blockers, type BlockerId} from '../../model/blockers.ts'
import type {CoverageNote} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {blockerRules} from './blockers/all-blockers.ts'
import {otherEnvironmentNotes, otherEnvironmentOf} from './blockers/other-environments.ts'
import type {TreeTold} from './blockers/tree-told.ts'
import type {Modules} from './describe-modules.ts'
import {roleOf} from './languages.ts'
import {packedInExchanges} from './mainframe/exchanged-fields.ts'
import type {TreePlace} from './mainframe/expanded-job.ts'
import type {MainframeParts} from './mainframe/mainframe-parts.ts'
import type {SourceRecords} from './source-records.ts'
import type {FileSeen} from './walk-tree.ts'

interface Place {
  readonly file: FileSeen
  readonly line: number
}

/** The lines of each file: of a large tree there are very many. */
type Places = Map<FileSeen, Set<number>>

interface OfMainframe {
  readonly parts: MainframeParts
  /** Places of calls of which only a run decides what they call. */
  readonly undecided: readonly TreePlace[]
}

/**
 * On each application, what in its code and settings stands in the way of a move, with every place. Places in settings
 * for other environments than production are counted in a note.
 */
export function describeBlockers(
  records: SourceRecords,
  modules: Modules,
  mainframe: OfMainframe,
): readonly CoverageNote[] {
  const told = toldOf(modules, mainframe)
  const byOwner = new Map<string, Map<BlockerId, Places>>()
  const elsewhere: string[] = []
  const add = (id: BlockerId, file: FileSeen, line: number): void => {
    if (roleOf(file.path) !== 'production') return
    const other = otherEnvironmentOf(file.path, id)
    if (other !== undefined) return void elsewhere.push(other)
    const {id: owner} = modules.ownerOf(file.path)
    const own = byOwner.get(owner) ?? new Map<BlockerId, Places>()
    byOwner.set(owner, own)
    const places = own.get(id) ?? new Map<FileSeen, Set<number>>()
    own.set(id, places.set(file, (places.get(file) ?? new Set()).add(line)))
  }
  const files = new Map(modules.scan.files.map((file) => [file.path, file]))
  const owned = ownComponents(told)
  for (const [path, seen] of modules.scan.blockers)
    for (const {id, lines, names} of seen)
      for (const line of lines) {
        const [file, name] = [files.get(path), names?.[line]]
        if (file && (name === undefined || !owned(id)(name))) add(id, file, line)
      }
  for (const {id, ofTree} of blockerRules)
    for (const {path, line} of ofTree?.(told) ?? []) {
      const file = files.get(path)
      if (file) add(id, file, line)
    }
  for (const [owner, own] of byOwner)
    records.values(
      owner,
      'blockers',
      [...own]
        .toSorted(([a], [b]) => compareText(a, b))
        .map(([id, places]) => ({value: blockers[id].words, places: inOrder(places)})),
    )
  return otherEnvironmentNotes(elsewhere)
}

function inOrder(places: Places): readonly Place[] {
  return [...places]
    .toSorted(([a], [b]) => compareText(a.path, b.path))
    .flatMap(([file, lines]) => [...lines].toSorted((a, b) => a - b).map((line) => ({file, line})))
}

function ownComponents(told: TreeTold): (id: BlockerId) => (name: string) => boolean {
  const known = new Map(blockerRules.flatMap(({id, isOwn}) => (isOwn ? [[id, isOwn(told)] as const] : [])))
  return (id) => known.get(id) ?? (() => false)
}

function toldOf({scan}: Modules, {parts, undecided}: OfMainframe): TreeTold {
  const {files, facts, manifests} = scan
  const {programs, jobs, maps} = parts
  return {
    ...{files, facts, programs, jobs, maps, undecided},
    manifests: manifests.map(({file}) => file),
    packedInExchanges: () => packedInExchanges(parts, scan),
  }
}
