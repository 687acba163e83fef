import {attributeValues, type Entity} from '../model/entity.ts'
import {compareText} from '../model/json-lines.ts'

/** A host name that means one machine everywhere: fully qualified, no address, no placeholder. */
export function isStrongHostName(name: string): boolean {
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(name) || /^[\d.]+$/.test(name)) return false
  return (
    !/(^|\.)(localhost|local|localdomain|internal|invalid|example\.(com|org|net))$/.test(name) &&
    !/(changeme|placeholder|your|todo|xxx)/.test(name)
  )
}

/** Lower case, without the root's dot and a port. */
export function normalisedHost(name: string): string {
  return name.trim().toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
}

/**
 * One id for all hosts of one fully qualified name: that of the surest source, since whoever declares a host knows better
 * whose it is than code that names it; of equals, the first by id.
 */
export function sameHosts(entities: readonly Entity[]): ReadonlyMap<string, string> {
  const byName = new Map<string, Map<string, number>>()
  for (const entity of entities) {
    if (entity.kind !== 'host') continue
    const name = normalisedHost(String(attributeValues(entity, 'hostName')[0] ?? entity.name))
    if (!isStrongHostName(name)) continue
    const ids = byName.get(name) ?? new Map<string, number>()
    byName.set(name, ids.set(entity.id, Math.max(ids.get(entity.id) ?? 0, surenessOf(entity))))
  }
  const canonical = new Map<string, string>()
  for (const ids of byName.values()) {
    const [first, ...rest] = [...ids].toSorted(([a, sure], [b, other]) => other - sure || compareText(a, b))
    for (const [id] of rest) if (first) canonical.set(id, first[0])
  }
  return canonical
}

function surenessOf({attributes}: Entity): number {
  return Math.max(0, ...(attributes.hostName ?? []).map(({confidence}) => confidence))
}
