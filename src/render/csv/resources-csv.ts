import {attributeEvidence, attributeValue, type Entity} from '../../model/entity.ts'
import {type ResourceStanding, resourceStandings} from '../../model/resource-owners.ts'
import {evidencePlaces} from '../facts/evidence-places.ts'
import {indexReport} from '../facts/report-index.ts'
import {listed} from '../facts/words.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {type CsvColumn, csvInParts} from './csv-in-parts.ts'

interface Around {
  readonly runs: (resource: Entity) => readonly string[]
  readonly places: (resource: Entity) => readonly string[]
}

type Column = CsvColumn<(one: ResourceStanding, around: Around) => string>

const attribute = (key: string): Column => ({
  name: key,
  type: 'string',
  of: ({resource}) => String(attributeValue(resource, key) ?? ''),
})

const columns: readonly Column[] = [
  {name: 'id', type: 'string', of: ({resource}) => resource.id},
  {name: 'name', type: 'string', of: ({resource}) => resource.name},
  {name: 'organisation', type: 'string', of: ({resource}) => resource.organisation},
  ...['type', 'account', 'region', 'state'].map(attribute),
  {name: 'whose', type: 'string', of: ({standing}) => standing},
  {name: 'systems', type: 'string', of: ({systems}) => systems.join('; ')},
  {name: 'runs', type: 'string', of: ({resource}, {runs}) => runs(resource).join('; ')},
  {name: 'source', type: 'string', of: ({resource}, {places}) => listed(places(resource), 3)},
]

/** Every resource of the clouds, whose it is, and where that was seen; nothing without a cloud. */
export function* renderResourcesCsv(input: ReportInput): Generator<RenderedFile> {
  const standings = resourceStandings(input.estate)
  if (standings.length === 0) return
  const index = indexReport(input)
  const names = new Map(input.estate.entities.map(({id, kind, name}) => [id, {kind, name}]))
  const used = Map.groupBy(
    input.estate.relations.filter(({type, to}) => type === 'USES' && names.get(to)?.kind === 'technology'),
    ({from}) => from,
  )
  const around: Around = {
    runs: ({id}) => (used.get(id) ?? []).flatMap(({to}) => names.get(to)?.name ?? []),
    places: (resource) => evidencePlaces(index, attributeEvidence(resource, 'type')),
  }
  yield* csvInParts(
    'resources',
    columns,
    standings.map((one) => columns.map(({of}) => of(one, around))),
    'Every resource of the clouds. whose: attributed (one system runs on it, uses it or keeps data in it), shared (several do, or domesday.yaml says that they share its costs) or unallocated; runs: the products known of it; source: where it was seen.',
  )
}
