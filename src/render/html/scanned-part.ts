import {scannedCounts, type ScannedThing} from '../facts/scanned-things.ts'
import {capitalised} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {nameOf, region, table} from './parts.ts'
import {placesList} from './places-list.ts'
import type {ShownSystem} from './shown-system.ts'

/** So many of a kind are shown; the rest are counted. */
const mostOfKind = 15

/** What a scan found in the code of a system's parts, and where; nothing for a system without code. */
export function scannedPart({system, scanned: things}: ShownSystem): Markup {
  const name = nameOf(system)
  if (things.length === 0) return html``
  const shown = [...Map.groupBy(things, ({kind}) => kind).values()].flatMap((own) => own.slice(0, mostShown(own)))
  const rows = shown.map((thing) => [
    html`${thing.name}`,
    html`${capitalised(thing.kind)}`,
    html`${capitalised(howOf(thing))}`,
    html`${placesList(thing.places)}${thing.seenBy.map((by) => html`<span class="place">seen by ${by}</span>`)}`,
  ])
  const columns = [{text: 'What'}, {text: 'Kind'}, {text: 'How'}, {text: 'Where'}]
  return html`<h4 class="govuk-heading-s part">Its code names ${scannedCounts(things)}</h4>
    ${region(`What the code of ${name} names`, table('What its code names', columns, rows, 'cards scanned'))}${leftOut(things)}`
}

/** What production does not use, and what only a pattern found, says so. */
function howOf({how, environment, isStructural}: ScannedThing): string {
  const said = [
    ...(environment === undefined ? [] : [`for ${environment} only`]),
    ...(isStructural ? [] : ['by its text alone']),
  ]
  return [how, ...said].join(', ')
}

/** What packages bring in is never listed: it would hide what people chose. */
function mostShown([first]: readonly ScannedThing[]): number {
  return first?.kind === 'brought-in' ? 0 : mostOfKind
}

function leftOut(things: readonly ScannedThing[]): Markup {
  const counts = Map.groupBy(things, ({kind}) => kind)
  const rest = [...counts.values()].flatMap((own) => own.slice(mostShown(own)))
  const all = html`<a class="govuk-link" href="found-in-code.csv">found-in-code.csv</a>`
  return rest.length === 0
    ? html`<p class="govuk-body soft">The same as a table: ${all}</p>`
    : html`<p class="govuk-body soft">
        The first ${String(mostOfKind)} of a kind are shown: what production uses first, then what is named most often.
        Not shown: ${scannedCounts(rest)}. All of them: ${all}
      </p>`
}
