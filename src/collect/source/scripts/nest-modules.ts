import type {Value} from '../languages/fact.ts'
import {literalOf} from './makers.ts'
import type {Node} from './names.ts'
import type {ClassNamed, NestGlobal, NestSeen} from './script-scan.ts'
import type {ScriptSearch} from './script-search.ts'
import {plain} from './values.ts'

const most = 1000

/** What a module says of how NestJS puts an application together: what stands before the paths of its controllers. */
export function nestOf(search: ScriptSearch): NestSeen | undefined {
  if (!search.names.source.text.includes('@nestjs/')) return undefined
  const [modules, prefixes, applications] = [modulesOf(search), prefixesOf(search), applicationsOf(search)]
  const global = globalOf(search)
  if (modules.length + prefixes.length + applications.length === 0 && !global) return undefined
  return {modules, prefixes, applications, ...(global && {global})}
}

function isImported({ts, names}: ScriptSearch, callee: Node, name: string, from: string): boolean {
  if (!ts.isIdentifier(callee)) return false
  const imported = names.declaredAt(callee.text, callee)?.imported
  return imported?.name === name && imported.specifier === from
}

function modulesOf(search: ScriptSearch): NestSeen['modules'] {
  const {ts, names} = search
  return names.calls.flatMap((call) => {
    if (!ts.isCallExpression(call) || !call.parent || !ts.isDecorator(call.parent)) return []
    const type = call.parent.parent
    const [given] = call.arguments
    if (!given || !ts.isClassLike(type) || !type.name) return []
    if (!isImported(search, call.expression, 'Module', '@nestjs/common')) return []
    return [
      {
        name: type.name.text,
        controllers: classesIn(search, given, 'controllers'),
        imports: classesIn(search, given, 'imports'),
      },
    ]
  })
}

/** The classes of a list that an object has under a name. */
function classesIn(search: ScriptSearch, object: Node, name: string): readonly ClassNamed[] {
  return elementsUnder(search, object, name).flatMap((one) => classNamed(search, one) ?? [])
}

function elementsUnder({ts, values}: ScriptSearch, object: Node, name: string): readonly Node[] {
  const target = values.targetOf(object)
  const list = target && values.partOf(target, [name])
  if (!list || !('node' in list)) return []
  return values
    .elementsOf(list.node)
    .flatMap((one) => (ts.isSpreadElement(one) ? values.elementsOf(one.expression) : [one]))
    .slice(0, most)
}

/** The class that an element is: itself, behind `forwardRef`, or what it makes of itself (`ConfigModule.forRoot()`). */
function classNamed({ts, names}: ScriptSearch, element: Node): ClassNamed | undefined {
  let node = plain(ts, element)
  if (ts.isCallExpression(node)) {
    const [first] = node.arguments
    if (first && ts.isArrowFunction(first) && ts.isIdentifier(node.expression) && node.expression.text === 'forwardRef')
      node = first.body
    else if (ts.isPropertyAccessExpression(node.expression)) node = node.expression.expression
  }
  if (!ts.isIdentifier(node)) return undefined
  const declared = names.declaredAt(node.text, node)
  if (declared?.imported) return declared.imported
  return declared && ts.isClassLike(declared.node) ? {name: node.text} : undefined
}

/** `RouterModule.register([{path: 'orders', module: OrdersModule, children: [...]}])` */
function prefixesOf(search: ScriptSearch): NestSeen['prefixes'] {
  const {ts, names, values} = search
  return names.calls.flatMap((call) => {
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return []
    const {name, expression} = call.expression
    const isOne =
      /^(?:register|forRoutes)$/.test(name.text) && isImported(search, expression, 'RouterModule', '@nestjs/core')
    const [routes] = call.arguments
    return isOne && routes ? values.elementsOf(routes).flatMap((one) => routesIn(search, one, '', 0)) : []
  })
}

const deepest = 5

function routesIn(search: ScriptSearch, route: Node, before: string, depth: number): NestSeen['prefixes'] {
  const {ts, values} = search
  const node = plain(ts, route)
  if (ts.isIdentifier(node)) {
    const module = classNamed(search, node)
    return module ? [{module, prefix: {literal: before}}] : []
  }
  if (!ts.isObjectLiteralExpression(node) || depth >= deepest) return []
  const target = values.targetOf(node)
  const partAt = (name: string) => target && values.partOf(target, [name])
  const [path, module] = [partAt('path'), partAt('module')]
  const own = path ? (literalOf(values.valueAt(path)) ?? '{}') : ''
  const prefix = `${before}/${own.replace(/^\/+/, '')}`
  const property = node.properties.find((one) => one.name && ts.isIdentifier(one.name) && one.name.text === 'module')
  const value = property && ts.isPropertyAssignment(property) ? property.initializer : undefined
  const named = module && value ? classNamed(search, value) : undefined
  const children = elementsUnder(search, node, 'children').flatMap((one) => routesIn(search, one, prefix, depth + 1))
  return [...(named ? [{module: named, prefix: {literal: prefix}}] : []), ...children]
}

/** `NestFactory.create(AppModule)` */
function applicationsOf(search: ScriptSearch): readonly ClassNamed[] {
  const {ts, names} = search
  return names.calls.flatMap((call) => {
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return []
    const {name, expression} = call.expression
    const [module] = call.arguments
    if (!module || name.text !== 'create' || !isImported(search, expression, 'NestFactory', '@nestjs/core')) return []
    return classNamed(search, module) ?? []
  })
}

/** `app.setGlobalPrefix('api', {exclude: ['health/(.*)']})` */
function globalOf(search: ScriptSearch): NestGlobal | undefined {
  const {ts, names, values} = search
  for (const call of names.calls) {
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) continue
    const [path, options] = call.arguments
    if (call.expression.name.text !== 'setGlobalPrefix' || !path) continue
    const prefix: Value = {literal: literalOf(values.valueOf(path)) ?? '{}'}
    const exclude = options ? elementsUnder(search, options, 'exclude') : []
    return {prefix, exclude: exclude.flatMap((one) => excluded(search, one) ?? [])}
  }
  return undefined
}

function excluded({ts, values}: ScriptSearch, element: Node): string | undefined {
  const node = plain(ts, element)
  if (!ts.isObjectLiteralExpression(node))
    return literalOf(values.valueOf(node as Parameters<typeof values.valueOf>[0])) // an element is an expression
  const target = values.targetOf(node)
  const path = target && values.partOf(target, ['path'])
  return path && literalOf(values.valueAt(path))
}
