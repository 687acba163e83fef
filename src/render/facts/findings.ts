import {writtenDate, writtenMonth} from '../../model/calendar.ts'
import {criteria} from '../../model/criteria.ts'
import {oncePer} from '../../model/once-per.ts'
import {countSystems, isChallenged, isRed, isRedOnEvidence, isRedWithoutFundedPlan} from './counts.ts'
import {displayName, displayText} from './display-text.ts'
import {openCount} from './drivers.ts'
import {cycles, mostUsed, sharedStores} from './connections.ts'
import {staleRows} from './judgements.ts'
import {quarterRows} from './quarters.ts'
import {circleText} from './moving.ts'
import type {ReportIndex} from './report-index.ts'
import {allOf, capitalised, counted, figure, listed, numberAlone, numberWord, ratingOf} from './words.ts'

export type SectionId =
  | 'decisions'
  | 'findings'
  | 'quarters'
  | 'criteria'
  | 'register'
  | 'roadmap'
  | 'connections'
  | 'systems'
  | 'not-seen'
  | 'judgements'
  | 'method'

/** Where a sentence's proof stands: a system's own part of the report, or a section. */
export type FactLink =
  {readonly text: string; readonly system: string} | {readonly text: string; readonly section: SectionId}

export interface Finding {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly links: readonly FactLink[]
  /** All that it is about, where the links may be to some of them only. */
  readonly systems?: readonly string[]
  /** Evidence ids. */
  readonly evidence: readonly string[]
}

const mostFindings = 7

/** What a reader should know, most consequential first: at most seven. */
export const findings = oncePer((index: ReportIndex): readonly Finding[] =>
  [
    redDoingNothing(index),
    missedDeadlines(index),
    unfunded(index),
    sharedStore(index),
    endedContracts(index),
    redOnEvidence(index),
    couldBeRed(index),
    hardlyKnown(index),
    singlePoint(index),
    circle(index),
    challenged(index),
    stale(index),
  ]
    .filter((finding) => finding !== undefined)
    .slice(0, mostFindings),
)

const mostLinks = 4

/** Links to the first of the systems, and all of them. */
function toSystems(index: ReportIndex, systems: readonly string[]): Pick<Finding, 'links' | 'systems'> {
  return {links: systems.slice(0, mostLinks).map((system) => ({text: index.nameOf(system), system})), systems}
}

function redDoingNothing(index: ReportIndex): Finding | undefined {
  const now = countSystems(index.input).red
  const rows = quarterRows(index)
  const most = rows.toSorted((a, b) => b.doingNothing - a.doingNothing)[0]
  if (!most || most.doingNothing <= now) return undefined
  const rise = most.doingNothing - now
  return {
    id: 'doing-nothing',
    title: `Red-rated systems rise from ${numberAlone(now)} to ${numberWord(most.doingNothing)} by ${writtenMonth(most.end)} if nothing is done`,
    text: `${capitalised(counted(rise, 'more system'))} ${rise === 1 ? 'passes' : 'pass'} 16 as support and contract dates pass.`,
    links: [{text: 'Red-rated by quarter', section: 'quarters'}],
    evidence: [],
  }
}

function missedDeadlines(index: ReportIndex): Finding | undefined {
  const missed = index.input.roadmap.deadlines.filter(({met}) => !met).toSorted((a, b) => (a.date < b.date ? -1 : 1))
  if (missed.length === 0) return undefined
  const shown = missed.slice(0, 3).map(({system, what, date, cutOver}) => {
    const when = cutOver ? `cut-over on ${writtenDate(cutOver)}` : 'no cut-over is planned'
    return `${index.nameOf(system)}: ${displayText(what, 160)}, ${writtenDate(date)} (${when}).`
  })
  const more = missed.length > 3 ? [`${capitalised(counted(missed.length - 3, 'other'))} in the roadmap.`] : []
  return {
    id: 'missed',
    title: `${capitalised(counted(missed.length, 'date'))} ${missed.length === 1 ? 'falls' : 'fall'} before the plan can meet ${missed.length === 1 ? 'it' : 'them'}`,
    text: [...shown, ...more].join(' '),
    links: [{text: 'Deadlines', section: 'roadmap'}],
    evidence: [],
  }
}

function unfunded(index: ReportIndex): Finding | undefined {
  const systems = index.systems.filter(isRedWithoutFundedPlan)
  if (systems.length === 0) return undefined
  const red = countSystems(index.input).red
  const noPlan = systems.filter(({plan}) => plan?.exists === false).length
  const notKnown = systems.filter(({plan}) => plan?.funded === undefined && plan?.exists !== false).length
  const days = systems.flatMap(({system}) => Object.values(index.dispositions.get(system)?.effort ?? {}))
  const need = Math.round(days.reduce((sum, value) => sum + value, 0))
  const parts = [
    need > 0 ? `Together they need ${figure(need)} person-days.` : '',
    noPlan > 0 ? noPlanText(noPlan, systems.length) : '',
    notKnown > 0
      ? `${systems.length === 1 ? 'Nobody' : `For ${notKnown === systems.length ? allOf(notKnown) : numberWord(notKnown)} nobody`} has said whether there is money.`
      : '',
  ]
  return {
    id: 'unfunded',
    title: `${systems.length === red ? (red === 1 ? 'The red-rated system' : `${capitalised(allOf(red))} red-rated systems`) : `${capitalised(numberWord(systems.length))} of ${numberWord(red)} red-rated systems`} ${systems.length === 1 ? 'has' : 'have'} no funded plan`,
    text: parts
      .filter(Boolean)
      .join(' ')
      .replace('Together they need', systems.length === 1 ? 'It needs' : 'Together they need'),
    ...toSystems(
      index,
      systems.map(({system}) => system),
    ),
    evidence: [],
  }
}

function noPlanText(without: number, all: number): string {
  if (all === 1) return 'It has no plan at all.'
  if (without < all) return `${capitalised(numberWord(without))} ${without === 1 ? 'has' : 'have'} no plan at all.`
  return all === 2 ? 'Neither has a plan at all.' : 'None has a plan at all.'
}

function sharedStore(index: ReportIndex): Finding | undefined {
  const [store] = sharedStores(index).filter(({risky}) => risky.length > 1)
  if (!store) return undefined
  const names = store.risky.map(index.nameOf)
  const runs =
    store.technologies.length > 0
      ? ` It runs on ${listed(
          store.technologies.map((id) => index.nameOf(id)),
          3,
        )}.`
      : ''
  return {
    id: 'shared-store',
    title: `${capitalised(numberWord(store.risky.length))} systems that are or could be red share one store, ${index.nameOf(store.id)}`,
    text: `${listed(names, 6)} write or read it.${runs}${store.support ? ` ${store.support}` : ''}`,
    ...toSystems(index, store.risky),
    evidence: store.evidence,
  }
}

function endedContracts(index: ReportIndex): Finding | undefined {
  const {asOf} = index.input.assessments
  const ended = index.input.estate.contracts
    .filter(({ends, replacement}) => ends && ends < asOf && replacement !== 'signed' && replacement !== 'not-needed')
    .toSorted((a, b) => ((a.ends ?? '') < (b.ends ?? '') ? -1 : 1))
  if (ended.length === 0) return undefined
  const shown = ended
    .slice(0, 3)
    .map(
      ({system, supplier, ends = ''}) =>
        `${index.nameOf(system)}${supplier ? ` (${displayText(supplier, 80)})` : ''} on ${writtenDate(ends)}`,
    )
  const more = ended.length > 3 ? [`${figure(ended.length - 3)} more`] : []
  return {
    id: 'contracts',
    title: `${capitalised(counted(ended.length, 'contract'))} ${ended.length === 1 ? 'has' : 'have'} ended and no replacement is known to be signed`,
    text: `${listed([...shown, ...more])}.`,
    ...toSystems(index, [...new Set(ended.map(({system}) => system))]),
    evidence: ended.flatMap(({evidence}) => evidence),
  }
}

function redOnEvidence(index: ReportIndex): Finding | undefined {
  const systems = index.systems.filter(isRedOnEvidence)
  if (systems.length === 0) return undefined
  return {
    id: 'red-on-evidence',
    title: `${capitalised(counted(systems.length, index.systems.some(isRed) ? 'more system' : 'system'))} would be red on the evidence`,
    text: `Some scores that people gave are lower than the evidence supports. With what it supports in their place, ${listed(
      systems.map(({name, system}) => displayName(name, system)),
      5,
    )} would be red. People's scores count, so ${systems.length === 1 ? 'it is' : 'they are'} not among the red-rated.`,
    ...toSystems(
      index,
      systems.map(({system}) => system),
    ),
    evidence: [],
  }
}

function couldBeRed(index: ReportIndex): Finding | undefined {
  const systems = index.systems.filter((system) => ratingOf(system) === 'could-be')
  if (systems.length === 0) return undefined
  const shown = systems.slice(0, 4).map((system) => {
    const first = system.nextQuestions[0]
    const ask = first
      ? `ask first for ${criteria[first.criterion].short.toLowerCase()}`
      : `${counted(openCount(system), 'answer')} open`
    return `${displayName(system.name, system.system)} (${ask})`
  })
  const more = systems.length > 4 ? [`${figure(systems.length - 4)} more`] : []
  return {
    id: 'could-be-red',
    title: `${capitalised(counted(systems.length, index.systems.some(isRed) ? 'more system' : 'system'))} could be red`,
    text: `${listed([...shown, ...more])}.`,
    links: [{text: 'The questions that settle most', section: 'not-seen'}],
    systems: systems.map(({system}) => system),
    evidence: [],
  }
}

function hardlyKnown(index: ReportIndex): Finding | undefined {
  const systems = index.systems.filter(({hardlyKnown}) => hardlyKnown)
  const [first] = systems
  if (!first) return undefined
  const names = systems.map(({name, system}) => displayName(name, system))
  return {
    id: 'hardly-known',
    title:
      systems.length === 1
        ? `${names[0]} is hardly known`
        : `${capitalised(counted(systems.length, 'system'))} are hardly known`,
    text:
      systems.length === 1
        ? `${capitalised(numberWord(openCount(first)))} of 13 criteria are open, so its risk may be almost anything.`
        : `${listed(names, 6)}: fewer than three of 13 criteria each are known, so their risk may be almost anything.`,
    ...toSystems(
      index,
      systems.map(({system}) => system),
    ),
    evidence: [],
  }
}

function singlePoint(index: ReportIndex): Finding | undefined {
  const [top] = mostUsed(index, 1)
  if (!top || top.users.length < Math.max(3, Math.ceil(index.systems.length / 20))) return undefined
  return {
    id: 'single-point',
    title: `${capitalised(counted(top.users.length, 'system'))} depend on ${index.nameOf(top.system)}`,
    text: `No other system has more that depend on it directly: ${listed(top.users.map(index.nameOf), 5)}.`,
    ...toSystems(index, [top.system]),
    evidence: [],
  }
}

function circle(index: ReportIndex): Finding | undefined {
  const found = cycles(index)
  const [largest] = found
  if (!largest) return undefined
  const more =
    found.length > 1 ? ` There ${found.length === 2 ? 'is' : 'are'} ${counted(found.length - 1, 'other circle')}.` : ''
  return {
    id: 'circle',
    title: `${capitalised(counted(largest.length, 'system'))} depend on each other in a circle`,
    text: `${circleText(index, largest)}${more}`,
    ...toSystems(index, largest),
    evidence: [],
  }
}

function challenged(index: ReportIndex): Finding | undefined {
  const systems = index.systems.filter(isChallenged)
  if (systems.length === 0) return undefined
  return {
    id: 'challenged',
    title: `${systems.length === 1 ? 'A score of one system differs' : `Scores of ${counted(systems.length, 'system')} differ`} from the evidence`,
    text: `${listed(
      systems.map(({name, system}) => displayName(name, system)),
      6,
    )}: both scores stand in the report, and the person's counts.`,
    ...toSystems(
      index,
      systems.map(({system}) => system),
    ),
    evidence: [],
  }
}

function stale(index: ReportIndex): Finding | undefined {
  const rows = staleRows(index)
  const [oldest] = rows
  if (!oldest) return undefined
  const scores = rows.reduce((sum, {criteria: own}) => sum + own.length, 0)
  return {
    id: 'stale',
    title: `${capitalised(counted(scores, 'score'))} of ${counted(rows.length, 'system')} ${scores === 1 ? 'is' : 'are'} over a year old`,
    text: `The oldest was given to ${index.nameOf(oldest.system)} on ${writtenDate(oldest.oldest)}.`,
    links: [{text: 'Who judged, and when', section: 'judgements'}],
    evidence: [],
  }
}
