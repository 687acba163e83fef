import {placesInOrder} from '../facts/evidence-places.ts'
import {jobOrderOf} from '../facts/job-order.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import {figure, figured} from '../facts/words.ts'
import {drawing} from './drawing.ts'
import {html, type Markup} from './markup.ts'
import {region, table} from './parts.ts'
import {placesList} from './places-list.ts'
import {mostRows} from './shown-programs.ts'

/** Which jobs of a system come after which, why and where it is seen, as a picture where there is one and as a table. */
export function jobOrderPart(index: ReportIndex, system: string, svg: string | undefined, id: string): Markup {
  const order = jobOrderOf(index, system)
  if (order.length === 0) return html``
  const caption = `The order of jobs of ${index.nameOf(system)}`
  const columns = [{text: 'Job'}, {text: 'Comes after'}, {text: 'Why'}, {text: 'Where'}]
  const rows = order
    .slice(0, mostRows)
    .map(({later, earlier, why, certainty, evidence}) => [
      html`${index.nameOf(later)}`,
      html`${index.nameOf(earlier)}`,
      html`${why}${certainty === 'inferred' && ' (inferred)'}`,
      placesList(placesInOrder(index, evidence), 2),
    ])
  const shown = svg === undefined ? undefined : drawing(svg, caption)
  return html`<h3 class="govuk-heading-m" id="${id}">The order of jobs</h3>
    <p class="govuk-body">
      A scheduler says it, or a job reads what another writes. Jobs of other trees and orders kept by hand are not in
      it. ${order.length > rows.length && `The first ${figure(rows.length)} of ${figured(order.length, 'pair')}.`}
    </p>
    ${
      shown !== undefined &&
      shown !== 'too large' &&
      html`${shown}
        <p class="govuk-body soft">
          An arrow leads from a job to one that comes after it. None is drawn where others lead from the one job to the
          other. It is dashed where it is inferred.
        </p>`
    }
    ${region(caption, table(caption, columns, rows, 'cards words programs'))}`
}
