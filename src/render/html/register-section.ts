import type {SystemAssessment} from '../../model/assessment.ts'
import {oncePer} from '../../model/once-per.ts'
import {countSystems} from '../facts/counts.ts'
import {declaredCostFigure, declaredCostsText} from '../facts/declared-costs.ts'
import {mainDriver} from '../facts/drivers.ts'
import {placeLabel} from '../facts/moving.ts'
import {capitalised, counted, dispositionLabel, figure, figured, ratingLabel, riskText} from '../facts/words.ts'
import {intervalInRow} from './interval-picture.ts'
import {html, type Markup, systemMark, trusted} from './markup.ts'
import {rowsAtATime} from './register-script.ts'
import {type Page, ratingTag, region, section, systemHref, systemLink} from './parts.ts'

/** Beyond this many rows each is written as short as it can be: a page stays under two megabytes with 5,000. */
const mostFullRows = 1000

/** The systems whose rows stand on one page of the register. */
export interface RegisterPart {
  readonly file: string
  readonly systems: readonly SystemAssessment[]
}

/** What a mark takes in the list of the other parts, and what stands around them. */
const markBytes = 8
const listBytes = 4000

/** The register in parts of so many bytes: nearly always one, on the first page. */
export function registerParts(page: Page, firstBytes: number, laterBytes: number): readonly RegisterPart[] {
  const rows = page.index.systems.map((system) => ({system, bytes: Buffer.byteLength(rowOf(page, system).markup)}))
  if (rows.reduce((sum, {bytes}) => sum + bytes, 0) <= firstBytes)
    return [{file: 'index.html', systems: page.index.systems}]
  const list = rows.length * markBytes + listBytes
  const parts: {file: string; systems: SystemAssessment[]}[] = [{file: 'index.html', systems: []}]
  let left = firstBytes - list
  for (const {system, bytes} of rows) {
    if (bytes > left) {
      parts.push({file: `register-${parts.length + 1}.html`, systems: []})
      left = laterBytes - list
    }
    parts.at(-1)?.systems.push(system)
    left -= bytes
  }
  return parts
}

/** Every system with its rating, in the one order; sorting and filters are a script's, and the table is whole without. */
export function registerSection(page: Page, parts: readonly RegisterPart[]): Markup {
  const {legacy, systems: all} = countSystems(page.index.input)
  const heading =
    all === 0 ? 'The register is empty' : `The register: ${figured(all, 'system')}, ${figure(legacy)} of them legacy`
  if (all === 0)
    return section('register', heading, html`<p class="govuk-body">No system is declared and none was found.</p>`)
  return section('register', heading, ...registerTable(page, parts, 0))
}

/** One part of the register as a page of its own. */
export function registerPage(page: Page, parts: readonly RegisterPart[], at: number): Markup {
  const {systems} = page.index
  const before = parts.slice(0, at).reduce((sum, part) => sum + part.systems.length, 0)
  const until = before + (parts[at]?.systems.length ?? 0)
  return html`<p class="govuk-body"><a class="govuk-link" href="index.html#register">The report</a></p>
    <h1 class="govuk-heading-xl">
      The register, systems ${figure(before + 1)} to ${figure(until)} of ${figure(systems.length)}
    </h1>
    ${registerTable(page, parts, at)}`
}

function registerTable(page: Page, parts: readonly RegisterPart[], at: number): Markup[] {
  const systems = parts[at]?.systems ?? []
  const all = page.index.systems.length
  const isLong = all > mostFullRows
  const costs = declaredCostsText(page.index)
  const table = html`<table
    class="table register ${isLong ? '' : 'cards'}${systems.length > 2 * rowsAtATime && ' waits'}"
    role="table"
    id="register-table"
  >
    <caption class="govuk-visually-hidden">
      Systems, highest risk first
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">System</th>
        <th scope="col" role="columnheader">Rating</th>
        <th scope="col" role="columnheader" class="num">Risk, 0 to 30</th>
        <th scope="col" role="columnheader" class="scale">
          <span class="govuk-visually-hidden">Picture of the risk, </span><span>0</span><span class="at16">16</span
          ><span class="at30">30</span>
        </th>
        <th scope="col" role="columnheader">What drives it</th>
        <th scope="col" role="columnheader">Treatment</th>
        <th scope="col" role="columnheader">Wave</th>
        ${costs && html`<th scope="col" role="columnheader" class="num">Declared cost a year</th>`}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${systems.map((system) => rowOf(page, system))}
    </tbody>
  </table>`
  const here =
    parts.length > 1 ? `${capitalised(figured(systems.length, 'system'))} on this page` : counted(all, 'system')
  return [
    html`<div id="filters" hidden></div>
      <p class="govuk-body" id="register-count" aria-live="polite">${capitalised(here)}, highest risk first</p>
      ${costs && html`<p class="govuk-body">${costs}</p>`}`,
    region('The register', table),
    elsewhere(parts, at),
  ]
}

/** Where the other parts are; their systems' marks let a link to any of them find its page. */
function elsewhere(parts: readonly RegisterPart[], at: number): Markup {
  if (parts.length < 2) return html``
  const others = parts.map(({file, systems}, part) => {
    const marks = systems.map(({system}) => systemMark(system)).join('')
    return part === at
      ? ''
      : html`<li>
          <a class="govuk-link" href="${file}${file === 'index.html' && '#register'}" data-marks="${trusted(marks)}"
            >Part ${part + 1}</a
          >: ${figured(systems.length, 'system')}
        </li>`
  })
  return html`<p class="govuk-body">The register goes on:</p>
    <ul class="govuk-list" id="elsewhere">
      ${others}
    </ul>`
}

/** As the filter names them; a row without the mark is legacy. */
const legacyLabels = {yes: 'Yes', 'could-be': 'Could be', no: 'No'} as const

/** A row is measured before it is written. */
const rowsOf = oncePer((_page: Page) => new Map<SystemAssessment, Markup>())

function rowOf(page: Page, system: SystemAssessment): Markup {
  const rows = rowsOf(page)
  const made = rows.get(system) ?? madeRow(page, system)
  rows.set(system, made)
  return made
}

function madeRow(page: Page, system: SystemAssessment): Markup {
  const many = page.index.input.settings.organisations.length > 1
  const cost = declaredCostsText(page.index) && declaredCostFigure(page.index, system.system)
  return page.index.systems.length > mostFullRows ? compactRow(page, system, many, cost) : row(page, system, many, cost)
}

/** `cost` is empty where the register has no column for it. */
function row(page: Page, system: SystemAssessment, many: boolean, cost: string): Markup {
  const {index} = page
  const treatment = dispositionLabel(index.dispositions.get(system.system)?.chosen)
  const placed = placeLabel(index, system.system)
  const organisation = index.organisationName(system.organisation)
  return html`<tr
    role="row"
    data-o="${organisation}"
    data-r="${ratingLabel(system)}"
    data-t="${treatment}"
    data-w="${placed}"
    data-l="${legacyLabels[system.legacy]}"
  >
    <th scope="row" role="rowheader">
      ${systemLink(page, system.system)}${many ? html`<br /><span class="soft">${organisation}</span>` : ''}
    </th>
    <td role="cell" data-label="Rating">${ratingTag(system)}</td>
    <td role="cell" class="num" data-label="Risk, 0 to 30">${riskText(system)}</td>
    <td role="cell" class="scale">${intervalInRow(system.overall)}</td>
    <td role="cell" data-label="What drives it">${mainDriver(system)}</td>
    <td role="cell" data-label="Treatment">${treatment}</td>
    <td role="cell" data-label="Wave">${placed}</td>
    ${cost && html`<td role="cell" class="num" data-label="Declared cost a year">${cost}</td>`}
  </tr> `
}

/** Without the end tags that HTML lets one leave out: five thousand rows stay under two megabytes. */
function compactRow(page: Page, system: SystemAssessment, many: boolean, cost: string): Markup {
  const {index} = page
  const {low, high} = system.overall
  const [left, width] = [((low / 30) * 150).toFixed(0), (((high - low) / 30) * 150).toFixed(0)]
  const anchor = systemHref(page, system.system) ? '' : ` id="r${systemMark(system.system)}"`
  const legacy = system.legacy === 'yes' ? '' : ` data-l="${legacyLabels[system.legacy]}"`
  const opened = trusted(`<tr${anchor}${legacy}><th scope="row">`)
  const bar = trusted(`<td class="scale"><i style="left:${left}px;width:${width}px"></i>`)
  const organisation = many && html`<br /><span class="soft">${index.organisationShort(system.organisation)}</span>`
  const treatment = dispositionLabel(index.dispositions.get(system.system)?.chosen)
  const row = html`${opened}${shortLink(page, system.system)}${organisation}${cell}${ratingTag(system)}${figureCell}${riskText(system)}${bar}${cell}${mainDriver(system)}${cell}${treatment}${cell}${placeLabel(index, system.system)}`
  return cost ? html`${row}${figureCell}${cost}` : row
}

const cell = trusted('<td>')
const figureCell = trusted('<td class="num">')

function shortLink(page: Page, system: string): Markup {
  const href = systemHref(page, system)
  const name = page.index.nameOf(system)
  return href ? html`<a href="${href}">${name}</a>` : html`${name}`
}
