import type * as Morph from 'ts-morph'
import {functionOf, type Node} from './names.ts'
import {type Follower, own, ruleOf, type Thing} from './things.ts'
import {typed} from './things-of-types.ts'
import {bare, exportedAs} from './values.ts'

/** What a function of the file gives back. */
export function returnedBy(follower: Follower, callee: Node): Thing | undefined {
  const declaration = functionOf(follower, callee)
  return declaration && givenBackBy(follower, declaration)
}

export function givenBackBy(follower: Follower, declaration: Morph.ts.SignatureDeclaration): Thing | undefined {
  const {ts, names} = follower
  const body = ts.isArrowFunction(declaration) && !ts.isBlock(declaration.body) ? [declaration.body] : []
  for (const one of [...body, ...(names.returns.get(declaration) ?? [])]) {
    const found = follower.thingOf(one)
    if (found) return found
  }
  return declaration.type && typed(follower, declaration.type)
}

/** What a function of another module gives: `connect()`, `store.connect()`. */
export function givenFromElsewhere(follower: Follower, callee: Node): Thing | undefined {
  const {ts, names, given, libraryOf, restored, wantCall} = follower
  const isMember = ts.isPropertyAccessExpression(callee)
  const first = isMember ? callee.expression : callee
  const imported = ts.isIdentifier(first) ? names.declaredAt(first.text, first)?.imported : undefined
  if (!imported || libraryOf(imported.specifier)) return undefined
  const exports = own(given, imported.specifier)
  const path = [imported.name, ...(isMember ? [callee.name.text] : [])].filter(Boolean)
  if (!exports) wantCall(imported.specifier, path.join('.') || 'default')
  const whole = exports && exportedAs(exports, imported.name)
  const part = !isMember ? whole : whole && 'parts' in whole ? own(whole.parts, callee.name.text) : undefined
  const gives = part && 'gives' in part ? part.gives : undefined
  return gives && 'thing' in gives ? restored(gives.thing) : undefined
}

/** What the file itself gives a function of its own. */
export function passed(follower: Follower, parameter: Node): Thing | undefined {
  const {ts} = follower
  const fn = parameter.parent
  if (!ts.isFunctionLike(fn) || !ts.isParameter(parameter)) return undefined
  const at = fn.parameters.indexOf(parameter)
  for (const call of callsOf(follower).get(fn) ?? []) {
    const argument = call.arguments[at]
    const found = argument && follower.thingOf(argument)
    if (found) return found
  }
  return undefined
}

/** By function of the file, the first of its calls. */
function callsOf(follower: Follower): ReadonlyMap<Node, readonly Morph.ts.CallExpression[]> {
  if (follower.calls) return follower.calls
  const calls = new Map<Node, Morph.ts.CallExpression[]>()
  for (const call of follower.names.calls) {
    if (!follower.ts.isCallExpression(call) || call.arguments.length === 0) continue
    const fn = functionOf(follower, call.expression)
    const own = fn && (calls.get(fn) ?? [])
    if (fn && own && own.length < mostCalls) calls.set(fn, [...own, call])
  }
  follower.calls = calls
  return calls
}

const mostCalls = 5

/** What a function is given that a method is called with: `connect(url, (error, connection) => ...)`, `.then(...)`. */
export function givenTo(follower: Follower, parameter: Node): Thing | undefined {
  const {ts, names} = follower
  const fn = parameter.parent
  if (!ts.isFunctionLike(fn) || !ts.isParameter(parameter)) return undefined
  const at = fn.parameters.indexOf(parameter)
  const [first] = fn.parameters
  const isAfterError = at === 1 && first && /^_?(?:e|err|error|_)\d?$/.test(first.name.getText(names.source))
  if (at !== 0 && !isAfterError) return undefined
  const call = fn.parent
  if (!ts.isCallExpression(call) || !call.arguments.some((one) => one === fn))
    return at === 0 ? plugin(follower, parameter, fn) : undefined
  const callee = bare(ts, call.expression)
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'then') return follower.thingOf(callee.expression)
  const thing = follower.thingOf(callee)
  const type = thing?.method === undefined ? undefined : own(ruleOf(thing).gives, thing.method)
  if (!thing || type === undefined) return plugin(follower, parameter, fn)
  const isRouter = own(thing.library.types, type)?.isRouter
  return {library: thing.library, type, before: thing.before, maker: isRouter ? fn : call}
}

/** What a function that is no arrow is called on: `query.where(function () { this.where(...) })`. */
export function givenAsThis(follower: Follower, node: Node): Thing | undefined {
  const {ts} = follower
  let fn: Node | undefined = node.parent
  while (fn && (!ts.isFunctionLike(fn) || ts.isArrowFunction(fn)) && !ts.isClassLike(fn)) fn = fn.parent
  if (!fn || !ts.isFunctionExpression(fn) || !ts.isCallExpression(fn.parent) || fn.parent.expression === fn)
    return undefined
  const thing = follower.thingOf(fn.parent.expression)
  const type = thing?.method === undefined ? undefined : own(ruleOf(thing).onThis, thing.method)
  return thing && type !== undefined ? {library: thing.library, type, before: thing.before} : undefined
}

/** What functions that only declare endpoints are given is called so by everybody. */
function plugin({ts, libraryOf}: Follower, parameter: Morph.ts.ParameterDeclaration, fn: Node): Thing | undefined {
  const name = ts.isIdentifier(parameter.name) && !parameter.type ? parameter.name.text : ''
  const framework = name === 'fastify' ? name : name === 'app' || name === 'router' ? 'express' : undefined
  const library = framework && libraryOf(framework)
  return library ? {library, type: 'given', before: [], maker: fn} : undefined
}
