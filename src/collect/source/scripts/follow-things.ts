import type * as Morph from 'ts-morph'
import {castType, typeAt} from './declared-types.ts'
import {classAround, type Declared, type Node, type TypeScript} from './names.ts'
import {heldBy} from './held.ts'
import {baseOf, nameOf, thingExported, thingIn} from './held-members.ts'
import {
  deepest,
  type Follower,
  type Following,
  member,
  mostSteps,
  own,
  ruleOf,
  type Thing,
  thingOfModule,
} from './things.ts'
import {givenAsThis, givenBackBy, givenFromElsewhere, givenTo, passed, returnedBy} from './things-of-functions.ts'
import {asAsked, typed, typeOf, typeOfDeclared} from './things-of-types.ts'
import {bare, exportedAs, requiredModule} from './values.ts'

export interface ThingReader {
  readonly thingOf: (expression: Node) => Thing | undefined
  /** What a function gives back that is no method of a client. */
  readonly givenBackBy: (fn: Morph.ts.SignatureDeclaration) => Thing | undefined
  readonly follower: Follower
}

/** Follows names, not types, from what is called to the import that it came by. */
export function thingReader(following: Following): ThingReader {
  const follower: Follower = {
    ...following,
    thingOf: (expression) => thingOf(follower, expression),
    heldBy: (expression) => heldBy(follower, expression),
    madeThing: (type) => extended(follower, type),
    held: new Map(),
    leaves: new Map(),
    computed: new Map(),
    openHeld: new Set(),
    known: new Map(),
    types: new Map(),
    open: new Set(),
    depth: 0,
    cut: 0,
    steps: 0,
  }
  return {
    follower,
    thingOf: follower.thingOf,
    givenBackBy: (fn) => {
      const found = givenBackBy(follower, fn)
      return found?.method === undefined && found?.type !== '' ? found : undefined
    },
  }
}

function thingOf(follower: Follower, expression: Node): Thing | undefined {
  const found = thingOfBare(follower, expression)
  const type = found ? undefined : castType(follower.ts, expression)
  return found ?? (type && typed(follower, type))
}

function thingOfBare(follower: Follower, expression: Node): Thing | undefined {
  const {known} = follower
  const node = bare(follower.ts, expression)
  if (known.has(node)) {
    if (follower.open.has(node)) follower.cut += 1
    return known.get(node)
  }
  if (follower.depth >= deepest) {
    follower.cut += 1
    return undefined
  }
  if (follower.depth === 0) follower.steps = 0
  const {cut} = follower
  follower.steps += 1
  follower.depth += 1
  known.set(node, undefined)
  follower.open.add(node)
  try {
    const found = find(follower, node) ?? thingHeld(follower, node)
    const isOpen = !found && follower.cut > cut && follower.depth > 1 && follower.steps < mostSteps
    // From elsewhere it may be reached by fewer steps.
    if (isOpen) known.delete(node)
    else known.set(node, found)
    return found
  } finally {
    follower.open.delete(node)
    follower.depth -= 1
  }
}

/** What is followed through something that holds a client: an object, a type or a function, of the file or of another. */
function thingHeld(follower: Follower, node: Node): Thing | undefined {
  return follower.openHeld.has(node) ? undefined : thingIn(follower, follower.heldBy(node))
}

function find(follower: Follower, node: Node): Thing | undefined {
  const {ts} = follower
  if (ts.isIdentifier(node)) return named(follower, node)
  if (ts.isPropertyAccessExpression(node)) return property(follower, node)
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    const object = thingOf(follower, node.expression)
    return object && member(object, node.argumentExpression.text)
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return called(follower, node)
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword)
    return (
      givenAsThis(follower, node) ??
      (node.kind === ts.SyntaxKind.ThisKeyword ? extended(follower, classAround(ts, node)) : superOf(follower, node))
    )
  if (ts.isBinaryExpression(node)) return either(follower, node)
  if (ts.isConditionalExpression(node)) return thingOf(follower, node.whenTrue) ?? thingOf(follower, node.whenFalse)
  return undefined
}

function either(
  follower: Follower,
  {left, operatorToken: {kind}, right}: Morph.ts.BinaryExpression,
): Thing | undefined {
  const {SyntaxKind} = follower.ts
  if (kind === SyntaxKind.EqualsToken) return thingOf(follower, right)
  const isEither =
    kind === SyntaxKind.BarBarToken ||
    kind === SyntaxKind.QuestionQuestionToken ||
    kind === SyntaxKind.QuestionQuestionEqualsToken
  return isEither ? (thingOf(follower, left) ?? thingOf(follower, right)) : undefined
}

function named(follower: Follower, node: Morph.ts.Identifier): Thing | undefined {
  const declared = follower.names.declaredAt(node.text, node)
  return declared ? ofDeclared(follower, declared) : globalThing(follower, node.text)
}

function globalThing({globals}: Follower, name: string): Thing | undefined {
  return Object.hasOwn(globals.types, name) ? {library: globals, type: name, before: []} : undefined
}

function property(follower: Follower, node: Morph.ts.PropertyAccessExpression): Thing | undefined {
  const {ts} = follower
  const {expression: object, name} = node
  if (ts.isIdentifier(object) && /^(?:window|globalThis|self|global)$/.test(object.text))
    return globalThing(follower, name.text)
  if (object.kind === ts.SyntaxKind.ThisKeyword) {
    const held = setProperty(follower, name.text, classAround(ts, node))
    if (held) return held
  }
  const thing = thingOf(follower, object)
  if (thing) return member(thing, name.text)
  const type = typeOf(follower, object)
  const declared = type && typeAt(follower, type, [name.text])
  return declared && typed(follower, declared)
}

function setProperty(follower: Follower, name: string, of: Node | undefined): Thing | undefined {
  for (const set of follower.names.properties.get(name) ?? []) {
    if (set.of && of && set.of !== of) continue
    const found = (set.value && thingOf(follower, set.value)) ?? (set.type && typed(follower, set.type))
    if (found) return found
  }
  return undefined
}

function ofDeclared(follower: Follower, declared: Declared): Thing | undefined {
  const {node, imported, value, type, path = [], isParameter} = declared
  if (imported) return importedThing(follower, imported.specifier, imported.name)
  if (follower.ts.isClassLike(node)) return extended(follower, node)
  const declaredType = type && typed(follower, type)
  const whole =
    (value && thingOf(follower, value)) ??
    (declaredType && isParameter ? {...declaredType, maker: node.parent} : declaredType) ??
    (isParameter ? (passed(follower, node) ?? givenTo(follower, node)) : undefined)
  let at: Thing | undefined = whole
  for (const part of path) at = at && member(at, part)
  const partType = !whole && path.length > 0 ? typeOfDeclared(follower, declared, 0) : undefined
  return at ?? (partType && typed(follower, partType))
}

function importedThing(follower: Follower, specifier: string, name: string): Thing | undefined {
  const {libraryOf, given} = follower
  const library = libraryOf(specifier)
  if (library) return thingOfModule(library, name)
  const exports = own(given, specifier)
  const exported = exports && exportedAs(exports, name)
  return exported && thingExported(follower, exported)
}

/** What a class is that extends one of a package; what it says itself is none of that. */
function extended(follower: Follower, type: Node | undefined): Thing | undefined {
  const {ts} = follower
  if (!type || !ts.isClassLike(type)) return undefined
  const base = baseOf(follower, type)
  const thing = base && thingOf(follower, base)
  const own = type.members.flatMap(({name}) => nameOf(follower, name) ?? []).slice(0, mostOwn)
  return thing && own.length > 0 ? {...thing, own: [...(thing.own ?? []), ...own]} : thing
}

const mostOwn = 1000

function superOf(follower: Follower, node: Node): Thing | undefined {
  const around = classAround(follower.ts, node)
  const base = around && follower.ts.isClassLike(around) && baseOf(follower, around)
  return base ? thingOf(follower, base) : undefined
}

function called(follower: Follower, node: Morph.ts.CallExpression | Morph.ts.NewExpression): Thing | undefined {
  const {ts} = follower
  const required = requiredModule(ts, node)
  if (required !== undefined) return importedThing(follower, required, '')
  const callee = bare(ts, node.expression)
  if (isCalled(ts, callee, 'promisify') && node.arguments?.[0]) return thingOf(follower, node.arguments[0])
  const thing = thingOf(follower, callee)
  if (!thing) return returnedBy(follower, callee) ?? asAsked(follower, node) ?? givenFromElsewhere(follower, callee)
  const before = [follower.siteOf(node, thing), ...thing.before].slice(0, mostBefore)
  const rule = ruleOf(thing)
  if (thing.method === undefined) return {...thing, type: rule.makes ?? thing.type, before, maker: node}
  const type = own(rule.gives, thing.method) ?? own(rule.gives, '*')
  if (type === undefined) return undefined
  // What a router gives of itself is the same router.
  const isSame = thing.maker !== undefined && rule.isRouter
  return {library: thing.library, type, before, maker: isSame ? thing.maker : node}
}

const mostBefore = 20

function isCalled(ts: TypeScript, callee: Node, name: string): boolean {
  return (
    (ts.isIdentifier(callee) && callee.text === name) ||
    (ts.isPropertyAccessExpression(callee) && callee.name.text === name)
  )
}
