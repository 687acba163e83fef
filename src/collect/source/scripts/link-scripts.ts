import type {Fact, Served, Value} from '../languages/fact.ts'
import {factsInOrder} from '../languages/facts-in-order.ts'
import {joinedPath} from '../languages/library.ts'
import {leadsToClient} from './exported-shapes.ts'
import type {Exported, Exports, Given, Mount, ScriptScan} from './script-scan.ts'
import {exportedAs} from './values.ts'

/** A module of the tree, with what it imports. */
export interface LinkedModule {
  readonly path: string
  readonly specifiers: readonly string[]
}

export interface ScriptTree {
  readonly modules: readonly LinkedModule[]
  /** What was found in each module that was looked at for itself. */
  readonly scans: ReadonlyMap<string, ScriptScan>
  readonly resolve: (from: string, specifier: string) => string | undefined
  /**
   * Looks at a module, with what is known of those that it imports; undefined for one that cannot be read, and for one
   * whose text has nothing of `sought`.
   */
  readonly scan: (path: string, given: Given, sought?: RegExp[]) => Promise<ScriptScan | undefined>
}

/** So far are names followed through modules that only pass them on. */
const deepest = 6
/** So often is looked again at what uses a module that was looked at again. */
const mostRounds = 6

/**
 * The facts of a tree's modules: those that use a client, a constant or a key that another module gives away are looked
 * at again with it, and the endpoints of a router stand behind the prefixes that other modules give it.
 */
export async function linkScripts(tree: ScriptTree): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const linking = linkingOf(tree)
  const given = new Map<string, Given>()
  const importersOf = importers(tree)
  for (let round = 0; round < mostRounds; round += 1) {
    linking.forget()
    const wanting = await giveWanted(linking, given)
    const {certain, perhaps} = await giveThings(linking, given, importersOf)
    const again = new Set([...wanting, ...certain, ...perhaps])
    if (again.size === 0) break
    const isCertain = new Set([...wanting, ...certain])
    for (const path of again) {
      const own = given.get(path) ?? {}
      const found = await tree.scan(path, own, isCertain.has(path) ? undefined : linking.soughtIn(own))
      if (found) linking.scans.set(path, found)
    }
  }
  return placedFacts(tree, linking)
}

interface Importer {
  readonly path: string
  readonly specifier: string
}

/** By module, what imports it; found once, when it is first asked for. */
function importers({modules, resolve}: ScriptTree): (path: string) => readonly Importer[] {
  let known: Map<string, Importer[]> | undefined
  return (path) => {
    if (!known) {
      known = new Map()
      for (const module of modules)
        for (const specifier of new Set(module.specifiers)) {
          const to = resolve(module.path, specifier)
          if (to === undefined) continue
          const own = known.get(to)
          if (own) own.push({path: module.path, specifier})
          else known.set(to, [{path: module.path, specifier}])
        }
    }
    return known.get(path) ?? []
  }
}

interface Linking {
  readonly scans: Map<string, ScriptScan>
  readonly scanOf: (path: string) => Promise<ScriptScan | undefined>
  /** What a module gives away, what it only passes on too. */
  readonly exportsOf: (path: string, depth?: number) => Promise<Exports>
  readonly exportsFrom: (path: string, specifier: string) => Promise<Exports | undefined>
  /** What modules give away is found anew: more may have been found in them. */
  readonly forget: () => void
  /** What gives away clients, by the names that whoever uses it has in its text; undefined where it may have none. */
  readonly soughtIn: (given: Given) => RegExp[] | undefined
}

function linkingOf(tree: ScriptTree): Linking {
  const scans = new Map(tree.scans)
  const scanOf = async (path: string): Promise<ScriptScan | undefined> => {
    const before = scans.get(path)
    if (before) return before
    const found = await tree.scan(path, {})
    // Nothing in it was of interest for itself.
    const kept = found && {...found, facts: []}
    if (kept) scans.set(path, kept)
    return kept
  }
  const exportsFrom = async (path: string, specifier: string, depth = 0): Promise<Exports | undefined> => {
    const to = tree.resolve(path, specifier)
    return to === undefined ? undefined : exportsOf(to, depth)
  }
  const known = new Map<string, Promise<Exports>>()
  const exportsOf = (path: string, depth = 0): Promise<Exports> => {
    const key = `${depth} ${path}`
    const found = known.get(key) ?? exportsFound(path, depth)
    known.set(key, found)
    return found
  }
  const exportsFound = async (path: string, depth: number): Promise<Exports> => {
    const own = (await scanOf(path))?.exports
    if (!own || depth >= deepest) return {}
    const found: Record<string, Exported> = {}
    for (const [name, exported] of Object.entries(own)) {
      if (!('from' in exported)) {
        found[name] = exported
        continue
      }
      const exports = await exportsFrom(path, exported.from, depth + 1)
      if (!exports) continue
      if (exported.name === '*') {
        for (const [key, one] of Object.entries(exports)) if (key !== 'default') found[key] ??= one
      } else {
        const one = exportedAs(exports, exported.name)
        if (one) found[name] = one
      }
    }
    return found
  }
  return {scans, scanOf, exportsOf, exportsFrom, forget: () => known.clear(), soughtIn: soughtNames()}
}

/** Whatever else passes on all that another module gives away. */
const passesOn = /\bexport\s*\*|\bmodule\.exports\s*=\s*require|__exportStar/

function soughtNames(): Linking['soughtIn'] {
  const known = new WeakMap<Exports, RegExp | undefined>()
  const namesOf = (exports: Exports): RegExp | undefined => {
    if (known.has(exports)) return known.get(exports)
    const names = Object.entries(exports).flatMap(([name, one]) => (leadsToClient(one) ? [name] : []))
    const isPlain = names.every((name) => name !== 'default' && /^[\w$]+$/.test(name))
    const found = isPlain ? new RegExp(`(?<![\\w$])(?:${names.join('|').replaceAll('$', '\\$')})(?![\\w$])`) : undefined
    known.set(exports, found)
    return found
  }
  return (given) => {
    const all = Object.values(given).filter((exports) => Object.values(exports).some(leadsToClient))
    const sought = all.flatMap((exports) => namesOf(exports) ?? [])
    return sought.length === all.length ? [passesOn, ...sought] : undefined
  }
}

/** As a text, found once: the same is given to many. */
function writtenOut(exports: Exports): string {
  return JSON.stringify(exports)
}

/** Whether it is news to the module. */
function give(all: Map<string, Given>, path: string, specifier: string, exports: Exports): boolean {
  const before = all.get(path) ?? {}
  const known = Object.hasOwn(before, specifier) ? before[specifier] : undefined
  if (known && (known === exports || writtenOut(known) === writtenOut(exports))) return false
  all.set(path, {...before, [specifier]: exports})
  return true
}

function says(exported: Exported | undefined): boolean {
  return exported !== undefined && (!('parts' in exported) || Object.keys(exported.parts).length > 0)
}

/** Gives modules what they want to know of others; those that it is news to. */
async function giveWanted({scans, exportsFrom}: Linking, given: Map<string, Given>): Promise<readonly string[]> {
  const news: string[] = []
  const isGiving = givingNames(scans)
  for (const [path, {wants = {}, calls = {}}] of [...scans]) {
    // Whoever is called by a name under which no module gives a client gives none.
    const called = Object.entries(calls).map(([specifier, names]) => [specifier, names.flatMap(isGiving)] as const)
    for (const [specifier, names] of [...Object.entries(wants), ...called]) {
      const exports = names.length > 0 ? await exportsFrom(path, specifier) : undefined
      const isSaid = exports && names.some((name) => says(exportedAs(exports, name)))
      if (isSaid && give(given, path, specifier, exports)) news.push(path)
    }
  }
  return news
}

/** The first name of a path, where a module gives away a function that gives a client, or an object with one, by a name of it. */
function givingNames(scans: ReadonlyMap<string, ScriptScan>): (path: string) => readonly string[] {
  const names = new Set<string>()
  for (const {exports = {}} of scans.values())
    for (const [name, exported] of Object.entries(exports)) if (isGiven(exported)) names.add(name)
  return (path) => {
    const parts = path.split('.')
    return parts.some((part) => names.has(part)) ? parts.slice(0, 1) : []
  }
}

function isGiven(exported: Exported): boolean {
  return 'gives' in exported || ('parts' in exported && Object.values(exported.parts).some(isGiven))
}

interface GivenNow {
  /** To these a client itself is given. */
  readonly certain: readonly string[]
  /** These may not use what is given: it is something that leads to a client. */
  readonly perhaps: readonly string[]
}

/** Gives what leads to clients to what imports the module that gives it away; those that it is news to. */
async function giveThings(
  {scans, exportsOf}: Linking,
  given: Map<string, Given>,
  importersOf: (path: string) => readonly Importer[],
): Promise<GivenNow> {
  const [certain, perhaps]: [string[], string[]] = [[], []]
  for (const path of [...scans.keys()]) {
    const exports = await exportsOf(path)
    const isCertain = holdsThing(exports)
    if (!isCertain && !Object.values(exports).some(leadsToClient)) continue
    for (const importer of importersOf(path))
      if (give(given, importer.path, importer.specifier, exports)) (isCertain ? certain : perhaps).push(importer.path)
  }
  return {certain, perhaps}
}

function holdsThing(exports: Exports): boolean {
  return Object.values(exports).some((one) => 'thing' in one || (isObject(one) && holdsThing(one.parts)))
}

function isObject(exported: Exported): exported is Extract<Exported, {parts: Exports}> {
  return 'parts' in exported && !('instance' in exported)
}

interface Place {
  readonly from: string
  readonly prefix: Value
  readonly router: string | undefined
}

async function placedFacts(tree: ScriptTree, linking: Linking): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const places = await mountPlaces(tree, linking)
  const facts = new Map<string, readonly Fact[]>()
  for (const [path, scan] of linking.scans) {
    const routed = (scan.routed ?? []).flatMap(({router, fact}) =>
      prefixesOf(places, path, router, 0).map((prefix): Served =>
        prefix ? {...fact, path: joinedPath(prefix, fact.path)} : fact,
      ),
    )
    const all = routed.length > 0 ? factsInOrder([...scan.facts, ...routed]) : scan.facts
    if (all.length > 0) facts.set(path, all)
  }
  return facts
}

/** By module and name of a router, where other modules mount it. */
async function mountPlaces(tree: ScriptTree, linking: Linking): Promise<ReadonlyMap<string, readonly Place[]>> {
  const places = new Map<string, Place[]>()
  for (const [from, {mounts = []}] of [...linking.scans])
    for (const mount of mounts) {
      const to = await routerAt(tree, linking, from, mount, 0)
      if (to !== undefined)
        places.set(to, [...(places.get(to) ?? []), {from, prefix: mount.prefix, router: mount.router}])
    }
  return places
}

/** The module and name under which a router is known where it is made. */
async function routerAt(
  tree: ScriptTree,
  linking: Linking,
  from: string,
  {specifier, name}: Pick<Mount, 'specifier' | 'name'>,
  depth: number,
): Promise<string | undefined> {
  const path = tree.resolve(from, specifier)
  if (path === undefined || depth >= deepest) return undefined
  const scan = await linking.scanOf(path)
  const own = name || 'default'
  if ([...(scan?.routed ?? []), ...(scan?.mounts ?? [])].some(({router}) => router === own)) return `${path} ${own}`
  const exported = scan?.exports && Object.hasOwn(scan.exports, own) ? scan.exports[own] : undefined
  if (exported && 'from' in exported)
    return routerAt(tree, linking, path, {specifier: exported.from, name: exported.name}, depth + 1)
  for (const one of Object.values(scan?.exports ?? {})) {
    if (!('from' in one) || one.name !== '*') continue
    const found = await routerAt(tree, linking, path, {specifier: one.from, name: own}, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

const mostPlaces = 20

/** What stands before the endpoints of a router; undefined where nothing does. */
function prefixesOf(
  places: ReadonlyMap<string, readonly Place[]>,
  path: string,
  router: string,
  depth: number,
): readonly (Value | undefined)[] {
  const own = places.get(`${path} ${router}`)
  if (!own || depth >= deepest) return [undefined]
  return own
    .flatMap(({from, prefix, router: outer}) =>
      outer === undefined
        ? [prefix]
        : prefixesOf(places, from, outer, depth + 1).map((before) => joinedPath(before, prefix)),
    )
    .slice(0, mostPlaces)
}
