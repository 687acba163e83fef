import {blockers} from '../model/blockers.ts'
import type {Entity} from '../model/entity.ts'
import type {Relation} from '../model/inventory.ts'

/** Systems that read or write a store that another writes have that in the way of their move, with the places of all. */
export function withSharedDatabases(entities: readonly Entity[], relations: readonly Relation[]): readonly Entity[] {
  const systems = new Set<string>(entities.filter(({kind}) => kind === 'system').map(({id}) => id))
  const stores = new Set<string>(entities.filter(({kind}) => kind === 'datastore').map(({id}) => id))
  const uses = relations.filter(
    ({type, from, to}) => (type === 'READS' || type === 'WRITES') && systems.has(from) && stores.has(to),
  )
  const shared = new Map<string, Set<string>>()
  for (const own of Map.groupBy(uses, ({to}) => to).values()) {
    if (new Set(own.map(({from}) => from)).size < 2 || !own.some(({type}) => type === 'WRITES')) continue
    const evidence = own.flatMap((use) => use.evidence)
    for (const {from} of own) for (const id of evidence) shared.set(from, (shared.get(from) ?? new Set()).add(id))
  }
  if (shared.size === 0) return entities
  return entities.map((entity) => {
    const evidence = shared.get(entity.id)
    if (!evidence) return entity
    const item = {value: blockers['shared-database'].words, evidence: [...evidence].toSorted(), confidence: 0.7}
    return {...entity, attributes: {...entity.attributes, blockers: [...(entity.attributes.blockers ?? []), item]}}
  })
}
