import type * as Morph from 'ts-morph'
import {libraryOf} from './libraries/all-libraries.ts'
import type {Declared, ExportedNode, Node} from './names.ts'
import {variableAsked} from './environment-getters.ts'
import {exportedOfThing, type ShapeBudget, shapeOfDeclared, shapeOfNode} from './exported-shapes.ts'
import type {Exported, Exports} from './script-scan.ts'
import type {ScriptSearch} from './script-search.ts'
import {safeValue} from './sites.ts'
import {ruleOf, thingOfModule} from './things.ts'
import {givenBackBy} from './things-of-functions.ts'
import {plain, requiredModule, settingKey, type Target} from './values.ts'

const mostNames = 200
const mostParts = 5000
const mostAugmented = 50
const deepest = 6

interface ExportsFound {
  readonly exports: Exports
  /** By what made them, the names that routers are given away by. */
  readonly routers: ReadonlyMap<Node, string>
  /** By specifier and name, what it declares interfaces of other modules to have besides. */
  readonly augments: Readonly<Record<string, Exports>>
}

/** What a module gives away that says something where it is used: plain values, keys of settings, clients, routers. */
export function exportsOf(search: ScriptSearch): ExportsFound {
  const exports: Record<string, Exported> = {}
  const routers = new Map<Node, string>()
  const budget: ShapeBudget = {left: mostParts, sizes: new Map()}
  for (const [name, node] of [...search.names.exported].slice(0, mostNames)) {
    const found = exportedOf(search, node, {routers, name, depth: 0, budget})
    if (found) exports[name] = found
  }
  return {exports, routers, augments: augmentsOf(search, budget)}
}

function augmentsOf({names, follower}: ScriptSearch, budget: ShapeBudget): Readonly<Record<string, Exports>> {
  const augments: Record<string, Exports> = {}
  for (const [specifier, types] of [...names.augmented].slice(0, mostAugmented)) {
    const found = [...types].slice(0, mostAugmented).flatMap(([name, declared]) => {
      const shape = shapeOfDeclared(follower, declared, budget)
      return shape ? [[name, shape] as const] : []
    })
    if (found.length > 0) augments[specifier] = Object.fromEntries(found)
  }
  return augments
}

interface At {
  readonly routers: Map<Node, string>
  readonly name: string
  readonly depth: number
  /** So many parts more may be looked at. */
  readonly budget: ShapeBudget
}

function exportedOf(search: ScriptSearch, exported: ExportedNode, at: At): Exported | undefined {
  if ('from' in exported) return passedOn(exported)
  if ('node' in exported) return exportedNode(search, exported.node, at)
  const declared = search.names.declaredAt(exported.local, search.names.source)
  if (declared) return exportedName(search, declared, at)
  const [type] = search.names.types.get(exported.local) ?? []
  return type && exportedNode(search, type, at)
}

/** What of another module is given away once more: of a package that is known, what it is there. */
function passedOn(exported: Extract<Exported, {from: string}>): Exported {
  const library = exported.name === '*' ? undefined : libraryOf(exported.from)
  const isServing = library && Object.values(library.types).some(({isRouter}) => isRouter)
  const thing = library && !isServing ? thingOfModule(library, exported.name) : undefined
  return thing && thing.method === undefined ? {instance: {thing: exportedOfThing(thing)}} : exported
}

function exportedName(search: ScriptSearch, declared: Declared, at: At): Exported | undefined {
  const {node, imported, value, type, path} = declared
  if (imported) return passedOn({from: imported.specifier, name: imported.name})
  if (path) return undefined
  return exportedNode(search, value ?? node, at) ?? (type && shapeOfNode(search.follower, type, at.budget))
}

function exportedNode(search: ScriptSearch, node: Node, at: At): Exported | undefined {
  const {ts, names} = search
  at.budget.left -= 1
  if (at.budget.left < 0) return undefined
  const inner = plain(ts, node)
  if (ts.isInterfaceDeclaration(inner) || ts.isTypeAliasDeclaration(inner))
    return shapeOfDeclared(search.follower, names.types.get(inner.name.text) ?? [inner], at.budget)
  if (ts.isFunctionLike(inner)) {
    at.routers.set(inner, at.name)
    const given = search.givenBackBy(inner)
    const router = routerGivenBy(search, inner)
    if (router && !at.routers.has(router)) at.routers.set(router, at.name)
    const gives = given && ruleOf(given).isRouter === undefined ? {thing: exportedOfThing(given)} : undefined
    const shape = shapeOfNode(search.follower, inner, at.budget)
    return gives ? {...shape, gives} : shape
  }
  if (ts.isIdentifier(inner)) {
    const declared = names.declaredAt(inner.text, inner)
    if (declared && !declared.isParameter && at.depth < deepest)
      return exportedName(search, declared, {...at, depth: at.depth + 1})
  }
  const required = requiredModule(ts, inner)
  if (required !== undefined) return passedOn({from: required, name: ''})
  if (ts.isClassLike(inner)) return shapeOfNode(search.follower, inner, at.budget)
  if (ts.isVariableDeclaration(inner)) return undefined
  return exportedThing(search, inner, at) ?? exportedHeld(search, inner, at) ?? exportedValue(search, inner, at)
}

/** What makes the router that a function gives back. */
function routerGivenBy({follower}: ScriptSearch, fn: Morph.ts.SignatureDeclaration): Node | undefined {
  const given = givenBackBy(follower, fn)
  return given?.method === undefined && given && ruleOf(given).isRouter ? given.maker : undefined
}

/** What calling a function or making a class gives. */
function exportedHeld({ts, follower}: ScriptSearch, node: Node, {budget}: At): Exported | undefined {
  return ts.isCallExpression(node) || ts.isNewExpression(node) ? shapeOfNode(follower, node, budget) : undefined
}

function exportedThing(search: ScriptSearch, node: Node, {routers, name}: At): Exported | undefined {
  const thing = search.thingOf(node)
  if (!thing || thing.method !== undefined || thing.before.length === 0) return undefined
  if (ruleOf(thing).isRouter) {
    if (thing.maker && !routers.has(thing.maker)) routers.set(thing.maker, name)
    return undefined
  }
  return {thing: exportedOfThing(thing)}
}

function exportedValue(search: ScriptSearch, node: Node, at: At): Exported | undefined {
  const {ts, values} = search
  if (ts.isObjectLiteralExpression(node)) return at.depth < deepest ? partsOf(search, {node}, at) : undefined
  if (ts.isArrayLiteralExpression(node)) return undefined
  if (ts.isEnumDeclaration(node)) {
    const parts = node.members.flatMap((member) => {
      const name = ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) ? member.name.text : ''
      const part = member.initializer && exportedValue(search, member.initializer, {...at, name, depth: at.depth + 1})
      return name && part ? [[name, part] as const] : []
    })
    return parts.length > 0 ? {parts: Object.fromEntries(parts)} : undefined
  }
  const key = settingKey(ts, node) ?? variableAsked(ts, search.names, node)
  if (key === undefined && ts.isCallExpression(node)) return undefined
  const value = values.valueOf(node as Parameters<typeof values.valueOf>[0]) // what is exported is an expression
  if (!value || 'unresolved' in value) return undefined
  const safe = safeValue(at.name, value)
  return 'unresolved' in safe ? undefined : {value: safe}
}

function partsOf(search: ScriptSearch, {node}: Extract<Target, {node: Node}>, at: At): Exported | undefined {
  const {ts} = search
  if (!ts.isObjectLiteralExpression(node)) return undefined
  const parts: Record<string, Exported> = {}
  for (const property of node.properties.slice(0, mostNames)) {
    const {name} = property
    if (!name || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) continue
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? name
        : ts.isMethodDeclaration(property)
          ? property
          : undefined
    const part = value && exportedNode(search, value, {...at, name: name.text, depth: at.depth + 1})
    if (part) parts[name.text] = part
  }
  return Object.keys(parts).length > 0 ? {parts} : undefined
}
