import {attributeValue, type Entity} from './entity.ts'
import {type EstateLookup, typeOf} from './program-parts.ts'
import {isThisRoutine} from './this-routine.ts'

const routines: readonly string[] = ['stored-procedure', 'function', 'package']

/**
 * The interfaces that are a routine of a database, or one of a package: those that say so, and one of its application
 * that has its name. Sorted as the estate has them.
 */
export function namesOfRoutine({entities, relationsFrom, relationsTo}: EstateLookup, id: string): readonly string[] {
  const routine = entities.get(id)
  if (!routine || !routines.includes(typeOf(routine))) return []
  const said = (relationsTo.get(id) ?? []).flatMap(({type, from, attributes}) =>
    type === 'DEPENDS_ON' && attributes.how === isThisRoutine ? [from] : [],
  )
  const wholes = (relationsFrom.get(id) ?? []).filter(({type}) => type === 'PART_OF')
  const beside = wholes.flatMap(({to}) =>
    (relationsTo.get(to) ?? []).flatMap(({type, from}) =>
      type === 'PART_OF' && isNamed(entities.get(from), routine) ? [from] : [],
    ),
  )
  return [...new Set([...said, ...beside])]
}

function isNamed(entity: Entity | undefined, routine: Entity): boolean {
  return typeOf(entity) === 'procedure' && entity?.kind === 'interface' && plain(entity.name) === plain(routine.name)
}

/** What SQL Server gives to a name without an owner goes. */
function plain(name: string): string {
  return name.toLowerCase().replace(/^dbo\./, '')
}

export function isRoutine(entity: Entity | undefined): boolean {
  return routines.includes(typeOf(entity))
}

/**
 * The interfaces whose name a routine, or one of a package, may have, and of which nothing says what they are: of other
 * applications and trees. Sorted as the estate has them.
 */
export function likeNamesOfRoutine(lookup: EstateLookup, id: string): readonly string[] {
  const routine = lookup.entities.get(id)
  if (!routine || !isRoutine(routine)) return []
  const own = new Set(namesOfRoutine(lookup, id))
  return [...lookup.entities.values()].flatMap((entity) => {
    if (entity.kind !== 'interface' || typeOf(entity) !== 'procedure' || own.has(entity.id)) return []
    if (entity.organisation !== routine.organisation || !mayBeCalled(routine, entity.name)) return []
    const said = lookup.relationsFrom.get(entity.id) ?? []
    return said.some(({attributes}) => attributes.how === isThisRoutine) ? [] : [entity.id]
  })
}

/** Whether a name may be that of a routine, or of one of a package: a schema that one has and the other lacks tells nothing. */
function mayBeCalled(routine: Entity, name: string): boolean {
  const parts = partsOfName(name)
  const [own = '', schema = schemaOf(routine)] = partsOfName(routine.name).toReversed()
  // Which procedures a package has is not known.
  const at = typeOf(routine) === 'package' ? parts.length - 2 : parts.length - 1
  const before = parts[at - 1] ?? defaultSchema(routine)
  return parts[at] === own && (before === undefined || schema === undefined || before === schema)
}

/** `[dbo].[Close]` is `dbo`, `close`. */
function partsOfName(name: string): readonly string[] {
  return bareName(name).toLowerCase().split('.')
}

/** A name without the brackets and quotes that it may be written in. */
export function bareName(name: string): string {
  return name.replace(/[[\]"`]/g, '')
}

/** The schema or owner with which a routine was made. */
function schemaOf(routine: Entity): string | undefined {
  const schema = attributeValue(routine, 'schema')
  return typeof schema === 'string' ? schema.toLowerCase() : defaultSchema(routine)
}

function defaultSchema(routine: Entity): string | undefined {
  return attributeValue(routine, 'language') === 'T-SQL' ? 'dbo' : undefined
}

/** Whether a routine was made with an owner, and this is its name with it. */
export function isNamedWithSchema(routine: Entity, wanted: string): boolean {
  const schema = attributeValue(routine, 'schema')
  return typeof schema === 'string' && isRoutine(routine) && `${schema}.${routine.name}`.toLowerCase() === wanted
}

/** Whether a name, in small letters, is that of something within a package: `owner.package.procedure`. */
export function isWithinPackage(entity: Entity, wanted: string): boolean {
  return typeOf(entity) === 'package' && mayBeCalled(entity, wanted)
}

/** Whether a name may be that of a routine or of one within a package: `database.owner.routine`, `owner.package.procedure`. */
export function mayBeNamed(entity: Entity, wanted: string): boolean {
  if (!isRoutine(entity)) return false
  const isOwn = schemaOf(entity) === undefined && partsOfName(wanted).at(-1) === entity.name.toLowerCase()
  return isOwn || mayBeCalled(entity, wanted)
}
