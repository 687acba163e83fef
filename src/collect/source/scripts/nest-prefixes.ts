import type {Served, Value} from '../languages/fact.ts'
import {joinedPath} from '../languages/library.ts'
import {roleOf} from '../languages.ts'
import type {ClassNamed, NestGlobal, ScriptScan} from './script-scan.ts'

interface NestTree {
  readonly scans: ReadonlyMap<string, ScriptScan>
  /** The module and the name of a class, as one key. */
  readonly classAt: (from: string, named: ClassNamed) => Promise<string | undefined>
  /** The modules that a module imports. */
  readonly importsOf: (path: string) => readonly string[]
}

interface Before {
  readonly own: Value | undefined
  readonly global: NestGlobal | undefined
}

/** What stands before the endpoints of a controller, by its key: the paths that its modules are served at, and the application's own. */
export async function nestPrefixes(tree: NestTree): Promise<ReadonlyMap<string, readonly Before[]>> {
  const {modules, prefixes} = await modulesFound(tree)
  const found = new Map<string, Before[]>()
  const add = (module: string, global: NestGlobal | undefined): void => {
    for (const controller of modules.get(module)?.controllers ?? [])
      for (const own of prefixes.get(module) ?? [undefined])
        found.set(controller, [...(found.get(controller) ?? []), {own, global}])
  }
  const reached = new Set<string>()
  for (const {root, global} of await applicationsFound(tree))
    for (const module of reachedFrom(modules, root)) {
      reached.add(module)
      add(module, global)
    }
  for (const module of prefixes.keys()) if (!reached.has(module)) add(module, undefined)
  return found
}

/** An endpoint below what stands before it, each place once. */
export function below(fact: Served, places: readonly Before[]): readonly Served[] {
  const all = places.map(({own, global}): Served => {
    const path = own ? joinedPath(own, fact.path) : fact.path
    const isLeftOut = !global || ('literal' in path && global.exclude.some((one) => isExcluded(one, path.literal)))
    return {...fact, path: isLeftOut ? path : joinedPath(global.prefix, path)}
  })
  return [...new Map(all.map((one) => [JSON.stringify(one.path), one])).values()]
}

/** `health`, `users/:id`; `health/(.*)` and `metrics/*path` for all that is below. */
function isExcluded(pattern: string, path: string): boolean {
  const [own = [], given = []] = [pattern, path].map((one) => one.split('/').filter(Boolean))
  for (const [at, part] of own.entries()) {
    const wild = /\(\.\*\)|\*\w*/.exec(part)
    if (wild) {
      const tail = own
        .slice(at)
        .join('/')
        .slice(wild.index + wild[0].length)
      return at < given.length && isBetween(given.slice(at).join('/'), part.slice(0, wild.index), tail)
    }
    const one = given[at]
    if (one === undefined || !(/^:\w+$/.test(part) || part === one)) return false
  }
  return given.length === own.length
}

function isBetween(text: string, head: string, tail: string): boolean {
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail)
}

interface ModuleFound {
  readonly controllers: readonly string[]
  readonly imports: readonly string[]
}

async function modulesFound({scans, classAt}: NestTree) {
  const modules = new Map<string, ModuleFound>()
  const prefixes = new Map<string, Value[]>()
  // One behind the other: modules that nobody looked at yet are looked at one at a time.
  const keysOf = async (from: string, all: readonly ClassNamed[]): Promise<readonly string[]> => {
    const keys: string[] = []
    for (const one of all) {
      const key = await classAt(from, one)
      if (key !== undefined) keys.push(key)
    }
    return keys
  }
  for (const [path, {nest}] of [...scans]) {
    for (const {name, controllers, imports} of nest?.modules ?? [])
      modules.set(`${path} ${name}`, {
        controllers: await keysOf(path, controllers),
        imports: await keysOf(path, imports),
      })
    for (const {module, prefix} of nest?.prefixes ?? []) {
      const key = await classAt(path, module)
      if (key !== undefined) prefixes.set(key, [...(prefixes.get(key) ?? []), prefix])
    }
  }
  return {modules, prefixes}
}

/** Those of tests are put together in ways of their own. */
async function applicationsFound({scans, classAt, importsOf}: NestTree) {
  const found: {root: string; global: NestGlobal | undefined}[] = []
  for (const [path, {nest}] of [...scans]) {
    if (!nest || nest.applications.length === 0 || roleOf(path) !== 'production') continue
    // What sets the application up may stand in a module of its own.
    const global = nest.global ?? importsOf(path).flatMap((to) => scans.get(to)?.nest?.global ?? [])[0]
    for (const application of nest.applications) {
      const root = await classAt(path, application)
      if (root !== undefined) found.push({root, global})
    }
  }
  return found
}

function reachedFrom(modules: ReadonlyMap<string, ModuleFound>, root: string): ReadonlySet<string> {
  const reached = new Set([root])
  for (const module of reached) for (const to of modules.get(module)?.imports ?? []) reached.add(to)
  return reached
}
