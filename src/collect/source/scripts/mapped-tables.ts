import type * as Morph from 'ts-morph'
import type {Fact, Value} from '../languages/fact.ts'
import {tableByConvention} from '../languages/table-by-convention.ts'
import {literalOf} from './makers.ts'
import {type CallLike, classAround, type Node} from './names.ts'
import type {ScriptSearch} from './script-search.ts'

/** Classes and objects that are kept in tables: of TypeORM, MikroORM, Sequelize, Objection, Bookshelf and Drizzle. */
export function mappedTables(search: ScriptSearch): readonly Fact[] {
  const {ts} = search
  return [
    ...search.names.calls.flatMap((call) => (ts.isCallExpression(call) ? mappedBy(search, call) : [])),
    ...search.names.classes.flatMap((type) => staticTable(search, type)),
  ]
}

/** What an import calls the function that is called. */
function importedName(search: ScriptSearch, callee: Node): {name: string; from: string} | undefined {
  const {ts, names} = search
  const object = ts.isPropertyAccessExpression(callee) ? callee.expression : callee
  if (!ts.isIdentifier(object)) return undefined
  const imported = names.declaredAt(object.text, object)?.imported
  if (!imported) return undefined
  return {name: ts.isPropertyAccessExpression(callee) ? callee.name.text : imported.name, from: imported.specifier}
}

function mappedBy(search: ScriptSearch, call: Morph.ts.CallExpression): readonly Fact[] {
  const {ts} = search
  const imported = importedName(search, call.expression)
  if (imported && ts.isDecorator(call.parent)) return decorated(search, call, imported)
  if (
    imported &&
    /^(?:pg|mysql|sqlite|singlestore)Table$/.test(imported.name) &&
    imported.from.startsWith('drizzle-orm')
  )
    return drizzleTable(search, call)
  return [...drizzleUse(search, call), ...sequelizeModel(search, call)]
}

const drizzleReads = new Set(['from', 'innerJoin', 'leftJoin', 'rightJoin', 'fullJoin'])
const drizzleWrites = new Set(['insert', 'update', 'delete'])

/** `db.select().from(orders)`, `db.insert(orders)`: tables are known by the names of what they were declared as. */
function drizzleUse({ts, thingOf, lineOf}: ScriptSearch, call: Morph.ts.CallExpression): readonly Fact[] {
  const {expression: callee} = call
  if (!ts.isPropertyAccessExpression(callee)) return []
  const isRead = drizzleReads.has(callee.name.text)
  if (!isRead && !drizzleWrites.has(callee.name.text)) return []
  if (!thingOf(callee)?.library.packages.includes('drizzle-orm')) return []
  const [table] = call.arguments
  const entity =
    table && (ts.isIdentifier(table) ? table.text : ts.isPropertyAccessExpression(table) ? table.name.text : '')
  if (!entity) return []
  const [reads, writes] = isRead ? [[entity], []] : [[], [entity]]
  return [{is: 'sql', of: 'entities', reads, writes, calls: [], line: lineOf(callee.name)}]
}

function mapped(
  search: ScriptSearch,
  node: Node,
  entity: string,
  named: Value | undefined,
  byConvention: string,
): readonly Fact[] {
  if (!entity) return []
  const line = search.lineOf(node)
  return named
    ? [{is: 'mapped', entity, table: named, line}]
    : [{is: 'mapped', entity, table: {literal: byConvention}, isByConvention: true, line}]
}

const snake = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()

/** Sequelize puts the last word of a name in the plural, and leaves the rest. */
function pluralName(name: string): string {
  const last = /[A-Z]?[a-z\d]+$/.exec(name)?.[0] ?? name
  const plural = tableByConvention(last.toLowerCase(), 'rails')
  const head = name.slice(0, name.length - last.length)
  return `${head}${/^[A-Z]/.test(last) ? plural.charAt(0).toUpperCase() + plural.slice(1) : plural}`
}

function decorated(
  search: ScriptSearch,
  call: Morph.ts.CallExpression,
  {name, from}: {name: string; from: string},
): readonly Fact[] {
  const {ts, siteOf} = search
  const type = call.parent.parent
  if (!ts.isClassLike(type)) return []
  const site = siteOf(call, {library: {packages: [], types: {}}, type: name, before: []})
  const entity = type.name?.text ?? ''
  const schema = literalOf(site.named('schema'))
  const inSchema = (table: Value | undefined): Value | undefined =>
    table && 'literal' in table && schema ? {literal: `${schema}.${table.literal}`} : table
  if (from === 'typeorm' && name === 'Entity')
    return mapped(search, call, entity, inSchema(site.named('name') ?? site.argument(0)), snake(entity))
  if (from.startsWith('@mikro-orm/') && name === 'Entity') {
    if (literalOf(site.named('abstract')) === 'true') return []
    return mapped(search, call, entity, inSchema(site.named('tableName', 'collection')), snake(entity))
  }
  if (from === 'sequelize-typescript' && name === 'Table')
    return mapped(search, call, entity, inSchema(site.named('tableName') ?? site.argument(0)), pluralName(entity))
  return []
}

/** `export const orders = pgTable('orders', {...})` */
function drizzleTable(search: ScriptSearch, call: Morph.ts.CallExpression): readonly Fact[] {
  const {ts, values} = search
  const [first] = call.arguments
  const table = first && values.valueOf(first)
  const {parent} = call
  if (!table || !ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return []
  return mapped(search, call, parent.name.text, table, '')
}

/** `sequelize.define('Order', {...}, {tableName})`, `Order.init({...}, {sequelize, tableName})` */
function sequelizeModel(search: ScriptSearch, call: Morph.ts.CallExpression): readonly Fact[] {
  const {ts, thingOf, siteOf, names} = search
  const callee = call.expression
  if (!ts.isPropertyAccessExpression(callee) || !/^(?:define|init)$/.test(callee.name.text)) return []
  const isOf = names.source.text.includes('sequelize')
  if (!isOf) return []
  const site = siteOf(call, {library: {packages: [], types: {}}, type: '', method: callee.name.text, before: []})
  if (callee.name.text === 'define') {
    const entity = literalOf(site.argument(0))
    const object = callee.expression
    const isModel =
      thingOf(object)?.library.packages[0] === 'sequelize' ||
      (ts.isIdentifier(object) && /^sequelize$/i.test(object.text))
    return isModel && entity ? mapped(search, call, entity, site.named('tableName'), pluralName(entity)) : []
  }
  const model = ts.isIdentifier(callee.expression)
    ? callee.expression.text
    : callee.expression.kind === ts.SyntaxKind.SuperKeyword
      ? nameOfClass(search, call)
      : ''
  const isModel =
    call.arguments.length > 1 && /\bsequelize\b/.test(call.arguments[1]?.getText(names.source).slice(0, 2000) ?? '')
  const entity = literalOf(site.named('modelName')) ?? model
  return isModel && entity ? mapped(search, call, entity, site.named('tableName'), pluralName(entity)) : []
}

function nameOfClass({ts}: ScriptSearch, node: CallLike): string {
  const type = classAround(ts, node)
  return type && ts.isClassLike(type) ? (type.name?.text ?? '') : ''
}

/** `static tableName = 'orders'` and `static get tableName() { return 'orders' }` of Objection. */
function staticTable(search: ScriptSearch, type: Morph.ts.ClassLikeDeclaration): readonly Fact[] {
  const {ts, values, names} = search
  if (!type.name || !type.heritageClauses || !/objection|bookshelf/.test(names.source.text)) return []
  for (const member of type.members) {
    const isStatic =
      ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({kind}) => kind === ts.SyntaxKind.StaticKeyword)
    if (!isStatic || !member.name || !ts.isIdentifier(member.name) || member.name.text !== 'tableName') continue
    const said = ts.isPropertyDeclaration(member) ? member.initializer : names.returns.get(member)?.[0]
    const table = said && values.valueOf(said)
    if (table) return mapped(search, member, type.name.text, table, '')
  }
  return []
}
