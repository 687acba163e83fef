import type {Fact, Served, Value} from '../languages/fact.ts'
import {factsInOrder} from '../languages/facts-in-order.ts'
import {joinedPath} from '../languages/library.ts'
import {roleOf} from '../languages.ts'
import {type ExportsKnown, exportsKnown} from './exports-known.ts'
import {givenDeclared} from './give-declared.ts'
import {below, nestPrefixes} from './nest-prefixes.ts'
import type {ClassNamed, Exported, Exports, Given, Mount, ScriptScan} from './script-scan.ts'
import {passesOn, type Sought, soughtNames} from './sought-names.ts'
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
  readonly scan: (path: string, given: Given, sought?: readonly Sought[]) => Promise<ScriptScan | undefined>
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
  for (const path of [...linking.scans.keys()]) await giveAway(tree, linking, path)
  for (let pass = 0; pass < mostPasses; pass += 1) {
    await giveWanted(linking)
    const {given, waiting} = linking
    if (waiting.size === 0) break
    for (const path of linking.graph().order) {
      const news = waiting.get(path)
      if (!news) continue
      waiting.delete(path)
      const found = await tree.scan(path, given.get(path) ?? {}, soughtFor(linking, path, news))
      if (found) linking.keep(path, found)
      else if (!isPassingAll(linking.scans.get(path))) continue
      await giveAway(tree, linking, path)
    }
  }
  return placedFacts(tree, linking)
}

/** What the text of a module has that uses the news; undefined where it need have nothing. */
function soughtFor({soughtIn, scans}: Linking, path: string, news: News): readonly Sought[] | undefined {
  const sought = news.isWanted ? undefined : soughtIn(news.leading)
  // What is known to pass on all says no more when it is looked at again.
  return sought && !scans.has(path) ? [passesOn, ...sought] : sought
}

function isPassingAll(scan: ScriptScan | undefined): boolean {
  return Object.values(scan?.exports ?? {}).some((one) => 'from' in one && one.name === '*')
}

/** Gives what a module says of clients to those that use it, and to those whose types it adds to. */
async function giveAway(tree: ScriptTree, linking: Linking, path: string): Promise<void> {
  giveThings(linking, path)
  for await (const declaring of givenDeclared(tree, linking, path)) {
    linking.keep(declaring.path, declaring.scan)
    giveThings(linking, declaring.path)
  }
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
        const known = importers.get(to)
        if (known) known.push({path, specifier})
        else importers.set(to, [{path, specifier}])
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

interface Linking extends ExportsKnown {
  readonly given: Map<string, Given>
  /** What is to be looked at again, with what news came to it. */
  readonly waiting: Map<string, News>
  readonly graph: () => ImportGraph
  readonly soughtIn: (exports: readonly Exports[]) => readonly Sought[] | undefined
}

interface News {
  /** It asked for it. */
  isWanted?: true
  /** What leads to clients, and may be of no use to it. */
  readonly leading: Exports[]
}

function linkingOf(tree: ScriptTree): Linking {
  const known = exportsKnown(tree, tree.scans)
  const shared = {given: new Map<string, Given>(), waiting: new Map<string, News>()}
  return {...known, ...shared, graph: importGraph(tree), soughtIn: soughtNames(known.scans)}
}

function newsOf({waiting}: Linking, path: string): News {
  const news = waiting.get(path) ?? {leading: []}
  waiting.set(path, news)
  return news
}

function says(exported: Exported | undefined): boolean {
  return exported !== undefined && (!('parts' in exported) || Object.keys(exported.parts ?? {}).length > 0)
}

/** Gives modules what they want to know of others. */
async function giveWanted(linking: Linking): Promise<void> {
  const {scans} = linking
  const isGiving = givingNames(scans)
  for (const [path, {wants = {}, calls = {}}] of [...scans]) {
    // Whoever is called by a name under which no module gives a client gives none.
    const called = Object.entries(calls).map(([specifier, names]) => [specifier, names.flatMap(isGiving)] as const)
    for (const [specifier, names] of [...Object.entries(wants), ...called])
      for (const name of new Set(names)) await giveNamed(linking, {path, specifier}, name)
  }
}

async function giveNamed(linking: Linking, {path, specifier}: Importer, name: string): Promise<void> {
  const {exportsFor, given} = linking
  const exports = await exportsFor(path, specifier, name)
  if (!says(exportedAs(exports, name))) return
  const own = given.get(path) ?? {}
  const before = Object.hasOwn(own, specifier) ? own[specifier] : undefined
  if (before && Object.keys(newIn(before, exports)).length === 0) return
  given.set(path, {...own, [specifier]: {...before, ...exports}})
  newsOf(linking, path).isWanted = true
}

/** What is not among what was given before, or not the same. */
function newIn(before: Exports, exports: Exports): Exports {
  return Object.fromEntries(
    Object.entries(exports).filter(([name, one]) => {
      const known = Object.hasOwn(before, name) ? before[name] : undefined
      return !known || (known !== one && JSON.stringify(known) !== JSON.stringify(one))
    }),
  )
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
function giveThings(linking: Linking, path: string): void {
  const {leadingOf, graph, given} = linking
  const leading = leadingOf(path)
  if (Object.keys(leading).length === 0) return
  const known = new Map<Exports | undefined, readonly [all: Exports, news: Exports]>()
  for (const importer of graph().importersOf(path)) {
    const own = given.get(importer.path) ?? {}
    const before = Object.hasOwn(own, importer.specifier) ? own[importer.specifier] : undefined
    const [all, news] = known.get(before) ?? [{...before, ...leading}, before ? newIn(before, leading) : leading]
    known.set(before, [all, news])
    if (Object.keys(news).length === 0) continue
    given.set(importer.path, {...own, [importer.specifier]: all})
    newsOf(linking, importer.path).leading.push(news)
  }
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
