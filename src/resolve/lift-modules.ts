import {attributeValue, type Entity} from '../model/entity.ts'
import {relationId} from '../model/ids.ts'
import type {Relation} from '../model/inventory.ts'

/**
 * Source files leave the estate: what they import, call, read and use becomes what their application does, with the
 * evidence of every place. Imports between applications keep their count.
 */
export function liftModules(
  entities: ReadonlyMap<string, Entity>,
  relations: Iterable<Relation>,
): {readonly entities: readonly Entity[]; readonly relations: readonly Relation[]} {
  const isModule = (id: string): boolean => {
    const entity = entities.get(id)
    return entity?.kind === 'component' && attributeValue(entity, 'type') === 'module'
  }
  const all = [...relations]
  const whole = new Map<string, string>()
  for (const {type, from, to} of all) if (type === 'PART_OF' && isModule(from)) whole.set(from, to)
  const lift = (id: string): string | undefined => (isModule(id) ? whole.get(id) : id)
  const lifted: Relation[] = []
  for (const relation of all) {
    const [from, to] = [lift(relation.from), lift(relation.to)]
    if (!isModule(relation.from) && !isModule(relation.to)) {
      if (!aside.includes(String(relation.attributes.role))) lifted.push(relation)
    } else if (
      from &&
      to &&
      from !== to &&
      !(relation.type === 'PART_OF' && isModule(relation.from)) &&
      !isAside(entities.get(relation.from), relation)
    ) {
      lifted.push({
        ...relation,
        id: relationId(from, relation.type, to),
        from,
        to,
        attributes: {...relation.attributes, ...(relation.type === 'IMPORTS' && {count: 1})},
      })
    }
  }
  return {entities: [...entities.values()].filter(({id}) => !isModule(id)), relations: lifted}
}

const aside: readonly string[] = ['test', 'example']

/** Tests and examples are no production dependencies. */
function isAside(from: Entity | undefined, relation: Relation): boolean {
  return (
    aside.includes(String(relation.attributes.role)) ||
    (from !== undefined && aside.includes(String(attributeValue(from, 'role'))))
  )
}
