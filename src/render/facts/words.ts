import type {CriterionAssessment, SystemAssessment, Total} from '../../model/assessment.ts'
import {criteria, type CriterionId, thresholds} from '../../model/criteria.ts'
import type {DispositionName} from '../../model/roadmap.ts'
import {isAtLeast} from './arithmetic.ts'

const small = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** `nine` for 9, `41` for 41: words up to twelve, digits with separators beyond; 0 is `no`. */
export function numberWord(count: number): string {
  return small[count] ?? figure(count)
}

/** As `numberWord`, standing alone: `none` for 0. */
export function numberAlone(count: number): string {
  return count === 0 ? 'none' : numberWord(count)
}

/** All of so many: `both`, `all nine`; of one, `the one`. */
export function allOf(count: number): string {
  return count === 1 ? 'the one' : count === 2 ? 'both' : `all ${numberWord(count)}`
}

const figures = new Intl.NumberFormat('en-GB', {maximumFractionDigits: 1})

export function figure(count: number): string {
  return figures.format(count)
}

/** `nine systems`, `one system`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberWord(count)} ${count === 1 ? one : many}`
}

/** `9 systems`, `1 system`, `5,000 systems`: in digits, where figures stand side by side. */
export function figured(count: number, one: string, many = `${one}s`): string {
  return `${figure(count)} ${count === 1 ? one : many}`
}

/** The first letter large, but of an id, which is spelt as it is: `harbours/pilotage`. */
export function capitalised(text: string): string {
  if (/^[a-z0-9-]+[/:][a-z0-9]/.test(text)) return text
  const [first = ''] = text
  return first.toUpperCase() + text.slice(first.length)
}

/** `A, B and C`; past `most`, `A, B and 7 more`. */
export function listed(items: readonly string[], most = Infinity): string {
  const shown = items.length > most ? [...items.slice(0, most), `${figure(items.length - most)} more`] : items
  if (shown.length < 2) return shown[0] ?? ''
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** How a system is rated, for its label; `none` is neither red, nor possibly red, nor unknown. */
export type Rating = 'red' | 'could-be' | 'hardly-known' | 'none'

export function ratingOf(system: Pick<SystemAssessment, 'redRated' | 'hardlyKnown'>): Rating {
  if (system.redRated === 'yes') return 'red'
  if (system.hardlyKnown) return 'hardly-known'
  return system.redRated === 'could-be' ? 'could-be' : 'none'
}

const ratingLabels = {red: 'Red', 'could-be': 'Could be red', 'hardly-known': 'Hardly known', none: ''} as const

/** `Red`, `Could be red`, `Hardly known`, or the zone: `High`, `Medium to High`. */
export function ratingLabel(system: SystemAssessment): string {
  return ratingLabels[ratingOf(system)] || zoneWord(system.overall)
}

/** The zone of the framework's matrix that a total lies in, or the two that it spans. */
export function zoneWord({exact}: Total): string {
  const [low, high] = [zoneOf(exact.low), zoneOf(exact.high)]
  return low === high ? low : `${low} to ${high}`
}

function zoneOf(exact: string): string {
  if (isAtLeast(exact, thresholds.red)) return 'Red'
  if (isAtLeast(exact, thresholds.high)) return 'High'
  return isAtLeast(exact, thresholds.medium) ? 'Medium' : 'Low'
}

/** `26.67`, or `17.02 to 23.57` where it is not settled. */
export function totalText(total: Total): string {
  const low = endText(total, 'low')
  const high = endText(total, 'high')
  return low === high ? low : `${low} to ${high}`
}

/** A system's risk as lists show it. */
export function riskText({hardlyKnown, overall}: SystemAssessment): string {
  return hardlyKnown ? 'not assessed' : totalText(overall)
}

/** One end of a total. Rounding must not make a system that is not red look red. */
export function endText(total: Total, end: 'low' | 'high'): string {
  const text = total[end].toFixed(2)
  return text === '16.00' && !isAtLeast(total.exact[end], thresholds.red) ? 'under 16' : text
}

export type Settlement = 'settled' | 'open' | 'unknown'

/** Whether a criterion has one score, some, or might have any. */
export function settlementOf(id: CriterionId, {low, high}: Pick<CriterionAssessment, 'low' | 'high'>): Settlement {
  if (low === high) return 'settled'
  return low === 1 && high === criteria[id].maximum ? 'unknown' : 'open'
}

const dispositionNames = {
  retire: 'Retire',
  repurchase: 'Repurchase',
  relocate: 'Relocate',
  rehost: 'Rehost',
  replatform: 'Replatform',
  refactor: 'Refactor',
  retain: 'Retain',
} as const satisfies Record<DispositionName, string>

/** `Retire`; `Not decided` where no fact speaks for a treatment and nobody chose one. */
export function dispositionLabel(name: DispositionName | undefined): string {
  return name ? dispositionNames[name] : 'Not decided'
}

/** `quality-assurance` as `Quality assurance`. */
export function skillLabel(skill: string): string {
  return capitalised(skill.replaceAll('-', ' '))
}
