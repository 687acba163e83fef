import {isRed} from './counts.ts'
import type {ReportIndex} from './report-index.ts'
import {allOf, capitalised} from './words.ts'

/** From here on a likelihood or an impact counts as high: the geometric middle of the red zone is 4 by 4. */
const high = 4

/** What the picture of likelihood and impact shows: `Most red-rated systems are likely to fail, and costly when they do`. */
export function riskHeading({systems}: ReportIndex): string {
  const red = systems.filter(isRed)
  if (red.length === 0) return 'No system is known to lie in the red zone'
  const likely = red.filter(({likelihood}) => likelihood.low >= high)
  const costly = red.filter(({impact}) => impact.low >= high)
  const both = likely.filter((system) => costly.includes(system))
  const most = (part: readonly unknown[]) => part.length * 2 > red.length
  const who = (part: readonly unknown[]) =>
    red.length === 1
      ? 'The red-rated system is'
      : `${part.length === red.length ? capitalised(allOf(red.length)) : 'Most'} red-rated systems are`
  if (most(both)) return `${who(both)} likely to fail, and costly when ${red.length === 1 ? 'it does' : 'they do'}`
  if (most(likely)) return `${who(likely)} likely to fail`
  if (most(costly)) return `${who(costly)} costly when ${red.length === 1 ? 'it fails' : 'they fail'}`
  return 'Likelihood and impact'
}
