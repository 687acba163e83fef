import type {CalendarDate} from '../../model/values.ts'
import {extendedWords, standardWords} from '../facts/support-words.ts'
import {capitalised, counted, figured, listed} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {nameOf, region, table} from './parts.ts'
import type {ShownSupportEnd, ShownSystem} from './shown-system.ts'

/** So many technologies are shown, of each so many things that use it; the rest are counted. */
const mostShown = 30
const mostUsers = 4

/** What a system runs on whose standard support is over or ends within twelve months; nothing where there is none. */
export function supportPart({system, asOf, supportEnds: ends}: ShownSystem): Markup {
  if (ends.length === 0) return html``
  const rest = ends.length - mostShown
  const columns = [{text: 'Technology'}, {text: 'Used by'}, {text: 'Standard support'}, {text: 'Extended support'}]
  const rows = ends.slice(0, mostShown).map((end) => rowOf(end, asOf))
  return html`<h4 class="govuk-heading-s part">
      ${capitalised(counted(ends.length, 'technology', 'technologies'))} at or near the end of support
    </h4>
    ${region(`Technologies of ${nameOf(system)} at or near the end of support`, table('Standard support over, or ending within twelve months', columns, rows, 'cards words support'))}${rest > 0 && html`<p class="govuk-body soft">${figured(rest, 'more')} in assessments.json.</p>`}`
}

function rowOf({end, usedBy, place}: ShownSupportEnd, asOf: CalendarDate): Markup[] {
  const {technology, inferred} = end
  return [
    html`${technology}${inferred && html`<br /><span class="soft">by the name of an image</span>`}`,
    html`${usedBy.length > 1 && html`${figured(usedBy.length, 'thing')}: `}${listed(usedBy, mostUsers)}${place && html`<br /><span class="place">${place}</span>`}`,
    html`${capitalised(standardWords(end, asOf))}`,
    html`${capitalised(extendedWords(end, asOf))}`,
  ]
}
