import type {CriterionAssessment, SystemAssessment} from '../../model/assessment.ts'
import {writtenDate} from '../../model/calendar.ts'
import {criteria, type CriterionId, impactIds, likelihoodIds, scoreWord} from '../../model/criteria.ts'
import {halfOf} from '../facts/arithmetic.ts'
import type {CalendarDate} from '../../model/values.ts'
import type {ConflictRow} from '../facts/conflicts.ts'
import {isStale} from '../facts/judgements.ts'
import {placesByFile} from '../facts/evidence-places.ts'
import {figured, settlementOf, totalText} from '../facts/words.ts'
import {html, type Markup, trusted} from './markup.ts'
import {table} from './parts.ts'
import type {ShownSystem} from './shown-system.ts'

const columns = [{text: 'Criterion'}, {text: 'Score'}, {text: 'Why'}, {text: 'Evidence'}]

/** How the dots are read, once above the systems that use them. */
export function dotsKey(): Markup {
  const samples = [
    [{low: 4, high: 4}, '4 of 6'],
    [{low: 2, high: 6}, 'between 2 and 6'],
    [{low: 1, high: 6}, 'unknown'],
  ] as const
  return html`${dotsDrawn()}
    <p class="key">${samples.map(([range, text]) => html`<span>${dots('L1', range)} ${text}</span> `)}</p> `
}

/** The 13 criteria of a system with what each rests on, and the arithmetic under each half. */
export function criteriaTables(shown: ShownSystem): Markup {
  const {system, horizonYears} = shown
  const half = (ids: readonly CriterionId[], caption: string) =>
    html`<h4 class="govuk-heading-s">${caption}</h4>
      ${table(
        caption,
        columns,
        ids.map((id) => rowOf(shown, id)),
        'cards criteria-rows',
      )}`
  return html`${half(likelihoodIds, `Likelihood: how likely a failure is within ${horizonYears} years, 1 to 6`)}
    <p class="govuk-body sum">${arithmetic(system, 'likelihood')}</p>
    ${half(impactIds, 'Impact: what a failure would do, 1 to 5')}
    <p class="govuk-body sum">
      ${arithmetic(system, 'impact')}. <strong>Overall ${totalText(system.overall)}</strong> = likelihood × impact
    </p> `
}

function arithmetic(system: SystemAssessment, group: 'likelihood' | 'impact'): Markup {
  const [low, high] = [halfOf(system.criteria, group, 'low'), halfOf(system.criteria, group, 'high')]
  const span = (from: string, to: string) => (from === to ? from : `${from} to ${to}`)
  const name = group === 'likelihood' ? 'Likelihood' : 'Impact'
  return html`<strong>${name} ${totalText(system[group])}</strong> = (mean
    ${span(low.mean.toFixed(2), high.mean.toFixed(2))} + highest ${span(String(low.highest), String(high.highest))}) / 2`
}

function rowOf({system, asOf, places, conflicts}: ShownSystem, id: CriterionId): Markup[] {
  const criterion = system.criteria[id]
  return [
    html`${criteria[id].short}<br /><span class="soft">${id}</span>`,
    html`${dots(id, criterion)} ${scoreText(id, criterion)}<br /><span class="soft word"
        >${settlementOf(id, criterion) === 'settled' ? scoreWord(criterion.low) : settlementOf(id, criterion) === 'unknown' ? 'Unknown' : 'Not settled'}</span
      >`,
    html`${whyOf(criterion, asOf)}${challengeOf(system, criterion)}${(conflicts[id] ?? []).map(conflictOf)}`,
    html`${placesOf(places[id], criterion)}`,
  ]
}

function scoreText(id: CriterionId, {low, high}: CriterionAssessment): Markup {
  const text = low === high ? String(low) : `${low} to ${high}`
  return html`<span class="score"><strong>${text}</strong> of ${criteria[id].maximum}</span>`
}

/** Filled to what is certain, rings to what may be, specks beyond; wholly unknown is all rings. */
function dots(id: CriterionId, {low, high}: Pick<CriterionAssessment, 'low' | 'high'>): Markup {
  return trusted(
    `<svg class="dots" width="112" height="16" aria-hidden="true"><use href="#${dotsId(criteria[id].maximum, low, high)}"/></svg>`,
  )
}

const dotsId = (most: number, low: number, high: number): string => `d${most}-${low}-${high}`

/** Every row of dots that there can be, drawn once on a page and used wherever a score is shown. */
function dotsDrawn(): Markup {
  const rows = [5, 6].flatMap((most) =>
    Array.from({length: most * most}, (_, at) => [most, 1 + Math.floor(at / most), 1 + (at % most)] as const),
  )
  const drawn = rows
    .filter(([, low, high]) => low <= high)
    .map(([most, low, high]) => `<g id="${dotsId(most, low, high)}">${circles(most, low, high)}</g>`)
  return trusted(`<svg width="0" height="0" class="drawn" aria-hidden="true"><defs>${drawn.join('')}</defs></svg>`)
}

function circles(most: number, low: number, high: number): string {
  const unknown = low === 1 && high === most
  return Array.from({length: most}, (_, at) => {
    const x = 7 + at * 18
    if (at < low && !unknown) return `<circle cx="${x}" cy="8" r="6.5" class="dot"/>`
    return at < high
      ? `<circle cx="${x}" cy="8" r="5.5" class="ring"/>`
      : `<circle cx="${x}" cy="8" r="2" class="speck"/>`
  }).join('')
}

function whyOf({proposed, declared}: CriterionAssessment, asOf: CalendarDate): Markup {
  if (!declared) return html`${proposed.rationale}`
  const who = `${declared.assessor ?? 'A person'}${declared.date ? `, ${writtenDate(declared.date)}` : ''}${isStale(declared, asOf) ? ', over a year old' : ''}`
  return html`${declared.reason ? `“${declared.reason}” ` : 'Scored without a reason '}<span class="soft">${who}</span>`
}

function challengeOf(system: SystemAssessment, {challenge, declared, proposed}: CriterionAssessment): Markup {
  if (!challenge) return html``
  const says = challenge.low === challenge.high ? String(challenge.low) : `${challenge.low} to ${challenge.high}`
  const who = `${declared?.assessor ?? 'A person'} says ${challenge.declared}${declared?.date ? ` on ${writtenDate(declared.date)}` : ''}`
  // That total takes the evidence only where it is higher, so it says nothing of a person who scored higher still.
  const isLowered = challenge.declared < challenge.low
  const risk =
    isLowered && system.overallProposed
      ? ` With the evidence wherever it is higher, the risk would be ${totalText(system.overallProposed)}.`
      : ''
  return html`<div class="challenge">
    <strong>Challenge.</strong> The evidence says ${says}: ${proposed.rationale.replace(/[.]$/, '')}. ${who}. The
    person’s score counts until one of them changes.${risk}
  </div>`
}

/** That the score rests on one of several sources that disagree. */
function conflictOf({message, said}: ConflictRow): Markup {
  const each = said.map(({value, places}) => (places ? `${value} (${places})` : value)).join('; ')
  return html`<div class="challenge"><strong>Sources disagree.</strong> ${message}: ${each}.</div>`
}

const mostPlaces = 6

function placesOf(places: readonly string[], {proposed, low, high}: CriterionAssessment): Markup {
  const shown = placesByFile(places.slice(0, mostPlaces)).map(
    (place) => html`<span class="place">${place}</span><br />`,
  )
  const more = places.length > mostPlaces ? html`and ${figured(places.length - mostPlaces, 'more place')}<br />` : ''
  const missing =
    low === high
      ? []
      : proposed.missing.map(({what, how}) => html`<strong>Missing:</strong> ${what}. Add <code>${how}</code><br />`)
  return html`${shown}${more}${missing}${places.length === 0 && missing.length === 0 ? 'None' : ''}`
}
