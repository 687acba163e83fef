import type {SystemAssessment} from '../../model/assessment.ts'
import {capitalised, counted, figure, ratingOf, totalText} from '../facts/words.ts'
import {riskHeading} from '../facts/risk-heading.ts'
import {cellStarts, type RiskCell, riskCells} from '../facts/risk-cells.ts'
import {discPlaces} from './disc-places.ts'
import {html, type Markup, trusted} from './markup.ts'
import {alarmTag, type Page, region, systemLink, table} from './parts.ts'

const height = 340
const mostNumbered = 12
const mostDots = 300

const x = (likelihood: number): string => `${(((likelihood - 1) / 5) * 100).toFixed(2)}%`
const y = (impact: number): string => (((5 - impact) / 4) * height).toFixed(1)
const middle = ({low, high}: {readonly low: number; readonly high: number}): number => (low + high) / 2

/** Likelihood against impact: the zones are curves, because risk is the product of the two. */
export function riskPicture(page: Page): Markup {
  const known = page.index.systems.filter(({hardlyKnown}) => !hardlyKnown)
  if (known.length === 0) return html``
  const numbered = known
    .filter((system) => ratingOf(system) === 'red' || ratingOf(system) === 'could-be')
    .slice(0, mostNumbered)
  const shown = new Set(numbered)
  const others = known.filter((system) => !shown.has(system))
  const cells = others.length > mostDots ? riskCells(others) : undefined
  const left = page.index.systems.length - known.length
  const rows = numbered.map((system, at) => [
    html`${at + 1}`,
    html`${systemLink(page, system.system)}${alarmTag(page, system.system)}`,
    html`${totalText(system.overall)}`,
  ])
  const rest = cells
    ? `Numbers in cells: how many of the other ${figure(others.length)} lie in each half point, at the middle of where they may lie. Curves at 4, 8 and 16.`
    : `Small grey: the other ${figure(others.length)}.`
  const note = `Numbered black: red-rated. Numbered white: could be red. A line leads from a number to its place, where another number stands there. Dashed box: where it may lie. ${rest}${left > 0 ? ` ${capitalised(counted(left, 'system'))} not shown: hardly known.` : ''}`
  return html`<h3 class="govuk-heading-m">${riskHeading(page.index)}</h3>
    <div class="risk">
      <div>
        <p class="small">Impact, 1 to 5, upwards</p>
        ${drawing(numbered, cells ?? others)}
        <p class="small centred">Likelihood, 1 to 6</p>
        <p class="note">${note}</p>
      </div>
      <div>
        ${rows.length > 0 ? table('Systems in the picture by number', [{text: 'No.'}, {text: 'System'}, {text: 'Risk', number: true}], rows) : html`<p class="govuk-body">No system is red-rated and none is known to be near it.</p>`}
      </div>
    </div>
    ${cells && cellTable(cells)}`
}

/** The same counts as a table, the highest impact first, as in the picture. */
function cellTable(cells: readonly RiskCell[]): Markup {
  const counts = new Map(cells.map(({likelihood, impact, count}) => [`${likelihood} ${impact}`, count]))
  const columns = cellStarts('likelihood')
  const rows = cellStarts('impact')
    .toReversed()
    .map((impact) => [
      html`${span(impact)}`,
      ...columns.map((likelihood) => html`${figure(counts.get(`${likelihood} ${impact}`) ?? 0)}`),
    ])
  const heading = [{text: 'Impact'}, ...columns.map((likelihood) => ({text: span(likelihood), number: true}))]
  return html`<h4 class="govuk-heading-s">The other systems by impact, and by likelihood from left to right</h4>
    ${region('Systems by impact and likelihood', table('Systems by impact and likelihood', heading, rows))}`
}

const span = (start: number): string => `${start} to ${start + 0.5}`

/** Cells from white to grey by how many lie in them, with the number. */
function drawnCells(cells: readonly RiskCell[]): string[] {
  const most = Math.max(...cells.map(({count}) => count))
  return cells.map(({likelihood, impact, count}) => {
    const shade = Math.round(255 - (255 - 206) * (count / most))
    const across = (Number.parseFloat(x(likelihood)) + 5).toFixed(2)
    return `<rect x="${x(likelihood)}" y="${y(impact + 0.5)}" width="10%" height="${height / 8}" class="cell" style="fill:rgb(${shade},${shade},${shade})"/><text x="${across}%" y="${Number(y(impact + 0.25)) + 5}" text-anchor="middle" class="count">${count}</text>`
  })
}

function isCells(others: readonly SystemAssessment[] | readonly RiskCell[]): others is readonly RiskCell[] {
  return others[0] !== undefined && 'count' in others[0]
}

function drawing(
  numbered: readonly SystemAssessment[],
  others: readonly SystemAssessment[] | readonly RiskCell[],
): Markup {
  const under = isCells(others) ? drawnCells(others) : others.map(dot)
  const boxes = numbered.map(({likelihood, impact}) =>
    likelihood.low === likelihood.high && impact.low === impact.high
      ? ''
      : `<rect x="${x(likelihood.low)}" y="${y(impact.high)}" width="${(((likelihood.high - likelihood.low) / 5) * 100).toFixed(2)}%" height="${Math.max(1, ((impact.high - impact.low) / 4) * height).toFixed(1)}" class="where"/>`,
  )
  const discs = plots.map((plot) => discsOf(numbered, plot))
  const axis = [1, 2, 3, 4, 5, 6].map(
    (value) => `<text x="${x(value)}" y="${height + 20}" text-anchor="middle" class="soft">${value}</text>`,
  )
  const side = [1, 2, 3, 4, 5].map(
    (value) => `<text x="-10" y="${Number(y(value)) + 5}" text-anchor="end" class="soft">${value}</text>`,
  )
  return trusted(`<svg class="matrix" height="${height + 26}" aria-hidden="true"><rect x="0" y="0" width="100%" height="${height}" class="frame"/>${isCells(others) ? under.join('') : ''}${[4, 8, 16].map(curve).join('')}${axis.join('')}${side.join('')}${isCells(others) ? '' : under.join('')}${boxes.join('')}${discs.join('')}${isCells(others) ? redZone : zones}</svg>
`)
}

/** Twice, of which a style shows the one that the width has room for: numbers that would cover each other stand aside. */
const plots = [
  {shown: 'wide', width: 408, height, radius: 11},
  {shown: 'narrow', width: 248, height, radius: 11},
] as const

function discsOf(numbered: readonly SystemAssessment[], plot: (typeof plots)[number]): string {
  const own = numbered.map((system) => ({
    x: Number.parseFloat(x(middle(system.likelihood))),
    y: Number(y(middle(system.impact))),
  }))
  const places = discPlaces(own, plot)
  const leads = places.flatMap((place, at) => {
    const from = own[at] ?? place
    return from.x === place.x && from.y === place.y
      ? []
      : `<line x1="${from.x}%" y1="${from.y}" x2="${place.x}%" y2="${place.y}" class="lead"/><circle cx="${from.x}%" cy="${from.y}" r="3" class="tip"/>`
  })
  const discs = places.map((place, at) => {
    const system = numbered[at]
    const red = system !== undefined && ratingOf(system) === 'red'
    return `<circle cx="${place.x}%" cy="${place.y}" r="${plot.radius}" class="${red ? 'mark' : 'hollow'}"/><text x="${place.x}%" y="${(place.y + 5).toFixed(1)}" text-anchor="middle" class="${red ? 'on-black' : 'on-white'}">${at + 1}</text>`
  })
  return `<g class="${plot.shown}">${leads.join('')}${discs.toReversed().join('')}</g>`
}

const dot = ({likelihood, impact}: SystemAssessment): string =>
  `<circle cx="${x(middle(likelihood))}" cy="${y(middle(impact))}" r="4" class="speck"/>`

const redZone = `<text x="100%" y="-8" text-anchor="end" class="redtext" font-weight="bold">Red: 16 and over</text>`

/** The zones by name, beside the curves that bound them. */
const zones = [
  redZone,
  `<text x="98.5%" y="${y(1.95)}" text-anchor="end" class="soft">High: 8 to 16</text>`,
  `<text x="98.5%" y="${y(1.1)}" text-anchor="end" class="soft">Medium: 4 to 8</text>`,
  `<text x="1.5%" y="${y(1.1)}" class="soft">Low</text>`,
].join('')

/** Where likelihood times impact is `risk`, as short straight lines: their ends are in per cent, which a path cannot be. */
function curve(risk: number): string {
  const from = Math.max(1, risk / 5)
  const to = Math.min(6, risk)
  const parts = 24
  const at = (part: number) => from + ((to - from) * part) / parts
  return Array.from(
    {length: parts},
    (_, part) =>
      `<line x1="${x(at(part))}" y1="${y(risk / at(part))}" x2="${x(at(part + 1))}" y2="${y(risk / at(part + 1))}" class="${risk === 16 ? 'redline' : 'axis'}"/>`,
  ).join('')
}
