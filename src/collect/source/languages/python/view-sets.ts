import type {Node} from 'web-tree-sitter'
import {nodesOf} from '../connections.ts'
import type {Fact, RouteBelow, TypeServed} from '../fact.ts'
import type {FileRead} from '../language-scanner.ts'
import {joinedPath} from '../library.ts'
import {callOf, calledName} from './calls.ts'
import {moduleOf} from './module-names.ts'
import type {PythonSearch} from './routes.ts'
import {elementsOf} from './values.ts'

/** What the routers of Django's REST framework call, and where: below the set itself, or below one of its objects. */
const actions: Readonly<Record<string, readonly [method: string, isOfOne: boolean]>> = {
  list: ['GET', false],
  create: ['POST', false],
  retrieve: ['GET', true],
  update: ['PUT', true],
  partial_update: ['PATCH', true],
  destroy: ['DELETE', true],
}
const ofBase: Readonly<Record<string, readonly string[]>> = {
  ModelViewSet: Object.keys(actions),
  ReadOnlyModelViewSet: ['list', 'retrieve'],
  ListModelMixin: ['list'],
  CreateModelMixin: ['create'],
  RetrieveModelMixin: ['retrieve'],
  UpdateModelMixin: ['update', 'partial_update'],
  DestroyModelMixin: ['destroy'],
}
const mostRoutes = 200
/** These bring nothing by themselves. */
const plainBase = /^(?:ViewSet|GenericViewSet|ViewSetMixin|object)$/

/** The routes of sets of views, by their classes. */
export function viewSets({path, text, root, readValue}: PythonSearch): readonly TypeServed[] {
  if (!/\brest_framework\b/.test(text)) return []
  return [...nodesOf(text, root, ['class'])].flatMap((word): readonly TypeServed[] => {
    const type = word.parent
    const name = type?.type === 'class_definition' ? type.childForFieldName('name')?.text : undefined
    const body = type?.childForFieldName('body')
    if (!type || name === undefined || !body) return []
    const bases = (type.childForFieldName('superclasses')?.namedChildren ?? []).map((one) =>
      one.text.replace(/^.*\./s, ''),
    )
    const isSet = bases.some((base) => Object.hasOwn(ofBase, base) || plainBase.test(base) || /ViewSet$/.test(base))
    if (!isSet) return []
    const key = `{${lookupOf(body) ?? 'pk'}}`
    const methods = body.namedChildren.flatMap((one) => functionOf(one) ?? [])
    const done = new Set([
      ...bases.flatMap((base) => (Object.hasOwn(ofBase, base) ? (ofBase[base] ?? []) : [])),
      ...methods.flatMap(({called}) => (Object.hasOwn(actions, called) ? [called] : [])),
    ])
    const standard = [...done].map((one): RouteBelow => {
      const [method = 'ANY', isOfOne = false] = actions[one] ?? []
      return {method, rest: isOfOne ? key : ''}
    })
    const further = methods.flatMap(({called, decorators}) =>
      decorators.flatMap((decorator) => actionRoutes(decorator, called, {key, readValue})),
    )
    // What another base of the tree brings is not known: the set is told as it is registered.
    const isWhole = bases.every((base) => Object.hasOwn(ofBase, base) || plainBase.test(base))
    const taken = methodsTaken(body)
    const routes = [
      ...(isWhole ? [] : [{method: 'ANY', rest: ''}]),
      ...[...standard, ...further].filter(({method}) => taken === undefined || taken.has(method)),
    ]
    return [{is: 'type-served', type: `${moduleOf(path)}.${name}`, routes, line: word.startPosition.row + 1}]
  })
}

interface Method {
  readonly called: string
  readonly decorators: readonly Node[]
}

function functionOf(node: Node): Method | undefined {
  const definition = node.type === 'decorated_definition' ? node.childForFieldName('definition') : node
  if (definition?.type !== 'function_definition') return undefined
  const decorators =
    node.type === 'decorated_definition' ? node.namedChildren.filter(({type}) => type === 'decorator') : []
  return {called: definition.childForFieldName('name')?.text ?? '', decorators}
}

/** `lookup_field = 'slug'`, or the name that addresses have for it. */
function lookupOf(body: Node): string | undefined {
  const [, , name] =
    /^\s*lookup_url_kwarg\s*=\s*(["'])(\w{1,100})\1/m.exec(body.text) ??
    /^\s*lookup_field\s*=\s*(["'])(\w{1,100})\1/m.exec(body.text) ??
    []
  return name
}

/** `http_method_names = ['get', 'head']` */
function methodsTaken(body: Node): ReadonlySet<string> | undefined {
  const [, listed] = /^\s*http_method_names\s*=\s*[[(]([^\])]{0,200})[\])]/m.exec(body.text) ?? []
  return listed === undefined ? undefined : new Set([...listed.matchAll(/\w+/g)].map(([one]) => one.toUpperCase()))
}

/** `@action(detail=True, methods=["post"], url_path="sign-on")`; older, `@detail_route` and `@list_route`. */
function actionRoutes(
  decorator: Node,
  called: string,
  {key, readValue}: {readonly key: string; readonly readValue: PythonSearch['readValue']},
): readonly RouteBelow[] {
  const call = decorator.firstNamedChild
  if (call?.type !== 'call') return []
  const kind = calledName(call)
  if (!/^(?:action|detail_route|list_route)$/.test(kind)) return []
  const {named} = callOf(call, '', undefined)
  const isOfOne = kind === 'action' ? named.detail?.text === 'True' : kind === 'detail_route'
  const said = named.url_path && readValue(named.url_path)
  const path = said === undefined ? called : 'literal' in said ? said.literal : '{}'
  const listed = (named.methods ? elementsOf(named.methods) : []).map(readValue)
  const methods = listed.map((one) => ('literal' in one ? one.literal.toUpperCase() : 'ANY'))
  return (methods.length > 0 ? methods : ['GET']).map((method) => ({method, rest: isOfOne ? `${key}/${path}` : path}))
}

/** Sets of views that are registered, with their routes, where the tree has one class of that name, or of that module. */
export function settleViewSets(files: readonly FileRead[]): readonly FileRead[] {
  if (!files.some(({found}) => found.facts.some((fact) => fact.is === 'serves' && fact.of !== undefined))) return files
  const known = new Map<string, TypeServed[]>()
  for (const {found} of files)
    for (const fact of found.facts) {
      if (fact.is !== 'type-served' || !fact.routes) continue
      for (const name of [lastOf(fact.type, 1), lastOf(fact.type, 2)])
        known.set(name, [...(known.get(name) ?? []), fact])
    }
  return files.map(({file, found}) => {
    const facts = found.facts.flatMap((fact): readonly Fact[] => {
      if (fact.is !== 'serves' || fact.of === undefined) return [fact]
      const {of, ...rest} = fact
      const named = [known.get(lastOf(of, 1)), known.get(lastOf(of, 2))].find((one) => one?.length === 1)
      const routes = named?.[0]?.routes?.slice(0, mostRoutes) ?? []
      if (routes.length === 0) return [rest]
      return routes.map(({method, rest: own}) => ({
        ...rest,
        method,
        path: own === '' ? rest.path : joinedPath(rest.path, {literal: own}),
      }))
    })
    return {file, found: {...found, facts}}
  })
}

function lastOf(dotted: string, count: number): string {
  return dotted.split('.').slice(-count).join('.')
}
