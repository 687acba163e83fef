import type {Evidence} from '../../model/inventory.ts'
import {displayText} from './display-text.ts'
import type {ReportIndex} from './report-index.ts'

/** `inventories/msti/estate.yaml:14`: where a fact can be looked up. */
export function evidencePlace({locator, source}: Evidence): string {
  return displayText(locator, 300) || displayText(source, 100)
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
