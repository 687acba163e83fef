import type {SystemAssessment} from '../../model/assessment.ts'
import {displayName} from './display-text.ts'
import {openCount} from './drivers.ts'
import {capitalised, counted, endText, numberWord, ratingOf, totalText, zoneWord} from './words.ts'

export interface SystemVerdict {
  /** `Orbit Permit Register is red-rated, whatever the missing answers are`. */
  readonly title: string
  readonly text: string
}

export function verdictOf(system: SystemAssessment): SystemVerdict {
  const name = displayName(system.name, system.system)
  return {title: `${name} ${claimOf(system)}`, text: sentencesOf(system).join(' ')}
}

function claimOf(system: SystemAssessment): string {
  const open = openCount(system)
  const settled = system.overall.exact.low === system.overall.exact.high
  switch (ratingOf(system)) {
    case 'red':
      return settled
        ? `is red-rated at ${endText(system.overall, 'low')}`
        : 'is red-rated, whatever the missing answers are'
    case 'hardly-known':
      return system.redRated === 'could-be' ? 'is hardly known, so its rating is open' : 'is hardly known'
    case 'could-be':
      return open === 1 ? 'could be red: one answer decides' : `could be red: ${counted(open, 'answer')} are open`
    case 'none':
      return settled
        ? `is not red-rated: its risk is ${zoneWord(system.overall)}, ${endText(system.overall, 'low')}`
        : 'is not red-rated, whatever the missing answers are'
  }
}

function sentencesOf(system: SystemAssessment): string[] {
  const {overall} = system
  const settled = overall.exact.low === overall.exact.high
  const sentences = settled
    ? [`Its risk is ${totalText(overall)} of 30.`]
    : [`Its risk is between ${endText(overall, 'low')} and ${endText(overall, 'high')}.`]
  if (!settled && system.redRated === 'yes') sentences.push('Even the lowest is 16 or more.')
  if (!settled && system.redRated === 'no') sentences.push('Even the highest is under 16.')
  const open = openCount(system)
  const challenged = Object.values(system.criteria).filter(({challenge}) => challenge).length
  sentences.push(
    open === 0
      ? `All 13 criteria are settled${challenged > 0 ? ` and ${numberWord(challenged)} ${challenged === 1 ? 'is' : 'are'} challenged` : ''}.`
      : `${capitalised(numberWord(open))} of 13 criteria ${open === 1 ? 'is' : 'are'} not settled${challenged > 0 ? ` and ${numberWord(challenged)} ${challenged === 1 ? 'is' : 'are'} challenged` : ''}.`,
  )
  if (system.redOnEvidence === 'yes' && system.redRated !== 'yes')
    sentences.push('With what the evidence supports in place of the lower scores that people gave, it would be red.')
  return sentences
}
