import type * as Morph from 'ts-morph'
import {askedByName} from './asked-by-name.ts'
import {containerMade} from './containers.ts'
import {castType} from './declared-types.ts'
import {baseOf, isStatic, leavesOf, madeOf, memberOf, nameOf, parameterOf, resultOf, thingIn} from './held-members.ts'
import type {Declared, Node} from './names.ts'
import {deepest, type Follower, type Held, mostSteps, own} from './things.ts'
import {bare, exportedAs, requiredModule} from './values.ts'

/**
 * What an expression is that is or may lead to a client: by its declared type, by what it was made from, by what a
 * function that it is given to says of it, or by what another module is known to give away.
 */
export function heldBy(follower: Follower, expression: Node): Held | undefined {
  const {ts, held} = follower
  const type = castType(ts, expression)
  if (type && type.kind !== ts.SyntaxKind.AnyKeyword && type.kind !== ts.SyntaxKind.UnknownKeyword) return {node: type}
  const node = bare(ts, expression)
  if (held.has(node)) {
    if (follower.openHeld.has(node)) follower.cut += 1
    return held.get(node)
  }
  if (follower.depth >= deepest) {
    follower.cut += 1
    return undefined
  }
  return followed(follower, node)
}

function followed(follower: Follower, node: Node): Held | undefined {
  const {held, known, cut} = follower
  if (follower.depth === 0) follower.steps = 0
  follower.steps += 1
  follower.depth += 1
  held.set(node, undefined)
  follower.openHeld.add(node)
  try {
    const isAsked = follower.open.has(node)
    const own = isAsked ? undefined : follower.thingOf(node)
    const found = own ? {thing: own} : find(follower, node)
    const thing = own ?? thingIn(follower, found)
    if (thing && !isAsked) known.set(node, thing)
    const result: Held | undefined = thing ? {thing} : found
    // From elsewhere it may be reached by fewer steps.
    const isOpen = !result && follower.cut > cut && follower.depth > 1 && follower.steps < mostSteps
    if (isOpen) held.delete(node)
    else held.set(node, result)
    return result
  } finally {
    follower.openHeld.delete(node)
    follower.depth -= 1
  }
}

function find(follower: Follower, node: Node): Held | undefined {
  const {ts, names} = follower
  if (ts.isObjectLiteralExpression(node) || ts.isFunctionLike(node) || ts.isClassLike(node)) return {node}
  if (ts.isIdentifier(node)) {
    const declared = names.declaredAt(node.text, node)
    return declared && heldByDeclared(follower, declared)
  }
  if (node.kind === ts.SyntaxKind.ThisKeyword) return heldAsThis(follower, node)
  if (node.kind === ts.SyntaxKind.SuperKeyword) return heldAsSuper(follower, node)
  if (ts.isPropertyAccessExpression(node)) return named(follower, node.expression, node.name.text)
  if (ts.isElementAccessExpression(node))
    return ts.isStringLiteralLike(node.argumentExpression)
      ? named(follower, node.expression, node.argumentExpression.text)
      : undefined
  if (ts.isNewExpression(node)) return madeOf(follower, follower.heldBy(node.expression))
  if (ts.isCallExpression(node)) return called(follower, node)
  if (ts.isConditionalExpression(node)) return follower.heldBy(node.whenTrue) ?? follower.heldBy(node.whenFalse)
  if (ts.isBinaryExpression(node)) return either(follower, node)
  return undefined
}

function named(follower: Follower, object: Node, name: string): Held | undefined {
  const whole = follower.heldBy(object)
  return whole && memberOf(follower, whole, name)
}

function called(follower: Follower, node: Morph.ts.CallExpression): Held | undefined {
  const required = requiredModule(follower.ts, node)
  if (required !== undefined) return heldByModule(follower, required, '')
  const container = containerMade(follower, node)
  const callee = container ? undefined : follower.heldBy(node.expression)
  return container ?? (callee && (askedByName(follower, callee, node) ?? resultOf(follower, callee)))
}

function either({ts, heldBy: by}: Follower, {left, operatorToken, right}: Morph.ts.BinaryExpression): Held | undefined {
  const {kind} = operatorToken
  if (kind === ts.SyntaxKind.EqualsToken) return by(right)
  const isEither = kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken
  return isEither ? (by(left) ?? by(right)) : undefined
}

/** The object that a method or an accessor stands in, or what is made of its class. */
function heldAsThis(follower: Follower, node: Node): Held | undefined {
  const {ts} = follower
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isFunctionExpression(at) || ts.isFunctionDeclaration(at)) return undefined
    if (ts.isClassLike(at)) return {node: at, isMade: true}
    if ((ts.isMethodDeclaration(at) || ts.isAccessor(at)) && ts.isObjectLiteralExpression(at.parent))
      return {node: at.parent}
    if (ts.isClassElement(at) && isStatic(follower, at) && ts.isClassLike(at.parent)) return {node: at.parent}
  }
  return undefined
}

function heldAsSuper(follower: Follower, node: Node): Held | undefined {
  const around = heldAsThis(follower, node)
  const base =
    around && 'node' in around && around.isMade && follower.ts.isClassLike(around.node) && baseOf(follower, around.node)
  return base ? madeOf(follower, follower.heldBy(base)) : undefined
}

function heldByModule({given, libraryOf}: Follower, specifier: string, name: string): Held | undefined {
  if (libraryOf(specifier)) return undefined
  const exports = own(given, specifier)
  const exported = exports && exportedAs(exports, name)
  return exported && {exported}
}

function heldByDeclared(follower: Follower, declared: Declared): Held | undefined {
  const {ts} = follower
  const {node, imported, type, value, path = [], isParameter} = declared
  if (imported) return heldByModule(follower, imported.specifier, imported.name)
  if (ts.isClassLike(node) || ts.isFunctionLike(node)) return {node}
  // A type that nothing is known of says less than what is put in.
  const said = type && leavesOf(follower, type).length > 0 ? {node: type} : undefined
  const given = value ? follower.heldBy(value) : isParameter && !type ? heldByParameter(follower, node) : undefined
  let at: Held | undefined = said ?? given
  for (const part of path) at = at && memberOf(follower, at, part)
  return at ?? (isParameter ? undefined : assigned(follower, declared))
}

/** What is put into a variable after it was declared; others of the same name have theirs. */
function assigned(follower: Follower, declared: Declared): Held | undefined {
  const {names} = follower
  for (const one of names.assigned.get(declared.name) ?? []) {
    const found = names.declaredAt(declared.name, one) === declared ? follower.heldBy(one) : undefined
    if (found) return found
  }
  return undefined
}

/** What a function that stands as an argument, or in an object that is one, is given by what takes it. */
function heldByParameter(follower: Follower, parameter: Node): Held | undefined {
  const {ts} = follower
  const fn = parameter.parent
  if (!ts.isFunctionLike(fn) || !ts.isParameter(parameter)) return undefined
  const at = fn.parameters.indexOf(parameter)
  const call = fn.parent
  const isThen =
    ts.isCallExpression(call) &&
    call.arguments[0] === fn &&
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === 'then'
  if (isThen) return at === 0 ? follower.heldBy(call.expression.expression) : undefined
  const expected = expectedOf(follower, fn, 0)
  return expected && parameterOf(follower, expected, at)
}

/** What is asked for at the place of an expression. */
function expectedOf(follower: Follower, node: Node, depth: number): Held | undefined {
  const {ts} = follower
  const {parent} = node
  if (depth > deepest || !parent) return undefined
  if (ts.isParenthesizedExpression(parent)) return expectedOf(follower, parent, depth + 1)
  if (ts.isSatisfiesExpression(parent)) return {node: parent.type}
  if (ts.isCallExpression(parent) && parent.expression !== node) {
    const callee = follower.heldBy(parent.expression)
    return callee && parameterOf(follower, callee, parent.arguments.indexOf(node as Morph.ts.Expression)) // no argument is at -1
  }
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.type && {node: parent.type}
  const object = ts.isPropertyAssignment(parent) ? parent.parent : ts.isMethodDeclaration(node) ? parent : undefined
  const name = ts.isPropertyAssignment(parent)
    ? nameOf(follower, parent.name)
    : ts.isMethodDeclaration(node)
      ? nameOf(follower, node.name)
      : undefined
  if (!object || name === undefined || !ts.isObjectLiteralExpression(object)) return undefined
  const whole = expectedOf(follower, object, depth + 1)
  return whole && memberOf(follower, whole, name)
}
