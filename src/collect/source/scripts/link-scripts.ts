import type {Fact, Served, Value} from '../languages/fact.ts'
import {factsInOrder} from '../languages/facts-in-order.ts'
import {joinedPath} from '../languages/library.ts'
import {roleOf} from '../languages.ts'
import {leadsToClient} from './exported-shapes.ts'
import {below, nestPrefixes} from './nest-prefixes.ts'
import type {ClassNamed, Exported, Exports, Given, Mount, ScriptScan} from './script-scan.ts'
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
/** So often is looked again at modules that import each other in a circle. */
const mostPasses = 4

/**
 * The facts of a tree's modules: those that use a client, a constant or a key that another module gives away are looked
 * at again with it, behind what they import, and the endpoints of a router stand behind the prefixes that other modules
 * give it.
 */
export async function linkScripts(tree: ScriptTree): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const linking = linkingOf(tree)
  for (const path of [...linking.scans.keys()]) await giveThings(linking, path)
  for (let pass = 0; pass < mostPasses; pass += 1) {
    await giveWanted(linking)
    const {given, waiting, certain} = linking
    if (waiting.size === 0) break
    for (const path of linking.graph().order) {
      if (!waiting.delete(path)) continue
      const own = given.get(path) ?? {}
      const found = await tree.scan(path, own, certain.has(path) ? undefined : linking.soughtIn(own))
      if (!found) continue
      linking.keep(path, found)
      await giveThings(linking, path)
    }
  }
  return placedFacts(tree, linking)
}

interface Importer {
  readonly path: string
  readonly specifier: string
}

interface ImportGraph {
  readonly importersOf: (path: string) => readonly Importer[]
  /** Every module behind what it imports, but for circles. */
  readonly order: readonly string[]
}

/** Found once, when it is first asked for. */
function importGraph({modules, resolve}: ScriptTree): () => ImportGraph {
  let known: ImportGraph | undefined
  return () => {
    if (known) return known
    const [importers, imports] = [new Map<string, Importer[]>(), new Map<string, readonly string[]>()]
    for (const {path, specifiers} of modules) {
      const own = [...new Set(specifiers)].flatMap((specifier) => {
        const to = resolve(path, specifier)
        if (to === undefined) return []
        importers.set(to, [...(importers.get(to) ?? []), {path, specifier}])
        return [to]
      })
      imports.set(path, own)
    }
    known = {importersOf: (path) => importers.get(path) ?? [], order: importsFirst(imports)}
    return known
  }
}

/** Without recursion: modules import each other as deep as they like. */
function importsFirst(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const order: string[] = []
  const seen = new Set<string>()
  for (const first of imports.keys()) {
    const open = seen.has(first) ? [] : [{path: first, next: 0}]
    seen.add(first)
    for (let at = open.at(-1); at; at = open.at(-1)) {
      const to = imports.get(at.path)?.[at.next]
      at.next += 1
      if (to === undefined) {
        order.push(at.path)
        open.pop()
      } else if (!seen.has(to)) {
        seen.add(to)
        open.push({path: to, next: 0})
      }
    }
  }
  return order
}

interface Linking {
  readonly scans: Map<string, ScriptScan>
  readonly given: Map<string, Given>
  /** What is to be looked at again, as news came to it; some of it may use nothing of that. */
  readonly waiting: Set<string>
  readonly certain: Set<string>
  readonly graph: () => ImportGraph
  readonly keep: (path: string, scan: ScriptScan) => void
  readonly scanOf: (path: string) => Promise<ScriptScan | undefined>
  /** What a module gives away, what it only passes on too. */
  readonly exportsOf: (path: string, depth?: number) => Promise<Exports>
  readonly exportsFrom: (path: string, specifier: string) => Promise<Exports | undefined>
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
  const keep = (path: string, scan: ScriptScan): void => {
    scans.set(path, scan)
    // What passes it on gives away more.
    known.clear()
  }
  const shared = {given: new Map<string, Given>(), waiting: new Set<string>(), certain: new Set<string>()}
  return {...shared, scans, graph: importGraph(tree), keep, scanOf, exportsOf, exportsFrom, soughtIn: soughtNames()}
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

/** Whether it is news to the module. */
function give(all: Map<string, Given>, path: string, specifier: string, exports: Exports): boolean {
  const before = all.get(path) ?? {}
  const known = Object.hasOwn(before, specifier) ? before[specifier] : undefined
  if (known && (known === exports || JSON.stringify(known) === JSON.stringify(exports))) return false
  all.set(path, {...before, [specifier]: exports})
  return true
}

function says(exported: Exported | undefined): boolean {
  return exported !== undefined && (!('parts' in exported) || Object.keys(exported.parts).length > 0)
}

/** Gives modules what they want to know of others. */
async function giveWanted({scans, exportsFrom, given, waiting, certain}: Linking): Promise<void> {
  const isGiving = givingNames(scans)
  for (const [path, {wants = {}, calls = {}}] of [...scans]) {
    // Whoever is called by a name under which no module gives a client gives none.
    const called = Object.entries(calls).map(([specifier, names]) => [specifier, names.flatMap(isGiving)] as const)
    for (const [specifier, names] of [...Object.entries(wants), ...called]) {
      const exports = names.length > 0 ? await exportsFrom(path, specifier) : undefined
      const isSaid = exports && names.some((name) => says(exportedAs(exports, name)))
      if (!isSaid || !give(given, path, specifier, exports)) continue
      waiting.add(path)
      certain.add(path)
    }
  }
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

/** Gives what leads to clients to what imports the module that gives it away. */
async function giveThings({exportsOf, graph, given, waiting, certain}: Linking, path: string): Promise<void> {
  const exports = await exportsOf(path)
  const isCertain = holdsThing(exports)
  if (!isCertain && !Object.values(exports).some(leadsToClient)) return
  for (const importer of graph().importersOf(path)) {
    if (!give(given, importer.path, importer.specifier, exports)) continue
    waiting.add(importer.path)
    if (isCertain) certain.add(importer.path)
  }
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
  const controllers = await nestPlaces(tree, linking)
  const ofHapi = modulesOfHapi(tree, linking.scans)
  const facts = new Map<string, readonly Fact[]>()
  for (const [path, scan] of linking.scans) {
    const routed = (scan.routed ?? []).flatMap(({router, fact}) => {
      const before = controllers.get(`${path} ${router}`)
      if (before) return below(fact, before)
      return prefixesOf(places, path, router, 0).map((prefix): Served =>
        prefix ? {...fact, path: joinedPath(prefix, fact.path)} : fact,
      )
    })
    const more = [...routed, ...(ofHapi.has(path) ? newAmong(scan.tabled ?? [], scan.facts) : [])]
    const all = more.length > 0 ? factsInOrder([...scan.facts, ...more]) : scan.facts
    if (all.length > 0) facts.set(path, all)
  }
  return facts
}

/** The same route may be seen where it is given to the server. */
function newAmong(tabled: readonly Served[], facts: readonly Fact[]): readonly Served[] {
  const known = new Set(facts.map((fact) => JSON.stringify(fact)))
  return tabled.filter((fact) => !known.has(JSON.stringify(fact)))
}

const hapi = new Set(['@hapi/hapi', 'hapi', '@hapi/glue'])

/** What modules that make a server of Hapi import, and what that imports. */
function modulesOfHapi({modules, resolve}: ScriptTree, scans: ReadonlyMap<string, ScriptScan>): ReadonlySet<string> {
  if (![...scans.values()].some(({tabled}) => tabled)) return new Set()
  const specifiers = new Map(modules.map((module) => [module.path, module.specifiers]))
  const isServer = (path: string): boolean =>
    roleOf(path) === 'production' && Boolean(specifiers.get(path)?.some((one) => hapi.has(one)))
  const found = new Set([...specifiers.keys()].filter(isServer))
  for (const path of found) for (const one of specifiers.get(path) ?? []) addTo(found, resolve(path, one))
  return found
}

function addTo(found: Set<string>, path: string | undefined): void {
  if (path !== undefined) found.add(path)
}

/** By module and name of a controller, what NestJS puts before it. */
async function nestPlaces(tree: ScriptTree, linking: Linking): ReturnType<typeof nestPrefixes> {
  if (![...linking.scans.values()].some(({nest}) => nest)) return new Map()
  const specifiers = new Map(tree.modules.map((module) => [module.path, module.specifiers]))
  const known = new Map<string, Promise<string | undefined>>()
  const classAt = (from: string, {specifier, name}: ClassNamed): Promise<string | undefined> => {
    if (specifier === undefined) return Promise.resolve(`${from} ${name}`)
    const key = `${tree.resolve(from, specifier)} ${name}`
    const found = known.get(key) ?? routerAt(tree, linking, from, {specifier, name})
    known.set(key, found)
    return found
  }
  return nestPrefixes({
    scans: linking.scans,
    classAt,
    importsOf: (path) => (specifiers.get(path) ?? []).flatMap((specifier) => tree.resolve(path, specifier) ?? []),
  })
}

/** By module and name of a router, where other modules mount it. */
async function mountPlaces(tree: ScriptTree, linking: Linking): Promise<ReadonlyMap<string, readonly Place[]>> {
  const places = new Map<string, Place[]>()
  for (const [from, {mounts = []}] of [...linking.scans])
    for (const mount of mounts) {
      const to = await routerAt(tree, linking, from, mount)
      if (to !== undefined)
        places.set(to, [...(places.get(to) ?? []), {from, prefix: mount.prefix, router: mount.router}])
    }
  return places
}

/** The module and name under which a router is known where it is made: modules may pass it on to each other in circles. */
async function routerAt(
  tree: ScriptTree,
  linking: Linking,
  from: string,
  {specifier, name}: Pick<Mount, 'specifier' | 'name'>,
  seen = new Set<string>(),
): Promise<string | undefined> {
  const path = tree.resolve(from, specifier)
  const own = name || 'default'
  if (path === undefined || seen.has(`${path} ${own}`)) return undefined
  seen.add(`${path} ${own}`)
  const scan = await linking.scanOf(path)
  const isHere =
    [...(scan?.routed ?? []), ...(scan?.mounts ?? [])].some(({router}) => router === own) ||
    scan?.nest?.modules.some((module) => module.name === own)
  if (isHere) return `${path} ${own}`
  const exported = scan?.exports && Object.hasOwn(scan.exports, own) ? scan.exports[own] : undefined
  if (exported && 'from' in exported)
    return routerAt(tree, linking, path, {specifier: exported.from, name: exported.name}, seen)
  for (const one of Object.values(scan?.exports ?? {})) {
    if (!('from' in one) || one.name !== '*') continue
    const found = await routerAt(tree, linking, path, {specifier: one.from, name: own}, seen)
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
