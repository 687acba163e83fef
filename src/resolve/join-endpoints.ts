import {attributeValue, attributeValues, type Entity} from '../model/entity.ts'
import {relationId} from '../model/ids.ts'
import {isOfProduction} from '../model/in-production.ts'
import type {Problem, Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {isEndpoint} from '../model/system-endpoints.ts'
import {union} from './merge-records.ts'
import {isStrongHostName, normalisedHost} from './same-host.ts'
import {compareFits, fitOf, partsOf, saysLetters, servedPath, type ServedPath, tellingParts} from './served-path.ts'
import {systemOf} from './system-of.ts'

/** An endpoint with what is behind it. */
interface Served {
  readonly endpoint: Entity
  readonly method: string
  readonly path: string
  readonly parts: ServedPath
  /** The component that serves it, and its systems. */
  readonly owner: string
  readonly systems: readonly string[]
  /** The machine under whose name it is served, where the endpoint itself says so. */
  readonly host: string | undefined
  /** That it is part of its component, and that it leads to a program. */
  readonly relations: readonly Relation[]
  /** The program that the endpoint leads to. */
  readonly program: string | undefined
}

interface Called {
  readonly call: Relation
  readonly host: Entity
  readonly name: string
  readonly method: string
  readonly path: string
  readonly from: readonly string[]
}

/**
 * A call over HTTP reaches the endpoint that serves its path, and the program behind that: where the machine that is
 * called is one that the endpoint's system runs on, or the one whose name the endpoint says, and one endpoint alone fits
 * best. The calling system depends on the serving one. All are inferred, with the places at both ends. Where nobody is
 * known to run on the machine and one system alone serves a path that tells it from others, this is a suggestion.
 */
export function joinEndpoints(
  entities: ReadonlyMap<string, Entity>,
  relations: readonly Relation[],
): {readonly relations: readonly Relation[]; readonly problems: readonly Problem[]} {
  const endpoints = [...entities.values()].filter(isEndpoint)
  if (endpoints.length === 0) return {relations: [], problems: []}
  const calls = relations.filter(
    ({type, to, attributes}) =>
      type === 'CALLS' && attributes.operations !== undefined && entities.get(to)?.kind === 'host',
  )
  if (calls.length === 0) return {relations: [], problems: []}
  const systems = systemOf(relations, entities)
  const served = indexed(servedBy(endpoints, relations, entities, systems))
  const there = systemsOn(relations, systems)
  const found: Relation[] = []
  const open: Candidate[] = []
  for (const call of calls.flatMap((one) => callsIn(one, entities, systems))) {
    const own = there.get(call.call.to) ?? new Set()
    // What says under which name it is served is not there under another.
    const known = [...own]
      .flatMap((id) => served.bySystem.get(id) ?? [])
      .filter(({host}) => !host || host === call.name)
    const named = (served.byHost.get(call.name) ?? []).filter((one) => isNamed(one, call))
    const fitting = best(call, [...new Set([...known, ...named])])
    // What takes any path says nothing where others are on the machine too, whose paths may be unknown.
    const [hit, ...others] = own.size > 1 ? fitting.filter(({parts}) => saysLetters(parts)) : fitting
    if (hit && others.length === 0 && hit.owner !== call.call.from) found.push(...joined(call, hit))
    const candidate = own.size === 0 && named.length === 0 ? perhaps(call, served.byPart) : undefined
    if (candidate) open.push({call, served: candidate})
  }
  return {relations: merged(found), problems: suggestions(open)}
}

interface Candidate {
  readonly call: Called
  readonly served: Served
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
function perhaps(call: Called, byPart: ReturnType<typeof indexed>['byPart']): Served | undefined {
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
    const parts = servedPath(path)
    if (!whole || !parts) return []
    return [
      {
        ...{endpoint, path, parts},
        method: String(attributeValue(endpoint, 'method') ?? 'ANY'),
        owner: whole.to,
        systems: systems(whole.to) ?? [],
        host: hosts.length === 1 && hosts[0] ? normalisedHost(hosts[0]) : undefined,
        relations: [whole, ...behind],
        program: behind.length === 1 ? behind[0]?.to : undefined,
      },
    ]
  })
}

function isProgram(entity: Entity | undefined): boolean {
  return entity !== undefined && attributeValue(entity, 'type') === 'program'
}

/** By host, the systems that run on it. */
function systemsOn(
  relations: readonly Relation[],
  systems: ReturnType<typeof systemOf>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const there = new Map<string, Set<string>>()
  for (const {type, from, to} of relations) {
    if (type !== 'RUNS_ON') continue
    const own = there.get(to) ?? new Set()
    there.set(to, own)
    for (const system of systems(from) ?? []) own.add(system)
  }
  return there
}

/** What production calls of a machine, one by one; `GET /dues/{}`. */
function callsIn(
  call: Relation,
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

function joined(called: Called, {endpoint, program, systems, relations, path}: Served): readonly Relation[] {
  const {call, method, name, from} = called
  const operation = `${method} ${called.path}`
  const both = {
    certainty: 'inferred' as const,
    evidence: relations.reduce((all, {evidence}) => union(all, evidence), call.evidence),
    scopes: call.scopes,
  }
  const relation = (one: Pick<Relation, 'from' | 'type' | 'to' | 'attributes'>): Relation => ({
    record: 'relation',
    id: relationId(one.from, one.type, one.to),
    ...one,
    ...both,
  })
  const how = `calls ${name}, which serves ${path}`
  const attributes = {how, operations: [operation]}
  return [
    relation({from: call.from, type: 'CALLS', to: endpoint.id, attributes}),
    ...(program === undefined ? [] : [relation({from: call.from, type: 'CALLS', to: program, attributes})]),
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

/** One for each two systems. */
function suggestions(open: readonly Candidate[]): readonly Problem[] {
  const pairs = open.flatMap(({call, served}) =>
    call.from.map((from) => ({from, to: served.systems[0] ?? '', call, served})),
  )
  return [...Map.groupBy(pairs, ({from, to}) => JSON.stringify([from, to])).values()].flatMap((own): Problem[] => {
    const [first] = own
    if (!first) return []
    const calls = [...new Set(own.map(({call}) => `${call.method} ${call.name}${call.path}`))].toSorted(compareText)
    const rest = calls.length > mostNamed ? ` and ${calls.length - mostNamed} more` : ''
    const machines = [...new Set(own.map(({call}) => call.name))].toSorted(compareText)
    return [
      {
        record: 'problem',
        code: 'possible-endpoint',
        message: `${first.from} calls ${calls.slice(0, mostNamed).join(', ')}${rest}, and ${first.to} alone is seen to serve such a path: is ${machines.slice(0, mostNamed).join(', ')} a machine of it?`,
        hint: 'If so, declare the host of the system that serves it.',
      },
    ]
  })
}
