import {
  type CloudCell,
  cloudCoverage,
  type CloudGap,
  type CloudNote,
  type CloudRow,
  keptText,
  statusLabels,
} from '../facts/cloud-coverage.ts'
import {displayText} from '../facts/display-text.ts'
import {counted, figure, figured, listed} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {type Page, region, table} from './parts.ts'

const mostRows = 100
const mostGaps = 100
const mostNotes = 100
const mostRegions = 4

/** What was asked of the clouds, account by region by service, and why what is missing is; nothing without a cloud. */
export function cloudCoveragePart({index}: Page): Markup {
  const cloud = cloudCoverage(index)
  if (!cloud) return html``
  const {services, rows, gaps, notes, listings, complete} = cloud
  const accounts = new Set(rows.map(({account}) => account)).size
  const heading = 'What was looked at in the cloud'
  const more = rows.length - mostRows
  return html`<h3 class="govuk-heading-m" id="cloud-coverage">${heading}</h3>
    <p class="govuk-body">
      ${complete === listings ? 'All' : `${figure(complete)} of`} ${figured(listings, 'listing')} of
      ${counted(accounts, 'account')} ${complete === 1 ? 'is' : 'are'} complete. A service that was not asked in a
      region has no mark there.
      ${rows.some(({cells}) => [...cells.values()].some(({kept}) => kept > 0)) && 'A figure in brackets is of things that were seen before and are kept, as of that day.'}
    </p>
    <p class="key">
      <span>${mark('complete')} complete</span><span>${mark('partial')} partial</span
      ><span>${mark('denied')} refused</span><span>${mark('unavailable')} unavailable</span
      ><span>${mark('failed')} failed</span>
    </p>
    ${region(
      heading,
      html`<table class="table cloud">
        <caption class="govuk-visually-hidden">
          ${heading}: how complete each service is, and how many things it gave
        </caption>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Regions</th>
            ${services.map((service) => html`<th scope="col" class="up"><span>${displayText(service, 40)}</span></th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, mostRows).map((row) => matrixRow(row, services))}
        </tbody>
      </table>`,
    )}${more > 0 && html`<p class="govuk-body">and ${figure(more)} more rows; those with gaps stand first</p>`}
    ${gapTable(gaps)}${noteTable(notes)}`
}

/** Full, half and empty discs as elsewhere; letters where nothing came. */
function mark(status: CloudCell['status']): Markup {
  if (status === 'complete' || status === 'partial')
    return html`<span class="disc disc-${status === 'complete' ? 'full' : 'half'}" aria-hidden="true"></span>`
  return html`<b class="unseen" aria-hidden="true">${statusLabels[status].slice(0, 1)}</b>`
}

function matrixRow({account, name, regions, cells}: CloudRow, services: readonly string[]): Markup {
  return html`<tr>
    <th scope="row">${account}${name && html`<br /><span class="soft">${name}</span>`}</th>
    <td>${listed(regions, mostRegions)}</td>
    ${services.map((service) => matrixCell(cells.get(service)))}
  </tr> `
}

function matrixCell(cell: CloudCell | undefined): Markup {
  if (!cell) return html`<td><span class="govuk-visually-hidden">not asked</span></td>`
  const {status, found, kept} = cell
  const nothing = kept > 0 ? 'found nothing' : 'nothing found'
  const said = `${statusLabels[status]}, ${found > 0 ? 'found' : nothing}`
  return html`<td>
    ${mark(status)}<span class="govuk-visually-hidden">${said}</span
    >${found > 0 && html` <span class="soft">${figure(found)}</span>`}${kept > 0 && html`<span class="govuk-visually-hidden">, kept from before</span> <span class="soft">(${figure(kept)})</span>`}
  </td>`
}

function gapTable(gaps: readonly CloudGap[]): Markup {
  if (gaps.length === 0) return html``
  const heading = 'What the cloud did not show, and why'
  const rows = gaps
    .slice(0, mostGaps)
    .map((gap) => ({...gap, gap}))
    .map(({status, reason, action, services, accounts, listings, gap}) => [
      html`${displayText(listed(services, 6), 200)}`,
      html`<span class="state">${mark(status)} ${statusLabels[status]}</span>`,
      html`${displayText([reason, keptText(gap)].filter(Boolean).join('; '), 400)}`,
      html`${action ? html`<code>${displayText(action, 80)}</code>` : status === 'denied' ? 'As the reason says' : 'None: it was not refused'}`,
      html`${displayText(listed(accounts, 3), 120)}: ${figured(listings, 'listing')}`,
    ])
  return html`<h3 class="govuk-heading-m">${heading}</h3>
    ${region(
      heading,
      table(
        heading,
        [{text: 'Service'}, {text: 'State'}, {text: 'Why'}, {text: 'Permission that would show it'}, {text: 'Where'}],
        rows,
        'cards',
      ),
    )}
    ${gaps.length > mostGaps && html`<p class="govuk-body">and ${figure(gaps.length - mostGaps)} more reasons</p>`}`
}

function noteTable(notes: readonly CloudNote[]): Markup {
  if (notes.length === 0) return html``
  const heading = 'What is not looked at in the cloud'
  const rows = notes
    .slice(0, mostNotes)
    .map(({message, accounts}) => [html`${displayText(message, 300)}`, html`${displayText(listed(accounts, 3), 120)}`])
  return html`<h3 class="govuk-heading-m">${heading}</h3>
    ${region(heading, table(heading, [{text: 'What'}, {text: 'Accounts'}], rows, 'cards'))}
    ${notes.length > mostNotes && html`<p class="govuk-body">and ${figure(notes.length - mostNotes)} more</p>`}`
}
