import {resourcesText, supportText, typesText} from '../facts/cloud-resources.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import {figure, listed} from '../facts/words.ts'
import {md, table} from './escape.ts'

const mostRows = 30

/** Whose the resources of the clouds are; empty without a cloud. */
export function resourcesPart(index: ReportIndex): string {
  const {resources} = index.input.assessments
  if (!resources) return ''
  const {products, accounts} = resources
  return [
    '## Whose the clouds’ resources are',
    `${md(resourcesText(resources))}. Each by its name, with where it was seen: [resources.csv](resources.csv).`,
    ...(products.length > 0
      ? [
          table(
            ['Product of unallocated resources', 'Support', 'Accounts', 'Resources'],
            products
              .slice(0, mostRows)
              .map((one) => [
                md(one.product),
                md(supportText(one)),
                md(listed(one.accounts, 3)),
                figure(one.resources),
              ]),
          ),
          ...furtherRows(products.length),
        ]
      : []),
    ...(accounts.length > 0
      ? [
          table(
            ['Account', 'The most of what is unallocated', 'Resources'],
            accounts
              .slice(0, mostRows)
              .map((one) => [md(one.account || 'No account named'), md(typesText(one)), figure(one.resources)]),
          ),
          ...furtherRows(accounts.length),
        ]
      : []),
  ].join('\n\n')
}

function furtherRows(count: number): readonly string[] {
  return count > mostRows ? [`And ${figure(count - mostRows)} more, in assessments.json.`] : []
}
