import type {Entity} from './entity.ts'
import {type EstateLookup, typeOf} from './program-parts.ts'

/** How an interface says that it is a routine, by the name that is called. */
export const isThisRoutine = 'is this routine'

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
