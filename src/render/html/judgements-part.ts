import {writtenDate} from '../../model/calendar.ts'
import {assessorRows, type AssessorRow, staleRows} from '../facts/judgements.ts'
import {capitalised, counted, figure, listed} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {type Page, region, systemLink, table} from './parts.ts'

const mostRows = 100

/** Who judged and when, and which of it is old. */
export function judgementsPart(page: Page): Markup {
  const assessors = assessorRows(page.index)
  const heading = html`<h3 class="govuk-heading-m" id="judgements">Who judged, and when</h3>`
  if (assessors.length === 0)
    return html`${heading}
      <p class="govuk-body">No person’s score is declared: every score is a proposal from evidence.</p>`
  const rows = assessors
    .slice(0, mostRows)
    .map((row) => [
      html`${row.who ?? 'Not signed'}`,
      html`${figure(row.scores)}`,
      html`${figure(row.systems)}`,
      html`${spanOf(row)}`,
      html`${figure(row.stale)}`,
    ])
  const columns = [
    {text: 'Who'},
    {text: 'Scores', number: true},
    {text: 'Systems', number: true},
    {text: 'When'},
    {text: 'Over a year old', number: true},
  ]
  const more =
    assessors.length > mostRows && html`<p class="govuk-body">and ${figure(assessors.length - mostRows)} more</p>`
  return html`${heading}${region('Who judged, and when', table('Who judged, and when', columns, rows, 'cards'))}${more}${stale(page)}`
}

function spanOf({first, last, undated}: AssessorRow): string {
  const dated =
    !first || !last
      ? ''
      : first === last
        ? writtenDate(first, 'short')
        : `${writtenDate(first, 'short')} to ${writtenDate(last, 'short')}`
  return [dated, undated > 0 ? `${figure(undated)} without a date` : ''].filter(Boolean).join('; ')
}

function stale(page: Page): Markup {
  const found = staleRows(page.index)
  const rule = `A person’s score is stale when it was given more than a year before the as-of date, ${writtenDate(page.index.input.assessments.asOf)}. It counts all the same, until somebody looks again.`
  if (found.length === 0) return html`<p class="govuk-body">No judgement is stale. ${rule}</p>`
  const rows = found
    .slice(0, mostRows)
    .map(({system, criteria, who, oldest}) => [
      systemLink(page, system),
      html`${criteria.join(', ')}`,
      html`${listed(who, 3) || 'Not signed'}`,
      html`${writtenDate(oldest, 'short')}`,
    ])
  const columns = [{text: 'System'}, {text: 'Criteria'}, {text: 'Who'}, {text: 'Oldest'}]
  return html`<h3 class="govuk-heading-m">
      ${capitalised(counted(found.length, 'system'))} ${found.length === 1 ? 'has' : 'have'} stale judgements
    </h3>
    <p class="govuk-body">${rule}</p>
    ${region('Stale judgements', table('Stale judgements', columns, rows, 'cards'))}${found.length > mostRows && html`<p class="govuk-body">and ${figure(found.length - mostRows)} more</p>`}`
}
