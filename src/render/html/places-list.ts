import {figured} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'

const mostPlaces = 3

/** The first places, each on a line of its own and marked whole by one click, as an editor opens them. */
export function placesList(places: readonly string[], most = mostPlaces): Markup {
  const rest = places.length - most
  return html`${places.slice(0, most).map((place) => html`<span class="place whole">${place}</span>`)}${rest > 0 && html`and ${figured(rest, 'more place')}`}`
}
