import {blockerOf, blockers} from '../../model/blockers.ts'
import {oncePer} from '../../model/once-per.ts'
import {systemBlockers} from '../../model/system-blockers.ts'
import {displayText} from './display-text.ts'
import {placesInOrder} from './evidence-places.ts'
import type {ReportIndex} from './report-index.ts'

export interface ShownBlocker {
  /** `absolute paths`; or a person's own words. */
  readonly words: string
  /** Why it stands in the way, and what to do; none of what a person declared in other words. */
  readonly advice?: string
  readonly places: readonly string[]
}

const blockersOf = oncePer(({input}: ReportIndex) => systemBlockers(input.estate.entities, input.estate.relations))

/** What stands in the way of moving a system, by kind, that with most places first. */
export function shownBlockers(index: ReportIndex, system: string): readonly ShownBlocker[] {
  return blockersOf(index)(system)
    .map(({words, evidence}) => {
      const id = blockerOf(words)
      return {
        words: displayText(words, 200),
        ...(id !== undefined && {advice: blockers[id].advice}),
        places: placesInOrder(index, evidence),
      }
    })
    .toSorted((a, b) => b.places.length - a.places.length)
}
