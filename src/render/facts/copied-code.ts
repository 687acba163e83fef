import {copiedCodeOf} from '../../model/copied-code.ts'
import {attributeValue} from '../../model/entity.ts'
import {oncePer} from '../../model/once-per.ts'
import {componentsOf} from '../../model/program-parts.ts'
import {displayText} from './display-text.ts'
import type {ReportIndex} from './report-index.ts'

/** One of the places of copied code. */
export interface CopyPlace {
  /** The program, or the file that is none. */
  readonly name: string
  /** `harbour-dues/cobol/HDINQ01.cbl:31` */
  readonly source: string
  readonly line: number
  readonly until: number
  /** Of all lines of the program, in hundredths; left out where these were not counted. */
  readonly share?: number
}

/** Code that stands in several programs. */
export interface ShownCopy {
  /** So many lines are the same at least. */
  readonly lines: number
  /** In how many places it stands; `in` has the first of them. */
  readonly places: number
  readonly in: readonly CopyPlace[]
}

const found = oncePer((_: ReportIndex) => new Map<string, readonly ShownCopy[]>())

/** The copied code of a system, that with most copied lines first. */
export function shownCopies(index: ReportIndex, system: string): readonly ShownCopy[] {
  const known = found(index).get(system)
  if (known) return known
  const copies = componentsOf(index, system)
    .flatMap((id) => {
      const entity = index.entities.get(id)
      return entity ? copiedCodeOf(entity) : []
    })
    .map(({lines, places, in: where}): ShownCopy => ({
      lines,
      places,
      in: where.map((place) => placeOf(index, lines, place)),
    }))
    .toSorted((a, b) => b.lines * (b.places - 1) - a.lines * (a.places - 1))
  found(index).set(system, copies)
  return copies
}

function placeOf(
  index: ReportIndex,
  lines: number,
  {in: where, line, until}: {readonly in: string; readonly line: number; readonly until: number},
): CopyPlace {
  const program = index.entities.get(where)
  const all = program && attributeValue(program, 'codeLines')
  const share = typeof all === 'number' && all > 0 ? Math.min(100, Math.round((100 * lines) / all)) : undefined
  return {
    name: program ? index.nameOf(where) : displayText(where, 200),
    source: displayText(`${String((program && attributeValue(program, 'path')) ?? where)}:${line}`, 300),
    line,
    until,
    ...(share !== undefined && {share}),
  }
}
