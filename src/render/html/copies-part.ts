import {type CopyPlace, type ShownCopy, shownCopies} from '../facts/copied-code.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import {figure, figured, listed} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {region, table} from './parts.ts'
import {pathText} from './places-list.ts'
import {mostCopies} from './shown-programs.ts'

const mostPlaces = 6
const mostNames = 4

/** Code that stands in several programs: whoever moves or mends one of them has all of them to look at. */
export function copiesPart(index: ReportIndex, system: string, id: string): Markup {
  const copies = shownCopies(index, system)
  if (copies.length === 0) return html``
  const shown = copies.slice(0, mostCopies)
  const columns = [{text: 'In'}, {text: 'Lines at least', number: true}, {text: 'Where'}]
  return html`<h3 class="govuk-heading-m" id="${id}">Copied code</h3>
    <p class="govuk-body">
      The same lines of code, without comments and data, in several programs: every copy of 30 lines or more, and some
      of 20 or more; that with most copied lines first.
      ${copies.length > shown.length ? `The first ${figure(shown.length)} of ${figured(copies.length, 'piece')}; all` : 'All'}
      as a table: <a class="govuk-link" href="clones.csv">clones.csv</a>
    </p>
    ${region(`Copied code of ${index.nameOf(system)}`, table('Copied code', columns, shown.map(copyRow), 'cards words programs'))}`
}

function copyRow({lines, places, in: where}: ShownCopy): readonly Markup[] {
  const shown = where.slice(0, mostPlaces)
  const rest = places - shown.length
  const names = [...new Set(where.map(({name}) => name))]
  return [
    html`${listed(names, mostNames)}`,
    html`${figure(lines)}`,
    html`${shown.map(copyPlace)}${rest > 0 && html`and ${figured(rest, 'more place')}`}`,
  ]
}

/** The lines from which and to which it goes, and how much of the program it is. */
function copyPlace({name, source, until, share}: CopyPlace): Markup {
  return html`<span class="place whole">${pathText(source)}</span>
    <span class="soft">to ${String(until)}${share !== undefined && `, ${share} % of ${name}`}</span><br />`
}
