import type * as Morph from 'ts-morph'
import {askedOf} from './asked-by-name.ts'
import {
  baseOf,
  isStatic,
  leavesOfDeclared,
  leavesWithin,
  madeOf,
  memberName,
  memberOf,
  nameOf,
  resultOf,
  thingIn,
} from './held-members.ts'
import {classAround, type Node, type TypeDeclared} from './names.ts'
import type {Exported, ExportedThing, Exports} from './script-scan.ts'
import {plainCall} from './sites.ts'
import {type Follower, type Held, type HeldNode, ruleOf, type Thing} from './things.ts'

/** So many parts more may be looked at. */
export interface ShapeBudget {
  left: number
  /** How many parts what other modules give has. */
  readonly sizes: Map<Exported, number>
}

interface Shaping {
  readonly follower: Follower
  readonly budget: ShapeBudget
  /** What is being looked at: what has itself as a part has no more of it. */
  readonly open: Set<Node>
  readonly depth: number
  /** It is of what a function takes. */
  readonly isTaken?: true
}

const deepest = 6
const mostNames = 200
const lettersAPart = 50

/** What a class, a function or an expression gives to another module, as far as that leads to clients. */
export function shapeOfNode(follower: Follower, node: Node, budget: ShapeBudget): Exported | undefined {
  const {ts} = follower
  const held = ts.isTypeNode(node) ? {node} : follower.heldBy(node as Morph.ts.Expression) // what is no type is an expression
  return held && shapeOf({follower, budget, open: new Set(), depth: 0}, held)
}

/** The same of the interfaces and aliases of one name. */
export function shapeOfDeclared(
  follower: Follower,
  declared: readonly TypeDeclared[],
  budget: ShapeBudget,
): Exported | undefined {
  const shaping = {follower, budget, open: new Set<Node>(), depth: 0}
  const instance = together(shaping, leavesOfDeclared(follower, declared))
  return instance && {instance}
}

export function exportedOfThing({library, type, before, own}: Thing): ExportedThing {
  const [package_ = ''] = library.packages
  return {package: package_, type, before: before.slice(0, 3).map(plainCall), ...(own && {own})}
}

function shapeOf(shaping: Shaping, held: Held): Exported | undefined {
  const {follower, budget, open, depth} = shaping
  budget.left -= 1
  if (budget.left < 0 || depth > deepest) return undefined
  const thing = thingIn(follower, held)
  if (thing) return shapeOfThing(thing)
  if ('thing' in held) return undefined
  if ('exported' in held) return afforded(held.exported, budget)
  const {node} = held
  if (open.has(node)) return undefined
  open.add(node)
  try {
    return shapeOfWritten({...shaping, depth: depth + 1}, held)
  } finally {
    open.delete(node)
  }
}

function shapeOfThing(thing: Thing): Exported | undefined {
  const isModule = thing.type === '' && thing.before.length === 0
  const isClient = thing.method === undefined && !isModule && ruleOf(thing).isRouter === undefined
  return isClient ? {thing: exportedOfThing(thing)} : undefined
}

/** What another module said, where it is not more than may still be looked at. */
function afforded(exported: Exported, budget: ShapeBudget): Exported | undefined {
  if (!leadsToClient(exported)) return undefined
  const size = budget.sizes.get(exported) ?? JSON.stringify(exported).length / lettersAPart
  budget.sizes.set(exported, size)
  budget.left -= size
  return budget.left < 0 ? undefined : exported
}

/** Whether something that a module gives away is or leads to a client. */
export function leadsToClient(exported: Exported): boolean {
  if (['thing', 'gives', 'takes', 'instance', 'asked'].some((one) => one in exported)) return true
  return 'parts' in exported && Object.values(exported.parts).some(leadsToClient)
}

function shapeOfWritten(shaping: Shaping, held: Extract<Held, {node: Node}>): Exported | undefined {
  const {follower} = shaping
  const {ts} = follower
  const {node} = held
  if (ts.isFunctionLike(node)) return shapeOfAsked(shaping, held) ?? shapeOfFunction(shaping, {...held, node})
  if (ts.isClassLike(node)) return held.isMade ? shapeOfMade(shaping, node) : shapeOfClass(shaping, node)
  if (ts.isObjectLiteralExpression(node))
    return partsNamed(
      shaping,
      held,
      node.properties.map(({name}) => nameOf(follower, name)),
    )
  if (ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node))
    return partsNamed(
      shaping,
      held,
      node.members.map(({name}) => memberName(follower, name)),
    )
  return ts.isTypeNode(node) ? together(shaping, leavesWithin(follower, held)) : undefined
}

/** A client that one of them is, or else what they have between them. */
function together(shaping: Shaping, all: readonly Held[]): Exported | undefined {
  const shapes = all.flatMap((one) => shapeOf(shaping, one) ?? [])
  const one = shapes.find((shape) => !('parts' in shape))
  if (one) return one
  const parts = Object.assign(
    {},
    ...shapes.toReversed().map((shape) => ('parts' in shape ? shape.parts : {})),
  ) as Exports // the first says more
  return Object.keys(parts).length > 0 ? {parts} : undefined
}

function partsNamed(shaping: Shaping, held: Held, names: readonly (string | undefined)[]): Exported | undefined {
  const parts: Record<string, Exported> = {}
  for (const name of new Set(names.slice(0, mostNames))) {
    const member = name === undefined || name === '__proto__' ? undefined : memberOf(shaping.follower, held, name)
    const part = member && shapeOf(shaping, member)
    if (part && name !== undefined) parts[name] = part
  }
  return Object.keys(parts).length > 0 ? {parts} : undefined
}

/** A function that gives what it is asked for by a name. */
function shapeOfAsked(shaping: Shaping, held: HeldNode): Exported | undefined {
  const asked = askedOf(shaping.follower, held)
  const of = asked && shapeOf(shaping, asked.of)
  return of && 'parts' in of && of.parts && !('instance' in of) ? {asked: of.parts, at: asked.at} : undefined
}

function shapeOfFunction(
  shaping: Shaping,
  held: HeldNode & {readonly node: Morph.ts.SignatureDeclaration},
): Exported | undefined {
  const {ts} = shaping.follower
  const {node, types} = held
  const result = resultOf(shaping.follower, held)
  const gives = result && shapeOf(shaping, result)
  // What is given to a function of the tree concerns its caller only where that is a function in its turn.
  const isOthers = ts.isFunctionTypeNode(node) || ts.isCallSignatureDeclaration(node) || shaping.isTaken
  const takes = node.parameters.slice(0, 20).flatMap(({type, dotDotDotToken}, at) => {
    const shape =
      type && !dotDotDotToken
        ? shapeOf({...shaping, ...(!isOthers && {isTaken: true})}, {node: type, types})
        : undefined
    return shape && (isOthers || takesSomething(shape)) ? [[String(at), shape] as const] : []
  })
  if (!gives && takes.length === 0) return undefined
  return {...(gives && {gives}), ...(takes.length > 0 && {takes: Object.fromEntries(takes)})}
}

function takesSomething(shape: Exported): boolean {
  if ('takes' in shape) return true
  return 'parts' in shape && shape.parts !== undefined && Object.values(shape.parts).some(takesSomething)
}

function shapeOfClass(shaping: Shaping, node: Morph.ts.ClassLikeDeclaration): Exported | undefined {
  const {follower, open} = shaping
  const thing = thingIn(follower, {node, isMade: true})
  const instance = thing ? shapeOfThing(thing) : shapeOfMade(shaping, node)
  // What the class itself has may be what is made of it.
  open.delete(node)
  const own = node.members.filter((one) => isStatic(follower, one) && !isPrivate(follower, one))
  const parts = partsNamed(
    shaping,
    {node},
    own.map(({name}) => nameOf(follower, name)),
  )
  return instance ? {instance, ...parts} : parts
}

function shapeOfMade(shaping: Shaping, node: Morph.ts.ClassLikeDeclaration): Exported | undefined {
  const {follower} = shaping
  const {ts, names} = follower
  const held = {node, isMade: true} as const
  const members = node.members.filter((one) => !isStatic(follower, one) && !isPrivate(follower, one))
  const parameters = node.members
    .flatMap((one) => (ts.isConstructorDeclaration(one) ? [...one.parameters] : []))
    .filter((one) => (ts.getModifiers(one) ?? []).length > 0 && !isPrivate(follower, one))
  const set = [...names.properties].flatMap(([name, sets]) =>
    sets.some(({of, value}) => of === undefined && value && classAround(ts, value) === node) ? [name] : [],
  )
  const known = new Set(node.members.map(({name}) => nameOf(follower, name)))
  const own = partsNamed(shaping, held, [
    ...[...members, ...parameters].map(({name}) => nameOf(follower, name)),
    ...set.filter((name) => !known.has(name)),
  ])
  const base = baseOf(follower, node)
  const made = base && madeOf(follower, follower.heldBy(base))
  const inherited = made && shapeOf(shaping, made)
  if (!inherited || !('parts' in inherited)) return own ?? inherited
  return {parts: {...inherited.parts, ...(own && 'parts' in own && own.parts)}}
}

function isPrivate({ts}: Follower, node: Node): boolean {
  const isSaid =
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({kind}) => kind === ts.SyntaxKind.PrivateKeyword)
  return Boolean(isSaid) || ('name' in node && ts.isPrivateIdentifier(node.name as Node)) // what has a name has a node
}
