import type * as Morph from 'ts-morph'
import {castType, typeAt, wrapper} from './declared-types.ts'
import type {Site} from '../languages/library.ts'
import {plainSite} from '../languages/plain-site.ts'
import type {CallLike, Declared, Names, Node, TypeScript} from './names.ts'
import type {ExportedThing, Given} from './script-scan.ts'
import type {ScriptLibrary, ScriptType} from './script-library.ts'
import {exportedAs, plain, requiredModule} from './values.ts'

/** What an expression holds of a library: the module, a type of it, an object, or a method of one. */
export interface Thing {
  readonly library: ScriptLibrary
  /** The empty text is the module itself. */
  readonly type: string
  readonly method?: string
  /** The calls that it came by, the nearest first. */
  readonly before: readonly Site[]
  /** Of a router, what made it: the call, or the function that is given it. */
  readonly maker?: Node
}

interface Following {
  readonly ts: TypeScript
  readonly names: Names
  readonly given: Given
  readonly libraryOf: (specifier: string) => ScriptLibrary | undefined
  /** What no file declares: `fetch`. */
  readonly globals: ScriptLibrary
  readonly siteOf: (call: CallLike, thing: Thing) => Site
  readonly restored: (thing: ExportedThing) => Thing | undefined
  /** Told which names of other modules are called for what they give. */
  readonly wantCall: (specifier: string, name: string) => void
}

interface Follower extends Following {
  /** What was followed before; what is declared by itself is nothing. */
  readonly known: Map<Node, Thing | undefined>
  /** By name, what types of the file stand for. */
  readonly types: Map<string, Thing | undefined>
  /** What is being followed. */
  readonly open: Set<Node>
  depth: number
  /** How often something was left because it stands too deep, or for itself. */
  cut: number
  /** Taken for the expression that was asked for. */
  steps: number
  calls?: ReadonlyMap<Node, readonly Morph.ts.CallExpression[]>
}

const deepest = 12
/** Beyond so many steps what was left is not tried again from elsewhere. */
const mostSteps = 500

export function ruleOf({library, type}: Pick<Thing, 'library' | 'type'>): ScriptType {
  return own(library.types, type) ?? own(library.types, '*') ?? {}
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined
}

export interface ThingReader {
  readonly thingOf: (expression: Node) => Thing | undefined
  /** What a function gives back that is no method of a client. */
  readonly givenBackBy: (fn: Morph.ts.SignatureDeclaration) => Thing | undefined
}

/** Follows names, not types, from what is called to the import that it came by. */
export function thingReader(following: Following): ThingReader {
  const follower: Follower = {
    ...following,
    known: new Map(),
    types: new Map(),
    open: new Set(),
    depth: 0,
    cut: 0,
    steps: 0,
  }
  return {
    thingOf: (expression) => thingOf(follower, expression),
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
    const found = find(follower, node)
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
    return givenAsThis(follower, node) ?? baseOf(follower, classAround(ts, node))
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

/** The type that the file writes to an expression. */
function typeOf(follower: Follower, expression: Node, depth = 0): Morph.ts.TypeNode | undefined {
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

function typeOfDeclared(follower: Follower, {type, value, path = []}: Declared, depth: number) {
  const whole = type ?? (value && typeOf(follower, value, depth + 1))
  return whole && typeAt(follower, whole, path)
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
  const {name, node, imported, value, type, path = [], isParameter} = declared
  if (imported) return importedThing(follower, imported.specifier, imported.name)
  if (follower.ts.isClassLike(node)) return baseOf(follower, node)
  const declaredType = type && typed(follower, type)
  const whole =
    (value && thingOf(follower, value)) ??
    (declaredType && isParameter ? {...declaredType, maker: node.parent} : declaredType) ??
    (isParameter ? (passed(follower, node) ?? givenTo(follower, node)) : assigned(follower, name))
  let at: Thing | undefined = whole
  for (const part of path) at = at && member(at, part)
  const partType = !whole && path.length > 0 ? typeOfDeclared(follower, declared, 0) : undefined
  return at ?? (partType && typed(follower, partType))
}

function assigned(follower: Follower, name: string): Thing | undefined {
  for (const one of follower.names.assigned.get(name) ?? []) {
    const found = thingOf(follower, one)
    if (found) return found
  }
  return undefined
}

function importedThing({libraryOf, given, restored}: Follower, specifier: string, name: string): Thing | undefined {
  const library = libraryOf(specifier)
  if (library) {
    const module: Thing = {library, type: '', before: []}
    return name === '' || name === 'default' ? module : member(module, name)
  }
  const exports = own(given, specifier)
  const exported = exports && exportedAs(exports, name)
  return exported && 'thing' in exported ? restored(exported.thing) : undefined
}

function baseOf(follower: Follower, type: Node | undefined): Thing | undefined {
  const {ts} = follower
  if (!type || !ts.isClassLike(type)) return undefined
  const base = type.heritageClauses?.find(({token}) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]
  return base && thingOf(follower, base.expression)
}

/** The class that a declared type is, through `Promise` and with others beside it. */
function typed(follower: Follower, type: Morph.ts.TypeNode): Thing | undefined {
  const {ts} = follower
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type))
    return type.types
      .slice(0, 20)
      .map((one) => typed(follower, one))
      .find(Boolean)
  if (ts.isTypeQueryNode(type)) return entity(follower, type.exprName)
  if (!ts.isTypeReferenceNode(type)) return undefined
  const [first] = type.typeArguments ?? []
  if (ts.isIdentifier(type.typeName) && type.typeName.text === 'ReturnType')
    return first && resultOf(typed(follower, first))
  if (ts.isIdentifier(type.typeName) && wrapper.test(type.typeName.text)) return first && typed(follower, first)
  const thing = entity(follower, type.typeName)
  // A name of the package that is no type of it that is known.
  return thing?.method === undefined ? (thing ?? ownType(follower, type.typeName)) : undefined
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
      : bases.map((base) => thingOf(follower, base)).find(Boolean)
    if (found) return found
  }
  return undefined
}

function entity(follower: Follower, name: Morph.ts.EntityName): Thing | undefined {
  if (follower.ts.isIdentifier(name)) return follower.names.declaredAt(name.text, name) && thingOf(follower, name)
  const left = entity(follower, name.left)
  return left && member(left, name.right.text)
}

function member(thing: Thing, name: string): Thing | undefined {
  if (thing.method !== undefined) return /^(?:bind|call|apply|default)$/.test(name) ? thing : undefined
  if (name === 'default') return thing
  const rule = ruleOf(thing)
  const held = own(rule.holds, name)
  if (held !== undefined) return {...thing, type: held}
  const isMethod = Object.hasOwn(rule.methods ?? {}, name) || Object.hasOwn(rule.gives ?? {}, name)
  const any = isMethod ? undefined : own(rule.holds, '*')
  if (any !== undefined) return {...thing, type: any, before: [plainSite(name, 1, []), ...thing.before]}
  const {types} = thing.library
  const isType = Object.hasOwn(types, name) || Object.hasOwn(types, '*')
  const isModule = thing.type === '' && thing.before.length === 0
  return isModule && isType && !isMethod && name !== '*' ? {...thing, type: name} : {...thing, method: name}
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

/** These give many of the type that they are given. */
const givesMany = /^(?:map|filter|flatMap|flat|from|of|all|allSettled|values|entries|concat|slice)$/

/** What is asked for by its type: `container.resolve<Redis>('cache')`. */
function asAsked(follower: Follower, node: Morph.ts.CallExpression | Morph.ts.NewExpression): Thing | undefined {
  const {ts} = follower
  const [type, ...others] = ts.isCallExpression(node) ? (node.typeArguments ?? []) : []
  if (!type || others.length > 0) return undefined
  const callee = bare(ts, node.expression)
  return ts.isPropertyAccessExpression(callee) && givesMany.test(callee.name.text) ? undefined : typed(follower, type)
}

/** What a function of another module gives: `connect()`, `store.connect()`. */
function givenFromElsewhere(follower: Follower, callee: Node): Thing | undefined {
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
  return part && 'gives' in part ? restored(part.gives) : undefined
}

/** What a function of the file gives back. */
function returnedBy(follower: Follower, callee: Node): Thing | undefined {
  const declaration = functionOf(follower, callee)
  return declaration && givenBackBy(follower, declaration)
}

function givenBackBy(follower: Follower, declaration: Morph.ts.SignatureDeclaration): Thing | undefined {
  const {ts, names} = follower
  const body = ts.isArrowFunction(declaration) && !ts.isBlock(declaration.body) ? [declaration.body] : []
  for (const one of [...body, ...(names.returns.get(declaration) ?? [])]) {
    const found = thingOf(follower, one)
    if (found) return found
  }
  return declaration.type && typed(follower, declaration.type)
}

function functionOf({ts, names}: Follower, callee: Node): Morph.ts.SignatureDeclaration | undefined {
  if (ts.isFunctionLike(callee)) return callee
  if (ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword) {
    const around = classAround(ts, callee)
    const methods = around && ts.isClassLike(around) ? around.members.filter((one) => ts.isMethodDeclaration(one)) : []
    return methods.find(({name}) => name.getText(names.source) === callee.name.text)
  }
  if (!ts.isIdentifier(callee)) return undefined
  const declared = names.declaredAt(callee.text, callee)
  if (declared?.value && ts.isFunctionLike(declared.value)) return declared.value
  return declared && ts.isFunctionDeclaration(declared.node) ? declared.node : undefined
}

/** What calling it gives, before it is called. */
function resultOf(thing: Thing | undefined): Thing | undefined {
  if (!thing) return undefined
  const {makes, gives} = ruleOf(thing)
  const type = thing.method === undefined ? (makes ?? thing.type) : own(gives, thing.method)
  return type === undefined ? undefined : {library: thing.library, type, before: [plainSite(thing.type, 1, [])]}
}

/** What the file itself gives a function of its own. */
function passed(follower: Follower, parameter: Node): Thing | undefined {
  const {ts} = follower
  const fn = parameter.parent
  if (!ts.isFunctionLike(fn) || !ts.isParameter(parameter)) return undefined
  const at = fn.parameters.indexOf(parameter)
  for (const call of callsOf(follower).get(fn) ?? []) {
    const argument = call.arguments[at]
    const found = argument && thingOf(follower, argument)
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
function givenTo(follower: Follower, parameter: Node): Thing | undefined {
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
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'then') return thingOf(follower, callee.expression)
  const thing = thingOf(follower, callee)
  const type = thing?.method === undefined ? undefined : own(ruleOf(thing).gives, thing.method)
  if (!thing || type === undefined) return plugin(follower, parameter, fn)
  const isRouter = own(thing.library.types, type)?.isRouter
  return {library: thing.library, type, before: thing.before, maker: isRouter ? fn : call}
}

/** What a function that is no arrow is called on: `query.where(function () { this.where(...) })`. */
function givenAsThis(follower: Follower, node: Node): Thing | undefined {
  const {ts} = follower
  let fn: Node | undefined = node.parent
  while (fn && (!ts.isFunctionLike(fn) || ts.isArrowFunction(fn)) && !ts.isClassLike(fn)) fn = fn.parent
  if (!fn || !ts.isFunctionExpression(fn) || !ts.isCallExpression(fn.parent) || fn.parent.expression === fn)
    return undefined
  const thing = thingOf(follower, fn.parent.expression)
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

function isCalled(ts: TypeScript, callee: Node, name: string): boolean {
  return (
    (ts.isIdentifier(callee) && callee.text === name) ||
    (ts.isPropertyAccessExpression(callee) && callee.name.text === name)
  )
}

/** As `plain`, but with what stands behind `||`. */
function bare(ts: TypeScript, expression: Node): Node {
  const node = ts.isBinaryExpression(expression) ? expression : plain(ts, expression)
  return ts.isParenthesizedExpression(node) ? bare(ts, node.expression) : node
}

export function classAround(ts: TypeScript, node: Node): Node | undefined {
  for (let at: Node | undefined = node; at; at = at.parent) if (ts.isClassLike(at)) return at
  return undefined
}
