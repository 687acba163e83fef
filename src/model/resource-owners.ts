import {attributeValue, type Entity} from './entity.ts'
import type {Estate} from './estate.ts'
import type {Relation} from './inventory.ts'
import {compareText} from './json-lines.ts'

const uses: ReadonlySet<Relation['type']> = new Set(['RUNS_ON', 'READS', 'WRITES', 'CALLS'])
const below: ReadonlySet<Entity['kind']> = new Set(['host', 'datastore', 'resource'])

/** Whose a resource of the clouds is. */
export interface ResourceStanding {
  readonly resource: Entity
  readonly standing: 'attributed' | 'shared' | 'unallocated'
  /** None where only settings say that its costs are shared. */
  readonly systems: readonly string[]
}

/** Every resource of ours in the clouds: one system's, shared by several or by what settings say, or nobody's. */
export function resourceStandings(estate: Estate): readonly ResourceStanding[] {
  const others = imagesOfOthers(estate)
  const all = estate.entities.filter(({kind, id}) => kind === 'resource' && !others.has(id))
  if (all.length === 0) return []
  const owners = resourceOwners(estate)
  return all.map((resource) => {
    const systems = [...(owners.get(resource.id) ?? [])].toSorted(compareText)
    if (systems.length === 1) return {resource, standing: 'attributed', systems}
    const isShared = systems.length > 1 || attributeValue(resource, 'sharedCosts') !== undefined
    return {resource, standing: isShared ? 'shared' : 'unallocated', systems}
  })
}

/** Images of machines that accounts own which are none of the estate's: the public ones of vendors. */
export function imagesOfOthers({entities}: Estate): ReadonlySet<string> {
  const accounts = new Set(
    entities.filter(({kind}) => kind === 'account').flatMap(({id}) => /\/aws-(\d+)$/.exec(id)?.[1] ?? []),
  )
  const isOfOthers = (one: Entity): boolean => {
    const owner = attributeValue(one, 'type') === 'ec2:image' ? attributeValue(one, 'owner') : undefined
    return owner !== undefined && !accounts.has(String(owner))
  }
  return new Set(entities.filter((one) => one.kind === 'resource' && isOfOthers(one)).map(({id}) => id))
}

/** The systems that run on each resource, use it, or keep data in it; one that none does is not in it. */
function resourceOwners({entities, relations}: Estate): ReadonlyMap<string, ReadonlySet<string>> {
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
