import type {Fact, Served, Value} from '../languages/fact.ts'
import {joinedPath} from '../languages/library.ts'
import {prefixMade} from './makers.ts'
import {graphqlPackages} from './libraries/routers.ts'
import type {CallLike, Node} from './names.ts'
import type {Mount, RoutedEndpoint} from './script-scan.ts'
import type {ScriptSearch} from './script-search.ts'
import {ruleOf} from './things.ts'
import {plain, requiredModule} from './values.ts'

export interface EndpointHere {
  readonly fact: Served
  /** What made the router that it is of. */
  readonly router: Node
}

interface MountHere {
  readonly prefix: Value
  /** The router that another is mounted in. */
  readonly into: Node | undefined
}

interface MountsHere {
  readonly here: ReadonlyMap<Node, readonly MountHere[]>
  readonly graphql: readonly EndpointHere[]
  readonly open: readonly (Omit<Mount, 'router'> & {readonly into: Node | undefined})[]
}

const mounting = new Set(['use', 'register', 'route', 'mount'])
const mostArguments = 20

/** Which routers the file puts behind which prefixes: its own, and those of other modules. */
export function mountsOf(search: ScriptSearch): MountsHere {
  const here = new Map<Node, MountHere[]>()
  const open: (Omit<Mount, 'router'> & {into: Node | undefined})[] = []
  const graphql: EndpointHere[] = []
  for (const call of search.names.calls) {
    const found = mountIn(search, call)
    if (!found) continue
    const {into, routers} = found
    for (const given of routers) {
      const {router, prefix} = behindMount(search, given, found.prefix)
      const made = routerIn(search, router)
      if (made) here.set(made, [...(here.get(made) ?? []), {prefix, into}])
      else if (isGraphql(search, router))
        graphql.push({
          fact: {is: 'serves', method: 'ANY', path: prefix, line: search.lineOf(call)},
          router: into ?? call,
        })
      else {
        const module = moduleOf(search, router)
        if (!module) continue
        open.push({...module, prefix, into})
        search.want(module.specifier, module.name)
      }
    }
  }
  return {here, graphql, open}
}

function mountIn(search: ScriptSearch, call: CallLike) {
  const {ts, thingOf, values, siteOf} = search
  if (!ts.isCallExpression(call)) return undefined
  const thing = thingOf(call.expression)
  if (!thing?.method || !mounting.has(thing.method) || !ruleOf(thing).isRouter) return undefined
  const site = siteOf(call, thing)
  const [first, ...others] = call.arguments
  if (!first) return undefined
  const named = site.named('prefix')
  const path = values.valueOf(first)
  const isPath =
    path !== undefined &&
    !requiredModule(ts, plain(ts, first)) &&
    (('literal' in path && /^[/*]|^$/.test(path.literal)) || 'key' in path)
  const routers = (isPath ? others : call.arguments.slice())
    .slice(0, mostArguments)
    .flatMap((one) => [...values.elementsOf(one)])
  return {prefix: joinedPath(prefixMade(site), isPath ? path : (named ?? {literal: ''})), into: thing.maker, routers}
}

/** `mount('/orders', app)` of Koa. */
function behindMount(
  search: ScriptSearch,
  argument: Node,
  prefix: Value,
): {readonly router: Node; readonly prefix: Value} {
  const {ts, values} = search
  const call = plain(ts, argument)
  if (
    !ts.isCallExpression(call) ||
    call.arguments.length !== 2 ||
    importedFrom(search, call.expression) !== 'koa-mount'
  )
    return {router: argument, prefix}
  const [first, second] = call.arguments
  return {router: second ?? argument, prefix: joinedPath(prefix, first && values.valueOf(first))}
}

/** The module that a name is imported from. */
function importedFrom({ts, names}: ScriptSearch, name: Node): string | undefined {
  if (!ts.isIdentifier(name)) return undefined
  const declared = names.declaredAt(name.text, name)
  const loaded = declared?.value && requiredModule(ts, plain(ts, declared.value))
  return declared?.imported?.specifier ?? loaded
}

/** What made the router that an argument is; a function that is given one is its own. */
function routerIn({ts, thingOf, names}: ScriptSearch, argument: Node): Node | undefined {
  const node = withoutRoutes({ts}, plain(ts, argument))
  if (ts.isFunctionLike(node)) return node
  if (ts.isIdentifier(node)) {
    const declared = names.declaredAt(node.text, node)
    if (declared && ts.isFunctionDeclaration(declared.node)) return declared.node
    if (declared?.value && ts.isFunctionLike(declared.value)) return declared.value
  }
  const thing = thingOf(node)
  return thing && thing.method === undefined && ruleOf(thing).isRouter ? thing.maker : undefined
}

/** `router.routes()` of Koa is the router. */
function withoutRoutes({ts}: Pick<ScriptSearch, 'ts'>, node: Node): Node {
  const isRoutes =
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /^(?:routes|middleware|getRouter)$/.test(node.expression.name.text) &&
    node.arguments.length === 0
  return isRoutes && ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : node
}

/** `ordersRouter(services)` is the router that the function gives. */
function withoutMaking({ts}: Pick<ScriptSearch, 'ts'>, node: Node): Node {
  return ts.isCallExpression(node) && requiredModule(ts, node) === undefined ? plain(ts, node.expression) : node
}

function isGraphql(search: ScriptSearch, argument: Node): boolean {
  const {ts} = search
  const node = plain(ts, argument)
  const callee = ts.isCallExpression(node) ? node.expression : node
  const name = ts.isPropertyAccessExpression(callee) ? callee.expression : callee
  const module = importedFrom(search, name)
  return module !== undefined && graphqlPackages.includes(module)
}

/** The name of another module that an argument is. */
function moduleOf({ts, names}: ScriptSearch, argument: Node): Pick<Mount, 'specifier' | 'name'> | undefined {
  const node = withoutMaking({ts}, withoutRoutes({ts}, plain(ts, argument)))
  const required = requiredModule(ts, node)
  if (required !== undefined) return isOfTree(required) ? {specifier: required, name: ''} : undefined
  const object = ts.isPropertyAccessExpression(node) ? plain(ts, node.expression) : node
  const property = ts.isPropertyAccessExpression(node) ? node.name.text : undefined
  const module = requiredModule(ts, object) ?? undefined
  if (module !== undefined && property) return isOfTree(module) ? {specifier: module, name: property} : undefined
  if (!ts.isIdentifier(object)) return undefined
  const declared = names.declaredAt(object.text, object)
  const value = declared?.value && plain(ts, declared.value)
  const loaded = value && requiredModule(ts, value)
  const imported =
    declared?.imported ?? (loaded === undefined ? undefined : {specifier: loaded, name: declared?.path?.[0] ?? ''})
  if (!imported || !isOfTree(imported.specifier)) return undefined
  return {specifier: imported.specifier, name: property ?? imported.name}
}

/** A package whose name is plain is none of the tree's modules. */
function isOfTree(specifier: string): boolean {
  return /^[.@~#/]|\//.test(specifier)
}

const mostPlaces = 20
const deepest = 6

/** The endpoints of the file's routers, behind the prefixes that they are mounted behind here. */
export function placedEndpoints(
  endpoints: readonly EndpointHere[],
  mounts: MountsHere,
  exported: ReadonlyMap<Node, string>,
): {
  readonly placed: readonly Fact[]
  readonly routed: readonly RoutedEndpoint[]
  readonly elsewhere: readonly Mount[]
} {
  const placesOf = (router: Node, depth: number): readonly {prefix: Value | undefined; router: Node}[] => {
    const own = mounts.here.get(router)
    if (!own || depth >= deepest) return [{prefix: undefined, router}]
    const places = own.flatMap(({prefix, into}) =>
      into && into !== router
        ? placesOf(into, depth + 1).map((outer) => ({prefix: joinedPath(outer.prefix, prefix), router: outer.router}))
        : [{prefix, router}],
    )
    // It may be given away as well as mounted here.
    return places.slice(0, mostPlaces)
  }
  const placed: Fact[] = []
  const routed: RoutedEndpoint[] = []
  for (const {fact, router} of [...endpoints, ...mounts.graphql])
    for (const {prefix, router: outer} of placesOf(router, 0)) {
      const whole: Served = prefix ? {...fact, path: joinedPath(prefix, fact.path)} : fact
      const name = exported.get(outer)
      if (name === undefined) placed.push(whole)
      else routed.push({router: name, fact: whole})
    }
  const elsewhere = mounts.open.flatMap(({specifier, name, prefix, into}) =>
    (into ? placesOf(into, 0) : [{prefix: undefined, router: undefined}]).map((place) => {
      const router = place.router && exported.get(place.router)
      return {specifier, name, prefix: joinedPath(place.prefix, prefix), ...(router !== undefined && {router})}
    }),
  )
  return {placed, routed, elsewhere}
}
