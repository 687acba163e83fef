import {groupName} from '../facts/cut-words.ts'
import {placesInOrder} from '../facts/evidence-places.ts'
import {indexReport} from '../facts/report-index.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {csvInParts} from './csv-in-parts.ts'

const columns = [
  ...['system', 'name', 'organisation', 'fromGroup', 'from', 'fromId', 'relation', 'toGroup', 'to', 'toId'],
  ...['certainty', 'source'],
].map((name) => ({name, type: 'string' as const, of: undefined}))
const mostPlaces = 20

/** Every relation that a suggested cut goes through, with its places; nothing where no system is cut. */
export function* renderCutEdgesCsv(input: ReportInput): Generator<RenderedFile> {
  const index = indexReport(input)
  const rows = index.systems.flatMap(({system, name, organisation}) => {
    const cut = input.cuts?.get(system)
    return (cut?.edges ?? []).map(({from, to, type, certainty, evidence, fromGroup, toGroup}) => [
      system,
      name,
      organisation,
      cut ? groupName(cut, fromGroup, from, index.nameOf) : '',
      index.nameOf(from),
      from,
      type,
      cut ? groupName(cut, toGroup, to, index.nameOf) : '',
      index.nameOf(to),
      to,
      certainty,
      placesInOrder(index, evidence).slice(0, mostPlaces).join('; '),
    ])
  })
  if (rows.length === 0) return
  yield* csvInParts(
    'cut-edges',
    columns,
    rows,
    `Every relation between the groups of a suggested cut. fromGroup, toGroup: the number of the group and what it is around, "used throughout" for what was set aside since so many use it, "apart" for what is in no group; certainty: inferred where a name is one of several that a data item may hold; source: the first ${mostPlaces} places.`,
  )
}
