import {placesByFile} from '../facts/evidence-places.ts'
import {scannedCounts, type ScannedThing} from '../facts/scanned-things.ts'
import {capitalised, figured} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {nameOf, region, table} from './parts.ts'
import type {ShownSystem} from './shown-system.ts'

/** So many of a kind are shown; the rest are counted. */
const mostOfKind = 15
const mostPlaces = 3

/** What a scan found in the code of a system's parts, and where; nothing for a system without code. */
export function scannedPart({system, scanned: things}: ShownSystem): Markup {
  const name = nameOf(system)
  if (things.length === 0) return html``
  const shown = [...Map.groupBy(things, ({kind}) => kind).values()].flatMap((own) => own.slice(0, mostShown(own)))
  const rows = shown.map(({kind, name: thing, how, places}) => [
    html`${thing}`,
    html`${kind === 'named-host' ? 'Host' : capitalised(kind)}`,
    html`${capitalised(how)}`,
    html`${placesOf(places)}`,
  ])
  const columns = [{text: 'What'}, {text: 'Kind'}, {text: 'How'}, {text: 'Where'}]
  return html`<h4 class="govuk-heading-s part">Its code names ${scannedCounts(things)}</h4>
    ${region(`What the code of ${name} names`, table('What its code names', columns, rows, 'cards scanned'))}${leftOut(things)}`
}

function placesOf(places: readonly string[]): Markup {
  const more = places.length > mostPlaces && html`and ${figured(places.length - mostPlaces, 'more place')}`
  return html`${placesByFile(places.slice(0, mostPlaces)).map((place) => html`<span class="place">${place}</span><br />`)}${more}`
}

/** What packages bring in is never listed: it would hide what people chose. */
function mostShown([first]: readonly ScannedThing[]): number {
  return first?.kind === 'brought-in' ? 0 : mostOfKind
}

function leftOut(things: readonly ScannedThing[]): Markup {
  const counts = Map.groupBy(things, ({kind}) => kind)
  const rest = [...counts.values()].flatMap((own) => own.slice(mostShown(own)))
  return rest.length === 0
    ? html``
    : html`<p class="govuk-body soft">
        The first ${String(mostOfKind)} of a kind are shown, by name. Not shown: ${scannedCounts(rest)}.
      </p>`
}
