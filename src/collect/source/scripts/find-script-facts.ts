import type * as Morph from 'ts-morph'
import type {Fact} from '../languages/fact.ts'
import {factsInOrder} from '../languages/facts-in-order.ts'
import {atRunTime, type FactMaker, type Site} from '../languages/library.ts'
import {sqlFact} from '../languages/sql-text.ts'
import {asksEnvironment, variableAsked} from './environment-getters.ts'
import {exportsOf} from './exports.ts'
import {fileRoutes} from './file-routes.ts'
import {libraryOf} from './libraries/all-libraries.ts'
import {mappedTables} from './mapped-tables.ts'
import {type EndpointHere, mountsOf, placedEndpoints} from './mounts.ts'
import {type CallLike, classAround, type Expression, type Node, type TypeScript} from './names.ts'
import {nestOf} from './nest-modules.ts'
import {isSurelySql} from './surely-sql.ts'
import {tabledRoutes} from './tabled-routes.ts'
import {nothingSeen, type Given, type ScriptScan} from './script-scan.ts'
import {type ScriptSearch, scriptSearch} from './script-search.ts'
import {ruleOf, type Thing} from './things.ts'

const mostFacts = 20_000

/**
 * What a module says, from its nodes alone: names are followed to the imports that they come by, not types, so that
 * nothing need be installed. `given` is what the modules that it imports are known to give away.
 */
export function scriptFacts(ts: TypeScript, path: string, source: Morph.ts.SourceFile, given: Given = {}): ScriptScan {
  const search = scriptSearch(ts, path, source, given)
  const facts: Fact[] = []
  const endpoints: EndpointHere[] = []
  for (const call of search.names.calls) {
    if (facts.length > mostFacts) break
    for (const {fact, router} of saidBy(search, call))
      if (fact.is === 'serves' && router) endpoints.push({fact, router})
      else facts.push(fact)
  }
  const mounts = mountsOf(search)
  const exports = exportsOf(search)
  const routers = new Map([...exports.routers, ...controllersOf(search, endpoints)])
  const {placed, routed, elsewhere} = placedEndpoints(endpoints, mounts, routers)
  const all = factsInOrder([
    ...facts,
    ...placed,
    ...sqlTexts(search),
    ...mappedTables(search),
    ...fileRoutes(search),
    ...variables(search),
  ])
  const {augments} = exports
  const found = {facts: all, exports: exports.exports, augments, routed, mounts: elsewhere}
  return scanOf(search, {...found, tabled: tabledRoutes(search), nest: nestOf(search)})
}

/** Variables that a function of the file looks up; those that stand behind `process.env` are found in the text. */
function variables({ts, names, lineOf}: ScriptSearch): readonly Fact[] {
  if (!asksEnvironment.test(names.source.text)) return []
  return names.calls.flatMap((call): readonly Fact[] => {
    const key = variableAsked(ts, names, call)
    return key === undefined ? [] : [{is: 'setting', from: 'environment', key, line: lineOf(call)}]
  })
}

/** Controllers of NestJS are served by modules that name their class. */
function controllersOf({ts}: ScriptSearch, endpoints: readonly EndpointHere[]): readonly (readonly [Node, string])[] {
  return endpoints.flatMap(({router}) =>
    ts.isClassLike(router) && router.name ? [[router, router.name.text] as const] : [],
  )
}

type Found = Omit<ScriptScan, 'nest'> & {readonly nest: ScriptScan['nest'] | undefined}

function scanOf({wants, calls}: ScriptSearch, found: Found): ScriptScan {
  const {facts, exports = {}, augments = {}, routed = [], mounts = [], tabled = [], nest} = found
  const open = wants.size + calls.size + Object.keys(augments).length + tabled.length + (nest ? 1 : 0)
  if (facts.length + Object.keys(exports).length + routed.length + mounts.length + open === 0) return nothingSeen
  return {
    facts,
    ...(Object.keys(exports).length > 0 && {exports}),
    ...(wants.size > 0 && {wants: namesInOrder(wants)}),
    ...(calls.size > 0 && {calls: namesInOrder(calls)}),
    ...(Object.keys(augments).length > 0 && {augments}),
    ...(routed.length > 0 && {routed}),
    ...(mounts.length > 0 && {mounts}),
    ...(tabled.length > 0 && {tabled}),
    ...(nest && {nest}),
  }
}

function namesInOrder(names: ScriptSearch['wants']): NonNullable<ScriptScan['wants']> {
  return Object.fromEntries([...names].map(([specifier, own]) => [specifier, [...own].toSorted()]))
}

interface Said {
  readonly fact: Fact
  /** The router that an endpoint is of. */
  readonly router?: Node | undefined
}

function saidBy(search: ScriptSearch, call: CallLike): readonly Said[] {
  const {ts} = search
  const thing = search.thingOf(ts.isTaggedTemplateExpression(call) ? call.tag : call.expression)
  if (!thing) return []
  const rule = ruleOf(thing)
  const maker: FactMaker | undefined =
    thing.method === undefined ? rule.made : (ownMaker(rule.methods, thing.method) ?? ownMaker(rule.methods, '*'))
  if (!maker || (thing.type === 'given' && !isHandled(search, call))) return []
  return sitesOf(search, call, thing).flatMap((site) => {
    const said = maker(site)
    return (said === undefined ? [] : [said].flat()).map((one) => ({
      fact: {...one, line: site.line} as Fact, // the line is all that it lacks
      router: thing.maker ?? controllerAround(search, call, thing),
    }))
  })
}

function controllerAround({ts}: ScriptSearch, call: CallLike, {library}: Thing): Node | undefined {
  return library.packages[0] === '@nestjs/common' ? classAround(ts, call) : undefined
}

/** One for each element of a list that a method takes. */
function sitesOf({ts, siteOf, values, lineOf}: ScriptSearch, call: CallLike, thing: Thing): readonly Site[] {
  const isList = thing.method !== undefined && ruleOf(thing).lists?.includes(thing.method)
  const [first] = isList && ts.isCallExpression(call) ? call.arguments : []
  const elements = first ? values.elementsOf(first) : []
  return first && elements[0] !== first
    ? elements.map((one) => ({...siteOf(call, thing, [one]), line: lineOf(one)}))
    : [siteOf(call, thing)]
}

function ownMaker(makers: Readonly<Record<string, FactMaker>> | undefined, name: string): FactMaker | undefined {
  return makers && Object.hasOwn(makers, name) ? makers[name] : undefined
}

/** What only looks like an endpoint is given no function to call. */
function isHandled({ts}: ScriptSearch, call: CallLike): boolean {
  if (!ts.isCallExpression(call)) return false
  const last = call.arguments.at(-1)
  return (
    call.arguments.length > 1 &&
    last !== undefined &&
    (ts.isFunctionLike(last) ||
      ts.isIdentifier(last) ||
      ts.isPropertyAccessExpression(last) ||
      ts.isCallExpression(last))
  )
}

const beginsSql =
  /^\s*(?:--[^\n]*\n\s*|\/\*)?(?:select|insert|update|delete|merge|with|call|exec(?:ute)?|truncate|replace|\{)\b/i
const takesSql = /quer(?:y|ies)|execute|raw|sql|prepare|unsafe/i

/**
 * Texts that are SQL: in code that talks to a database any, elsewhere those that are given to something that asks, and
 * those that can be nothing else.
 */
function sqlTexts(search: ScriptSearch): readonly Fact[] {
  const {ts, names, values, lineOf} = search
  const isDatabase = talksToDatabase(search)
  const seen = new Set<Node>()
  return names.texts.flatMap((text): readonly Fact[] => {
    if (!beginsSql.test(headOf(ts, text))) return []
    const whole = wholeText(ts, text)
    if (seen.has(whole)) return []
    seen.add(whole)
    const value = values.valueOf(whole) ?? atRunTime
    const isAsked = isDatabase || takesSql.test(givenTo(ts, whole))
    if (!isAsked && !('literal' in value && isSurelySql(value.literal))) return []
    const sql = 'literal' in value ? sqlFact(value.literal) : undefined
    return sql ? [{...sql, line: lineOf(whole)}] : []
  })
}

function talksToDatabase({names, given}: ScriptSearch): boolean {
  const isDatabase = (specifier: string): boolean => Boolean(libraryOf(specifier)?.isDatabase)
  return (
    importedBy(names.source.text).some(isDatabase) ||
    Object.values(given).some((exports) =>
      Object.values(exports).some((one) => 'thing' in one && isDatabase(one.thing.package)),
    )
  )
}

const importing = /(?:\bfrom|\brequire\s{0,5}\(|\bimport\s{0,5}\(?)\s{0,5}["']([^"'\n]{1,200})["']/g

/** What a text imports, in a comment perhaps. */
export function importedBy(text: string): readonly string[] {
  return [...text.matchAll(importing)].map(([, specifier = '']) => specifier)
}

function headOf(ts: TypeScript, text: Expression): string {
  if (ts.isStringLiteralLike(text)) return text.text.slice(0, 300)
  return ts.isTemplateExpression(text) ? text.head.text.slice(0, 300) : ''
}

/** The whole that a text is the beginning of. */
function wholeText(ts: TypeScript, text: Expression): Expression {
  let node = text
  for (let steps = 0; steps < 1000; steps += 1) {
    const {parent} = node
    const isLeft =
      ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.PlusToken && parent.left === node
    if (isLeft || ts.isParenthesizedExpression(parent)) node = parent
    else if (ts.isTaggedTemplateExpression(parent)) return parent
    else return node
  }
  return node
}

/** The names of what a text is given to: `db.query`. */
function givenTo(ts: TypeScript, text: Node): string {
  if (ts.isTaggedTemplateExpression(text)) return text.tag.getText().slice(-60)
  const {parent} = text
  return ts.isCallExpression(parent) || ts.isNewExpression(parent) ? parent.expression.getText().slice(-60) : ''
}
