import {connectionsHeading, cycles, mostUsed, sharedStores} from '../facts/connections.ts'
import {figure, listed} from '../facts/words.ts'
import {drawing} from './drawing.ts'
import {html, type Markup} from './markup.ts'
import {alarmTag, type Page, region, section, systemLink, table} from './parts.ts'

/** What most others depend on, in a table and a map; shared stores and circles. */
export function connectionsSection(page: Page, contextMapSvg?: string): Markup {
  const {index} = page
  const used = mostUsed(index)
  const many = index.input.settings.organisations.length > 1
  const heading = connectionsHeading(page.index)
  if (used.length === 0)
    return section('connections', heading, html`<p class="govuk-body">No system is known to depend on another.</p>`)
  const rows = used.map(({system, users}) => {
    const by = [...Map.groupBy(users, (id) => index.assessments.get(id)?.organisation ?? '')].map(
      ([organisation, members]) => `${index.organisationName(organisation)} ${figure(members.length)}`,
    )
    return [
      html`${systemLink(page, system)}${alarmTag(page, system)}`,
      html`${figure(users.length)}`,
      html`${many ? by.join(', ') : listed(users.map(index.nameOf), 5)}`,
    ]
  })
  return section(
    'connections',
    heading,
    region(
      'Systems that most others depend on',
      table(
        'Systems that most others depend on',
        [{text: 'System'}, {text: 'Depend on it', number: true}, {text: many ? 'By organisation' : 'Which'}],
        rows,
        'cards',
      ),
    ),
    map(contextMapSvg),
    stores(page),
    circles(page),
  )
}

function map(svg: string | undefined): Markup {
  if (!svg) return html``
  const shown = drawing(svg, 'Context map')
  if (shown === 'too large')
    return html`<p class="note">
      The map of these systems is a file of its own, <a class="govuk-link" href="estate.svg">estate.svg</a>; the table
      above says the same.
    </p>`
  if (shown === undefined) return html``
  return html`${shown}
    <p class="note">The map shows the systems that most others use; the table above says the same.</p>`
}

function stores({index}: Page): Markup {
  const rows = sharedStores(index)
    .slice(0, 20)
    .map(({id, systems, technologies}) => [
      html`${index.nameOf(id)}`,
      html`${listed(technologies.map(index.nameOf), 3) || 'Not known'}`,
      html`${listed(systems.map(index.nameOf), 8)}`,
    ])
  return rows.length === 0
    ? html``
    : html`<h3 class="govuk-heading-m">Stores that systems share</h3>
        ${region('Stores that systems share', table('Stores that systems share', [{text: 'Store'}, {text: 'Runs on'}, {text: 'Written or read by'}], rows, 'cards'))}`
}

function circles({index}: Page): Markup {
  const found = cycles(index)
  return found.length === 0
    ? html``
    : html`<h3 class="govuk-heading-m">Circles of dependency</h3>
        <ul class="govuk-list govuk-list--bullet">
          ${found.slice(0, 20).map((members) => html`<li>${listed(members.map(index.nameOf), 12)}</li>`)}
        </ul>`
}
