import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import {nodesOf} from '../connections.ts'
import type {Served, Value} from '../fact.ts'
import {joinedPath} from '../library.ts'
import type {ReadValue} from '../read-value.ts'
import {callOf, keysOf, nameText} from './calls.ts'
import {routesOf} from './mounts.ts'
import {elementsOf} from './values.ts'

interface Search {
  readonly path: string
  readonly text: string
  readonly root: Node
  readonly readValue: ReadValue
}

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'options', 'any', 'map', 'match', 'add', 'addRoute', 'route']
const resources = ['resource', 'apiResource']
const closures = new Set(['anonymous_function', 'arrow_function'])

/** What arrays that list endpoints have. */
export const listsRoutes =
  /['"](?:middleware|child_routes|may_terminate)['"]\s*=>|['"]options['"]\s*=>\s*(?:\[|array\s*\()\s*['"]route['"]\s*=>/

/** Endpoints of route files: Laravel's, Lumen's, Slim's and Mezzio's, CodeIgniter's, WordPress's and Drupal's. */
export function servedBy(search: Search): readonly Served[] {
  const {text} = search
  return [
    ...(/\bRoute::|\$(?:router|routes|app|group|r|collector|routeCollector)\s*->/.test(text) ? routeCalls(search) : []),
    ...(text.includes('register_rest_route') ? restRoutes(search) : []),
    ...(text.includes('wp_ajax_') ? ajaxActions(search) : []),
    ...(listsRoutes.test(text) ? listedRoutes(search) : []),
    ...(/\$route\s*\[/.test(text) && /(?:^|\/)routes\.php$/i.test(search.path) ? arrayRoutes(search, '$route') : []),
    ...(/function\s+\w+_menu\s*\(/.test(text) && /\.(?:module|inc)$/.test(search.path)
      ? arrayRoutes(search, '$items')
      : []),
  ]
}

function routeCalls({path: file, text, root, readValue}: Search): readonly Served[] {
  const found: Served[] = []
  const isMezzio = /\b(?:Mezzio|Zend\\Expressive)\\/.test(text)
  for (const node of nodesOf(text, root, [...verbs, ...resources])) {
    if (node.text === 'route' && !isMezzio) continue
    const call = node.parent
    if (!call?.childForFieldName('name')?.equals(node) || !isRouter(call)) continue
    const {arguments: given, named} = callOf(call, node.text, undefined)
    const at = /^(?:match|map|addRoute)$/.test(node.text) ? 1 : 0
    const own = given[at] && readValue(given[at])
    if (!own || given.length < at + 2) continue
    if (!isRouteOf(call, own)) continue
    const path = groupPrefixes(call, readValue).reduceRight<Value>(
      (inner, base) => joinedPath(base, inner),
      joinedPath(undefined, own),
    )
    const line = node.startPosition.row + 1
    const under = /(?:^|\/)routes\/[\w/-]+\.php$/.test(file) ? routesOf(file) : undefined
    const served = resources.includes(node.text)
      ? resourceMethods(call, node.text, readValue)
      : servedMethods(node.text, node.text === 'route' ? (given[2] ?? named.methods) : given[0], readValue)
    const isFastRoute = call.type === 'member_call_expression' && !/\bCodeIgniter\\/.test(text)
    for (const {method, rest} of served)
      for (const one of isFastRoute ? withOptional(path) : [ofPlaceholders(path)])
        found.push({
          is: 'serves',
          method,
          path: rest ? joinedPath(one, {literal: rest}) : one,
          ...(under !== undefined && {under}),
          line,
        })
  }
  return found
}

/** `/orders[/{id}[/lines]]` of FastRoute: with each of the parts that may be left out, and without. */
function withOptional(path: Value): readonly Value[] {
  if (!('literal' in path) || !path.literal.endsWith(']')) return [path]
  const pieces = ['']
  let depth = 0
  for (const mark of path.literal) {
    if (mark === '{') depth += 1
    else if (mark === '}') depth -= 1
    if (depth === 0 && mark === '[') pieces.push('')
    else if (depth > 0 || mark !== ']') pieces[pieces.length - 1] += mark
  }
  return pieces.map((_, at) => joinedPath(undefined, {literal: pieces.slice(0, at + 1).join('')}))
}

/** `(:num)` of CodeIgniter is a parameter. */
function ofPlaceholders(path: Value): Value {
  return 'literal' in path ? {literal: path.literal.replace(/\(:(\w+)\)/g, '{$1}')} : path
}

/** A variable may hold anything: what it is asked for must look like a path. */
function isRouteOf(call: Node, path: Value): boolean {
  if (call.type === 'scoped_call_expression' || !('literal' in path)) return call.type === 'scoped_call_expression'
  const object = call.childForFieldName('object')?.text ?? ''
  return path.literal.startsWith('/') || path.literal === '' || object === '$routes'
}

function isRouter(call: Node): boolean {
  let at: Node | null = call
  for (let steps = 0; at && steps < 20; steps += 1) {
    if (at.type === 'scoped_call_expression')
      return at.childForFieldName('scope')?.text.replace(/^.*\\/s, '') === 'Route'
    if (at.type !== 'member_call_expression')
      return /^\$(?:router|routes|app|group|r|collector|routeCollector)$|->(?:router|app)$/.test(at.text)
    at = at.childForFieldName('object')
  }
  return false
}

function servedMethods(
  name: string,
  methods: Node | undefined,
  readValue: ReadValue,
): readonly {readonly method: string; readonly rest?: string}[] {
  if (name === 'any' || name === 'add') return [{method: 'ANY'}]
  // Mezzio's `route('/orders', Orders::class, ['GET', 'POST'])` takes every method where it is given no list.
  if (name === 'route' && methods?.type !== 'array_creation_expression') return [{method: 'ANY'}]
  if (name === 'match' || name === 'map' || name === 'addRoute' || name === 'route') {
    return (methods ? elementsOf(methods) : []).flatMap((one) => {
      const value = readValue(one)
      const method = 'literal' in value ? value.literal : /::METHOD_([A-Z]{1,20})$/.exec(one.text)?.[1]
      return method === undefined ? [] : [{method: method.toUpperCase()}]
    })
  }
  return [{method: name.toUpperCase()}]
}

const actions: readonly {readonly action: string; readonly method: string; readonly rest?: string}[] = [
  {action: 'index', method: 'GET'},
  {action: 'create', method: 'GET', rest: 'create'},
  {action: 'store', method: 'POST'},
  {action: 'show', method: 'GET', rest: '{id}'},
  {action: 'edit', method: 'GET', rest: '{id}/edit'},
  {action: 'update', method: 'PUT', rest: '{id}'},
  {action: 'destroy', method: 'DELETE', rest: '{id}'},
]

/** Those that `only` and `except` leave, as options or as calls on the resource. */
function resourceMethods(
  call: Node,
  name: string,
  readValue: ReadValue,
): readonly {readonly method: string; readonly rest?: string}[] {
  const {named} = callOf(call, name, undefined)
  const chained = new Map<string, Node>()
  for (let at: Node | null = call.parent; at && /member_call_expression$/.test(at.type); at = at.parent) {
    const [first] = callOf(at, '', undefined).arguments
    if (first) chained.set(nameText(at), first)
  }
  const listed = (key: string): readonly string[] | undefined => {
    const list = named[key] ?? chained.get(key)
    return (
      list &&
      elementsOf(list).flatMap((one) => {
        const value = readValue(one)
        return 'literal' in value ? [value.literal] : []
      })
    )
  }
  const [only, except = []] = [listed('only'), listed('except')]
  return actions
    .filter(({action}) => (only ? only.includes(action) : !except.includes(action)))
    .filter(({action}) => name === 'resource' || !/^(?:create|edit)$/.test(action))
}

/** The prefixes of the groups around a route and of its own chain, the outermost first. */
function groupPrefixes(call: Node, readValue: ReadValue): readonly Value[] {
  const groups = enclosing(call, closures).flatMap((closure) => {
    const group = closure.parent?.parent?.parent
    return closure.parent?.type === 'argument' && group && /^(?:group|addGroup)$/.test(nameText(group)) ? [group] : []
  })
  return [...groups.toReversed(), call].flatMap((group) => prefixesOf(group, readValue))
}

function prefixesOf(group: Node, readValue: ReadValue): readonly Value[] {
  const found: Value[] = []
  if (/^(?:group|addGroup)$/.test(nameText(group))) {
    const {named, arguments: given} = callOf(group, '', undefined)
    const [first] = given
    if (named.prefix) found.push(readValue(named.prefix))
    else if (first && /string$/.test(first.type)) found.push(readValue(first))
  }
  let at: Node | null = group
  for (let steps = 0; at && steps < 20; steps += 1) {
    const [argument] = nameText(at) === 'prefix' ? callOf(at, '', undefined).arguments : []
    if (argument) found.unshift(readValue(argument))
    at = at.childForFieldName('object')
  }
  return found
}

/** `register_rest_route('shop/v1', '/orders', ['methods' => 'GET'])` */
function restRoutes({text, root, readValue}: Search): readonly Served[] {
  return [...nodesOf(text, root, ['register_rest_route'])].flatMap((node) => {
    const call = node.parent
    if (call?.type !== 'function_call_expression') return []
    const {arguments: given, named} = callOf(call, '', undefined)
    const [base, own] = given.map(readValue)
    if (!base || !own) return []
    const methods = named.methods ? readValue(named.methods) : undefined
    const words = methods && 'literal' in methods ? methods.literal.split(',') : ['ANY']
    const path = joinedPath({literal: '/wp-json'}, joinedPath(base, own))
    return words.map((word) => ({
      is: 'serves' as const,
      method: word.trim().toUpperCase(),
      path,
      line: node.startPosition.row + 1,
    }))
  })
}

/** `$route['orders/(:num)'] = 'orders/view/$1'`, `$items['admin/orders'] = array(...)` */
function arrayRoutes({text, root, readValue}: Search, name: string): readonly Served[] {
  return [...nodesOf(text, root, [name])].flatMap((node) => {
    const place = node.parent
    const key = place?.type === 'subscript_expression' ? place.namedChildren[1] : undefined
    if (!place || !key || place.parent?.type !== 'assignment_expression') return []
    if (!place.parent.childForFieldName('left')?.equals(place)) return []
    if (name === '$items' && !isMenu(place)) return []
    const path = readValue(key)
    if (!('literal' in path) || /^(?:default_controller|404_override|translate_uri_dashes)$/.test(path.literal))
      return []
    return [
      {
        is: 'serves' as const,
        method: 'ANY',
        path: ofPlaceholders(joinedPath(undefined, path)),
        line: node.startPosition.row + 1,
      },
    ]
  })
}

function isMenu(place: Node): boolean {
  const [around] = enclosing(place, new Set(['function_definition']))
  return around !== undefined && nameText(around).endsWith('_menu')
}

/** `add_action('wp_ajax_total', ...)`: WordPress serves all such actions at one path, told apart by its query. */
function ajaxActions({text, root, readValue}: Search): readonly Served[] {
  for (const node of nodesOf(text, root, ['add_action'])) {
    const call = node.parent
    const [first] =
      call?.type === 'function_call_expression' ? callOf(call, '', undefined).arguments.map(readValue) : []
    if (first && 'literal' in first && first.literal.startsWith('wp_ajax_'))
      return [
        {is: 'serves', method: 'ANY', path: {literal: '/wp-admin/admin-ajax.php'}, line: node.startPosition.row + 1},
      ]
  }
  return []
}

/**
 * Endpoints in arrays of settings: Mezzio's `['path' => '/orders', 'middleware' => X::class, 'allowed_methods' => ['GET']]`,
 * and Laminas' `'options' => ['route' => '/orders[/:id]']` below the routes around it.
 */
function listedRoutes(search: Search): readonly Served[] {
  const {text, root, readValue} = search
  return [...nodesOf(text, root, ['path', 'route'])].flatMap((node): readonly Served[] => {
    const pair = node.parent?.parent
    const array = pair?.parent
    if (pair?.type !== 'array_element_initializer' || array?.type !== 'array_creation_expression') return []
    if (!pair.firstNamedChild?.equals(node.parent as Node)) return [] // a pair has its key first
    const own = keysOf(array)
    const written = own[node.text]
    const path = written && readValue(written)
    if (!path || !('literal' in path)) return []
    const line = node.startPosition.row + 1
    if (node.text === 'path') {
      if (!own.middleware || !path.literal.startsWith('/')) return []
      const methods = own.allowed_methods ? servedMethods('map', own.allowed_methods, readValue) : [{method: 'ANY'}]
      return methods.flatMap(({method}) =>
        withOptional(joinedPath(undefined, path)).map((one) => ({is: 'serves', method, path: one, line}) as const),
      )
    }
    const around = laminasRoute(array)
    return around ? laminasServed(around, {path: path.literal, line, readValue}) : []
  })
}

/** The array that has `type` and, as its `options`, this one. */
function laminasRoute(options: Node): Node | undefined {
  const pair = options.parent
  const route = pair?.parent
  const isOptions = pair?.firstNamedChild?.text.replace(/["']/g, '') === 'options'
  return isOptions && route?.type === 'array_creation_expression' && keysOf(route).type ? route : undefined
}

interface LaminasPath {
  readonly path: string
  readonly line: number
  readonly readValue: ReadValue
}

/** A route that has others below it is served itself only where it says so; what stands above it goes before its path. */
function laminasServed(route: Node, {path, line, readValue}: LaminasPath): readonly Served[] {
  const own = keysOf(route)
  if (own.child_routes && own.may_terminate?.text.toLowerCase() !== 'true') return []
  let whole = path
  let at: Node = route
  for (let steps = 0; steps < 20; steps += 1) {
    const list = at.parent?.parent
    const above =
      list?.parent?.firstNamedChild?.text.replace(/["']/g, '') === 'child_routes' ? list.parent.parent : null
    if (above?.type !== 'array_creation_expression') break
    const options = keysOf(above).options
    const before = options && keysOf(options).route
    const value = before && readValue(before)
    // A part that only a method or a host tells apart has no path.
    whole = `${value && 'literal' in value ? value.literal : ''}${whole}`
    at = above
  }
  return withOptional(joinedPath(undefined, {literal: whole})).map((one) => ({
    is: 'serves',
    method: 'ANY',
    path: one,
    line,
  }))
}
