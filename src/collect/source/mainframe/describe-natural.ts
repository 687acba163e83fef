import type {AdabasUse, DdmSeen, IdmsUse} from '../languages/mainframe-fact.ts'
import {nearestOf} from '../languages/tree-paths.ts'
import {seenFrom, tableId} from '../seen-from.ts'
import type {TreePlace} from './expanded-job.ts'
import {namesOf} from './follow-names.ts'
import type {Found, ProgramPart} from './mainframe-parts.ts'
import type {Telling} from './telling.ts'

/** The files of Adabas and the tables that DDMs tell of. */
export function describeDdms(telling: Telling): void {
  for (const own of telling.parts.ddms.values())
    for (const {path, fact} of own) datastoreOf(telling, fact.name, path, fact)
}

/** What a program does with a view: that of its DDM, or of the DDM that is called so. */
export function describeAdabas(
  telling: Telling,
  part: ProgramPart,
  fact: AdabasUse,
  places: readonly TreePlace[],
): void {
  const known = namesOf(fact.view)
  const named = fact.view.item?.replace(/^view /, '')
  const names = known.length > 0 || named === undefined || !telling.parts.ddms.has(named) ? known : [named]
  if (names.length === 0) return telling.open('view')
  for (const name of names) {
    const to = datastoreOf(telling, name, part.path, ddmOf(telling, name, part.path)?.fact)
    telling.relate({
      ...{from: part.id, type: fact.does === 'reads' ? 'READS' : 'WRITES', to, places},
      attributes: {how: `DDM ${name}`, operations: [fact.operation]},
    })
  }
}

function ddmOf({parts}: Telling, name: string, from: string): Found<DdmSeen> | undefined {
  const own = parts.ddms.get(name) ?? []
  const path = nearestOf([...new Set(own.map((one) => one.path))], from)
  return own.find((one) => one.path === path)
}

/** A file of Adabas is one by its numbers, else by the name of the DDM; a DDM of SQL is a table. */
function datastoreOf(
  {records, organisation, ownerOf, parts, at}: Telling,
  name: string,
  from: string,
  ddm: DdmSeen | undefined,
): string {
  const place = parts.ddms.get(name)?.find(({fact}) => fact === ddm)
  const shown = place && at(place.path, place.fact.line)
  if (ddm?.isSql) {
    const table = name.replace('-', '.')
    const id = tableId(organisation, ownerOf(from).id, table)
    records.entity('datastore', id, table, {type: 'table', table}, shown)
    return id
  }
  const number = ddm?.database === undefined ? undefined : `${ddm.database}/${ddm.file}`
  const id =
    number === undefined
      ? seenFrom('datastore', organisation, ownerOf(from).id, `ddm ${name}`)
      : seenFrom('datastore', organisation, 'adabas', `file ${number}`)
  // Several DDMs may show one file: it has the name of the first.
  const first = number === undefined ? name : (parts.ddmOfFile.get(number) ?? name)
  records.entity(
    'datastore',
    id,
    first,
    {type: 'adabas-file', ...(number !== undefined && {adabasFile: number})},
    shown,
  )
  return id
}

/** A type of record of a subschema of IDMS; one by its name within a schema. */
export function describeIdms(telling: Telling, part: ProgramPart, fact: IdmsUse, places: readonly TreePlace[]): void {
  const {organisation, records, ownerOf, relate} = telling
  const {record, subschema, schema, operation, does} = fact
  const around = schema ?? subschema ?? ownerOf(part.path).id
  const to = seenFrom('datastore', organisation, `idms ${around}`, record)
  records.entity('datastore', to, record, {type: 'idms-record', ...(subschema !== undefined && {subschema})})
  relate({
    from: part.id,
    type: does === 'reads' ? 'READS' : 'WRITES',
    to,
    places,
    attributes: {how: 'IDMS', operations: [operation]},
  })
}
