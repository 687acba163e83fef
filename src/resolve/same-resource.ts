import {attributeValue, type Entity} from '../model/entity.ts'

/**
 * Resources that a bill names by a bare id, as `i-0abc`, and another source by a full one: the same provider, account
 * and last part of the id, and only one such. By the bare one's id, the full one's.
 */
export function sameResources(entities: Iterable<Entity>): ReadonlyMap<string, string> {
  const bare = new Map<string, Entity>()
  const full = new Map<string, Set<string>>()
  for (const entity of entities) {
    if (entity.kind !== 'resource') continue
    const own = attributeValue(entity, 'resourceId')
    if (typeof own === 'string') bare.set(entity.id, entity)
    else {
      const key = keyOf(entity, entity.id.split(/[/:]/).at(-1) ?? '')
      full.set(key, (full.get(key) ?? new Set()).add(entity.id))
    }
  }
  const same = new Map<string, string>()
  for (const [id, entity] of bare) {
    const [one, ...others] = full.get(keyOf(entity, String(attributeValue(entity, 'resourceId')))) ?? []
    if (one !== undefined && others.length === 0) same.set(id, one)
  }
  return same
}

function keyOf(entity: Entity, name: string): string {
  return JSON.stringify([
    entity.organisation,
    attributeValue(entity, 'provider') ?? null,
    attributeValue(entity, 'account') ?? null,
    name,
  ])
}
