import {figured} from '../facts/words.ts'
import {html, type Markup, trusted} from './markup.ts'

const mostPlaces = 3

/** The first places, each on a line of its own and marked whole by one click, as an editor opens them. */
export function placesList(places: readonly string[], most = mostPlaces): Markup {
  const rest = places.length - most
  return html`${places.slice(0, most).map((place) => html`<span class="place whole">${pathText(place)}</span>`)}${rest > 0 && html`and ${figured(rest, 'more place')}`}`
}

/** A path that breaks behind its slashes before it breaks anywhere else. */
export function pathText(path: string): Markup {
  return html`${path.split('/').map((part, at) => (at === 0 ? html`${part}` : html`/${trusted('<wbr>')}${part}`))}`
}
