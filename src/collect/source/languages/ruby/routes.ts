import type {Node} from 'web-tree-sitter'
import {nodesOf} from '../connections.ts'
import type {Fact, Served, Value} from '../fact.ts'
import {joinedPath} from '../library.ts'
import type {ReadValue} from '../read-value.ts'
import type {Call} from '../syntax.ts'
import {blocksAround, callOf, methodName} from './calls.ts'
import {elementsOf} from './values.ts'

export interface RubySearch {
  readonly path: string
  readonly text: string
  readonly root: Node
  readonly readValue: ReadValue
}

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'match']
const resources = ['resources', 'resource']

/** Endpoints of Rails' route files and of Sinatra's applications. */
export function servedBy(search: RubySearch): readonly Served[] {
  if (/\broutes\.draw\b/.test(search.text) || /(?:^|\/)config\/routes\/[\w/]+\.rb$/.test(search.path))
    return rails(search)
  return /\bsinatra\b/i.test(search.text) ? sinatra(search) : []
}

function sinatra({text, root, readValue}: RubySearch): readonly Served[] {
  return [...nodesOf(text, root, verbs)].flatMap((word) => {
    const call = ownCall(word)
    const {arguments: given} = call ? callOf(call, '', undefined) : {arguments: []}
    const [own] = given
    if (!call?.childForFieldName('block') || !own || given.length > 1) return []
    const path = readValue(own)
    if (!('literal' in path) || !/^[/*]/.test(path.literal)) return []
    const base = blocksAround(call).flatMap((block) =>
      methodName(block) === 'namespace' ? valuesOf(block, readValue) : [],
    )
    const whole = base.reduce<Value>((inner, outer) => joinedPath(outer, inner), path)
    return [{is: 'serves' as const, method: word.text.toUpperCase(), path: whole, line: word.startPosition.row + 1}]
  })
}

function valuesOf(call: Node, readValue: ReadValue): readonly Value[] {
  return callOf(call, '', undefined).arguments.slice(0, 1).map(readValue)
}

/** A method that is called on nothing. */
function ownCall(word: Node): Node | undefined {
  const {parent} = word
  const isCall = parent?.type === 'call' && parent.childForFieldName('method')?.equals(word)
  return isCall && !parent.childForFieldName('receiver') ? parent : undefined
}

function rails({text, root, readValue}: RubySearch): readonly Served[] {
  return [...nodesOf(text, root, [...verbs, ...resources, 'root', 'mount'])].flatMap((word) => {
    const node = ownCall(word)
    if (!node) return []
    const call = callOf(node, word.text, undefined)
    const line = word.startPosition.row + 1
    const base = prefixOf(node, readValue)
    return endpoints(node, call, readValue).map(({method, path}): Fact & Served => ({
      is: 'serves',
      method,
      path: joinedPath(base, path),
      line,
    }))
  })
}

interface Endpoint {
  readonly method: string
  readonly path: Value
}

function endpoints(node: Node, call: Call, readValue: ReadValue): readonly Endpoint[] {
  if (call.name === 'root') return [{method: 'GET', path: {literal: '/'}}]
  if (call.name === 'mount') return mounted(node, call, readValue)
  if (resources.includes(call.name))
    return call.arguments.flatMap((name) => resourceEndpoints(call, ownPath(call, name, readValue), readValue))
  const methods = call.name === 'match' ? viaOf(call, readValue) : [call.name.toUpperCase()]
  const paths = call.arguments.length > 0 ? call.arguments.map(readValue) : pairPath(call)
  return paths.flatMap((path) => methods.map((method) => ({method, path})))
}

/** `get 'orders' => 'orders#index'` */
function pairPath({named}: Call): readonly Value[] {
  const [path] = Object.keys(named).filter(
    (key) => !/^(?:to|as|via|on|constraints|defaults|format|controller|action)$/.test(key),
  )
  return path === undefined ? [] : [{literal: path}]
}

function viaOf({named}: Call, readValue: ReadValue): readonly string[] {
  const values = named.via ? elementsOf(named.via).map(readValue) : []
  return values.length === 0
    ? ['ANY']
    : values.map((value) => ('literal' in value && value.literal !== 'all' ? value.literal.toUpperCase() : 'ANY'))
}

function mounted(node: Node, {named}: Call, readValue: ReadValue): readonly Endpoint[] {
  if (named.at) return [{method: 'ANY', path: readValue(named.at)}]
  const value = node.childForFieldName('arguments')?.namedChildren[0]?.childForFieldName('value')
  return value ? [{method: 'ANY', path: readValue(value)}] : []
}

function ownPath({named}: Call, name: Node | undefined, readValue: ReadValue): Value {
  return named.path ? readValue(named.path) : name ? readValue(name) : {unresolved: 'decided at run time'}
}

const actions: readonly (readonly [action: string, method: string, rest: string])[] = [
  ['index', 'GET', ''],
  ['create', 'POST', ''],
  ['new', 'GET', '/new'],
  ['edit', 'GET', '/{id}/edit'],
  ['show', 'GET', '/{id}'],
  ['update', 'PATCH', '/{id}'],
  ['destroy', 'DELETE', '/{id}'],
]

function resourceEndpoints({name, named}: Call, path: Value, readValue: ReadValue): readonly Endpoint[] {
  const listed = (key: string): readonly string[] | undefined => {
    const list = named[key]
    return (
      list &&
      elementsOf(list)
        .map(readValue)
        .flatMap((value) => ('literal' in value ? [value.literal] : []))
    )
  }
  const [only, except] = [listed('only'), listed('except') ?? []]
  return actions.flatMap(([action, method, rest]) => {
    if ((only && !only.includes(action)) || except.includes(action)) return []
    if (name === 'resource' && action === 'index') return []
    const below = name === 'resource' ? rest.replace('/{id}', '') : rest
    return [{method, path: below ? joinedPath(path, {literal: below}) : path}]
  })
}

/** The path of the blocks around a route, and of `on: :member`. */
function prefixOf(node: Node, readValue: ReadValue): Value | undefined {
  const own = callOf(node, methodName(node), undefined)
  const on = own.named.on ? readValue(own.named.on) : undefined
  const isOn = on && 'literal' in on ? on.literal : undefined
  const found: Value[] = []
  let inside = isOn
  for (const block of blocksAround(node)) {
    const name = methodName(block)
    if (name === 'member' || name === 'collection') inside = name
    else {
      const base = blockPath(block, name, inside, readValue)
      if (base) found.push(base)
      if (resources.includes(name)) inside = undefined
    }
  }
  return found.length > 0 ? found.reduce((inner, outer) => joinedPath(outer, inner)) : undefined
}

function blockPath(block: Node, name: string, inside: string | undefined, readValue: ReadValue): Value | undefined {
  const call = callOf(block, name, undefined)
  const [first] = call.arguments
  if (name === 'namespace') return ownPath(call, first, readValue)
  if (name === 'scope') {
    if (call.named.path) return readValue(call.named.path)
    return first?.type === 'string' ? readValue(first) : undefined
  }
  if (!resources.includes(name)) return undefined
  const path = ownPath(call, first, readValue)
  if (name === 'resource' || inside === 'collection') return path
  const key = inside === 'member' ? 'id' : `${singular('literal' in path ? path.literal : '')}_id`
  return joinedPath(path, {literal: `{${key}}`})
}

function singular(name: string): string {
  const last = name.replace(/^.*\//s, '')
  return last
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1')
}
