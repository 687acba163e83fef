import type * as Morph from 'ts-morph'
import {signatureAsked, withoutAsked} from './asked-signatures.ts'
import {containerOfType} from './containers.ts'
import {parameterNamed, wrapper} from './declared-types.ts'
import {classAround, type Node, type TypeDeclared} from './names.ts'
import {declaredElsewhere, type Exported} from './script-scan.ts'
import {deepest, type Follower, type Held, type HeldNode, member, mostSteps, own, type Thing} from './things.ts'
import {typed} from './things-of-types.ts'
import {typesGiven, within} from './types-given.ts'
import {exportedAs} from './values.ts'

type TypeNode = Morph.ts.TypeNode

/** So many types that one stands for are looked at. */
const mostLeaves = 20

/** The client that something is. */
export function thingIn(follower: Follower, held: Held | undefined): Thing | undefined {
  if (!held) return undefined
  if ('thing' in held) return held.thing
  if ('exported' in held) return thingExported(follower, held.exported)
  const {ts} = follower
  if (ts.isClassLike(held.node)) return held.isMade ? follower.madeThing(held.node) : undefined
  return ts.isTypeNode(held.node) ? typed(follower, held.node) : undefined
}

/** A client that another module gives away; of a class of a package, what is made of it is the same thing. */
export function thingExported({restored}: Pick<Follower, 'restored'>, exported: Exported): Thing | undefined {
  if ('thing' in exported) return restored(exported.thing)
  return 'instance' in exported && 'thing' in exported.instance ? restored(exported.instance.thing) : undefined
}

export function baseOf({ts}: Follower, type: Morph.ts.ClassLikeDeclaration): Morph.ts.Expression | undefined {
  return type.heritageClauses?.find(({token}) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression
}

/** What an object, or one of a type, has by a name. */
export function memberOf(follower: Follower, held: Held, name: string): Held | undefined {
  if ('thing' in held) {
    const thing = member(held.thing, name)
    return thing && {thing}
  }
  if ('exported' in held) return exportedHeld('parts' in held.exported ? own(held.exported.parts, name) : undefined)
  const {ts} = follower
  const {node, types} = held
  if (ts.isObjectLiteralExpression(node)) return propertyOf(follower, node, name)
  if (ts.isClassLike(node)) return memberOfClass(follower, node, {name, isMade: held.isMade === true})
  if (ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node)) {
    const found = memberOfType(follower, node.members, name)
    return found && within(ts, found, types)
  }
  if (!ts.isTypeNode(node) || ts.isFunctionTypeNode(node)) return undefined
  return first(leavesOf(follower, node), (one) => memberOf(follower, within(ts, one, types), name))
}

function exportedHeld(exported: Exported | undefined): Held | undefined {
  return exported && {exported}
}

function first<T>(all: readonly T[], find: (one: T) => Held | undefined): Held | undefined {
  for (const one of all) {
    const found = find(one)
    if (found) return found
  }
  return undefined
}

/** The text of a name that is written out. */
export function nameOf({ts}: Pick<Follower, 'ts'>, name: Node | undefined): string | undefined {
  return name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name))
    ? name.text
    : undefined
}

/** The name of a member of a type, one that a constant says too. */
export function memberName(follower: Follower, name: Node | undefined): string | undefined {
  if (!name || !follower.ts.isComputedPropertyName(name)) return nameOf(follower, name)
  const {computed, textOf} = follower
  if (!computed.has(name)) computed.set(name, textOf(name.expression))
  return computed.get(name)
}

function memberOfType(follower: Follower, members: readonly Morph.ts.TypeElement[], name: string): Held | undefined {
  const {ts} = follower
  const [one, ...others] = members.filter((each) => memberName(follower, each.name) === name)
  if (!one) return undefined
  // Which of several signatures holds only a checker knows, but where the first is asked for a name that there is.
  if (others.length > 0) return ts.isMethodSignature(one) && signatureAsked(ts, one) ? {node: one} : undefined
  if (ts.isPropertySignature(one) || ts.isGetAccessor(one)) return one.type && {node: one.type}
  return ts.isMethodSignature(one) ? {node: one} : undefined
}

/** The last that says it. */
function propertyOf(follower: Follower, node: Morph.ts.ObjectLiteralExpression, name: string): Held | undefined {
  const {ts} = follower
  return first(node.properties.toReversed(), (property) => {
    if (ts.isSpreadAssignment(property)) {
      const inside = follower.heldBy(property.expression)
      return inside && memberOf(follower, inside, name)
    }
    if (nameOf(follower, property.name) !== name) return undefined
    if (ts.isPropertyAssignment(property)) return follower.heldBy(property.initializer)
    if (ts.isShorthandPropertyAssignment(property)) return follower.heldBy(property.name)
    if (ts.isGetAccessor(property)) return resultOf(follower, {node: property})
    return ts.isMethodDeclaration(property) ? {node: property} : undefined
  })
}

interface Wanted {
  readonly name: string
  /** Of what is made of the class; else of the class itself. */
  readonly isMade: boolean
}

function memberOfClass(follower: Follower, node: Morph.ts.ClassLikeDeclaration, wanted: Wanted): Held | undefined {
  const {ts, names} = follower
  const {name, isMade} = wanted
  const own = node.members.filter(
    (one) => nameOf(follower, one.name) === name && isStatic(follower, one) !== isMade && !isSignature(follower, one),
  )
  const found = first(own, (one) => {
    if (ts.isPropertyDeclaration(one))
      return one.type ? {node: one.type} : one.initializer && follower.heldBy(one.initializer)
    if (ts.isGetAccessor(one)) return resultOf(follower, {node: one})
    return ts.isMethodDeclaration(one) ? {node: one} : undefined
  })
  if (found ?? !isMade) return found
  const set = first(names.properties.get(name) ?? [], ({value, type, of}) => {
    if (of === node && type) return {node: type}
    return of === undefined && value && classAround(ts, value) === node ? follower.heldBy(value) : undefined
  })
  if (set || own.length > 0) return set
  const base = baseOf(follower, node)
  const made = base && madeOf(follower, follower.heldBy(base))
  return made && memberOf(follower, made, name)
}

export function isStatic({ts}: Follower, node: Node): boolean {
  return Boolean(
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({kind}) => kind === ts.SyntaxKind.StaticKeyword),
  )
}

/** One of several declarations of a method, without what it does. */
function isSignature({ts}: Follower, node: Node): boolean {
  return ts.isMethodDeclaration(node) && !node.body
}

/** What is made of a class. */
export function madeOf(follower: Follower, held: Held | undefined): Held | undefined {
  if (!held) return undefined
  if ('thing' in held) return held.thing.method === undefined ? held : undefined
  if ('exported' in held) return 'instance' in held.exported ? {exported: held.exported.instance} : undefined
  return follower.ts.isClassLike(held.node) ? {node: held.node, isMade: true} : undefined
}

/** What calling it gives, a promise of it too. */
export function resultOf(follower: Follower, held: Held): Held | undefined {
  if ('thing' in held) return undefined
  if ('exported' in held) return exportedHeld('gives' in held.exported ? held.exported.gives : undefined)
  const {ts} = follower
  return first(signaturesOf(follower, held.node), (fn) => {
    if (fn.type) return within(ts, {node: fn.type}, held.types)
    const isBlock = ts.isArrowFunction(fn) && ts.isBlock(fn.body)
    const body = ts.isArrowFunction(fn) && !isBlock ? [fn.body] : []
    if ('asteriskToken' in fn && fn.asteriskToken) return undefined
    return first([...body, ...(follower.names.returns.get(fn) ?? [])], follower.heldBy)
  })
}

/** What the function is given at a position. */
export function parameterOf(follower: Follower, held: Held, at: number): Held | undefined {
  if ('thing' in held) return undefined
  if ('exported' in held)
    return exportedHeld('takes' in held.exported ? own(held.exported.takes, String(at)) : undefined)
  return first(signaturesOf(follower, held.node), (fn) => {
    const {parameters} = fn
    const isAsked = signatureAsked(follower.ts, fn) !== undefined
    const type = isAsked || parameters[at]?.dotDotDotToken ? undefined : parameters[at]?.type
    return type && within(follower.ts, {node: type}, held.types)
  })
}

export function signaturesOf(follower: Follower, node: Node): readonly Morph.ts.SignatureDeclaration[] {
  const {ts} = follower
  if (ts.isFunctionLike(node) && !ts.isConstructorTypeNode(node)) return [node]
  if (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) {
    const calls = node.members.filter((one) => ts.isCallSignatureDeclaration(one))
    return calls.length === 1 ? calls : []
  }
  if (!ts.isTypeNode(node)) return []
  return leavesOf(follower, node).flatMap((one) =>
    'node' in one && one.node !== node ? signaturesOf(follower, one.node) : [],
  )
}

/** What a type stands for, through names, promises and what only makes it optional: each of what it may be. */
export function leavesOf(follower: Follower, type: TypeNode): readonly Held[] {
  const before = follower.leaves.get(type)
  if (before) return before
  if (follower.depth >= deepest) {
    follower.cut += 1
    return []
  }
  const {cut} = follower
  follower.leaves.set(type, [])
  follower.steps += 1
  follower.depth += 1
  try {
    const found = leavesFound(follower, type).slice(0, mostLeaves)
    // From elsewhere it may be reached by fewer steps.
    const isOpen = follower.cut > cut && follower.depth > 1 && follower.steps < mostSteps
    if (isOpen) follower.leaves.delete(type)
    else follower.leaves.set(type, found)
    return found
  } finally {
    follower.depth -= 1
  }
}

/** Each of what a type stands for, for which some parameters are given. */
export function leavesWithin(follower: Follower, {node, types}: HeldNode): readonly Held[] {
  return leavesOf(follower, node as Morph.ts.TypeNode).map((one) => within(follower.ts, one, types)) // whoever asks knows it for a type
}

function leavesFound(follower: Follower, type: TypeNode): readonly Held[] {
  const {ts} = follower
  if (ts.isParenthesizedTypeNode(type)) return leavesOf(follower, type.type)
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type))
    return type.types.slice(0, mostLeaves).flatMap((one) => leavesOf(follower, one))
  if (ts.isTypeLiteralNode(type) || ts.isFunctionTypeNode(type)) return [{node: type}]
  if (ts.isTypeQueryNode(type)) return spread(follower, heldByName(follower, type.exprName))
  if (ts.isIndexedAccessTypeNode(type)) {
    const {indexType, objectType} = type
    const name = ts.isLiteralTypeNode(indexType) ? nameOf(follower, indexType.literal) : undefined
    return spread(follower, name === undefined ? undefined : memberOf(follower, {node: objectType}, name))
  }
  return ts.isTypeReferenceNode(type) ? leavesOfReference(follower, type) : []
}

/** What a container of a package is asked for may be what a type leaves out of it. */
function isLeft({ts, names}: Follower, {text}: Morph.ts.Identifier, one: Held): boolean {
  const isContainer = 'node' in one && ts.isInterfaceDeclaration(one.node) && one.node.getSourceFile() !== names.source
  return !isContainer || !/^(?:Omit|Pick)$/.test(text)
}

function some<T>(one: T | undefined): readonly T[] {
  return one === undefined ? [] : [one]
}

function spread(follower: Follower, held: Held | undefined): readonly Held[] {
  return held && 'node' in held && follower.ts.isTypeNode(held.node) ? leavesWithin(follower, held) : some(held)
}

/** `typeof x`, `typeof x.y` */
function heldByName(follower: Follower, name: Morph.ts.EntityName): Held | undefined {
  if (follower.ts.isIdentifier(name)) return follower.heldBy(name)
  const left = heldByName(follower, name.left)
  return left && memberOf(follower, left, name.right.text)
}

function leavesOfReference(follower: Follower, type: Morph.ts.TypeReferenceNode): readonly Held[] {
  const {ts} = follower
  const {typeName: name} = type
  const [argument] = type.typeArguments ?? []
  if (!ts.isIdentifier(name)) return some(madeOf(follower, typeNamed(follower, name)))
  const own = parameterNamed(follower.ts, type, name.text)
  if (own) return own.constraint ? leavesOf(follower, own.constraint) : []
  if (wrapper.test(name.text))
    return argument ? leavesOf(follower, argument).filter((one) => isLeft(follower, name, one)) : []
  if (name.text === 'ReturnType')
    return argument ? leavesOf(follower, argument).flatMap((one) => spread(follower, resultOf(follower, one))) : []
  const thing = typed(follower, type)
  if (thing) return [{thing}]
  const container = containerOfType(follower, type)
  if (container) return [container]
  return leavesOfName(follower, name, type.typeArguments)
}

/** What an alias or an interface of the file stands for, and a class or type of another module. */
function leavesOfName(
  follower: Follower,
  name: Morph.ts.Identifier,
  given: readonly TypeNode[] | undefined,
): readonly Held[] {
  const declared = leavesOfDeclared(follower, follower.names.types.get(name.text) ?? [], given)
  const made = madeOf(follower, typeNamed(follower, name))
  const known = made && given && 'exported' in made ? exportedHeld(withoutAsked(made.exported)) : made
  return [...declared, ...some(known)]
}

/** What the declarations of one name stand for together, with what their parameters are given. */
export function leavesOfDeclared(
  follower: Follower,
  declared: readonly TypeDeclared[],
  given?: readonly TypeNode[],
): readonly Held[] {
  const {ts} = follower
  return declared.flatMap((one) => {
    const types = typesGiven(one.typeParameters, given)
    const found = ts.isTypeAliasDeclaration(one) ? leavesOf(follower, one.type) : interfaceOf(follower, one)
    return types ? found.map((held) => within(ts, held, types)) : found
  })
}

/** What the interfaces that one takes its members from stand for. */
function basesOf(follower: Follower, {heritageClauses}: Morph.ts.InterfaceDeclaration): readonly Held[] {
  return [...(heritageClauses ?? [])]
    .flatMap(({types}) => [...types])
    .flatMap(({expression, typeArguments}) =>
      follower.ts.isIdentifier(expression) ? leavesOfName(follower, expression, typeArguments) : [],
    )
}

/** What other modules declare an interface of the file to have besides. */
function declaredBesides({ts, given}: Follower, {name, parent}: Morph.ts.InterfaceDeclaration): readonly Held[] {
  const all = ts.isSourceFile(parent) ? own(given, declaredElsewhere) : undefined
  const one = all && own(all, name.text)
  return one && 'instance' in one ? [{exported: one.instance}] : []
}

function interfaceOf(follower: Follower, node: Morph.ts.InterfaceDeclaration): readonly Held[] {
  if (follower.leaves.has(node)) return follower.leaves.get(node) ?? []
  follower.leaves.set(node, [])
  const found = [{node}, ...declaredBesides(follower, node), ...basesOf(follower, node)].slice(0, mostLeaves)
  follower.leaves.set(node, found)
  return found
}

/** A class of the file, or a class or type of another module. */
function typeNamed(follower: Follower, name: Morph.ts.EntityName): Held | undefined {
  const {ts, names, given} = follower
  if (!ts.isIdentifier(name)) {
    const left = typeNamed(follower, name.left)
    return left && memberOf(follower, left, name.right.text)
  }
  const declared = names.declaredAt(name.text, name)
  if (!declared) return undefined
  if (ts.isClassLike(declared.node)) return {node: declared.node}
  const exports = declared.imported && own(given, declared.imported.specifier)
  return exports && declared.imported && exportedHeld(exportedAs(exports, declared.imported.name))
}
