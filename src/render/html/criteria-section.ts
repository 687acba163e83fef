import type {SystemAssessment} from '../../model/assessment.ts'
import {criteria, type CriterionId, criterionIds, impactIds, likelihoodIds} from '../../model/criteria.ts'
import {capitalised, counted, figure, listed, ratingOf, settlementOf, totalText} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {type Page, ratingTag, region, section, systemLink} from './parts.ts'

const mostRows = 20

/** The 13 scores of every system that is or could be red, as numbers. */
export function criteriaSection(page: Page): Markup {
  const risky = page.index.systems.filter((system) => ['red', 'could-be'].includes(ratingOf(system)))
  if (risky.length === 0)
    return section(
      'criteria',
      'No system is red-rated',
      html`<p class="govuk-body">There is no score to show that makes a system red.</p>`,
    )
  const head = criterionIds.map(
    (id) => html`<th scope="col" role="columnheader"><span class="up">${criteria[id].short}</span></th>`,
  )
  const more =
    risky.length > mostRows
      ? html`<p class="govuk-body">and ${figure(risky.length - mostRows)} more, in the register</p>`
      : html``
  const table = html`<table class="table numbers" role="table">
    <caption class="govuk-visually-hidden">
      Scores of the systems that are or could be red
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <td colspan="2" role="cell"></td>
        <th scope="colgroup" colspan="7" role="columnheader">Likelihood, 1 to 6</th>
        <th scope="colgroup" colspan="6" role="columnheader">Impact, 1 to 5</th>
      </tr>
      <tr role="row">
        <th scope="col" role="columnheader">System</th>
        <th scope="col" class="num" role="columnheader">Risk, 0 to 30</th>
        ${head}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${risky.slice(0, mostRows).map(
        (system) =>
          html`<tr role="row">
            <th scope="row" role="rowheader">${systemLink(page, system.system)} ${ratingTag(system)}</th>
            <td class="num" role="cell" data-label="Risk, 0 to 30">${totalText(system.overall)}</td>
            ${criterionIds.map((id) => cell(system, id))}
          </tr> `,
      )}
    </tbody>
  </table>`
  return section(
    'criteria',
    headingOf(risky),
    html`<p class="govuk-body">
        White on black: the highest score there is. Grey: one below it. Boxed: not settled; “?” unknown. Columns in the
        order of the framework.
      </p>
      <p class="small codes">${criterionIds.map((id) => `${id} ${criteria[id].short}`).join(', ')}.</p>`,
    region('Scores of the systems that are or could be red', table),
    more,
  )
}

function cell(system: SystemAssessment, id: CriterionId): Markup {
  const {low, high} = system.criteria[id]
  const settlement = settlementOf(id, {low, high})
  if (settlement !== 'settled')
    return html`<td class="score-open" role="cell" data-label="${id}">
      <span>${settlement === 'unknown' ? '?' : `${low}–${high}`}</span>
    </td>`
  const below = criteria[id].maximum - low
  return html`<td
    class="${below === 0 ? 'score-top' : below === 1 ? 'score-high' : 'score-plain'}"
    role="cell"
    data-label="${id}"
  >
    <span>${low}</span>
  </td>`
}

/** The criteria of each half that most often have the highest score, or one below it, for certain. */
function headingOf(systems: readonly SystemAssessment[]): string {
  const worst = (ids: readonly CriterionId[]) => {
    const counts = ids.map((id) => ({
      id,
      count: systems.filter(({criteria: scores}) => scores[id].low >= criteria[id].maximum - 1).length,
    }))
    const most = Math.max(...counts.map(({count}) => count))
    return most === 0
      ? ''
      : listed(
          counts
            .filter(({count}) => count === most)
            .slice(0, 2)
            .map(({id}) => criteria[id].short.toLowerCase()),
        )
  }
  const [likely, costly] = [worst(likelihoodIds), worst(impactIds)]
  if (!likely || !costly)
    return `Why ${counted(systems.length, 'system')} ${systems.length === 1 ? 'is' : 'are'} or could be red`
  return `${capitalised(likely)} most often ${likely.includes(' and ') ? 'make' : 'makes'} failure likely; ${costly} most often ${costly.includes(' and ') ? 'make' : 'makes'} it costly`
}
