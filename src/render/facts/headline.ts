import {writtenMonth} from '../../model/calendar.ts'
import {type Counts, countSystems, isRed} from './counts.ts'
import {quarterRows} from './quarters.ts'
import type {ReportIndex} from './report-index.ts'
import {allOf, capitalised, counted, figure, figured, numberWord} from './words.ts'

export interface RedEnded {
  readonly red: number
  /** Red-rated systems whose rating some wave ends. */
  readonly ended: number
  /** The cut-over of the last wave that ends one. */
  readonly by?: string
}

/** How many of today's red ratings the plan ends, and by when. */
export function redEnded({input: {assessments, roadmap}}: ReportIndex): RedEnded {
  const red = new Set<string>(assessments.systems.filter(isRed).map(({system}) => system))
  const freeing = roadmap.waves.filter(({frees}) => frees.some((id) => red.has(id)))
  const ended = new Set(freeing.flatMap(({frees}) => frees.filter((id) => red.has(id))))
  const by = freeing
    .map(({end}) => end)
    .toSorted()
    .at(-1)
  return {red: red.size, ended: ended.size, ...(by && {by})}
}

/** The answer, as a heading: `9 of 41 systems are red-rated; the plan ends all nine by September 2029`. */
export function headline(index: ReportIndex): string {
  const counts = countSystems(index.input)
  if (counts.systems === 0) return 'No systems are known, so nothing could be assessed'
  if (counts.red > 0)
    return `${figure(counts.red)} of ${figured(counts.systems, 'system')} ${counts.red === 1 ? 'is' : 'are'} red-rated; ${planClause(index)}`
  if (counts.couldBeRed > 0)
    return `No system is known to be red-rated; ${partOf(counts.couldBeRed, counts.systems)} could be`
  if (counts.hardlyKnown > 0)
    return `No system is known to be red-rated; ${partOf(counts.hardlyKnown, counts.systems)} ${counts.hardlyKnown === 1 ? 'is' : 'are'} hardly known`
  return counts.systems === 1
    ? 'The one system is not red-rated'
    : counts.systems === 2
      ? 'Neither of the two systems is red-rated'
      : `None of ${figure(counts.systems)} systems is red-rated`
}

/** `one of 2`, `all five`. */
function partOf(count: number, all: number): string {
  return count === all ? allOf(all) : `${numberWord(count)} of ${figure(all)}`
}

function planClause(index: ReportIndex): string {
  const {red, ended, by} = redEnded(index)
  if (index.input.roadmap.waves.length === 0) return 'the plan places no work'
  if (ended === 0 || !by) return red === 1 ? 'the plan does not end it' : 'the plan ends none of them'
  const when = `by ${writtenMonth(by)}`
  if (red === 1) return `the plan ends it ${when}`
  if (ended === red) return `the plan ends ${allOf(red)} ${when}`
  return `the plan ends ${numberWord(ended)} of the ${numberWord(red)} ${when}`
}

/** Three sentences under the headline: doing nothing, the plan, what is not known. */
export function leadSentences(index: ReportIndex): readonly string[] {
  const counts = countSystems(index.input)
  if (counts.systems === 0) return ['Declare systems, or scan a source tree, and audit again.']
  return [nothingDone(index, counts), planNeeds(index, counts), openSentence(counts)].filter((text) => text !== '')
}

function nothingDone(index: ReportIndex, {red}: Counts): string {
  const last = quarterRows(index).at(-1)
  if (!last) return ''
  const when = writtenMonth(last.end)
  if (last.doingNothing === red) return `Doing nothing, the number of red-rated systems is the same in ${when}.`
  const verb = last.doingNothing === 1 ? 'is' : 'are'
  const why = last.doingNothing > red ? ', as support and contract dates pass' : ''
  return `Doing nothing, ${counted(last.doingNothing, 'system')} ${verb} red-rated by ${when}${why}.`
}

function planNeeds({input}: ReportIndex, {red, redWithoutFundedPlan}: Counts): string {
  const {placements, waves} = input.roadmap
  const days = placements.flatMap(({effort}) => Object.values(effort)).reduce((sum, value) => sum + value, 0)
  const needs =
    waves.length > 0
      ? `The plan takes ${counted(waves.length, 'wave')} and ${figure(Math.round(days))} person-days`
      : ''
  if (red === 0) return needs ? `${needs}.` : ''
  const unfunded =
    redWithoutFundedPlan === 0
      ? red === 1
        ? 'the red-rated system has a funded plan'
        : `${allOf(red)} red-rated systems have a funded plan`
      : `${redWithoutFundedPlan === red ? (red === 1 ? 'it' : allOf(red)) : `${numberWord(redWithoutFundedPlan)} of the ${numberWord(red)}`} ${redWithoutFundedPlan === 1 ? 'has' : 'have'} no plan known to be funded`
  if (!needs) return `${capitalised(unfunded)}.`
  return red === 1 && redWithoutFundedPlan === 1
    ? `${needs}; the red-rated system has no plan known to be funded.`
    : `${needs}; ${unfunded}.`
}

function openSentence({couldBeRed, hardlyKnown, red}: Counts): string {
  const could = couldBeRed > 0 ? `${counted(couldBeRed, red > 0 ? 'more system' : 'system')} could be red` : ''
  const hardly =
    hardlyKnown > 0
      ? `${could ? numberWord(hardlyKnown) : counted(hardlyKnown, 'system')} ${hardlyKnown === 1 ? 'is' : 'are'} hardly known`
      : ''
  if (!could && !hardly) return 'What is not known changes no rating.'
  return `${capitalised([could, hardly].filter(Boolean).join(', and '))}.`
}
