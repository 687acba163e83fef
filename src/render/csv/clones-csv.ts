import {shownCopies} from '../facts/copied-code.ts'
import {indexReport} from '../facts/report-index.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {type CsvColumn, csvInParts} from './csv-in-parts.ts'

const text = (name: string): CsvColumn<undefined> => ({name, type: 'string', of: undefined})
const integer = (name: string): CsvColumn<undefined> => ({name, type: 'integer', of: undefined})
const columns = [
  ...['system', 'name', 'organisation'].map(text),
  ...['group', 'lines', 'places'].map(integer),
  text('program'),
  ...['from', 'to', 'sharePercent'].map(integer),
  text('source'),
]

/** Code that stands in several programs, place by place; nothing where none was found. */
export function* renderClonesCsv(input: ReportInput): Generator<RenderedFile> {
  const index = indexReport(input)
  const rows = index.systems.flatMap(({system, name, organisation}) =>
    shownCopies(index, system).flatMap((copy, at) =>
      copy.in.map((place) => [
        ...[system, name, organisation, String(at + 1), String(copy.lines), String(copy.places), place.name],
        ...[String(place.line), String(place.until), place.share === undefined ? '' : String(place.share)],
        place.source,
      ]),
    ),
  )
  if (rows.length === 0) return
  yield* csvInParts(
    'clones',
    columns,
    rows,
    'Code that stands in several programs, one row a place, that with most copied lines of a system first. group: what stands in the same places, by number within its system; lines: so many lines of code, without comments, are the same at least; places: in how many places it stands, of which 50 are listed; program: that which it stands in, or the file; from, to: the lines of the file; sharePercent: of the lines of code of the program; source: where it begins.',
  )
}
