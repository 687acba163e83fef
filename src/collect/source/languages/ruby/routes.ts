import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import {nodesOf} from '../connections.ts'
import type {Fact, Served, Value} from '../fact.ts'
import {joinedPath} from '../library.ts'
import type {ReadValue} from '../read-value.ts'
import type {Call} from '../syntax.ts'
import {blocksAround, callOf, methodName} from './calls.ts'
import {doorkeeperRoutes} from './doorkeeper.ts'
import {classAround} from './racked-applications.ts'
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
    const type = classAround(call)
    const line = word.startPosition.row + 1
    return [{is: 'serves' as const, method: word.text.toUpperCase(), path: whole, ...(type && {within: {type}}), line}]
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

/** `use_doorkeeper` alone on its line is no call to the grammar. */
function bareCall(word: Node): Node | undefined {
  return word.text === 'use_doorkeeper' && word.type === 'identifier' && word.parent?.type !== 'call' ? word : undefined
}

function rails({text, root, readValue}: RubySearch): readonly Served[] {
  const routing = {readValue, usersOf: concernUsers(text, root, readValue)}
  return [...nodesOf(text, root, [...verbs, ...resources, 'root', 'mount', 'use_doorkeeper'])].flatMap((word) => {
    const node = ownCall(word) ?? bareCall(word)
    if (!node || isOnlyForOthers(node)) return []
    const call = callOf(node, word.text, undefined)
    const line = word.startPosition.row + 1
    const bases = prefixesOf(node, routing, 0)
    return bases.flatMap((base) =>
      endpoints(node, call, readValue).map(({method, path, isMember}): Fact & Served => {
        const at = (isMember || base.isMember) && base.shallow ? base.shallow : base.path
        return {is: 'serves', method, path: joinedPath(at, path), line}
      }),
    )
  })
}

/** Routes that `if Rails.env.test?` keeps from production. */
function isOnlyForOthers(node: Node): boolean {
  return enclosing(node, new Set(['if', 'if_modifier'])).some((around) =>
    /\benv\.(?:test|development)\?|\benv\.local\?/.test(around.childForFieldName('condition')?.text ?? ''),
  )
}

interface Base {
  readonly path: Value | undefined
  /** The path of what belongs to one object, where `shallow: true` leaves out what is around. */
  readonly shallow?: Value | undefined
  readonly isMember?: boolean
}

interface Routing {
  readonly readValue: ReadValue
  /** The calls that take over the routes of a concern. */
  readonly usersOf: ReadonlyMap<string, readonly Node[]>
}

/** `resources :orders, concerns: %i[attachable]`, and `concerns :attachable` in a block. */
function concernUsers(text: string, root: Node, readValue: ReadValue): ReadonlyMap<string, readonly Node[]> {
  const users = new Map<string, Node[]>()
  if (!/\bconcerns\b/.test(text)) return users
  for (const word of nodesOf(text, root, [...resources, 'concerns'])) {
    const node = ownCall(word)
    if (!node) continue
    const {arguments: given, named} = callOf(node, word.text, undefined)
    const lists = word.text === 'concerns' ? given : named.concerns ? [named.concerns] : []
    for (const name of lists.flatMap((list) => elementsOf(list).map(readValue)))
      if ('literal' in name) users.set(name.literal, [...(users.get(name.literal) ?? []), node])
  }
  return users
}

interface Endpoint {
  readonly method: string
  readonly path: Value
  /** It belongs to one object of a resource. */
  readonly isMember: boolean
}

function endpoints(node: Node, call: Call, readValue: ReadValue): readonly Endpoint[] {
  if (call.name === 'root') return [{method: 'GET', path: {literal: '/'}, isMember: false}]
  if (call.name === 'mount') return mounted(node, call, readValue)
  if (call.name === 'use_doorkeeper')
    return doorkeeperRoutes(node, call, readValue).map((route) => ({...route, isMember: false}))
  if (resources.includes(call.name))
    return call.arguments.flatMap((name) => resourceEndpoints(node, call, ownPath(call, name, readValue), readValue))
  const methods = call.name === 'match' ? viaOf(call, readValue) : [call.name.toUpperCase()]
  const paths = call.arguments.length > 0 ? call.arguments.map(readValue) : pairPath(call)
  return paths.flatMap((path) => methods.map((method) => ({method, path, isMember: false})))
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
  if (named.at) return [{method: 'ANY', path: readValue(named.at), isMember: false}]
  const value = node.childForFieldName('arguments')?.namedChildren[0]?.childForFieldName('value')
  return value ? [{method: 'ANY', path: readValue(value), isMember: false}] : []
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

function resourceEndpoints(node: Node, call: Call, path: Value, readValue: ReadValue): readonly Endpoint[] {
  const {name, named} = call
  const key = paramOf(call, readValue)
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
    const written = rest.replace(/(?<=\/)(?:new|edit)$/, (word) => pathName(word, node, readValue))
    const below = name === 'resource' ? written.replace('/{id}', '') : written.replace('{id}', `{${key}}`)
    const isMember = /^(?:edit|show|update|destroy)$/.test(action)
    return [{method, path: below ? joinedPath(path, {literal: below}) : path, isMember}]
  })
}

/** `path_names: { new: "add" }` of a resource, or of what it stands in; an empty one adds nothing to the path. */
function pathName(word: string, node: Node, readValue: ReadValue): string {
  for (const call of [node, ...blocksAround(node)]) {
    const names = callOf(call, methodName(call), undefined).named.path_names?.namedChildren ?? []
    const own = names.find((pair) => pair.childForFieldName('key')?.text.replace(/^:|:$/g, '') === word)
    const value = own?.childForFieldName('value')
    const written = value && readValue(value)
    if (written) return 'literal' in written ? written.literal : '{}'
  }
  return word
}

/** The paths of the blocks around a route, and of `on: :member`; of a concern, those of each that takes it over. */
function prefixesOf(node: Node, routing: Routing, depth: number): readonly Base[] {
  const {readValue} = routing
  const own = callOf(node, methodName(node), undefined)
  const on = own.named.on ? readValue(own.named.on) : undefined
  let inside = on && 'literal' in on ? on.literal : undefined
  const found: Value[] = []
  const shallow: Value[] = []
  let isShallow = isTrue(own.named.shallow)
  let isInResource = resources.includes(own.name)
  let isMember = false
  for (const block of blocksAround(node)) {
    const name = methodName(block)
    if (name === 'member' || name === 'collection') {
      inside = name
      continue
    }
    const [first] = callOf(block, name, undefined).arguments
    if (name === 'concern' && first && depth < 5) {
      const value = readValue(first)
      const users = 'literal' in value ? (routing.usersOf.get(value.literal) ?? []) : []
      return users.flatMap((user) => usedAt(user, inside, routing, depth).map((base) => below(base, found)))
    }
    const base = blockPath(block, name, inside, readValue)
    if (base) found.push(base)
    const isResource = resources.includes(name)
    isMember ||= inside === 'member' && !isInResource
    isShallow ||= isTrue(callOf(block, name, undefined).named.shallow)
    if (base && !(isShallow && isResource && isInResource)) shallow.push(base)
    if (isResource) [inside, isInResource] = [undefined, true]
  }
  return [{path: together(found), isMember, ...(isShallow && {shallow: together(shallow) ?? {literal: '/'}})}]
}

function isTrue(node: Node | undefined): boolean {
  return node?.text === 'true'
}

/** Where the routes of a concern stand: below the resource that takes it over, or in the block that does. */
function usedAt(user: Node, inside: string | undefined, routing: Routing, depth: number): readonly Base[] {
  const bases = prefixesOf(user, routing, depth + 1)
  const name = methodName(user)
  if (name !== 'concerns') {
    const own = blockPath(user, name, inside, routing.readValue)
    return bases.map(({path}) => ({path: own ? joinedPath(path, own) : path}))
  }
  return bases
}

function below({path}: Base, inner: readonly Value[]): Base {
  const own = together(inner)
  return {path: own ? joinedPath(path, own) : path}
}

function together(found: readonly Value[]): Value | undefined {
  return found.length > 0 ? found.reduce((inner, outer) => joinedPath(outer, inner)) : undefined
}

function blockPath(block: Node, name: string, inside: string | undefined, readValue: ReadValue): Value | undefined {
  const call = callOf(block, name, undefined)
  const [first] = call.arguments
  if (name === 'namespace') return known(ownPath(call, first, readValue))
  if (name === 'scope') {
    const path = call.named.path ?? first
    return path && path.text !== 'nil' ? known(readValue(path)) : undefined
  }
  if (!resources.includes(name)) return undefined
  const path = ownPath(call, first, readValue)
  if (name === 'resource' || inside === 'collection') return path
  const named = call.named.as ?? first
  const singular = named ? readValue(named) : path
  const key = inside === 'member' ? paramOf(call, readValue) : `${singularOf(singular)}_${paramOf(call, readValue)}`
  return joinedPath(path, {literal: `{${key}}`})
}

/** A part that is decided at run time has its place all the same. */
function known(value: Value): Value {
  return 'literal' in value ? value : {literal: '{}'}
}

/** `param: :slug` */
function paramOf({named}: Call, readValue: ReadValue): string {
  const value = named.param ? readValue(named.param) : undefined
  return value && 'literal' in value ? value.literal : 'id'
}

const irregular: Readonly<Record<string, string>> = {people: 'person', children: 'child', men: 'man', women: 'woman'}

function singularOf(value: Value): string {
  const words = 'literal' in value ? value.literal.replace(/^.*\//s, '').split('_') : []
  const last = words.pop() ?? ''
  const one = Object.hasOwn(irregular, last) ? irregular[last] : undefined
  return [...words, one ?? singular(last)].join('_')
}

function singular(word: string): string {
  if (/(?:news|series|species|status|ss|us|is)$/.test(word)) return word
  return word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh|status|alias)es$/, '$1')
    .replace(/([^s])s$/, '$1')
}
