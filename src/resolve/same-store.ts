import {attributeValue, attributeValues, type Entity} from '../model/entity.ts'
import {isStrongHostName, normalisedHost} from './same-host.ts'

/**
 * A datastore that people declare and one that a cloud reported are one where both are reached by the same full host
 * name in one organisation, and no others are: an instance may hold several databases. By the cloud's id, the declared one's.
 */
export function sameStores(entities: Iterable<Entity>): ReadonlyMap<string, string> {
  const byHost = new Map<string, {readonly clouds: Set<string>; readonly others: Set<string>}>()
  for (const entity of entities) {
    if (entity.kind !== 'datastore') continue
    for (const host of attributeValues(entity, 'host')) {
      const name = normalisedHost(String(host))
      if (!isStrongHostName(name)) continue
      const key = JSON.stringify([entity.organisation, name])
      const found = byHost.get(key) ?? {clouds: new Set(), others: new Set()}
      byHost.set(key, found)
      const isOfCloud = attributeValue(entity, 'resource') !== undefined
      ;(isOfCloud ? found.clouds : found.others).add(entity.id)
    }
  }
  const same = new Map<string, string>()
  for (const {clouds, others} of byHost.values()) {
    const [[cloud], [declared]] = [[...clouds], [...others]]
    if (cloud !== undefined && declared !== undefined && clouds.size === 1 && others.size === 1)
      same.set(cloud, declared)
  }
  return same
}
