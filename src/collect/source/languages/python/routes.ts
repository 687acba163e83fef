import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import {nodesOf} from '../connections.ts'
import type {Served, Value} from '../fact.ts'
import {joinedPath} from '../library.ts'
import type {ReadValue} from '../read-value.ts'
import {callOf, calledName, nameOf} from './calls.ts'
import {listName, listsPaths, routerPaths} from './django-lists.ts'
import {wholeRouter} from './module-names.ts'
import type {Binding} from './skim.ts'
import {elementsOf} from './values.ts'

export interface PythonSearch {
  readonly path: string
  readonly text: string
  readonly root: Node
  readonly readValue: ReadValue
  readonly bindings: readonly Binding[]
}

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'options', 'head']
const decorators = [...verbs, 'route', 'api_route', 'websocket']
const adders = [
  'add_url_rule',
  'add_resource',
  'add_route',
  'add_get',
  'add_post',
  'add_put',
  'add_delete',
  'add_api_route',
]

/** Endpoints: decorators of Flask and FastAPI, calls that add one, and Django's lists of paths. */
export function servedBy(search: PythonSearch): readonly Served[] {
  const {text} = search
  return [
    ...(/^\s*@[\w.]+\.(?:route|api_route|websocket|get|post|put|patch|delete|head|options)\s*\(/m.test(text)
      ? decorated(search)
      : []),
    ...(/\.add_(?:url_rule|resource|route|get|post|put|delete|api_route)\s*\(/.test(text) ? added(search) : []),
    ...(listsPaths.test(text) ? listed(search) : []),
    ...(/\.register\s*\(/.test(text) && /rest_framework/.test(text) ? registered(search) : []),
  ]
}

function decorated(search: PythonSearch): readonly Served[] {
  const {text, root, readValue} = search
  return [...nodesOf(text, root, decorators)].flatMap((word) => {
    const call = word.parent?.parent
    if (word.parent?.type !== 'attribute' || call?.type !== 'call' || call.parent?.type !== 'decorator') return []
    if (!word.parent.childForFieldName('attribute')?.equals(word)) return []
    const {arguments: given, named} = callOf(call, word.text, undefined)
    const own = given[0] ?? named.path ?? named.rule
    const path = own && readValue(own)
    if (!path || ('literal' in path && path.literal !== '' && !path.literal.startsWith('/'))) return []
    const place = placeOf(word.parent, path, search)
    return methodsOf(word.text, named.methods, readValue).map((method) => ({
      is: 'serves' as const,
      method,
      ...place,
      line: word.startPosition.row + 1,
    }))
  })
}

/**
 * A path below its router. Flask's prefix of a blueprint is replaced by what registers that; FastAPI's stays, and others
 * go before it.
 */
function placeOf(
  routed: Node,
  path: Value,
  search: Pick<PythonSearch, 'path' | 'bindings' | 'text' | 'root' | 'readValue'>,
): Pick<Served, 'path' | 'under' | 'own'> {
  return placeUnder(routed.childForFieldName('object')?.text ?? '', path, search, 0)
}

function placeUnder(
  router: string,
  path: Value,
  search: Parameters<typeof placeOf>[2],
  depth: number,
): Pick<Served, 'path' | 'under' | 'own'> {
  const {prefix, isReplaced, on} = madeWith(router, search)
  const under = /^[\w.]{1,200}$/.test(router) ? {under: wholeRouter(router, search.path, search.bindings)} : {}
  // `api = Api(orders)` of Flask-RESTful adds its resources to a blueprint.
  if (on !== undefined && depth < 5) return placeUnder(on, joinedPath(prefix, path), search, depth + 1)
  if (!prefix) return {path: joinedPath(undefined, path), ...under}
  if (isReplaced) return {path: joinedPath(undefined, path), ...under, own: prefix}
  return {path: joinedPath(prefix, path), ...under, own: {literal: ''}}
}

function methodsOf(name: string, methods: Node | undefined, readValue: ReadValue): readonly string[] {
  if (verbs.includes(name)) return [name.toUpperCase()]
  if (!methods) return [name === 'route' ? 'GET' : 'ANY']
  const names = elementsOf(methods).map(readValue)
  return names.map((value) => ('literal' in value ? value.literal.toUpperCase() : 'ANY'))
}

/** `orders = Blueprint('orders', __name__, url_prefix='/orders')`, `APIRouter(prefix='/orders')` */
function madeWith(
  router: string,
  {text, root, readValue}: Pick<PythonSearch, 'text' | 'root' | 'readValue'>,
): {readonly prefix?: Value; readonly isReplaced?: boolean; readonly on?: string} {
  if (!/^\w+$/.test(router)) return {}
  for (const word of nodesOf(text, root, [router])) {
    const assignment = word.parent
    const made = assignment?.type === 'assignment' ? assignment.childForFieldName('right') : undefined
    if (made?.type !== 'call' || !assignment?.childForFieldName('left')?.equals(word)) continue
    const {named, arguments: given} = callOf(made, '', undefined)
    const prefix = named.url_prefix ?? named.prefix
    const on = calledName(made) === 'Api' && given[0]?.type === 'identifier' ? {on: given[0].text} : {}
    if (prefix) return {prefix: readValue(prefix), isReplaced: named.url_prefix !== undefined, ...on}
    if (on.on !== undefined) return on
  }
  return {}
}

function added(search: PythonSearch): readonly Served[] {
  const {text, root, readValue} = search
  return [...nodesOf(text, root, adders)].flatMap((word) => {
    const routed = word.parent
    const call = routed?.parent
    if (routed?.type !== 'attribute' || call?.type !== 'call') return []
    const {arguments: given, named} = callOf(call, word.text, undefined)
    const rule = named.rule ?? named.path
    const paths = word.text === 'add_resource' ? given.slice(1) : rule ? [rule] : given.slice(0, 1)
    const verb = /^add_(get|post|put|delete)$/.exec(word.text)?.[1]?.toUpperCase()
    const methods = verb ? [verb] : named.methods ? methodsOf('', named.methods, readValue) : ['ANY']
    return paths
      .map(readValue)
      .filter((path) => 'literal' in path && path.literal.startsWith('/'))
      .flatMap((path) =>
        methods.map((method) => ({
          is: 'serves' as const,
          method,
          ...placeOf(routed, path, search),
          line: word.startPosition.row + 1,
        })),
      )
  })
}

/** Django's `path('orders/<int:id>/', view)`: below where another list may include this one. */
function listed({path: file, text, root, readValue}: PythonSearch): readonly Served[] {
  return [...nodesOf(text, root, ['path', 're_path', 'url'])].flatMap((word) => {
    const call = word.parent
    if (call?.type !== 'call' || !call.childForFieldName('function')?.equals(word)) return []
    const {arguments: given} = callOf(call, word.text, undefined)
    const [own, view] = given
    if (!own || !view || (view.type === 'call' && calledName(view) === 'include')) return []
    const path = readValue(own)
    if (!('literal' in path)) return []
    const above = enclosing(call, new Set(['call'])).flatMap((outer) => {
      const [base] = callOf(outer, '', undefined).arguments
      return /^(?:re_)?path$|^url$/.test(calledName(outer)) && base ? [readValue(base)] : []
    })
    const whole = above.reduce<Value>(
      (inner, base) => joinedPath(plainPath(base), inner),
      joinedPath(undefined, plainPath(path)),
    )
    const under = listAround(call, {path: file, text})
    return under === undefined
      ? []
      : [{is: 'serves' as const, method: 'ANY', path: whole, under, line: word.startPosition.row + 1}]
  })
}

/** The list in which a path stands; undefined for one that a function makes for a list that is not known here. */
function listAround(call: Node, {path, text}: Pick<PythonSearch, 'path' | 'text'>): string | undefined {
  const [maker] = enclosing(call, new Set(['function_definition']))
  // What the site for administrators serves stands below what that site makes of the class.
  if (maker && (nameOf(maker) === 'get_urls' || !text.includes('urlpatterns'))) return undefined
  const list = enclosing(call, new Set(['assignment', 'augmented_assignment']))[0]?.childForFieldName('left')?.text
  return listName(path, maker || !/^\w{1,100}$/.test(list ?? '') ? undefined : list)
}

/** `^orders/(?P<id>\d+)/$` without its marks of beginning and end. */
function plainPath(value: Value): Value {
  return 'literal' in value ? {literal: value.literal.replace(/^\^|\\Z$|\$$/g, '')} : value
}

/** `router.register('orders', OrderViewSet)` of Django's REST framework. */
function registered({path: file, text, root, readValue, bindings}: PythonSearch): readonly Served[] {
  return [...nodesOf(text, root, ['register'])].flatMap((word) => {
    const call = word.parent?.parent
    if (word.parent?.type !== 'attribute' || call?.type !== 'call') return []
    if (!/router/i.test(word.parent.childForFieldName('object')?.text ?? '')) return []
    const {arguments: given, named} = callOf(call, '', undefined)
    const [own = named.prefix, view = named.viewset] = given
    const path = own && readValue(own)
    if (!path || !('literal' in path)) return []
    const of = /^[\w.]{1,200}$/.test(view?.text ?? '') ? {of: wholeRouter(view?.text ?? '', file, bindings)} : {}
    const router = word.parent.childForFieldName('object')?.text ?? ''
    const line = word.startPosition.row + 1
    const whole = joinedPath(nestedPrefix(router, {text, root, readValue}), path)
    const said = {is: 'serves' as const, method: 'ANY', path: whole, under: routerPaths(router, file, bindings)}
    return [{...said, ...of, line}]
  })
}

/** `lines = NestedSimpleRouter(router, r'orders', lookup='order')` stands below one order. */
function nestedPrefix(
  router: string,
  {text, root, readValue}: Pick<PythonSearch, 'text' | 'root' | 'readValue'>,
): Value | undefined {
  if (!/^\w{1,100}$/.test(router)) return undefined
  for (const word of nodesOf(text, root, [router])) {
    const assignment = word.parent
    const made = assignment?.type === 'assignment' ? assignment.childForFieldName('right') : undefined
    if (made?.type !== 'call' || !assignment?.childForFieldName('left')?.equals(word)) continue
    const {arguments: given, named} = callOf(made, '', undefined)
    const [above, own] = given
    if (above?.type !== 'identifier' || !own) return undefined
    const lookup = named.lookup ? readValue(named.lookup) : undefined
    const key = lookup && 'literal' in lookup ? `${lookup.literal}_pk` : 'pk'
    const base = readValue(own)
    return joinedPath(
      nestedPrefix(above.text === router ? '' : above.text, {text, root, readValue}),
      joinedPath('literal' in base ? base : {literal: '{}'}, {literal: `{${key}}`}),
    )
  }
  return undefined
}
