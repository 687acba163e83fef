import type {Fact, Served} from './fact.ts'
import {joinedPath} from './library.ts'

const mostAbove = 10

/** The names under which a router, or a list of routes, may be known to other files, the longest first. */
export function routerNames(whole: string): readonly string[] {
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
  const said = new Map<string, string | undefined>()
  const say = (key: string, value: string): void => {
    said.set(key, said.has(key) && said.get(key) !== value ? undefined : value)
  }
  for (const {router, prefix, isOwn, in: around} of mounted)
    for (const name of routerNames(router)) {
      say(`${isOwn ? 'own' : 'mount'} ${name}`, prefix)
      if (around !== undefined) say(`in ${name}`, around)
    }
  // Two prefixes of one router are two sets of endpoints: which is whose is not followed.
  return Object.fromEntries([...said].map(([key, value]) => [key, value ?? severalPrefixes]))
}

const severalPrefixes = '\u0000'

/** An endpoint with what other files put before its path. */
export function withPrefix(served: Served, known: ReadonlyMap<string, string | undefined>): Fact {
  let {path} = served
  let above = served.under
  for (let steps = 0; above !== undefined && steps < mostAbove; steps += 1) {
    const names = routerNames(above)
    const find = (kind: string): string | undefined =>
      names.map((name) => known.get(`${kind} ${name}`)).find((value) => value !== undefined)
    const prefix = find('mount') ?? find('own')
    if (prefix === undefined || prefix === severalPrefixes) break
    path = joinedPath({literal: prefix}, path)
    above = find('in')
  }
  const {under: _, ...rest} = served
  return {...rest, path}
}
