import {writtenDate} from '../../model/calendar.ts'
import {changesText} from '../facts/changes.ts'
import {completenessText} from '../facts/completeness.ts'
import {countSystems} from '../facts/counts.ts'
import {decisions, decisionsHeading, workBeginsText} from '../facts/decisions.ts'
import {evidencePlaces, placesByFile} from '../facts/evidence-places.ts'
import {type FactLink, findings} from '../facts/findings.ts'
import {headline, leadSentences} from '../facts/headline.ts'
import {allOf, capitalised, figure, figured, listed, ratingOf} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {factLink, type Page, section, systemLink, table} from './parts.ts'

const mostOrganisations = 6

export function summarySection(page: Page, contents: readonly {id: string; text: string}[]): Markup {
  const {index} = page
  const {organisations} = index.input.settings
  const changed = changesText(index)
  return html`<p class="govuk-caption-l">
      ${
        organisations.length > mostOrganisations
          ? listed(
              organisations.map(({name}) => name),
              mostOrganisations,
            )
          : organisations.map(({name}) => name).join(', ')
      }
    </p>
    <h1 class="govuk-heading-xl">${headline(index)}</h1>
    <p class="govuk-body-l lead">${leadSentences(index).join(' ')}</p>
    ${figures(page)}
    <div class="beside">
      <div>
        ${
          changed &&
          html`<p class="govuk-body">
            <strong>${changed.since}</strong> ${changed.text} <a class="govuk-link" href="#changes">What changed</a>
          </p>`
        }
        <p class="govuk-body">
          <strong>How complete the evidence is:</strong> ${completenessText(index)}
          <a class="govuk-link" href="#not-seen">What was not seen</a>
        </p>
        <p class="note">${originText(page)}</p>
      </div>
      <nav aria-label="Contents" class="contents">
        <h2 class="govuk-heading-s">Contents</h2>
        <ul>
          ${contents.map(({id, text}) => html`<li><a class="govuk-link" href="#${id}">${text}</a></li>`)}
        </ul>
      </nav>
    </div> `
}

function figures({index}: Page): Markup {
  const counts = countSystems(index.input)
  const hardly = index.systems.filter((system) => ratingOf(system) === 'hardly-known').length
  const items = [
    [counts.systems, counts.systems === 1 ? 'system' : 'systems', '#register'],
    [
      counts.legacy,
      counts.couldBeLegacy > 0 ? `legacy, ${figure(counts.couldBeLegacy)} more could be` : 'legacy',
      '#register',
    ],
    [counts.red, 'red-rated', '#criteria'],
    [counts.couldBeRed, hardly > 0 ? `could be red, ${figure(hardly)} more hardly known` : 'could be red', '#criteria'],
    [counts.redWithoutFundedPlan, 'red without a funded plan', '#decisions'],
  ] as const
  return html`<ul class="figures">
    ${items.map(([count, label, href]) => html`<li><span class="big">${figure(count)}</span> <a class="govuk-link" href="${href}">${label}</a></li>`)}
  </ul> `
}

function originText({index}: Page): string {
  const {assessments, estate, producedBy} = index.input
  const newest = estate.header.newestObservedAt
    ? `; newest evidence ${writtenDate(estate.header.newestObservedAt.slice(0, 10))}`
    : ''
  const {name, version} = assessments.framework
  return `As of ${writtenDate(assessments.asOf)}${newest}. Made by ${producedBy.name} ${producedBy.version}. Scores follow the ${name} (${/^\d{4}-\d\d-\d\d$/.test(version) ? writtenDate(version) : version}). They are proposals from evidence, not submitted assessments.`
}

export function decisionsSection(page: Page): Markup {
  const rows = decisions(page.index).map(({decision, who, otherwise, links, systems}) => [
    html`<strong>${decision}</strong><br /><span class="small"
        >${links.map((link, at) => html`${at > 0 ? ', ' : ''}${factLink(page, link)}`)}</span
      >${allSystems(page, links, systems)}`,
    html`${who}`,
    html`${otherwise}`,
  ])
  const content =
    rows.length > 0
      ? table('Decisions needed', [{text: 'Decision'}, {text: 'Who'}, {text: 'If it is not taken'}], rows, 'cards body')
      : html`<p class="govuk-body">
          No red-rated system lacks a funded plan, a place or an owner, and the plan misses no date.
        </p>`
  const why = rows.length > 0 ? workBeginsText(page.index) : ''
  return section('decisions', decisionsHeading(page.index), content, html`${why && html`<p class="note">${why}</p>`}`)
}

const mostInList = 100

/** All systems that a sentence is about, where it links to some of them only; opened by hand, and on paper. */
function allSystems(page: Page, links: readonly FactLink[], systems: readonly string[] = []): Markup {
  const linked = links.filter((link) => 'system' in link).length
  if (systems.length <= linked || systems.length < 2) return html``
  const items = systems.slice(0, mostInList).map((system) => html`<li>${systemLink(page, system)}</li>`)
  const left = systems.length - items.length
  return html`<details class="all">
    <summary>${capitalised(allOf(systems.length))} systems</summary>
    <ul>
      ${items}
    </ul>
    ${left > 0 && html`<p class="govuk-body">and ${figure(left)} more; register.csv has a row for each</p>`}
  </details>`
}

export function findingsSection(page: Page): Markup {
  const items = findings(page.index).map(({title, text, links, systems, evidence}) => {
    const places = evidencePlaces(page.index, evidence)
    const cited =
      places.length > 0
        ? html` <span class="place"
            >${placesByFile(places.slice(0, 4)).join('; ')}${places.length > 4 ? ` and ${figured(places.length - 4, 'more place')}` : ''}</span
          >`
        : html``
    return html`<li>
      <h3 class="govuk-heading-s">${title}</h3>
      <p class="govuk-body">
        ${text} ${links.map((link, at) => html`${at > 0 ? ', ' : ''}${factLink(page, link)}`)}${cited}
      </p>
      ${allSystems(page, links, systems)}
    </li> `
  })
  return section(
    'findings',
    'What you should know',
    items.length > 0
      ? html`<ol class="findings">
          ${items}
        </ol>`
      : html`<p class="govuk-body">Nothing stands out.</p>`,
  )
}
