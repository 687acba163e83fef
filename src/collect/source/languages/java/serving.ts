import type {HttpCall, ServedBy, Value} from '../fact.ts'
import {type FactMaker, type FactSaid, pathOf, type Site} from '../library.ts'
import {calledAt, pathBelow} from './served-paths.ts'

/** A path as far as its file says it, and what it is put together of. */
interface Path {
  readonly value: Value | undefined
  readonly parts: readonly Value[]
}

const noPath: Path = {value: undefined, parts: []}

/** The paths that an annotation gives. */
function pathsOf(site: Site | undefined, ...names: readonly (number | string)[]): readonly Path[] {
  const parts = site?.parts?.(...names) ?? []
  return (site?.each(...names) ?? []).map((value, at) => ({value, parts: parts[at] ?? [value]}))
}

/** How a framework says on a type, and on its members, what is served or called there. */
interface Served {
  readonly by: ServedBy
  /** Of the type: what stands before the paths of its members. */
  readonly bases: readonly Path[]
  readonly paths: readonly Path[]
  readonly methods: readonly string[]
  /** The type is what is called by, or something else than served. */
  readonly client?: Pick<HttpCall, 'url' | 'otherwise'> | undefined
  /** An annotation of the type itself says that it serves. */
  readonly isServing: boolean
  /** Where no class takes an interface on, it is what is called by. */
  readonly elseCalls?: true
}

/** The endpoints of a member, or the calls that it makes. */
export function endpointsOf(site: Site, {by, bases, paths, methods, client, ...rest}: Served): readonly FactSaid[] {
  const isOpen = site.declared?.isOpen === true
  const own = paths.length > 0 ? paths : [noPath]
  const all = bases.length > 0 ? bases : [noPath]
  if (client)
    return methods.flatMap((method) =>
      own.map(
        (path) =>
          ({
            is: 'http',
            ...(method !== 'ANY' && {operation: method}),
            ...calledAt(client, pathBelow(all[0]?.value, path.value) ?? path.value),
          }) as const,
      ),
    )
  // What others take on gets its base from them; a type that says nothing of serving may be taken on too.
  const isWithin = isOpen || (!rest.isServing && all[0]?.value === undefined)
  const within = isWithin && {
    within: {
      type: site.types.toReversed().join('.'),
      ...(isOpen && {isOpen}),
      ...(isOpen && rest.elseCalls && {elseCalls: true as const}),
    },
  }
  return methods.flatMap((method) =>
    (isOpen ? [noPath] : all).flatMap((base) =>
      own.map((path) => ({is: 'serves', method, ...wholePath(base, path), by, ...within}) as const),
    ),
  )
}

/** Of constants of other files the parts, which are put together when these are known. */
function wholePath(base: Path, path: Path): ReturnType<typeof pathOf> {
  const whole = pathBelow(base.value, path.value)
  const isKnown = whole !== undefined && !('unresolved' in whole)
  if (isKnown || (base.value ?? path.value) === undefined) return {path: whole ?? {literal: '/'}}
  return pathOf([...base.parts, {literal: '/'}, ...path.parts])
}

/** What an annotation of a type says of the paths below it. */
export const typeBase =
  (...names: readonly (number | string)[]): FactMaker =>
  (site) => {
    if (site.on !== 'type') return undefined
    const [base] = site.each(...names)
    return base && {is: 'type-served', type: site.types.toReversed().join('.'), base}
  }

/** An interface that is called by. */
export const clientType =
  (clientOf: (site: Site) => Served['client']): FactMaker =>
  (site) => {
    const calls = site.on === 'type' ? clientOf(site) : undefined
    return calls && {is: 'type-served', type: site.types.toReversed().join('.'), calls}
  }

const verbs = /\b(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)$/

/** The methods that a mapping of Spring lists, its own or those of its class; every one where it lists none. */
function verbsOf(site: Site): readonly string[] {
  const own = site.each('method')
  const listed = own.length > 0 ? own : (site.around('RequestMapping')?.each('method') ?? [])
  const found = listed.map((method) => ('constant' in method ? (verbs.exec(method.constant)?.[1] ?? 'ANY') : 'ANY'))
  return found.length === 0 || found.includes('ANY') ? ['ANY'] : found
}

/** Spring's mapping of a method; in a Feign client it is what is called, not what is served. */
export const mapping =
  (verb: string): FactMaker =>
  (site) => {
    if (site.on === 'type') return typeBase('value', 'path', 0)(site)
    const feign = site.around('FeignClient')
    return endpointsOf(site, {
      by: 'spring',
      bases: pathsOf(site.around('RequestMapping'), 'value', 'path', 0),
      paths: pathsOf(site, 'value', 'path', 0),
      methods: verb === 'ANY' ? verbsOf(site) : [verb],
      client: feign && feignClient(feign),
      isServing: ['RestController', 'Controller'].some((name) => site.around(name) !== undefined),
    })
  }

/** Spring's interfaces for clients, which a controller may take on to serve them. */
export const exchangeMapping =
  (verb: string | undefined): FactMaker =>
  (site) => {
    if (site.on === 'type') return typeBase('value', 'url', 0)(site)
    const said = site.named('method')
    const method = verb ?? (said && 'literal' in said && said.literal ? said.literal.toUpperCase() : 'ANY')
    return endpointsOf(site, {
      by: 'spring',
      bases: pathsOf(site.around('HttpExchange'), 'value', 'url', 0),
      paths: pathsOf(site, 'value', 'url', 0),
      methods: [method],
      isServing: site.around('RestController') !== undefined,
      elseCalls: true,
    })
  }

/** Without an address, a client of Feign finds the service by its name, as a setting does. */
export function feignClient(client: Site): Pick<HttpCall, 'url' | 'otherwise'> {
  const path = client.named('path')
  const url = client.named('url')
  if (url && !('literal' in url && url.literal === '')) return calledAt({url}, path)
  const name = client.named('name', 'value', 'serviceId') ?? client.argument(0)
  const id = client.named('contextId') ?? name
  if (!name || !('literal' in name) || !id || !('literal' in id)) return name ? {url: name} : {}
  return calledAt(
    {
      url: {key: `spring.cloud.openfeign.client.config.${id.literal}.url`},
      otherwise: [
        {key: `feign.client.config.${id.literal}.url`},
        {key: `${name.literal}.ribbon.listOfServers`},
        {key: name.literal},
      ],
    },
    path,
  )
}

/** A method of a resource of JAX-RS; of an interface that MicroProfile makes a client of, what is called. */
export const resource =
  (method: string): FactMaker =>
  (site) => {
    if (site.on === 'type') return undefined
    const client = site.around('RegisterRestClient')
    const bases = pathsOf(site.around('Path'), 0, 'value')
    return endpointsOf(site, {
      by: 'jax-rs',
      bases,
      paths: pathsOf(site.beside('Path'), 0, 'value'),
      methods: [method],
      client: client && restClient(client),
      isServing: bases.length > 0,
    })
  }

/** `@Path` of a type, and of a method that gives the objects of another which serves below it. */
export const resourcePath: FactMaker = (site) => {
  if (site.on === 'type') return typeBase('value', 0)(site)
  const given = site.declared?.type
  const isEndpoint = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'].some((verb) => site.beside(verb))
  const path = site.argument(0) ?? site.named('value')
  if (isEndpoint || given === undefined || !path) return undefined
  const gives = /^Class<\s*([\w.]+)\s*>$/.exec(given)?.[1] ?? given
  return /^[\w.]+$/.test(gives) && gives !== 'void'
    ? {is: 'type-served', type: site.types.toReversed().join('.'), base: path, gives}
    : undefined
}

/**
 * By which settings MicroProfile and Quarkus find what a client calls: by its key, or by the whole name of its type,
 * of which `*.` is its package. They go before the address that the annotation says.
 */
export function restClient(client: Site): Pick<HttpCall, 'url' | 'otherwise'> {
  const said = client.named('configKey')
  const address = client.named('baseUri')
  const type = client.types.toReversed().join('.')
  const names = said && 'literal' in said && said.literal ? [said.literal] : [`*.${type}`, type]
  const keys = names.flatMap((name) => [
    `${name}/mp-rest/url`,
    `${name}/mp-rest/uri`,
    `quarkus.rest-client.${name}.url`,
    `quarkus.rest-client."${name}".url`,
    `quarkus.rest-client.${name}.uri`,
    `quarkus.rest-client."${name}".uri`,
    `${name.replace(/[^\w*.]/g, '_')}_mp_rest_url`,
  ])
  const [url, ...otherwise] = [...keys.map((key): Value => ({key})), ...(address ? [address] : [])]
  return {...(url && {url}), otherwise}
}

/** A method of a controller of Micronaut, or of the interface of its client. */
export const micronautMapping =
  (method: string): FactMaker =>
  (site) => {
    const client = site.around('Client')
    const controller = site.around('Controller')
    return endpointsOf(site, {
      by: 'micronaut',
      bases: client ? [] : pathsOf(controller, 'value', 0),
      paths: pathsOf(site, 'value', 'uri', 'uris', 0),
      methods: [method],
      client: client && micronautClient(client),
      isServing: controller !== undefined,
    })
  }

/** By its address, or by the name that settings give one. */
export function micronautClient(client: Site): Pick<HttpCall, 'url' | 'otherwise'> {
  const name = client.named('value', 'id') ?? client.argument(0)
  const path = client.named('path')
  if (!name) return {}
  if (!('literal' in name) || /^(?:[a-z]+:\/)?\//i.test(name.literal)) return calledAt({url: name}, path)
  const before = `micronaut.http.services.${name.literal}`
  return calledAt(
    {
      url: {key: `${before}.url`},
      otherwise: [{key: `${before}.urls`}, {key: `${before}.urls[0]`}, {key: `${before}.urls.0`}],
    },
    path,
  )
}

/** Routes of Spring that code puts together: `route().path("/a", b -> b.GET("/{id}", h))`, `nest(path("/a"), ...)`. */
export const functionRoute: FactMaker = (site) => {
  const path = site.argument(0)
  if (!path || 'unresolved' in path) return undefined
  const groups = (site.callsAround ?? []).filter(({name}) => name === 'path' || name === 'nest')
  const whole = groups.reduce<Value | undefined>((inner, group) => inner && pathBelow(group.argument(0), inner), path)
  return {is: 'serves', method: site.name, path: whole ?? path, by: 'spring'}
}

/** What stands before the paths of all that the application serves. */
export const rootNamed =
  (by: ServedBy): FactMaker =>
  (site) => {
    const path = site.named('value') ?? site.argument(0)
    if (!path) return undefined
    // The pattern of a servlet takes all that is below it.
    return {is: 'root', by, path: 'literal' in path ? {literal: path.literal.replace(/\/?\*$/, '')} : path}
  }
