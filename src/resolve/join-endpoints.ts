import {attributeValue, attributeValues, type Entity} from '../model/entity.ts'
import {relationId} from '../model/ids.ts'
import {isOfProduction} from '../model/in-production.ts'
import type {InventoryRelation, Problem, Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {evidenceOfOperation} from '../model/operation-evidence.ts'
import {isEndpoint} from '../model/system-endpoints.ts'
import {union} from './merge-records.ts'
import {
  type Called,
  type Candidate,
  perhapsMeant,
  type Served,
  whichIsBehind,
  whichIsMeant,
} from './endpoint-questions.ts'
import {isStrongHostName, normalisedHost} from './same-host.ts'
import {compareFits, fitOf, partsOf, saysLetters, servedPath, tellingParts, uriMapPath} from './served-path.ts'
import {type Reached, reachedBy, systemsThere} from './shared-machines.ts'
import {systemOf} from './system-of.ts'

interface EndpointsJoined {
  readonly relations: readonly Relation[]
  readonly problems: readonly Problem[]
  /** Which systems the paths that are called lead to. */
  readonly reached: Reached
}

/**
 * A call over HTTP reaches the endpoint that serves its path, and the program behind that: where the machine that is
 * called is one that the endpoint's system runs on, or the one whose name the endpoint says, and one endpoint alone fits
 * best. The calling system depends on the serving one. All are inferred, with the places of that path at both ends. Where
 * several fit as well it is asked which is meant. Where nobody is known to run on the machine and one system alone serves
 * a path that tells it from others, this is a suggestion.
 */
export function joinEndpoints(
  entities: ReadonlyMap<string, Entity>,
  relations: readonly InventoryRelation[],
  placeOf: (evidence: string) => string | undefined = () => undefined,
): EndpointsJoined {
  const none = {relations: [], problems: [], reached: new Map()}
  const endpoints = [...entities.values()].filter(isEndpoint)
  if (endpoints.length === 0) return none
  const calls = relations.filter(
    ({type, to, attributes}) =>
      type === 'CALLS' && attributes.operations !== undefined && entities.get(to)?.kind === 'host',
  )
  if (calls.length === 0) return none
  const systems = systemOf(relations, entities)
  const served = indexed(servedBy(endpoints, relations, entities, systems))
  const there = systemsThere(relations, systems)
  const found: Candidate[] = []
  const perhaps: Candidate[] = []
  const several: Candidate[] = []
  for (const call of calls.flatMap((one) => callsIn(one, entities, systems))) {
    const own = there.get(call.call.to) ?? []
    // What says under which name it is served is not there under another.
    const known = own.flatMap((id) => served.bySystem.get(id) ?? []).filter(({host}) => !host || host === call.name)
    const named = (served.byHost.get(call.name) ?? []).filter((one) => isNamed(one, call))
    const fitting = best(call, [...new Set([...known, ...named])])
    // What takes any path says nothing where others are on the machine too, whose paths may be unknown.
    const hits = own.length > 1 ? fitting.filter(({parts}) => saysLetters(parts)) : fitting
    const [hit, ...others] = hits
    if (hit && others.length === 0) found.push({call, served: [hit]})
    if (others.length > 0) several.push({call, served: hits})
    const candidate = own.length === 0 && named.length === 0 ? alone(call, served.byPart) : undefined
    if (candidate) perhaps.push({call, served: [candidate]})
  }
  return {
    relations: merged(found.flatMap(({call, served: hits}) => hits.flatMap((hit) => joined(call, hit)))),
    problems: [...whichIsMeant(several, placeOf), ...whichIsBehind(found, placeOf), ...perhapsMeant(perhaps, placeOf)],
    reached: reachedBy(found, several),
  }
}

function indexed(served: readonly Served[]) {
  const by = (keysOf: (one: Served) => readonly string[]): ReadonlyMap<string, readonly Served[]> => {
    const found = new Map<string, Served[]>()
    for (const one of served)
      for (const key of keysOf(one)) {
        const own = found.get(key)
        if (own) own.push(one)
        else found.set(key, [one])
      }
    return found
  }
  return {
    bySystem: by(({systems}) => systems),
    byHost: by(({host}) => (host === undefined ? [] : [host])),
    // One of its telling parts is enough to find it by.
    byPart: by(({parts, systems}) => (systems.length > 0 ? tellingParts(parts).slice(0, 1) : [])),
  }
}

/** The endpoint of another system that alone serves such a path, where the path tells it from others. */
function alone(call: Called, byPart: ReturnType<typeof indexed>['byPart']): Served | undefined {
  const parts = new Set(partsOf(call.path) ?? [])
  const others = [...parts]
    .flatMap((part) => byPart.get(part) ?? [])
    .filter(({systems}) => !systems.some((id) => call.from.includes(id)))
  const fitting = best(call, others)
  return new Set(fitting.map(({owner}) => owner)).size === 1 ? fitting[0] : undefined
}

function servedBy(
  endpoints: readonly Entity[],
  relations: readonly Relation[],
  entities: ReadonlyMap<string, Entity>,
  systems: ReturnType<typeof systemOf>,
): readonly Served[] {
  const ids = new Set(endpoints.map(({id}) => id))
  const of = Map.groupBy(
    relations.filter(({type, from}) => (type === 'PART_OF' || type === 'DEPENDS_ON') && ids.has(from)),
    ({from}) => from,
  )
  return endpoints.flatMap((endpoint) => {
    const own = of.get(endpoint.id) ?? []
    const whole = own.find(({type}) => type === 'PART_OF')
    const behind = own.filter(({type, to}) => type === 'DEPENDS_ON' && isProgram(entities.get(to)))
    const hosts = attributeValues(endpoint, 'host').map(String)
    const path = String(attributeValue(endpoint, 'path') ?? endpoint.name)
    const parts = isOfCics(endpoint) ? uriMapPath(path) : servedPath(path)
    if (!whole || !parts) return []
    return [
      {
        ...{endpoint, path, parts},
        method: String(attributeValue(endpoint, 'method') ?? 'ANY'),
        owner: whole.to,
        systems: systems(whole.to) ?? [],
        host: hosts.length === 1 && hosts[0] ? normalisedHost(hosts[0]) : undefined,
        whole,
        behind,
        program: behind.length === 1 ? behind[0]?.to : undefined,
      },
    ]
  })
}

/** Served by a URIMAP, or by a web service of which CICS makes one. */
function isOfCics(endpoint: Entity): boolean {
  return ['uriMap', 'binding'].some((key) => attributeValues(endpoint, key).length > 0)
}

function isProgram(entity: Entity | undefined): boolean {
  return entity !== undefined && attributeValue(entity, 'type') === 'program'
}

/** What production calls of a machine, one by one; `GET /dues/{}`. */
function callsIn(
  call: InventoryRelation,
  entities: ReadonlyMap<string, Entity>,
  systems: ReturnType<typeof systemOf>,
): readonly Called[] {
  const [host, from] = [entities.get(call.to), entities.get(call.from)]
  const {operations} = call.attributes
  if (!host || !from || !Array.isArray(operations) || !isOfProduction(call.attributes)) return []
  if (['test', 'example'].includes(String(attributeValue(from, 'role')))) return []
  const name = normalisedHost(String(attributeValues(host, 'hostName')[0] ?? host.name))
  return operations.flatMap((operation) => {
    const [, method, path] = /^([A-Z]+) (\/\S*)$/.exec(String(operation)) ?? []
    return method && path ? [{call, host, name, method, path, from: systems(call.from) ?? []}] : []
  })
}

/** Whether an endpoint says itself that it is served under the name that is called. */
function isNamed({host, endpoint}: Served, {name, host: called}: Called): boolean {
  return (
    host !== undefined && host === name && (isStrongHostName(name) || endpoint.organisation === called.organisation)
  )
}

/** The endpoints that fit a call best: of several, nothing says which is meant. */
function best({path, method}: Called, served: readonly Served[]): readonly Served[] {
  const fits = served.flatMap((one) => {
    if (method !== 'ANY' && one.method !== 'ANY' && one.method !== method) return []
    const fit = fitOf(path, one.parts)
    return fit ? [{one, fit}] : []
  })
  const top = fits.reduce<(typeof fits)[number] | undefined>(
    (high, next) => (high && compareFits(high.fit, next.fit) >= 0 ? high : next),
    undefined,
  )
  return top ? fits.filter(({fit}) => compareFits(fit, top.fit) === 0).map(({one}) => one) : []
}

/** The places of a path are those of the calls of it, and at the other end the endpoint's own. */
function joined(called: Called, {endpoint, owner, program, systems, whole, behind, path}: Served): readonly Relation[] {
  const {call, method, name, from} = called
  if (owner === call.from) return []
  const operation = `${method} ${called.path}`
  const evidence = union(evidenceOfOperation(call, operation), whole.evidence)
  const relation = (one: Pick<Relation, 'from' | 'type' | 'to' | 'attributes'>): Relation => ({
    record: 'relation',
    id: relationId(one.from, one.type, one.to),
    ...one,
    certainty: 'inferred' as const,
    evidence,
    scopes: call.scopes,
  })
  const how = `calls ${name}, which serves ${path}`
  const attributes = {how, operations: [operation]}
  const through = behind.reduce((all, one) => union(all, one.evidence), evidence)
  return [
    relation({from: call.from, type: 'CALLS', to: endpoint.id, attributes}),
    ...(program === undefined
      ? []
      : [{...relation({from: call.from, type: 'CALLS', to: program, attributes}), evidence: through}]),
    ...from.flatMap((own) =>
      systems.flatMap((to) =>
        own === to || systems.includes(own)
          ? []
          : [relation({from: own, type: 'DEPENDS_ON', to, attributes: {kind: 'call', how: operation, move: 'after'}})],
      ),
    ),
  ]
}

const mostNamed = 3

/** Several calls of one caller that reach one end are one relation. */
function merged(found: readonly Relation[]): readonly Relation[] {
  return [...Map.groupBy(found, ({id}) => id).values()].map((own) => {
    const first = own[0] as Relation // a group has one at least
    const how = [...new Set(own.map(({attributes}) => String(attributes.how)))].toSorted(compareText)
    const rest = how.length > mostNamed ? ` and ${how.length - mostNamed} more` : ''
    const operations = [
      ...new Set(own.flatMap(({attributes}) => (attributes.operations as string[] | undefined) ?? [])),
    ] // as joined puts them
    const words = `${how.slice(0, mostNamed).join(', ')}${rest}`
    return {
      ...first,
      attributes: {
        ...first.attributes,
        how: first.type === 'DEPENDS_ON' ? `calls ${words}` : words,
        ...(operations.length > 0 && {operations: operations.toSorted(compareText)}),
      },
      evidence: own.reduce<readonly string[]>((all, {evidence}) => union(all, evidence), []),
      scopes: own.reduce<readonly string[]>((all, {scopes}) => union(all, scopes), []),
    }
  })
}
