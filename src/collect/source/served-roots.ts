import type {Owner} from './describe-modules.ts'
import {type FollowSettings, knownLiteral, type SettingFound} from './follow-settings.ts'
import {roleOf} from './languages.ts'
import type {Fact, RootNamed, ServedBy, Value} from './languages/fact.ts'

/** What stands before the paths of what an application serves by something; `{}` where that is not known. */
export type ApplicationRoots = (by: ServedBy, file: string) => string

interface Rooting {
  readonly facts: ReadonlyMap<string, readonly Fact[]>
  readonly ownerOf: (path: string) => Owner
  readonly follow: FollowSettings['follow']
  readonly builtInto?: ReadonlyMap<string, readonly string[]> | undefined
}

/** Settings that say it: of the whole server, then of the framework within it; of each, one is set at most. */
const keys: Readonly<Record<Exclude<ServedBy, 'asp-net' | 'symfony'>, readonly (readonly string[])[]>> = {
  spring: [
    ['server.servlet.context-path', 'server.servlet.contextPath', 'server.context-path', 'server.contextPath'],
    ['spring.webflux.base-path', 'spring.webflux.basePath'],
    ['spring.mvc.servlet.path', 'server.servlet.path', 'server.servlet-path', 'server.servletPath'],
  ],
  'jax-rs': [
    ['server.servlet.context-path', 'server.servlet.contextPath', 'server.context-path', 'server.contextPath'],
    ['quarkus.http.root-path', 'server.applicationContextPath'],
    ['quarkus.servlet.context-path'],
  ],
  micronaut: [['micronaut.server.context-path', 'micronaut.server.contextPath']],
  servlet: [
    ['server.servlet.context-path', 'server.servlet.contextPath', 'server.context-path', 'server.contextPath'],
    ['quarkus.http.root-path'],
    ['quarkus.servlet.context-path'],
  ],
}

/** What settings say where the code says nothing, and what they say in its place. */
const ofResources = ['quarkus.rest.path', 'quarkus.resteasy-reactive.path', 'quarkus.resteasy.path', 'server.rootPath']
const beforeCode = ['spring.jersey.application-path', 'spring.jersey.applicationPath']

/**
 * Finds what stands before all that an application serves: as its settings for production and its code say, else as
 * those say that are built with it, where they agree.
 */
export function servedRoots(rooting: Rooting): (owner: Owner, ...of: Parameters<ApplicationRoots>) => string {
  const named = rootsNamed(rooting)
  const known = new Map<string, string>()
  const files = new Map<string, Map<string, string>>()
  const ofFiles = (owner: string): Map<string, string> => {
    const own = files.get(owner) ?? new Map<string, string>()
    files.set(owner, own)
    return own
  }
  return (owner, by, file) => {
    if (by === 'symfony') return rootOfFile(file, named.get(owner.id) ?? [], ofFiles(owner.id))
    const key = `${by} ${owner.id}`
    const found = known.get(key) ?? rootOf(owner, by, named, rooting)
    // ASP.NET serves its paths without the base too.
    const root = by === 'asp-net' && found.includes('{}') ? '' : found
    known.set(key, root)
    return root
  }
}

const deepest = 50

/** What files of routes put before what stands in a folder or a file, theirs among them; `{}` where they say several. */
function rootOfFile(file: string, named: readonly RootSeen[], known: Map<string, string>, depth = 0): string {
  const before = depth > deepest ? '' : known.get(file)
  if (before !== undefined) return before
  known.set(file, '') // what imports itself has nothing more before it
  const own = named.filter(({below}) => below !== undefined && isBelow(file, below))
  const roots = new Set(
    own.map((one) => {
      const path = 'literal' in one.path ? plain(one.path.literal) : '{}'
      return belowRoot(one.file === file ? '' : rootOfFile(one.file, named, known, depth + 1), path)
    }),
  )
  const [only = '', second] = roots
  const root = second === undefined ? only : '{}'
  known.set(file, root)
  return root
}

function isBelow(file: string, folder: string): boolean {
  return folder === '' || file === folder || file.startsWith(`${folder}/`)
}

function rootOf(owner: Owner, by: ServedBy, named: ReturnType<typeof rootsNamed>, rooting: Rooting): string {
  const ownRoot = (one: Owner): string => said(one, by, named.get(one.id) ?? [], rooting)
  const own = ownRoot(owner)
  if (own !== '') return own
  const seen = new Set([owner.id])
  const tops: string[] = []
  for (const id of seen) {
    const into = rooting.builtInto?.get(id) ?? []
    for (const one of into) seen.add(one)
    if (into.length === 0 && id !== owner.id) tops.push(id)
  }
  const roots = new Set(tops.map((id) => ownRoot({id, name: id})))
  const [only = '', second] = roots
  return second === undefined ? only : '{}'
}

interface RootSeen extends RootNamed {
  readonly file: string
}

function rootsNamed({facts, ownerOf}: Rooting): ReadonlyMap<string, readonly RootSeen[]> {
  const found = new Map<string, RootSeen[]>()
  for (const [path, own] of facts)
    for (const fact of own) {
      if (fact.is !== 'root' || roleOf(path) !== 'production') continue
      const {id} = ownerOf(path)
      found.set(id, [...(found.get(id) ?? []), {...fact, file: path}])
    }
  return found
}

function said(owner: Owner, by: ServedBy, named: readonly RootNamed[], {follow}: Rooting): string {
  const setBy = (names: readonly string[]): string | undefined =>
    onlyOne(names.flatMap((key) => ofProduction(follow({key}, owner))))
  const inCode = (of: RootNamed['by']): string | undefined =>
    onlyOne(
      named.flatMap((one) => (one.by === of ? (filledPath(one.path, (value) => follow(value, owner)) ?? '{}') : [])),
    )
  const levels = Object.hasOwn(keys, by) ? keys[by as keyof typeof keys].map(setBy) : [] // it has such a key
  const own = by === 'jax-rs' ? (setBy(beforeCode) ?? inCode(by) ?? setBy(ofResources)) : inCode(by)
  return [inCode('any'), ...levels, own].reduce<string>((before, next = '') => belowRoot(before, plain(next)), '')
}

/** `/` and the patterns of servlets that take everything. */
function plain(root: string): string {
  return root.replace(/\/?\*$/, '').replace(/^\/+$/, '')
}

/** Undefined where nothing says it, and `{}` where several say different things. */
function onlyOne(roots: readonly string[]): string | undefined {
  const [only, second] = new Set(roots.map(plain))
  return second === undefined ? only : '{}'
}

/** What is set for production, else for all; what is set for another environment alone says nothing. */
function ofProduction(found: readonly SettingFound[]): readonly string[] {
  const production = found.filter(({environment}) => environment === 'production')
  const all = production.length > 0 ? production : found.filter(({environment}) => environment === undefined)
  return all.map((one) => knownLiteral(one) ?? '{}')
}

const placeholder = /\$\{([\w.-]{1,200})(?::([^{}]*))?\}/g

/** A path with what settings of production give its placeholders; undefined where one is not set, or in several ways. */
export function filledPath(path: Value, follow: (value: Value) => readonly SettingFound[]): string | undefined {
  if ('constant' in path || 'unresolved' in path) return undefined
  const written = 'key' in path ? `\${${path.key}:${path.otherwise ?? '\u0000'}}${path.rest ?? ''}` : path.literal
  const filled = written.replace(placeholder, (_, key: string, otherwise = '\u0000') =>
    String(onlySet(ofProduction(follow({key}))) ?? otherwise),
  )
  if (filled.includes('\u0000') || filled.includes('${')) return undefined
  if (filled.startsWith('{}')) return filled
  return `/${filled.split('/').filter(Boolean).join('/')}`
}

function onlySet(values: readonly string[]): string | undefined {
  const [only, second] = new Set(values)
  if (second !== undefined || only === '{}') return '\u0000'
  return only
}

/** A path below what stands before it; below what is not known it begins with that, and is no whole path. */
export function belowRoot(root: string, path: string): string {
  if (root === '' || path.startsWith('{}')) return path
  const [head, tail] = [root.replace(/\/+$/, ''), path.replace(/^\/+/, '')]
  const whole = tail === '' ? head : `${head}/${tail}`
  return whole.startsWith('/') || whole.startsWith('{}') ? whole : `/${whole}`
}
