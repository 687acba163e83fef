import type {Fact, Served, Value} from './fact.ts'
import {joinedPath} from './library.ts'

const mostAbove = 10
const mostPaths = 20
/** Between several prefixes of one router, and between a prefix and the list of routes in which it stands. */
const [nextPrefix, standsIn] = ['\u0000', '\u0001']

/** The names under which a router, or a list of routes, may be known to other files, the longest first. */
function routerNames(whole: string): readonly string[] {
  const parts = whole.split('.').filter(Boolean)
  return [...new Set([parts.slice(-3).join('.'), parts.slice(-2).join('.')])]
}

interface Mounted {
  /** Dotted: module and name. */
  readonly router: string
  readonly prefix: string
  /** The list of routes in which it stands, dotted. */
  readonly in?: string
  /** The router says its prefix itself: what another file says goes before it. */
  readonly isOwn?: boolean
}

/** What one file says about the prefixes of routers, as constants that other files look up. */
export function prefixConstants(mounted: readonly Mounted[]): Readonly<Record<string, string>> {
  const said = new Map<string, string>()
  for (const {router, prefix, isOwn, in: around = ''} of mounted)
    for (const name of routerNames(router)) {
      const key = `${isOwn ? 'own' : mount} ${name}`
      said.set(key, bothPrefixes(said.get(key), `${prefix}${standsIn}${around}`))
    }
  return Object.fromEntries(said)
}

const mount = 'mount'

/** Whether several files may each say something under this name. */
export function isMount(name: string): boolean {
  return name.startsWith(`${mount} `)
}

export function bothPrefixes(before: string | undefined, now: string): string {
  return [...new Set([...(before?.split(nextPrefix) ?? []), ...now.split(nextPrefix)])].toSorted().join(nextPrefix)
}

/** An endpoint with what other files put before its path, as often as they do. */
export function withPrefixes(served: Served, known: ReadonlyMap<string, string | undefined>): readonly Fact[] {
  const {under, ...rest} = served
  const paths = under === undefined ? [served.path] : pathsUnder(served.path, under, known, 0)
  return paths.slice(0, mostPaths).map((path) => ({...rest, path}))
}

function pathsUnder(
  path: Value,
  router: string,
  known: ReadonlyMap<string, string | undefined>,
  depth: number,
): readonly Value[] {
  const names = routerNames(router)
  const find = (kind: string): string | undefined =>
    names.map((name) => known.get(`${kind} ${name}`)).find((value) => value !== undefined)
  const found = find(mount) ?? find('own')
  if (found === undefined || depth >= mostAbove) return [path]
  return found.split(nextPrefix).flatMap((one) => {
    const [prefix = '', around = ''] = one.split(standsIn)
    const whole = joinedPath({literal: prefix}, path)
    return around ? pathsUnder(whole, around, known, depth + 1) : [whole]
  })
}
