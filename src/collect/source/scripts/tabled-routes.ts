import type * as Morph from 'ts-morph'
import type {Served} from '../languages/fact.ts'
import {joinedPath} from '../languages/library.ts'
import {literalOf} from './makers.ts'
import type {ScriptSearch} from './script-search.ts'
import {plain} from './values.ts'

const verb = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/

/**
 * Objects that say a method, a path and what handles it, as routes of Hapi do: `{method: 'GET', path: '/orders',
 * handler}`, the handler perhaps in `options` or `config`. Whether a server takes them, other modules say.
 */
export function tabledRoutes(search: ScriptSearch): readonly Served[] {
  const {ts, names} = search
  return names.texts.flatMap((text) => {
    const method = ts.isStringLiteralLike(text) ? text.text.toUpperCase() : ''
    if (method !== '*' && !verb.test(method)) return []
    // One of a list, or the only one.
    const outer = ts.isArrayLiteralExpression(text.parent) ? text.parent.parent : text.parent
    const isMethod = ts.isPropertyAssignment(outer) && ts.isIdentifier(outer.name) && outer.name.text === 'method'
    if (!isMethod || !ts.isObjectLiteralExpression(outer.parent)) return []
    return routeOf(search, outer.parent, method === '*' ? 'ANY' : method)
  })
}

function routeOf(search: ScriptSearch, object: Morph.ts.ObjectLiteralExpression, method: string): readonly Served[] {
  const {ts, values, lineOf} = search
  const path = propertyOf(search, object, 'path')
  if (!path || !ts.isPropertyAssignment(path) || !isHandled(search, object)) return []
  const at = values.valueOf(path.initializer)
  const literal = literalOf(at)
  if (!at || (literal !== undefined && !literal.startsWith('/'))) return []
  return [{is: 'serves', method, path: joinedPath(undefined, at), line: lineOf(object)}]
}

function propertyOf(
  {ts}: ScriptSearch,
  object: Morph.ts.ObjectLiteralExpression,
  name: string,
): Morph.ts.ObjectLiteralElementLike | undefined {
  return object.properties.find((one) => one.name && ts.isIdentifier(one.name) && one.name.text === name)
}

function isHandled(search: ScriptSearch, object: Morph.ts.ObjectLiteralExpression): boolean {
  const {ts} = search
  if (propertyOf(search, object, 'handler')) return true
  return ['options', 'config'].some((name) => {
    const property = propertyOf(search, object, name)
    const inner = property && ts.isPropertyAssignment(property) ? plain(ts, property.initializer) : undefined
    return inner && ts.isObjectLiteralExpression(inner) && propertyOf(search, inner, 'handler') !== undefined
  })
}
