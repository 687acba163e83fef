import {billsOf} from '../facts/bills.ts'
import {figured} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {type Page, section} from './parts.ts'

/** Where the bills of materials are. Undefined where there are none. */
export function billsSection({index}: Page): Markup | undefined {
  const bills = billsOf(index)
  if (bills.length === 0) return undefined
  const systems = bills.filter((bill) => bill.of === 'system').length
  return section(
    'bills',
    'Bills of materials',
    html`<p class="govuk-body">
      What ${figured(systems, 'system')} and ${figured(bills.length - systems, 'application')} are made of, as far as
      sources say: packages with their versions and licences, and the products that they use, each as CycloneDX 1.6.
      What is not in them was not seen. All of them, with what they hold:
      <a class="govuk-link" href="boms.csv">boms.csv</a>.
    </p>`,
  )
}
