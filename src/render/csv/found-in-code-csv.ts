import {indexReport} from '../facts/report-index.ts'
import {scannedThings} from '../facts/scanned-things.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {type CsvColumn, csvInParts} from './csv-in-parts.ts'

const text = (name: string): CsvColumn<undefined> => ({name, type: 'string', of: undefined})
const columns = [
  ...['system', 'name', 'organisation', 'kind', 'what', 'id', 'how', 'environment', 'by'].map(text),
  {name: 'places', type: 'integer', of: undefined} as const,
  ...['source', 'seenBy'].map(text),
]
const mostPlaces = 20

/** Everything that a scan found the code of a system to name; nothing where no code was read. */
export function* renderFoundInCodeCsv(input: ReportInput): Generator<RenderedFile> {
  const index = indexReport(input)
  const rows = index.systems.flatMap(({system, name, organisation}) =>
    scannedThings(index, system).map(({kind, id, name: what, how, environment, isStructural, places, seenBy}) => [
      system,
      name,
      organisation,
      kind,
      what,
      id,
      how,
      environment ?? 'production',
      isStructural ? 'structure' : 'text',
      String(places.length),
      places.slice(0, mostPlaces).join('; '),
      seenBy.join('; '),
    ]),
  )
  if (rows.length === 0) return
  yield* csvInParts(
    'found-in-code',
    columns,
    rows,
    `Everything that the code and the manifests of a system name, in the order of the report. kind: brought-in are packages that only other packages ask for, named-host are hosts whose address the code has, and that it is not seen to call; environment: where it is used, as build or test, else production; by: structure (code or a manifest says it) or text (a pattern found it); places: how many; source: the first ${mostPlaces} of them; seenBy: the scanner of a plugin, where that saw it.`,
  )
}
