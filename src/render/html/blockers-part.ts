import {capitalised, counted, figure, figured} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {nameOf, region, table} from './parts.ts'
import {placesList} from './places-list.ts'
import type {ShownSystem} from './shown-system.ts'

/** What stands in the way of moving a system, by kind: how often, where, and what to do; nothing where nothing does. */
export function blockersPart({system, blockers}: ShownSystem): Markup {
  if (blockers.length === 0) return html``
  const places = blockers.reduce((sum, {count}) => sum + count, 0)
  const rows = blockers.map(({words, advice, count, shown}) => [
    html`${capitalised(words)}`,
    html`${figure(count)}`,
    html`${placesList(shown)}${count > shown.length && html`and ${figured(count - shown.length, 'more place')}`}`,
    html`${advice ?? 'As declared: what to do is not known here'}`,
  ])
  const columns = [
    {text: 'What'},
    {text: 'Places', number: true},
    {text: 'First places'},
    {text: 'Why, and what to do'},
  ]
  return html`<h4 class="govuk-heading-s part">
      ${capitalised(counted(blockers.length, 'kind of thing', 'kinds of things'))} in the way of a move, in
      ${figured(places, 'place')}
    </h4>
    ${region(`What stands in the way of moving ${nameOf(system)}`, table('What stands in the way of a move', columns, rows, 'cards words blockers'))}
    <p class="govuk-body soft">
      Every place: <a class="govuk-link" href="blockers.csv">blockers.csv</a>${
        blockers.some(({isScanned}) => isScanned) &&
        html`, and for editors and code hosts <a class="govuk-link" href="blockers.sarif">blockers.sarif</a>`
      }
    </p>`
}
