import type * as Morph from 'ts-morph'
import {castType, parameterNamed, typeAt, wrapper} from './declared-types.ts'
import {classAround, type Declared, functionOf, type Node} from './names.ts'
import {deepest, type Follower, member, resultOf, ruleOf, type Thing} from './things.ts'
import {bare} from './values.ts'

/** The class that a declared type is, through `Promise` and with others beside it. */
export function typed(follower: Follower, type: Morph.ts.TypeNode): Thing | undefined {
  const {ts} = follower
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type))
    return type.types
      .slice(0, 20)
      .map((one) => typed(follower, one))
      .find(Boolean)
  if (ts.isTypeQueryNode(type)) return entity(follower, type.exprName)
  if (!ts.isTypeReferenceNode(type)) return undefined
  const [first] = type.typeArguments ?? []
  const parameter = ts.isIdentifier(type.typeName) && parameterNamed(ts, type, type.typeName.text)
  if (parameter) return parameter.constraint && typed(follower, parameter.constraint)
  if (ts.isIdentifier(type.typeName) && type.typeName.text === 'ReturnType')
    return first && resultOf(typed(follower, first))
  if (ts.isIdentifier(type.typeName) && wrapper.test(type.typeName.text)) return first && typed(follower, first)
  const thing = madeOfModule(entity(follower, type.typeName))
  // A name of the package that is no type of it that is known.
  return thing?.method === undefined ? (thing ?? ownType(follower, type.typeName)) : undefined
}

/** As a type, a module that is a class is what is made of it. */
function madeOfModule(thing: Thing | undefined): Thing | undefined {
  const isModule = thing?.type === '' && thing.method === undefined && thing.before.length === 0
  const makes = isModule ? ruleOf(thing).makes : undefined
  return thing && makes !== undefined ? {...thing, type: makes} : thing
}

/** What an alias of the file stands for, or an interface of it takes its members from. */
function ownType(follower: Follower, name: Morph.ts.EntityName): Thing | undefined {
  const {ts, types} = follower
  if (!ts.isIdentifier(name) || follower.depth >= deepest) return undefined
  const {text} = name
  if (types.has(text)) return types.get(text)
  // One that stands for itself is nothing.
  types.set(text, undefined)
  follower.depth += 1
  try {
    const found = declaredType(follower, text)
    types.set(text, found)
    return found
  } finally {
    follower.depth -= 1
  }
}

function declaredType(follower: Follower, name: string): Thing | undefined {
  const {ts, names} = follower
  for (const declared of names.types.get(name) ?? []) {
    const bases = ts.isTypeAliasDeclaration(declared)
      ? []
      : (declared.heritageClauses ?? []).flatMap(({types}) => types.map(({expression}) => expression))
    const found = ts.isTypeAliasDeclaration(declared)
      ? typed(follower, declared.type)
      : bases.map((base) => follower.thingOf(base)).find(Boolean)
    if (found) return found
  }
  return undefined
}

function entity(follower: Follower, name: Morph.ts.EntityName): Thing | undefined {
  if (follower.ts.isIdentifier(name)) return follower.names.declaredAt(name.text, name) && follower.thingOf(name)
  const left = entity(follower, name.left)
  return left && member(left, name.right.text)
}

/** These give many of the type that they are given. */
const givesMany = /^(?:map|filter|flatMap|flat|from|of|all|allSettled|values|entries|concat|slice)$/

/** What is asked for by its type: `container.resolve<Redis>('cache')`. */
export function asAsked(follower: Follower, node: Morph.ts.CallExpression | Morph.ts.NewExpression): Thing | undefined {
  const {ts} = follower
  const [type, ...others] = ts.isCallExpression(node) ? (node.typeArguments ?? []) : []
  if (!type || others.length > 0) return undefined
  const callee = bare(ts, node.expression)
  return ts.isPropertyAccessExpression(callee) && givesMany.test(callee.name.text) ? undefined : typed(follower, type)
}

/** The type that the file writes to an expression. */
export function typeOf(follower: Follower, expression: Node, depth = 0): Morph.ts.TypeNode | undefined {
  const {ts, names} = follower
  if (depth > deepest) return undefined
  const said = castType(ts, expression)
  if (said) return said
  const node = bare(ts, expression)
  if (ts.isIdentifier(node)) {
    const declared = names.declaredAt(node.text, node)
    return declared && typeOfDeclared(follower, declared, depth)
  }
  if (ts.isCallExpression(node)) {
    const fn = functionOf(follower, bare(ts, node.expression))
    return fn && ts.isFunctionLike(fn) ? fn.type : undefined
  }
  if (!ts.isPropertyAccessExpression(node)) return undefined
  if (node.expression.kind === ts.SyntaxKind.ThisKeyword) {
    const of = classAround(ts, node)
    return names.properties.get(node.name.text)?.find((set) => set.type && set.of === of)?.type
  }
  const whole = typeOf(follower, node.expression, depth + 1)
  return whole && typeAt(follower, whole, [node.name.text])
}

export function typeOfDeclared(follower: Follower, {type, value, path = []}: Declared, depth: number) {
  const whole = type ?? (value && typeOf(follower, value, depth + 1))
  return whole && typeAt(follower, whole, path)
}
