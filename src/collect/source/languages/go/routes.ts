import type {Value} from '../fact.ts'
import {type FactMaker, joinedPath, type Site} from '../library.ts'

/** The path of a route below those of its groups. */
function routed(site: Site, own: Value | undefined): Value {
  const groups = site.before.filter(({name}) => /^(?:Group|Route|PathPrefix|With|Mount)$/.test(name)).toReversed()
  return groups.reduceRight<Value>(
    (path, group) => {
      const base = group.argument(0)
      if (!base || group.name === 'With' || group.argumentCount === 0) return path
      // A part that is decided at run time has its place all the same.
      if (!('literal' in base)) return joinedPath({literal: '{}'}, path)
      return base.literal.startsWith('/') ? joinedPath(base, path) : path
    },
    joinedPath(undefined, own),
  )
}

function pathOfRoute(site: Site, at: number): Value | undefined {
  const own = site.argument(at)
  // Elsewhere such a name is another method: a path begins with a slash, and something is given to serve it.
  if (!own || site.argumentCount <= at + 1 || !('literal' in own) || !/^(?:\/|$)/.test(own.literal)) return undefined
  return routed(site, own)
}

export const route =
  (method: string): FactMaker =>
  (site) => {
    const path = pathOfRoute(site, 0)
    return path && {is: 'serves', method, path}
  }

/** The methods that values name; one that is decided at run time may be any. */
function methodsOf(values: readonly (Value | undefined)[]): readonly string[] {
  const names = values.map((value) => (value && 'literal' in value ? value.literal.toUpperCase() : 'ANY'))
  return names.length > 0 ? [...new Set(names)] : ['ANY']
}

/** `Method("PUT", "/orders", h)`, `Match([]string{"GET", "POST"}, "/orders", h)` */
export const routeByMethods: FactMaker = (site) => {
  const path = pathOfRoute(site, 1)
  return path && methodsOf(site.each(0)).map((method) => ({is: 'serves', method, path}))
}

/** Gorilla says methods, and often paths, by calls of their own before or behind: `Path("/d").Methods("PUT").Handler(h)`. */
export const muxRoute: FactMaker = (site) => {
  const isPath = ({name}: Site): boolean => name === 'Path' || name === 'PathPrefix'
  const own = /^Handle(?:Func)?$/.test(site.name) ? site.argument(0) : undefined
  const paths = [...(site.following ?? []).filter(isPath), ...site.before.filter(isPath)].map((one) => one.argument(0))
  if (own ? site.argumentCount < 2 || !isRooted(own, paths.length > 0) : paths.length === 0 || site.argumentCount !== 1)
    return undefined
  const path = paths.reduce<Value>(
    (inner, base) => joinedPath(base && 'literal' in base ? base : {literal: '{}'}, inner),
    joinedPath(undefined, own),
  )
  // Those of the route itself say it, else those of the router that it is of.
  const limits = [...(site.following ?? []), ...site.before].filter(({name}) => name === 'Methods')
  const given = limits[0] ? Array.from({length: limits[0].argumentCount}, (_, at) => limits[0]?.argument(at)) : []
  return methodsOf(given).map((method) => ({is: 'serves', method, path}))
}

/** Below others a path may be empty. */
function isRooted(path: Value, isBelow: boolean): boolean {
  return 'literal' in path && (path.literal.startsWith('/') || (isBelow && path.literal === ''))
}

/** Since 1.22 the method may stand before the path: `GET /orders/{id}`. */
export const handled: FactMaker = (site) => {
  const own = site.argument(0)
  if (!own || !('literal' in own)) return undefined
  const [, method, path] = /^(?:([A-Z]+)\s+)?([\w.-]*\/.*)$/s.exec(own.literal) ?? []
  return path === undefined ? undefined : {is: 'serves', method: method ?? 'ANY', path: routed(site, {literal: path})}
}

export const routes = (names: 'upper' | 'title'): Readonly<Record<string, FactMaker>> =>
  Object.fromEntries(
    ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'].map((method) => [
      names === 'upper' ? method : `${method[0] ?? ''}${method.slice(1).toLowerCase()}`,
      route(method),
    ]),
  )

/** `m.Combo("/orders").Get(list).Post(add)` of Macaron says the path once for all its methods. */
export const comboRoutes: Readonly<Record<string, FactMaker>> = Object.fromEntries(
  Object.entries(routes('title')).map(([name, plain]): [string, FactMaker] => [
    name,
    (site) => {
      const own = site.before.find((one) => one.name === 'Combo')?.argument(0)
      if (!own) return plain(site)
      const isPath = 'literal' in own && /^(?:\/|$)/.test(own.literal)
      return isPath ? {is: 'serves', method: name.toUpperCase(), path: routed(site, own)} : undefined
    },
  ]),
)

/** Macaron's `Route("/orders", "GET,POST", h)` */
export const routeByWords: FactMaker = (site) => {
  const [path, methods] = [pathOfRoute(site, 0), site.argument(1)]
  const words =
    methods && 'literal' in methods
      ? methods.literal
          .toUpperCase()
          .split(/[\s,]+/)
          .filter(Boolean)
      : []
  return path && words.map((word) => ({is: 'serves', method: word === '*' ? 'ANY' : word, path}))
}
