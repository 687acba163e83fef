import type {SupportEnd, SystemAssessment} from '../../model/assessment.ts'
import {evidencePlaces} from '../facts/evidence-places.ts'
import {extendedWords, standardWords} from '../facts/support-words.ts'
import {capitalised, counted, figured, listed} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {nameOf, type Page, region, table} from './parts.ts'

/** So many technologies are shown, of each so many things that use it; the rest are counted. */
const mostShown = 30
const mostUsers = 4

/** What a system runs on whose standard support is over or ends within twelve months; nothing where there is none. */
export function supportPart(page: Page, system: SystemAssessment): Markup {
  const ends = system.supportEnds ?? []
  if (ends.length === 0) return html``
  const rest = ends.length - mostShown
  const columns = [{text: 'Technology'}, {text: 'Used by'}, {text: 'Standard support'}, {text: 'Extended support'}]
  const rows = ends.slice(0, mostShown).map((end) => rowOf(page, end))
  return html`<h4 class="govuk-heading-s part">
      ${capitalised(counted(ends.length, 'technology', 'technologies'))} at or near the end of support
    </h4>
    ${region(`Technologies of ${nameOf(system)} at or near the end of support`, table('Standard support over, or ending within twelve months', columns, rows, 'cards'))}${rest > 0 && html`<p class="govuk-body soft">${figured(rest, 'more')} in assessments.json.</p>`}`
}

function rowOf({index}: Page, end: SupportEnd): Markup[] {
  const {asOf} = index.input.assessments
  const {technology, usedBy, inferred, evidence} = end
  const [place] = evidencePlaces(index, evidence)
  return [
    html`${technology}${inferred && html`<br /><span class="soft">by the name of an image</span>`}`,
    html`${usedBy.length > 1 && html`${figured(usedBy.length, 'thing')}: `}${listed(usedBy.map(index.nameOf), mostUsers)}${place && html`<br /><span class="place">${place}</span>`}`,
    html`${capitalised(standardWords(end, asOf))}`,
    html`${capitalised(extendedWords(end, asOf))}`,
  ]
}
