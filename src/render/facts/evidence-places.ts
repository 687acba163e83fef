import type {Evidence} from '../../model/inventory.ts'
import {oncePer} from '../../model/once-per.ts'
import {displayText} from './display-text.ts'
import type {ReportIndex} from './report-index.ts'

/** `inventories/msti/estate.yaml:14`: where a fact can be looked up. */
export const evidencePlace = oncePer(
  ({locator, source}: Evidence): string => displayText(locator, 300) || displayText(source, 100),
)

/** Places in the order of the evidence, those of one file together: `inventories/msti/estate.yaml:14, 33`. */
export function placesByFile(places: readonly string[]): readonly string[] {
  const files = Map.groupBy(places, (place) => place.replace(/:\d+$/, ''))
  return [...files].map(([file, own]) =>
    own.every((place) => place === file)
      ? file
      : `${file}:${own.map((place) => place.slice(file.length + 1)).join(', ')}`,
  )
}

/** The places of evidence, each once, in the order of the evidence. */
export function evidencePlaces({evidence}: ReportIndex, ids: readonly string[]): readonly string[] {
  return [
    ...new Set(
      ids
        .map((id) => evidence.get(id))
        .filter((item) => item !== undefined)
        .map(evidencePlace),
    ),
  ]
}
