import type {Evidence} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {displayText} from './display-text.ts'
import type {ReportIndex} from './report-index.ts'
import {listed} from './words.ts'

/** `inventories/msti/estate.yaml:14`: where a fact can be looked up. */
export function evidencePlace({locator, source}: Evidence): string {
  return displayText(locator, 300) || displayText(source, 100)
}

/** Places to be read, in the order of the evidence, those of one file together: `estate.yaml, lines 14 and 33`. */
export function placesByFile(places: readonly string[]): readonly string[] {
  const parted = places.map(partsOf)
  const files = Map.groupBy(parted, ({file, what, number}) => JSON.stringify([file, what, number === undefined]))
  return [...files.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const numbers = [first, ...others].flatMap(({number}) => number ?? []).toSorted((a, b) => a - b)
    if (numbers.length > 1) return [`${first.file}, ${first.what}s ${listed(numbers.map(String))}`]
    return [first.number !== undefined && first.what === 'row' ? `${first.file}, row ${first.number}` : first.place]
  })
}

interface PlaceParts {
  readonly place: string
  /** With the sheet, where there are several. */
  readonly file: string
  readonly what: 'line' | 'row'
  readonly number?: number
}

/** `return.csv:10` is its row 10, `estate.xlsx:Systems:12` row 12 of that sheet, `estate.yaml:14` a line. */
function partsOf(place: string): PlaceParts {
  const [, table, sheet, row] = /^(.*?\.(?:csv|tsv|xlsx|xlsm|ods))(?::(.+))?:(\d+)$/i.exec(place) ?? []
  if (table !== undefined)
    return {place, file: sheet === undefined ? table : `${table}, sheet ${sheet}`, what: 'row', number: Number(row)}
  const [, file, line] = /^(.+):(\d+)$/.exec(place) ?? []
  return file === undefined ? {place, file: place, what: 'line'} : {place, file, what: 'line', number: Number(line)}
}

/** The places of evidence, each once, by file and then by line or row. */
export function placesInOrder(index: Pick<ReportIndex, 'evidence'>, ids: readonly string[]): readonly string[] {
  const parted = evidencePlaces(index, ids).map(partsOf)
  return parted
    .toSorted(
      (a, b) => compareText(a.file, b.file) || (a.number ?? 0) - (b.number ?? 0) || compareText(a.place, b.place),
    )
    .map(({place}) => place)
}

/** The places of evidence, each once, in the order of the evidence. */
export function evidencePlaces({evidence}: Pick<ReportIndex, 'evidence'>, ids: readonly string[]): readonly string[] {
  const [only] = ids
  if (ids.length <= 1) {
    const item = only === undefined ? undefined : evidence.get(only)
    return item ? [evidencePlace(item)] : []
  }
  const places = new Set<string>()
  for (const id of ids) {
    const item = evidence.get(id)
    if (item) places.add(evidencePlace(item))
  }
  return [...places]
}
