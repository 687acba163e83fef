import type {Assessments, SystemAssessment} from '../../model/assessment.ts'
import {compareText} from '../../model/json-lines.ts'
import {oncePer} from '../../model/once-per.ts'
import {exactValue} from './arithmetic.ts'
import {type Rating, ratingOf} from './words.ts'

const rank: Record<Rating, number> = {red: 0, 'could-be': 1, 'hardly-known': 2, none: 3}

/**
 * The order of every list of systems: red (by what is certain), could be red (by how bad it may be), hardly known, the
 * rest. By the low end alone the unknown would sink to the bottom.
 */
function byRating(a: SystemAssessment, b: SystemAssessment): number {
  const [first, second] = [ratingOf(a), ratingOf(b)]
  if (first !== second) return rank[first] - rank[second]
  const [own, other] = [endsOf(a), endsOf(b)]
  return (
    (first === 'red' ? 0 : other.high - own.high) ||
    other.low - own.low ||
    compareText(a.name, b.name) ||
    compareText(a.system, b.system)
  )
}

/** The systems of an audit in that order, which several outputs ask for. */
export const inOrder = oncePer(({systems}: Pick<Assessments, 'systems'>): readonly SystemAssessment[] =>
  systems.toSorted(byRating),
)

const endsOf = oncePer(({overall: {exact}}: SystemAssessment) => ({
  low: exactValue(exact.low),
  high: exactValue(exact.high),
}))
