import {blockers, type BlockerId} from '../../model/blockers.ts'
import {compareText} from '../../model/json-lines.ts'
import type {Modules} from './describe-modules.ts'
import {roleOf} from './languages.ts'
import type {SourceRecords} from './source-records.ts'
import type {FileSeen} from './walk-tree.ts'

/** On each application, what in its code and settings stands in the way of a move, with every place. */
export function describeBlockers(records: SourceRecords, {scan, ownerOf}: Modules): void {
  const byOwner = new Map<string, Map<BlockerId, {readonly file: FileSeen; readonly line: number}[]>>()
  for (const file of scan.files) {
    const seen = scan.blockers.get(file.path)
    if (!seen || roleOf(file.path) !== 'production') continue
    const {id: owner} = ownerOf(file.path)
    const own = byOwner.get(owner) ?? new Map<BlockerId, {readonly file: FileSeen; readonly line: number}[]>()
    for (const {id, lines} of seen) own.set(id, [...(own.get(id) ?? []), ...lines.map((line) => ({file, line}))])
    byOwner.set(owner, own)
  }
  for (const [owner, own] of byOwner)
    records.values(
      owner,
      'blockers',
      [...own].toSorted(([a], [b]) => compareText(a, b)).map(([id, places]) => ({value: blockers[id].words, places})),
    )
}
