import {html, type Markup} from './markup.ts'
import {type Page, region, section, table} from './parts.ts'

const mostInputs = 300

/** How the figures come about, and what they were made from, so that anyone can make them again. */
export function methodSection(page: Page): Markup {
  const {estate, assessments, producedBy} = page.index.input
  const {name, version, source} = assessments.framework
  const rows = estate.header.inputs
    .slice(0, mostInputs)
    .map(({path, sha256}) => [html`<span class="place">${path}</span>`, html`<span class="place">${sha256}</span>`])
  const more = estate.header.inputs.length - rows.length
  return section(
    'method',
    'Method and how to verify',
    html`<p class="govuk-body">
        Thirteen criteria are scored by the ${name}, version ${version} (<span class="place">${source}</span>).
        Likelihood is the mean of L1 to L7 and their highest, halved; impact the same of C1 to C6; the overall score is
        their product, red from 16. It is computed in whole numbers, so that no rounding decides a rating.
      </p>
      <p class="govuk-body">
        A criterion that is not settled is an interval, and every total is the exact interval that follows. Unknown is
        never taken for zero. A person’s score wins over the evidence, and where the two differ both are shown. A system
        is hardly known when fewer than three of its 13 criteria are narrower than their whole range. Dates of support
        that nobody has verified widen the score, and are named as missing.
      </p>
      <p class="govuk-body">
        To verify: run <code>${producedBy.name} audit --as-of ${assessments.asOf}</code> with version
        ${producedBy.version} on the same inputs. The same input gives the same bytes.
        <code>${producedBy.name} explain</code> shows any figure’s arithmetic and the places of its evidence.
      </p> `,
    rows.length > 0
      ? region('Sources', table('Sources and their SHA-256', [{text: 'Source'}, {text: 'SHA-256'}], rows, 'cards'))
      : html`<p class="govuk-body">No source is recorded.</p>`,
    html`${more > 0 ? `and ${more} more, in audit.json` : ''}`,
  )
}
