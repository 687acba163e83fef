import type {Entity} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import type {Relation} from '../model/inventory.ts'

const uses: ReadonlySet<Relation['type']> = new Set(['RUNS_ON', 'READS', 'WRITES', 'CALLS'])
const below: ReadonlySet<Entity['kind']> = new Set(['host', 'datastore', 'resource'])

/** The systems that run on each resource, use it, or keep data in it; one that none does is not in it. */
export function resourceOwners({entities, relations}: Estate): ReadonlyMap<string, ReadonlySet<string>> {
  const kinds = new Map(entities.map(({id, kind}) => [id, kind]))
  const parts = Map.groupBy(
    relations.filter(({type, from}) => type === 'PART_OF' && kinds.get(from) === 'component'),
    ({to}) => to,
  )
  const used = Map.groupBy(
    relations.filter(({type, to}) => uses.has(type) && below.has(kinds.get(to) ?? 'system')),
    ({from}) => from,
  )
  const owners = new Map<string, Set<string>>()
  for (const {id: system} of entities.filter(({kind}) => kind === 'system')) {
    const seen = new Set([system])
    const queue = [system]
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (kinds.get(id) === 'resource') owners.set(id, (owners.get(id) ?? new Set()).add(system))
      const next = [...(parts.get(id) ?? []).map(({from}) => from), ...(used.get(id) ?? []).map(({to}) => to)]
      for (const one of next) if (!seen.has(one)) queue.push(one)
      for (const one of next) seen.add(one)
    }
  }
  return owners
}
