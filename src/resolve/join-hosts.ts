import {attributeValues, type Entity} from '../model/entity.ts'
import {relationId} from '../model/ids.ts'
import {isOfProduction} from '../model/in-production.ts'
import type {Relation} from '../model/inventory.ts'
import {isStrongHostName, normalisedHost} from './same-host.ts'
import {neededThere, type Reached, systemsThere} from './shared-machines.ts'
import {systemOf} from './system-of.ts'

/**
 * Code that names a host depends on the system that runs there, and reads the datastore that is reached by that name:
 * inferred, with the places in the code as evidence. Of several systems that run there, the paths that are called say
 * which of them it needs.
 */
export function joinHosts(
  entities: ReadonlyMap<string, Entity>,
  relations: ReadonlyMap<string, Relation>,
  reached: Reached,
): readonly Relation[] {
  const all = [...relations.values()]
  const system = systemOf(all, entities)
  const runsOn = systemsThere(all, system)
  const stores = storesByHost(entities)
  return all
    .filter(
      ({type, to, attributes}) => type === 'CALLS' && entities.get(to)?.kind === 'host' && isOfProduction(attributes),
    )
    .flatMap((call) => {
      const host = entities.get(call.to)
      const callers = system(call.from) ?? []
      const name = host ? normalisedHost(String(attributeValues(host, 'hostName')[0] ?? host.name)) : ''
      const there = runsOn.get(call.to) ?? []
      // Code that names the host it runs on itself says nothing of what else runs there.
      const isOwn = there.some((id) => callers.includes(id))
      const read =
        !bringsFiles(call) && (isStrongHostName(name) || host?.organisation)
          ? (stores.get(name) ?? []).filter(
              ({organisation}) => isStrongHostName(name) || organisation === host?.organisation,
            )
          : []
      return [
        ...callers.flatMap((from) =>
          (isOwn ? [] : neededThere(call, from, there, reached).systems).map((to) =>
            inferred(from, 'DEPENDS_ON', to, call, {kind: 'call', how: `calls ${name}`, move: 'after'}),
          ),
        ),
        ...read.map(({id}) =>
          inferred(call.from, 'READS', id, call, {access: 'connects; whether it reads or writes is not known'}),
        ),
      ]
    })
}

const ofFiles: readonly unknown[] = ['ftp', 'ftps', 'sftp', 'scp', 'smb', 'nje']

/** Whoever leaves a file on the machine of a database, or takes one from there, does not connect to the database. */
function bringsFiles({attributes}: Relation): boolean {
  return ofFiles.includes(attributes.protocol)
}

function storesByHost(entities: ReadonlyMap<string, Entity>): ReadonlyMap<string, readonly Entity[]> {
  const stores = new Map<string, Entity[]>()
  for (const entity of entities.values()) {
    if (entity.kind !== 'datastore') continue
    for (const host of attributeValues(entity, 'host'))
      stores.set(normalisedHost(String(host)), [...(stores.get(normalisedHost(String(host))) ?? []), entity])
  }
  return stores
}

function inferred(
  from: string,
  type: 'DEPENDS_ON' | 'READS',
  to: string,
  call: Relation,
  attributes: Relation['attributes'],
): Relation {
  return {
    record: 'relation',
    id: relationId(from, type, to),
    from,
    to,
    type,
    certainty: 'inferred',
    attributes,
    evidence: call.evidence,
    scopes: call.scopes,
  }
}
