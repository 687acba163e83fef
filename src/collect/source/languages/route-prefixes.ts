import type {Fact, Served, Value} from './fact.ts'
import {joinedPath} from './library.ts'

const mostAbove = 10
const mostPaths = 20
/**
 * Between several prefixes of one router, between a prefix and the list of routes in which it stands, for that of what
 * is mounted without one, and for a sign that elsewhere ends the name of a user: `[\w@]+` of a pattern has none.
 */
const [nextPrefix, standsIn, noPrefix, at] = ['\u0000', '\u0001', '\u0002', '\u0003']

const constantMark = '\u0004'
const namedConstant = new RegExp(`${constantMark}([^${constantMark}]{1,200})${constantMark}`, 'g')

/** A prefix that a constant of another file says. */
export function prefixNamed(constant: string): string {
  return `${constantMark}${constant}${constantMark}`
}

/** The names under which a router, or a list of routes, may be known to other files, the longest first. */
function routerNames(whole: string): readonly string[] {
  const parts = whole.split('.').filter(Boolean)
  return [...new Set([parts.slice(-3).join('.'), parts.slice(-2).join('.')])]
}

/** What one file says that stands before the endpoints of a router. */
export interface Mounted {
  /** Dotted: module and name. */
  readonly router: string
  /** Left out, nothing is said: the router's own goes before its endpoints. */
  readonly prefix?: string
  /** The router or the list of routes in which it stands, dotted. */
  readonly in?: string
  /** The router says its prefix itself: what mounts it says another one instead, or one that goes before. */
  readonly isOwn?: 'unless-mounted' | 'always'
}

/** What one file says about the prefixes of routers, as constants that other files look up. */
export function prefixConstants(mounted: readonly Mounted[]): Readonly<Record<string, string>> {
  const said = new Map<string, string>()
  for (const {router, prefix, isOwn, in: around = ''} of mounted)
    for (const name of routerNames(router)) {
      const key = `${isOwn ? ownKeys[isOwn] : mount} ${name}`
      said.set(key, bothPrefixes(said.get(key), `${prefix?.replaceAll('@', at) ?? noPrefix}${standsIn}${around}`))
    }
  return Object.fromEntries(said)
}

const mount = 'mount'
const ownKeys = {'unless-mounted': 'own', always: 'kept'} as const

/** Whether several files may each say something under this name. */
export function isMount(name: string): boolean {
  return name.startsWith(`${mount} `)
}

export function bothPrefixes(before: string | undefined, now: string): string {
  return [...new Set([...(before?.split(nextPrefix) ?? []), ...now.split(nextPrefix)])].toSorted().join(nextPrefix)
}

/** An endpoint with what other files put before its path, as often as they do. */
export function withPrefixes(served: Served, known: ReadonlyMap<string, string | undefined>): readonly Fact[] {
  const {under, own, ...rest} = served
  const paths = under === undefined ? [belowOwn(rest.path, own)] : pathsUnder({path: rest.path, own}, under, known, 0)
  return paths.slice(0, mostPaths).map((path) => ({...rest, path}))
}

function belowOwn(path: Value, own: Value | undefined): Value {
  return own === undefined ? path : joinedPath(own, path)
}

function written(prefix: string): string {
  return prefix.replaceAll(at, '@')
}

interface Inside {
  readonly path: Value
  readonly own?: Value | undefined
}

function pathsUnder(
  inside: Inside,
  router: string,
  known: ReadonlyMap<string, string | undefined>,
  depth: number,
): readonly Value[] {
  const names = routerNames(router)
  const find = (kind: string): string | undefined =>
    names.map((name) => known.get(`${kind} ${name}`)).find((value) => value !== undefined)
  const ownOf = (kind: string): Value | undefined => {
    const [only, second] = find(kind)?.split(nextPrefix) ?? []
    return only === undefined || second !== undefined
      ? undefined
      : {literal: written(withKnown(only.split(standsIn)[0] ?? '', known))}
  }
  const path = inside.own ? inside.path : belowOwn(inside.path, ownOf(ownKeys.always))
  const own = inside.own ?? ownOf(ownKeys['unless-mounted'])
  const found = find(mount)
  if (found === undefined || depth >= mostAbove) return [belowOwn(path, own)]
  const paths = found.split(nextPrefix).flatMap((one) => {
    const [prefix = '', around = ''] = one.split(standsIn)
    const whole = belowOwn(path, prefix === noPrefix ? own : {literal: written(withKnown(prefix, known))})
    return around ? pathsUnder({path: whole}, around, known, depth + 1) : [whole]
  })
  return paths.slice(0, mostPaths)
}

function withKnown(prefix: string, known: ReadonlyMap<string, string | undefined>): string {
  return prefix.replace(namedConstant, (_, name: string) => known.get(name) ?? '{}')
}
