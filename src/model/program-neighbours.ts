import {attributeValue, type Entity} from './entity.ts'
import type {Relation} from './inventory.ts'
import {compareText} from './json-lines.ts'
import {type EstateLookup, isProgramPart, typeOf} from './program-parts.ts'
import type {RelationType} from './relation-types.ts'
import {namesOfRoutine} from './routine-names.ts'

/** What another thing is to a program, job, table or the like, in the order in which they are told, with its heading. */
export const neighbourRoles = {
  parts: 'Made of',
  'begun-by': 'Begun by',
  'called-by': 'Called by',
  'taken-in-by': 'Taken in by',
  'written-by': 'Written by',
  'read-by': 'Read by',
  'used-by': 'Used by',
  before: 'Comes before',
  after: 'Comes after',
  'begins-with': 'Begins with',
  calls: 'Calls',
  starts: 'Starts',
  shows: 'Shows',
  'takes-in': 'Takes in',
  reads: 'Reads',
  writes: 'Writes',
  uses: 'Uses',
} as const satisfies Record<string, string>

export type NeighbourRole = keyof typeof neighbourRoles
const roleNames = Object.keys(neighbourRoles)

/** A thing beside another, by one relation. */
export interface ProgramNeighbour {
  readonly role: NeighbourRole
  /** The id of the thing at the other end. */
  readonly id: string
  readonly relation: Relation
  /** The part whose relation it is, as a step of a job, or the name by which a routine is called; left out, its own. */
  readonly via?: string
}

/** Looks an estate up by id and by the ends of its relations. */
export function lookupOf(entities: readonly Entity[], relations: readonly Relation[]): EstateLookup {
  return {
    entities: new Map(entities.map((entity) => [entity.id, entity])),
    relationsFrom: Map.groupBy(relations, ({from}) => from),
    relationsTo: Map.groupBy(relations, ({to}) => to),
  }
}

/**
 * All that calls, reads or takes in a thing, and all that it calls, reads, writes and takes in: with what its own parts
 * do, as the steps of a job, and of a routine who calls it by its names. By role, then by type and name; steps as they run. What it is part of is not told, nor what it only names.
 */
export function neighboursOf(lookup: EstateLookup, id: string): readonly ProgramNeighbour[] {
  const parts = partsOf(lookup, id)
  const names = namesOfRoutine(lookup, id)
  const inside = new Set([id, ...parts, ...names])
  const places = stepPlaces(lookup.entities.get(id))
  const placeOf = ({role, id: other}: ProgramNeighbour): number =>
    role === 'parts' ? (places.get(lookup.entities.get(other)?.name ?? '') ?? places.size) : 0
  const found = [...inside].flatMap((at) =>
    [...outward(lookup, at), ...inward(lookup, at)].map((one) => ({...one, at})),
  )
  return found
    .filter(({role, at, id: other}) => (role === 'parts' ? at === id : !inside.has(other)))
    .map(({at, ...one}) => ({...one, ...(at !== id && {via: at})}))
    .toSorted(
      (a, b) =>
        roleNames.indexOf(a.role) - roleNames.indexOf(b.role) || placeOf(a) - placeOf(b) || byName(lookup, a, b),
    )
}

/** The place of each step among the steps of its job, as the job says that they run. */
function stepPlaces(job: Entity | undefined): ReadonlyMap<string, number> {
  const steps = job && attributeValue(job, 'steps')
  const places = new Map<string, number>()
  for (const [at, step] of (Array.isArray(steps) ? steps : []).entries()) {
    const name = `${job?.name}.${String(step).split(': ')[0]}`
    if (!places.has(name)) places.set(name, at)
  }
  return places
}

/** The steps of a job and the programs inside a program, through others too. */
function partsOf({entities, relationsTo}: EstateLookup, id: string): readonly string[] {
  if (!isProgramPart(entities.get(id))) return []
  const seen = new Set([id])
  for (const at of seen)
    for (const {type, from} of relationsTo.get(at) ?? [])
      if (type === 'PART_OF' && isProgramPart(entities.get(from))) seen.add(from)
  seen.delete(id)
  return [...seen].toSorted(compareText)
}

function outward({entities, relationsFrom}: EstateLookup, id: string): readonly ProgramNeighbour[] {
  return (relationsFrom.get(id) ?? []).flatMap((relation) => {
    const role = roleOutward(relation.type, entities.get(id), entities.get(relation.to))
    return role ? [{role, id: relation.to, relation}] : []
  })
}

function inward({entities, relationsTo}: EstateLookup, id: string): readonly ProgramNeighbour[] {
  return (relationsTo.get(id) ?? []).flatMap((relation) => {
    const role = roleInward(relation.type, entities.get(id), entities.get(relation.from))
    return role ? [{role, id: relation.from, relation}] : []
  })
}

function roleOutward(type: RelationType, from: Entity | undefined, to: Entity | undefined): NeighbourRole | undefined {
  if (type === 'PART_OF' || type === 'NAMES' || type === 'OWNED_BY') return undefined
  if (type === 'READS') return 'reads'
  if (type === 'WRITES') return 'writes'
  if (type === 'IMPORTS') return 'takes-in'
  const other = typeOf(to)
  if (type === 'DEPENDS_ON') return typeOf(from) === 'transaction' ? 'begins-with' : other === 'job' ? 'after' : 'uses'
  if (type !== 'CALLS') return 'uses'
  return other === 'transaction' ? 'starts' : other === 'screen' ? 'shows' : isCallable(other) ? 'calls' : 'uses'
}

function roleInward(type: RelationType, to: Entity | undefined, from: Entity | undefined): NeighbourRole | undefined {
  if (type === 'NAMES' || type === 'OWNED_BY') return undefined
  if (type === 'PART_OF') return isProgramPart(from) && isProgramPart(to) ? 'parts' : undefined
  if (type === 'READS') return 'read-by'
  if (type === 'WRITES') return 'written-by'
  if (type === 'IMPORTS') return 'taken-in-by'
  if (type === 'DEPENDS_ON')
    return typeOf(from) === 'transaction' ? 'begun-by' : typeOf(to) === 'job' ? 'before' : 'used-by'
  return type === 'CALLS' && isCallable(typeOf(to)) ? 'called-by' : 'used-by'
}

/** Types of things to which control goes. */
const callable: readonly string[] = [
  ...['program', 'procedure', 'job', 'step', 'transaction', 'service', 'endpoint'],
  ...['stored-procedure', 'function', 'package', 'report'],
  // As a script that a task of Windows starts.
  'module',
]

function isCallable(type: string): boolean {
  return callable.includes(type)
}

function byName({entities}: EstateLookup, a: ProgramNeighbour, b: ProgramNeighbour): number {
  const [one, other] = [entities.get(a.id), entities.get(b.id)]
  return (
    compareText(typeOf(one), typeOf(other)) ||
    compareText(one?.name ?? a.id, other?.name ?? b.id) ||
    compareText(a.id, b.id) ||
    compareText(a.relation.id, b.relation.id)
  )
}
