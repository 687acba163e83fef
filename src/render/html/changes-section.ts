import {changeRows, changesHeading, changesText, planChangeText} from '../facts/changes.ts'
import {figure} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {type Page, region, section, systemLink, table} from './parts.ts'

const mostRows = 100
const mostCriteria = 4

/** What is not as the audit before found it; nothing at all for a first audit. */
export function changesSection(page: Page): Markup | undefined {
  const rows = changeRows(page.index)
  const said = changesText(page.index)
  if (!rows || !said) return undefined
  const cells = rows
    .slice(0, mostRows)
    .map(({system, name, kind, before, now, because, plan}) => [
      kind === 'gone' ? html`${name}` : systemLink(page, system),
      html`${before}`,
      html`${now}`,
      html`${because.slice(0, mostCriteria).map((text) => html`${text}<br />`)}${because.length > mostCriteria && html`and ${because.length - mostCriteria} more`}${because.length === 0 && 'No criterion'}`,
      html`${plan.map((change) => html`${planChangeText(change)}<br />`)}${plan.length === 0 && 'Nothing'}`,
    ])
  const columns = [
    {text: 'System'},
    {text: 'Before'},
    {text: 'Now'},
    {text: 'Criteria that moved'},
    {text: 'What moved in the plan'},
  ]
  return section(
    'changes',
    changesHeading(rows),
    html`<p class="govuk-body">${said.since} ${said.text}</p>`,
    rows.length > 0 ? region('What changed', table('What changed', columns, cells, 'cards')) : html``,
    html`${rows.length > mostRows && html`<p class="govuk-body">and ${figure(rows.length - mostRows)} more</p>`}`,
  )
}
