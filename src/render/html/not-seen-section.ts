import {criteria} from '../../model/criteria.ts'
import {isListing} from '../facts/cloud-coverage.ts'
import {completenessText, coverageRows, missingRows, questionRows} from '../facts/completeness.ts'
import {evidencePlaces, placesByFile} from '../facts/evidence-places.ts'
import {problemsOf} from '../facts/problems.ts'
import {displayText} from '../facts/display-text.ts'
import {valueText} from '../facts/value-words.ts'
import {capitalised, figure} from '../facts/words.ts'
import {cloudCoveragePart} from './cloud-coverage-part.ts'
import {judgementsPart} from './judgements-part.ts'
import {html, type Markup} from './markup.ts'
import {type Page, region, section, systemLink, table} from './parts.ts'

const mostRows = 100

/** What was looked at and how completely; what went wrong; what nobody has said. */
export function notSeenSection(page: Page): Markup {
  return section(
    'not-seen',
    'What was not seen',
    html`<p class="govuk-body">${capitalised(completenessText(page.index))}</p>`,
    coverage(page),
    cloudCoveragePart(page),
    questions(page),
    missing(page),
    unlisted(page),
    judgementsPart(page),
    problems(page),
    conflicts(page),
  )
}

function part(
  heading: string,
  columns: readonly {text: string; number?: boolean}[],
  rows: readonly (readonly Markup[])[],
  empty: string,
): Markup {
  const more = rows.length > mostRows ? html`<p class="govuk-body">and ${figure(rows.length - mostRows)} more</p>` : ''
  const body =
    rows.length === 0
      ? html`<p class="govuk-body">${empty}</p>`
      : html`${region(heading, table(heading, columns, rows.slice(0, mostRows), 'cards'))}${more}`
  return html`<h3 class="govuk-heading-m">${heading}</h3>
    ${body}`
}

function coverage({index}: Page): Markup {
  if (index.input.estate.coverage.length > 0 && index.input.estate.coverage.every(isListing)) return html``
  const rows = coverageRows(index).map(({what, status, label, detail, counts}) => [
    html`<span class="place">${what}</span>`,
    html`<span
        class="disc disc-${status === 'complete' ? 'full' : status === 'partial' ? 'half' : 'empty'}"
        aria-hidden="true"
      ></span>
      ${label}`,
    html`${counts || 'None'}`,
    html`${detail || 'Nothing left out'}`,
  ])
  return part(
    'What was looked at',
    [{text: 'Scope'}, {text: 'How completely'}, {text: 'Found'}, {text: 'Left out, and why'}],
    rows,
    'No scope was recorded.',
  )
}

function questions(page: Page): Markup {
  const rows = questionRows(page.index).map(({system, criterion, gain, how}) => [
    systemLink(page, system),
    html`${criteria[criterion].short} <span class="soft">${criterion}</span>`,
    html`<code>${how}</code>`,
    html`${gain.toFixed(2)}`,
  ])
  return part(
    'The questions that settle most',
    [
      {text: 'System'},
      {text: 'Ask first for'},
      {text: 'What to add'},
      {text: 'Other questions it spares, on average', number: true},
    ],
    rows,
    'No answer would change a rating.',
  )
}

function missing({index}: Page): Markup {
  const rows = missingRows(index).map(({what, how, criteria: ids, systems}) => [
    html`${what}`,
    html`${ids.join(', ')}`,
    html`<code>${how}</code>`,
    html`${figure(systems.length)}`,
  ])
  return part(
    'What nobody has said',
    [{text: 'Missing'}, {text: 'Criteria'}, {text: 'What to add'}, {text: 'Systems', number: true}],
    rows,
    'Every criterion is settled.',
  )
}

/** What no date of support is known of, since the catalogue has no such product or version. */
function unlisted(page: Page): Markup {
  const {notInCatalogue = []} = page.index.input.assessments
  const rows = notInCatalogue.map(({product, version, nearest, systems}) => [
    html`${product}${version === undefined ? '' : ` ${version}`}`,
    html`${version === undefined ? 'No such product' : 'No such version of it'}`,
    nearest.length > 0
      ? html`${version === undefined ? 'Did you mean' : 'Its versions: domesday lifecycle show'}
          <code>${nearest.join(', ')}</code>`
      : html`Nothing is spelt like it`,
    html`${systems.slice(0, 3).map((system, at) => html`${at > 0 ? ', ' : ''}${systemLink(page, system)}`)}${systems.length > 3 ? ` and ${figure(systems.length - 3)} more` : ''}`,
  ])
  return part(
    'Products that the catalogue does not have',
    [{text: 'As it was named'}, {text: 'What is missing'}, {text: 'What to look at'}, {text: 'Systems'}],
    rows,
    'Every product and version that was named is in the catalogue.',
  )
}

function problems({index}: Page): Markup {
  const rows = problemsOf(index.input).map(({message, where, hint}) => [
    html`${message}`,
    html`<span class="place">${where || 'No one place'}</span>`,
    html`${hint ?? 'Nothing is known to mend it'}`,
  ])
  return part(
    'What went wrong',
    [{text: 'Problem'}, {text: 'Where'}, {text: 'What to do'}],
    rows,
    'Nothing went wrong.',
  )
}

function conflicts({index}: Page): Markup {
  const rows = index.input.estate.conflicts.map(({subject, message, values}) => [
    html`${index.nameOf(subject)}`,
    html`${message}`,
    html`${values.slice(0, 4).map(({value, evidence}) => html`${displayText(valueText(value), 200)} <span class="place soft">${placesByFile(evidencePlaces(index, evidence).slice(0, 2)).join('; ')}</span><br />`)}`,
  ])
  return part(
    'Where sources disagree',
    [{text: 'Of'}, {text: 'What'}, {text: 'Each says'}],
    rows,
    'No source contradicts another.',
  )
}
