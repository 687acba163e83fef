import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import {nodesOf} from '../connections.ts'
import type {Served, Value} from '../fact.ts'
import {joinedPath} from '../library.ts'
import type {ReadValue} from '../read-value.ts'
import {callOf, nameText} from './calls.ts'
import {routesOf} from './mounts.ts'
import {elementsOf} from './values.ts'

interface Search {
  readonly path: string
  readonly text: string
  readonly root: Node
  readonly readValue: ReadValue
}

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'options', 'any', 'map', 'match', 'add', 'route']
const resources = ['resource', 'apiResource']
const closures = new Set(['anonymous_function', 'arrow_function'])

/** Endpoints of route files: Laravel's, Lumen's, Slim's and Mezzio's, CodeIgniter's, WordPress's and Drupal's. */
export function servedBy(search: Search): readonly Served[] {
  const {text} = search
  return [
    ...(/\bRoute::|\$(?:router|routes|app|group|r)\s*->/.test(text) ? routeCalls(search) : []),
    ...(text.includes('register_rest_route') ? restRoutes(search) : []),
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
    const at = /^(?:match|map)$/.test(node.text) ? 1 : 0
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
    for (const {method, rest} of served)
      found.push({
        is: 'serves',
        method,
        path: rest ? joinedPath(path, {literal: rest}) : path,
        ...(under !== undefined && {under}),
        line,
      })
  }
  return found
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
    if (at.type !== 'member_call_expression') return /^\$(?:router|routes|app|group|r)$|->(?:router|app)$/.test(at.text)
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
  if (name === 'match' || name === 'map' || name === 'route') {
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
    return closure.parent?.type === 'argument' && group && nameText(group) === 'group' ? [group] : []
  })
  return [...groups.toReversed(), call].flatMap((group) => prefixesOf(group, readValue))
}

function prefixesOf(group: Node, readValue: ReadValue): readonly Value[] {
  const found: Value[] = []
  if (nameText(group) === 'group') {
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
    return [{is: 'serves' as const, method: 'ANY', path: joinedPath(undefined, path), line: node.startPosition.row + 1}]
  })
}

function isMenu(place: Node): boolean {
  const [around] = enclosing(place, new Set(['function_definition']))
  return around !== undefined && nameText(around).endsWith('_menu')
}
