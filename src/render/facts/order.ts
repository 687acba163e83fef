import type {SystemAssessment} from '../../model/assessment.ts'
import {compareText} from '../../model/json-lines.ts'
import {exactValue} from './arithmetic.ts'
import {type Rating, ratingOf} from './words.ts'

const rank: Record<Rating, number> = {red: 0, 'could-be': 1, 'hardly-known': 2, none: 3}

/**
 * The order of every list of systems: red (by what is certain), could be red (by how bad it may be), hardly known, the
 * rest. By the low end alone the unknown would sink to the bottom.
 */
export function byRating(a: SystemAssessment, b: SystemAssessment): number {
  const [first, second] = [ratingOf(a), ratingOf(b)]
  const end = first === 'red' ? 'low' : 'high'
  return (
    rank[first] - rank[second] ||
    exactValue(b.overall.exact[end]) - exactValue(a.overall.exact[end]) ||
    exactValue(b.overall.exact.low) - exactValue(a.overall.exact.low) ||
    compareText(a.name, b.name) ||
    compareText(a.system, b.system)
  )
}
