import type {CloudResources} from '../../model/assessment.ts'
import {resourcesText, supportText, typesText} from '../facts/cloud-resources.ts'
import {displayText} from '../facts/display-text.ts'
import {figure, listed} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {type Page, region, section, table} from './parts.ts'

const mostRows = 100
const mostAccounts = 3

/** Whose the resources of the clouds are, and what runs in those that are nobody's. Undefined without a cloud. */
export function resourcesSection({index}: Page): Markup | undefined {
  const {resources} = index.input.assessments
  if (!resources) return undefined
  return section(
    'resources',
    'Whose the clouds’ resources are',
    html`<p class="govuk-body">
      ${resourcesText(resources)}. Attributed: one system runs on it, uses it or keeps data in it. Shared: several do,
      or domesday.yaml says that they share its costs. What is unallocated counts for no system’s risk: rules of systems
      and keys of tags in domesday.yaml say whose it is. Each by its name, with where it was seen:
      <a class="govuk-link" href="resources.csv">resources.csv</a>.
    </p>`,
    productsTable(resources),
    accountsTable(resources),
  )
}

function titled(title: string, columns: Parameters<typeof table>[1], rows: readonly (readonly Markup[])[]): Markup {
  const more = rows.length - mostRows
  return html`<h3 class="govuk-heading-m">${title}</h3>
    ${region(title, table(title, columns, rows.slice(0, mostRows), 'cards'))}${more > 0 && html`<p class="govuk-body">and ${figure(more)} more, in assessments.json</p>`}`
}

function productsTable({products, unallocated}: CloudResources): Markup {
  if (unallocated === 0) return html``
  if (products.length === 0)
    return html`<p class="govuk-body">No product is known of the resources that are unallocated.</p>`
  return titled(
    'Products of unallocated resources',
    [{text: 'Product'}, {text: 'Support'}, {text: 'Accounts'}, {text: 'Resources', number: true}],
    products.map((product) => [
      html`${displayText(product.product, 100)}`,
      html`${supportText(product)}`,
      html`${displayText(listed(product.accounts, mostAccounts), 120)}`,
      html`${figure(product.resources)}`,
    ]),
  )
}

function accountsTable({accounts}: CloudResources): Markup {
  if (accounts.length === 0) return html``
  return titled(
    'Unallocated resources by account',
    [{text: 'Account'}, {text: 'The most of them'}, {text: 'Resources', number: true}],
    accounts.map((one) => [
      html`${displayText(one.account, 60) || 'No account named'}`,
      html`${typesText(one)}`,
      html`${figure(one.resources)}`,
    ]),
  )
}
