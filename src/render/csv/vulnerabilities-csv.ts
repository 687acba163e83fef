import type {Vulnerability} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {evidencePlaces} from '../facts/evidence-places.ts'
import {indexReport, type ReportIndex} from '../facts/report-index.ts'
import {listed} from '../facts/words.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {type CsvColumn, csvInParts} from './csv-in-parts.ts'

type Column = CsvColumn<(one: Vulnerability, index: ReportIndex) => string>

const columns: readonly Column[] = [
  {name: 'id', type: 'string', of: ({identifier = ''}) => identifier},
  {name: 'otherNames', type: 'string', of: ({aliases = []}) => aliases.join('; ')},
  {name: 'severity', type: 'string', of: ({highestSeverity = ''}) => highestSeverity},
  {name: 'in', type: 'string', of: ({subject}) => subject},
  {name: 'fixedIn', type: 'string', of: ({fixedIn = []}) => fixedIn.join('; ')},
  {name: 'state', type: 'string', of: ({status = 'known'}) => status},
  {name: 'why', type: 'string', of: ({justification = ''}) => justification},
  {name: 'scanner', type: 'string', of: ({scanner = ''}) => scanner},
  {name: 'scanned', type: 'string', of: ({within = ''}) => within},
  {name: 'date', type: 'date', of: ({assessed}) => assessed},
  {name: 'systems', type: 'string', of: ({subject}, index) => systemsOf(index, subject).join('; ')},
  {name: 'source', type: 'string', of: ({evidence}, index) => listed(evidencePlaces(index, evidence), 3)},
]

/** Every vulnerability that a source names, counted or not, with where that stands; nothing where none is named. */
export function* renderVulnerabilitiesCsv(input: ReportInput): Generator<RenderedFile> {
  const named = input.estate.vulnerabilities.filter(({identifier}) => identifier !== undefined)
  if (named.length === 0) return
  const index = indexReport(input)
  const rows = named.toSorted(
    (a, b) =>
      compareText(a.identifier ?? '', b.identifier ?? '') ||
      compareText(a.subject, b.subject) ||
      compareText(a.id, b.id),
  )
  yield* csvInParts(
    'vulnerabilities',
    columns,
    rows.map((one) => columns.map(({of}) => of(one, index))),
    'Every vulnerability that a source names, in each thing that it is named of. state: known, or why it is not counted; scanned: what was scanned, empty where it is said of the thing wherever it is used; systems: those that use the thing, for whatever purpose, or are it.',
  )
}

/** The systems that a thing belongs to, that use it or run on it, themselves or by their parts. */
function systemsOf({relationsTo, relationsFrom, entities}: ReportIndex, thing: string): readonly string[] {
  const found = new Set<string>()
  const seen = new Set([thing])
  const queue = [
    thing,
    ...(relationsTo.get(thing) ?? []).flatMap(({type, from}) => (type === 'USES' || type === 'RUNS_ON' ? [from] : [])),
  ]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    // A system that is part of another is assessed by itself.
    if (entities.get(id)?.kind === 'system') {
      found.add(id)
      continue
    }
    for (const {type, to} of relationsFrom.get(id) ?? []) {
      if (type !== 'PART_OF' || seen.has(to)) continue
      seen.add(to)
      queue.push(to)
    }
  }
  return [...found].toSorted(compareText)
}
