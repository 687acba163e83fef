import {kindWords, scannedCounts, type ScannedThing} from '../facts/scanned-things.ts'
import {capitalised, counted, figure} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {nameOf, region, table} from './parts.ts'
import {placesList} from './places-list.ts'
import type {ShownSystem} from './shown-system.ts'

/** So many of a kind are shown, each with so many places; the rest are counted. */
const mostOfKind = 10
const mostPlaces = 2

/** What a scan found in the code of a system's parts, and where; nothing for a system without code. */
export function scannedPart({system, scanned: things}: ShownSystem): Markup {
  if (things.length === 0) return html``
  const kinds = [...Map.groupBy(things, ({kind}) => kind).values()]
  return html`<h4 class="govuk-heading-s part">Its code names ${scannedCounts(things)}</h4>
    ${kinds.map((own) => kindPart(nameOf(system), own))}${allOf(things)}`
}

/** What packages bring in is never listed: it would hide what people chose. */
function kindPart(system: string, own: readonly ScannedThing[]): Markup {
  const [first] = own
  if (!first || first.kind === 'brought-in') return html``
  const [one, several] = kindWords[first.kind]
  const shown = own.slice(0, mostOfKind)
  const heading =
    own.length > shown.length
      ? `${figure(shown.length)} of ${figure(own.length)} ${several}`
      : capitalised(counted(own.length, one, several))
  const rows = shown.map((thing) => [
    html`${thing.name}`,
    html`${capitalised(howOf(thing))}`,
    html`${placesList(thing.places, mostPlaces)}${thing.seenBy.map((by) => html`<span class="place">seen by ${by}</span>`)}`,
  ])
  const columns = [{text: capitalised(one)}, {text: 'How'}, {text: 'Where'}]
  const caption = `${capitalised(several)} that the code of ${system} names`
  return html`<h5>${heading}</h5>
    ${region(caption, table(caption, columns, rows, 'cards words scanned'))}`
}

/** What production does not use, and what only a pattern found, says so. */
function howOf({kind, how, environment, isStructural}: ScannedThing): string {
  const said = isStructural || kind === 'named-host' ? how : `${how}, by a text that names it`
  return environment === undefined ? said : `${said}, for ${environment} only`
}

function allOf(things: readonly ScannedThing[]): Markup {
  const isCut = [...Map.groupBy(things, ({kind}) => kind).values()].some(
    (own) => own.length > mostOfKind || own[0]?.kind === 'brought-in',
  )
  return html`<p class="govuk-body soft">
    ${isCut && 'What production uses stands first, then what code or a manifest says by its structure, then what is named most often. '}All
    of them: <a class="govuk-link" href="found-in-code.csv">found-in-code.csv</a>
  </p>`
}
