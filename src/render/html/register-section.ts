import type {SystemAssessment} from '../../model/assessment.ts'
import {countSystems} from '../facts/counts.ts'
import {mainDriver} from '../facts/drivers.ts'
import {capitalised, counted, dispositionLabel, figure, figured, ratingLabel, totalText} from '../facts/words.ts'
import {intervalInRow} from './interval-picture.ts'
import {html, type Markup} from './markup.ts'
import {rowsAtATime} from './register-script.ts'
import {type Page, ratingTag, region, section, systemHref, systemLink} from './parts.ts'

/** Beyond this many rows each is written as short as it can be: a page stays under two megabytes with 5,000. */
const mostFullRows = 1000

/** Every system with its rating, in the one order; sorting and filters are a script's, and the table is whole without. */
export function registerSection(page: Page): Markup {
  const {systems, input} = page.index
  const {legacy, systems: all} = countSystems(input)
  const heading =
    all === 0 ? 'The register is empty' : `The register: ${figured(all, 'system')}, ${figure(legacy)} of them legacy`
  if (all === 0)
    return section('register', heading, html`<p class="govuk-body">No system is declared and none was found.</p>`)
  const many = input.settings.organisations.length > 1
  const table = html`<table
    class="table register ${systems.length > mostFullRows ? '' : 'cards'}${systems.length > 2 * rowsAtATime && ' waits'}"
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
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${systems.map((system) => (systems.length > mostFullRows ? compactRow(page, system, many) : row(page, system, many)))}
    </tbody>
  </table>`
  return section(
    'register',
    heading,
    html`<div id="filters" hidden></div>
      <p class="govuk-body" id="register-count" aria-live="polite">
        ${capitalised(counted(all, 'system'))}, highest risk first
      </p>`,
    region('The register', table),
  )
}

function row(page: Page, system: SystemAssessment, many: boolean): Markup {
  const {index} = page
  const chosen = index.dispositions.get(system.system)?.chosen
  const treatment = chosen ? dispositionLabel(chosen) : 'Not decided'
  const wave = index.waveOf.get(system.system)
  const placed = wave ? `Wave ${wave.id}` : chosen === 'retain' ? 'None needed' : 'Not placed'
  const organisation = index.organisationName(system.organisation)
  return html`<tr
    role="row"
    data-o="${organisation}"
    data-r="${ratingLabel(system)}"
    data-t="${treatment}"
    data-w="${placed}"
  >
    <th scope="row" role="rowheader">
      ${systemLink(page, system.system)}${many ? html`<br /><span class="soft">${organisation}</span>` : ''}
    </th>
    <td role="cell" data-label="Rating">${ratingTag(system)}</td>
    <td role="cell" class="num" data-label="Risk, 0 to 30">
      ${system.hardlyKnown ? 'not assessed' : totalText(system.overall)}
    </td>
    <td role="cell" class="scale">${intervalInRow(system.overall)}</td>
    <td role="cell" data-label="What drives it">${mainDriver(system)}</td>
    <td role="cell" data-label="Treatment">${treatment}</td>
    <td role="cell" data-label="Wave">${placed}</td>
  </tr> `
}

function compactRow(page: Page, system: SystemAssessment, many: boolean): Markup {
  const {index} = page
  const chosen = index.dispositions.get(system.system)?.chosen
  const wave = index.waveOf.get(system.system)
  const {low, high} = system.overall
  const [left, width] = [((low / 30) * 150).toFixed(0), (((high - low) / 30) * 150).toFixed(0)]
  const organisation = many && html`<br /><span class="soft">${index.organisationShort(system.organisation)}</span>`
  // No line breaks: five thousand rows of them are a tenth of the page.
  const cells = [
    html`<th scope="row">${shortLink(page, system.system)}${organisation}</th>`,
    html`<td>${ratingTag(system)}</td>`,
    html`<td class="num">${system.hardlyKnown ? 'not assessed' : totalText(system.overall)}</td>`,
    html`<td class="scale"><i style="left:${left}px;width:${width}px"></i></td>`,
    html`<td>${mainDriver(system)}</td>`,
    html`<td>${chosen ? dispositionLabel(chosen) : 'Not decided'}</td>`,
    html`<td>${wave ? `Wave ${wave.id}` : chosen === 'retain' ? 'None needed' : 'Not placed'}</td>`,
  ]
  return html`<tr>
    ${cells}
  </tr>`
}

function shortLink(page: Page, system: string): Markup {
  const href = systemHref(page, system)
  const name = page.index.nameOf(system)
  return href ? html`<a href="${href}">${name}</a>` : html`${name}`
}
