import {
  type CostReport,
  costReport,
  type CurrencyCosts,
  headAmount,
  notInTotals,
  perhapsTwice,
  type Split,
} from '../facts/costs.ts'
import {moneyText, moneyTexts} from '../facts/money.ts'
import {tagFaults} from '../facts/tag-faults.ts'
import {costsHeading, kindLabels, poundsText, ratesText, reconciled, roundingText} from '../facts/cost-words.ts'
import {capitalised, figure} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {type Page, region, section, systemLink, table} from './parts.ts'

const mostRows = 100
const mostUnallocated = 20

/** What the bills say: whose it is, what is shared, what is nobody's. Undefined where there is no bill. */
export function costsSection(page: Page): Markup | undefined {
  const report = costReport(page.index)
  if (!report) return undefined
  return section(
    'costs',
    costsHeading(report),
    html`<p class="govuk-body">
      Amortised: what was paid for in advance falls in the months that it is for. Credits, refunds, tax and support
      stand apart from the cost of running. ${ratesText(page.index)} Every row, for a spreadsheet:
      <a class="govuk-link" href="costs.csv">costs.csv</a>.
    </p>`,
    ...[...perhapsTwice(page.index), ...notInTotals(page.index, report)].map(
      (text) => html`<p class="govuk-body">${text}</p>`,
    ),
    ...report.currencies.map((costs) => splitTable(costs, report)),
    html`<p class="govuk-body">${roundingText} In costs.csv all are exact.</p>`,
    systemsTable(page, report),
    unallocatedTable(report),
    faultsTable(page),
    billsTable(report),
  )
}

function splitTable(costs: CurrencyCosts, {currencies}: CostReport): Markup {
  const {currency, all} = costs
  const title = currencies.length > 1 ? `Whose it is, in ${currency}` : 'Whose it is'
  const row = (label: string, split: Split, amount: typeof headAmount): readonly Markup[] => {
    const parts = [split.attributed, split.shared, split.unallocated].map(amount)
    return [
      html`${label}`,
      ...moneyTexts(parts, currency).map((text) => html`${text}`),
      html`${moneyText(amount(split.total), currency)}`,
    ]
  }
  const rows = [
    ...costs.kinds.map(([kind, split]) => row(kindLabels[kind], split, headAmount)),
    row('All', all, headAmount),
    row('All, as billed', all, ({billed}) => billed),
  ]
  const columns = ['Charges', 'Attributed', 'Shared', 'Unallocated', 'Total'].map((text, at) => ({
    text,
    number: at > 0,
  }))
  return html`<h3 class="govuk-heading-m">${title}</h3>
    ${region(title, table(title, columns, rows, 'cards'))}${poundsOf(costs)}`
}

function poundsOf({currency, totalGbp}: CurrencyCosts): Markup {
  if (currency === 'GBP') return html``
  return html`<p class="govuk-body">
    ${totalGbp === undefined ? `What that is in pounds is not known: costs in domesday.yaml has no rate for ${currency}.` : `In pounds: ${moneyText(totalGbp, 'GBP')}.`}
  </p>`
}

function systemsTable(page: Page, report: CostReport): Markup {
  const {systems} = report
  const title = 'What each system runs for'
  const rows = systems
    .slice(0, mostRows)
    .map(({system, currency, sum, gbp, months, declaredGbp}) => [
      systemLink(page, system),
      html`${months}`,
      html`${sum.effective === undefined ? 'Not known' : moneyText(sum.effective, currency)}`,
      html`${moneyText(sum.billed, currency)}`,
      html`${poundsText(gbp)}`,
      html`${declaredGbp === undefined ? 'Not declared' : moneyText(declaredGbp, 'GBP')}`,
    ])
  const more = systems.length > mostRows ? `and ${figure(systems.length - mostRows)} more, in costs.csv` : ''
  const columns = [
    {text: 'System'},
    {text: 'Months'},
    {text: 'Amortised', number: true},
    {text: 'Billed', number: true},
    {text: 'In pounds', number: true},
    {text: 'Declared a year', number: true},
  ]
  if (rows.length === 0)
    return html`<h3 class="govuk-heading-m">${title}</h3>
      <p class="govuk-body">No cost is any system’s: rules and tag keys in domesday.yaml say whose they are.</p>`
  return html`<h3 class="govuk-heading-m">${title}</h3>
    ${region(title, table(title, columns, rows, 'cards'))}${more && html`<p class="govuk-body">${more}</p>`}${reconciled(report).map((text) => html`<p class="govuk-body">${text}</p>`)}`
}

function unallocatedTable({unallocated}: CostReport): Markup {
  const title = 'The most that is nobody’s'
  if (unallocated.length === 0) return html``
  const rows = unallocated
    .slice(0, mostUnallocated)
    .map(({what, why, currency, sum}) => [
      html`<span class="place">${what}</span>`,
      html`${capitalised(why)}`,
      html`${moneyText(headAmount(sum), currency)}`,
    ])
  const more = unallocated.length - rows.length
  const columns = [{text: 'What'}, {text: 'Why'}, {text: 'Amortised', number: true}]
  return html`<h3 class="govuk-heading-m">${title}</h3>
    ${region(title, table(title, columns, rows, 'cards'))}${more > 0 && html`<p class="govuk-body">and ${figure(more)} more</p>`}`
}

function faultsTable({index}: Page): Markup {
  const title = 'The commonest faults of tags'
  const rows = tagFaults(index).map(({fault, things}) => [html`${fault}`, html`${figure(things)}`])
  if (rows.length === 0) return html``
  const columns = [{text: 'Fault'}, {text: 'Resources or accounts', number: true}]
  return html`<h3 class="govuk-heading-m">${title}</h3>
    ${region(title, table(title, columns, rows, 'cards'))}`
}

function billsTable({billed}: CostReport): Markup {
  const title = 'Months covered'
  const rows = billed
    .slice(0, mostRows)
    .map(({account, months, unknown}) => [html`${account}`, html`${months}`, html`${unknown.join(', ') || 'None'}`])
  const columns = [{text: 'Billing account'}, {text: 'Billed'}, {text: 'Not known'}]
  return html`<h3 class="govuk-heading-m">${title}</h3>
    ${region(title, table(title, columns, rows, 'cards'))}`
}
