import type {Entity} from '../../model/entity.ts'
import {compareText} from '../../model/json-lines.ts'
import {oncePer} from '../../model/once-per.ts'
import {type ProgramMap, programMap} from '../../model/program-map.ts'
import {neighboursOf} from '../../model/program-neighbours.ts'
import {isProgramPart} from '../../model/program-parts.ts'
import {programsOf} from './programs.ts'
import type {ReportIndex} from './report-index.ts'

/** Where work begins, with what it leads to. */
export interface EntryMap {
  /** The id of the job or the transaction. */
  readonly id: string
  readonly map: ProgramMap
}

/** Drawing takes a third of a second each: so many systems have maps, and each so many of either sort. */
const mostSystems = 4
const mostOfSort = 3
/** So many are looked at closely, those with most beside them. */
const mostCandidates = 40

/** The maps that a report draws, by system: the jobs and the transactions around which most is, of the systems with most programs. */
export const entryMaps = oncePer((index: ReportIndex): ReadonlyMap<string, readonly EntryMap[]> => {
  const sized = index.systems.flatMap(({system}) => {
    const own = programsOf(index, system)
    return own ? [{system, own, size: own.programs.length + own.jobs.length}] : []
  })
  const largest = sized.toSorted((a, b) => b.size - a.size || compareText(a.system, b.system)).slice(0, mostSystems)
  return new Map(
    largest.map(({system, own}) => [system, [...mapsOf(index, own.jobs), ...mapsOf(index, own.transactions)]]),
  )
})

function mapsOf(index: ReportIndex, entries: readonly Entity[]): readonly EntryMap[] {
  const weighed = entries.map(({id}) => ({id, weight: weightOf(index, id)}))
  return weighed
    .toSorted((a, b) => b.weight - a.weight || compareText(a.id, b.id))
    .slice(0, mostCandidates)
    .map(({id}) => ({id, map: programMap(index, id, {isOrderTold: false})}))
    .filter(({map}) => map.nodes.some(({id}) => id !== map.centre && isProgramPart(index.entities.get(id))))
    .toSorted(
      (a, b) => isCrowded(a) - isCrowded(b) || b.map.edges.length - a.map.edges.length || compareText(a.id, b.id),
    )
    .slice(0, mostOfSort)
}

/** A picture of more lines than this is drawn only where no other is to be had. */
const mostLines = 24

function isCrowded({map}: EntryMap): 0 | 1 {
  return map.edges.length > mostLines ? 1 : 0
}

/** What is beside it, and beside the programs that it begins with or runs. */
function weightOf(index: ReportIndex, id: string): number {
  const own = neighboursOf(index, id)
  const run = new Set(own.flatMap((one) => (one.role === 'calls' || one.role === 'begins-with' ? [one.id] : [])))
  return own.length + [...run].reduce((sum, one) => sum + (index.relationsFrom.get(one) ?? []).length, 0)
}
