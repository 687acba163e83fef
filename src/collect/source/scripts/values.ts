import type * as Morph from 'ts-morph'
import {isSetting} from '../languages/environment-names.ts'
import type {Value} from '../languages/fact.ts'
import {atRunTime} from '../languages/library.ts'
import {joinedValue} from '../languages/read-value.ts'
import {variableAsked} from './environment-getters.ts'
import type {Declared, Expression, Names, Node, TypeScript} from './names.ts'
import type {Exported, Exports, Given} from './script-scan.ts'

/** What an expression leads to: a node of the file that says it, or what another module says. */
export type Target = {readonly node: Node} | {readonly exported: Exported}

export interface ValueReader {
  /** What an expression stands for; undefined for one that is an object, a function or left out. */
  readonly valueOf: (expression: Expression) => Value | undefined
  readonly targetOf: (expression: Node) => Target | undefined
  /** A part of what a target is: `connection.host`. */
  readonly partOf: (target: Target, path: readonly string[]) => Target | undefined
  readonly valueAt: (target: Target) => Value | undefined
  /** The elements of an array that is written out; anything else is its own only element. */
  readonly elementsOf: (expression: Node) => readonly Node[]
}

interface Reading {
  readonly ts: TypeScript
  readonly names: Names
  readonly given: Given
  /** Whether a module is a package that is known, and so none of the tree. */
  readonly isKnown: (specifier: string) => boolean
  /** Told which names of other modules would say more. */
  readonly want: (specifier: string, name: string) => void
}

/** How deep a reader is in what stands for something else, and how many steps it took for one answer. */
interface Reader extends Reading {
  depth: number
  steps: number
}

const deepest = 12
const mostParts = 500
const mostSteps = 5000

/** Reads what expressions stand for, as far as the file and the modules that are given say it. */
export function valueReader(reading: Reading): ValueReader {
  const reader: Reader = {...reading, depth: 0, steps: 0}
  return {
    valueOf: (expression) => valueOf(reader, expression),
    targetOf: (expression) => targetOf(reader, expression),
    partOf: (target, path) => partOf(reader, target, path),
    valueAt: (target) => valueAt(reader, target),
    elementsOf: (expression) => elementsOf(reader, expression),
  }
}

/** Names that stand for each other without end, or each for many others, are nothing. */
function deeper<T>(reader: Reader, find: () => T): T | undefined {
  if (reader.depth === 0) reader.steps = 0
  reader.steps += 1
  if (reader.depth >= deepest || reader.steps > mostSteps) return undefined
  reader.depth += 1
  try {
    return find()
  } finally {
    reader.depth -= 1
  }
}

function valueOf(reader: Reader, expression: Node): Value | undefined {
  return deeper(reader, () => {
    const parts = partsInside(reader.ts, expression)
    const [only] = parts
    if (parts.length === 1 && only) return 'node' in only ? simpleValue(reader, only.node) : only.value
    return joinedValue(
      parts.map((part) => ('node' in part ? (simpleValue(reader, part.node) ?? atRunTime) : part.value)),
    )
  })
}

function simpleValue(reader: Reader, node: Node): Value | undefined {
  const {ts} = reader
  const key = environmentKey(ts, node) ?? settingKey(ts, node) ?? variableAsked(ts, reader.names, node)
  if (key !== undefined) return {key}
  if (ts.isCallExpression(node)) return deeper(reader, () => calledValue(reader, node)) ?? atRunTime
  if (isStructure(ts, node)) return undefined
  const target = targetOf(reader, node)
  return target ? valueAt(reader, target, node) : atRunTime
}

function valueAt(reader: Reader, target: Target, from?: Node): Value | undefined {
  if ('node' in target) return target.node === from ? atRunTime : valueOf(reader, target.node)
  if ('value' in target.exported) return target.exported.value
  return 'parts' in target.exported ? undefined : atRunTime
}

/** Of calls that give their own text. */
function calledValue(reader: Reader, call: Morph.ts.CallExpression): Value | undefined {
  const {ts} = reader
  const {expression: callee, arguments: given} = call
  const [first] = given
  if (ts.isIdentifier(callee)) return callee.text === 'String' && first ? valueOf(reader, first) : undefined
  const isOwn =
    ts.isPropertyAccessExpression(callee) && given.length === 0 && /^(?:toString|trim)$/.test(callee.name.text)
  return isOwn ? valueOf(reader, callee.expression) : undefined
}

function targetOf(reader: Reader, expression: Node): Target | undefined {
  const {ts, names} = reader
  return deeper(reader, () => {
    const node = plain(ts, expression)
    if (ts.isIdentifier(node)) {
      const declared = names.declaredAt(node.text, node)
      return declared && declaredTarget(reader, declared)
    }
    if (environmentKey(ts, node) !== undefined) return {node}
    if (ts.isPropertyAccessExpression(node)) return memberTarget(reader, node.expression, node.name.text)
    if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
      return memberTarget(reader, node.expression, node.argumentExpression.text)
    const required = requiredModule(ts, node)
    return required === undefined ? {node} : moduleTarget(reader, required, '')
  })
}

function memberTarget(reader: Reader, object: Node, name: string): Target | undefined {
  if (object.kind === reader.ts.SyntaxKind.ThisKeyword) return onlySet(reader, name, () => true)
  const target = targetOf(reader, object)
  return target && partOf(reader, target, [name])
}

/** A property that is set in one place alone. */
function onlySet(reader: Reader, name: string, isOne: (of: Node | undefined) => boolean): Target | undefined {
  const sets = (reader.names.properties.get(name) ?? []).filter(({of}) => isOne(of))
  const values = sets.flatMap(({value}) => (value ? [value] : []))
  const [value] = values
  return value && values.length === 1 ? targetOf(reader, value) : undefined
}

function declaredTarget(reader: Reader, declared: Declared): Target | undefined {
  const {ts, names} = reader
  const {name, node, imported, value, path = []} = declared
  if (imported) return moduleTarget(reader, imported.specifier, imported.name)
  if (declared.isParameter) return undefined
  if (!ts.isVariableDeclaration(node)) return {node}
  const later = names.assigned.get(name) ?? []
  const said = later.length === 0 ? value : later.length === 1 && !value ? later[0] : undefined
  if (!said) return undefined
  const [first] = path
  if (first && path.length === 1 && isEnvironment(ts, plain(ts, said)))
    return {exported: {value: isSetting(first) ? {key: first} : atRunTime}}
  const target = targetOf(reader, said)
  return target && (path.length > 0 ? partOf(reader, target, path) : target)
}

function moduleTarget({isKnown, given, want}: Reader, specifier: string, name: string): Target | undefined {
  if (isKnown(specifier)) return undefined
  const exports = Object.hasOwn(given, specifier) ? given[specifier] : undefined
  const found = exports && exportedAs(exports, name)
  // What is known of a module may be those names of it that somebody asked for.
  const isWhole = name === '' || (name === 'default' && exports && !Object.hasOwn(exports, name))
  if (!found || isWhole) want(specifier, name)
  return found && {exported: found}
}

function partOf(reader: Reader, target: Target, path: readonly string[]): Target | undefined {
  let at: Target | undefined = target
  for (const name of path) {
    const whole: Target | undefined = at
    at = whole && deeper(reader, () => onePart(reader, whole, name))
  }
  return at
}

function onePart(reader: Reader, target: Target, name: string): Target | undefined {
  const {ts} = reader
  if (!('node' in target)) {
    const {exported} = target
    const part = 'parts' in exported && Object.hasOwn(exported.parts, name) ? exported.parts[name] : undefined
    return part && {exported: part}
  }
  const {node} = target
  if (ts.isObjectLiteralExpression(node)) return propertyOf(reader, node, name)
  // What declaring a queue gives is told by its name.
  if (ts.isCallExpression(node) && name === 'queue' && isNamed(ts, node.expression, 'assertQueue'))
    return node.arguments[0] && targetOf(reader, node.arguments[0])
  if (ts.isClassLike(node)) return onlySet(reader, name, (of) => of === node)
  if (!ts.isEnumDeclaration(node)) return undefined
  const value = node.members.find((member) => memberName(ts, member.name) === name)?.initializer
  return value && {node: value}
}

function isNamed(ts: TypeScript, callee: Node, name: string): boolean {
  return ts.isPropertyAccessExpression(callee) && callee.name.text === name
}

/** The last that says it. */
function propertyOf(reader: Reader, node: Morph.ts.ObjectLiteralExpression, name: string): Target | undefined {
  const {ts} = reader
  for (const property of node.properties.toReversed()) {
    if (ts.isSpreadAssignment(property)) {
      const inside = targetOf(reader, property.expression)
      const found = inside && partOf(reader, inside, [name])
      if (found) return found
    } else if (property.name && memberName(ts, property.name) === name) {
      const value = ts.isPropertyAssignment(property)
        ? property.initializer
        : ts.isShorthandPropertyAssignment(property)
          ? property.name
          : property
      return targetOf(reader, value) ?? {node: value}
    }
  }
  return undefined
}

function elementsOf(reader: Reader, expression: Node): readonly Node[] {
  const {ts} = reader
  const target = targetOf(reader, expression)
  const node = target && 'node' in target ? target.node : plain(ts, expression)
  return ts.isArrayLiteralExpression(node) ? node.elements.slice(0, mostParts) : [expression]
}

/** Of what a module gives away; what it gives as a whole where it is asked for by default, and the other way round. */
export function exportedAs(exports: Exports, name: string): Exported | undefined {
  const own = (key: string): Exported | undefined => (Object.hasOwn(exports, key) ? exports[key] : undefined)
  if (name === '') {
    const whole = own('default')
    if (!whole || 'parts' in whole) return {parts: {...exports, ...(whole && 'parts' in whole && whole.parts)}}
    return Object.keys(exports).length === 1 ? whole : {parts: exports}
  }
  const found = own(name)
  if (found) return found
  if (name === 'default') return {parts: exports}
  const whole = own('default')
  return whole && 'parts' in whole && Object.hasOwn(whole.parts, name) ? whole.parts[name] : undefined
}

/** An expression without what says nothing of its value; of one with another behind `||`, the first. */
export function plain(ts: TypeScript, expression: Node): Node {
  let node = expression
  for (let steps = 0; steps < 100; steps += 1) {
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isSatisfiesExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isTypeAssertionExpression(node) ||
      ts.isAwaitExpression(node)
    )
      node = node.expression
    else if (ts.isBinaryExpression(node) && isOtherwise(ts, node.operatorToken.kind)) node = node.left
    else if (ts.isCallExpression(node) && isWrapper(ts, node) && node.arguments[0]) node = node.arguments[0]
    else return node
  }
  return node
}

/** As `plain`, but with what stands behind `||`. */
export function bare(ts: TypeScript, expression: Node): Node {
  const node = ts.isBinaryExpression(expression) ? expression : plain(ts, expression)
  return ts.isParenthesizedExpression(node) ? bare(ts, node.expression) : node
}

function isOtherwise(ts: TypeScript, kind: number): boolean {
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken
}

/** `Object.freeze({...})`, `defineConfig({...})` */
function isWrapper(ts: TypeScript, {expression}: {readonly expression: Node}): boolean {
  if (ts.isPropertyAccessExpression(expression))
    return (
      expression.name.text === 'freeze' &&
      ts.isIdentifier(expression.expression) &&
      expression.expression.text === 'Object'
    )
  return ts.isIdentifier(expression) && /^define\w*Config$/.test(expression.text)
}

function memberName(ts: TypeScript, name: Node): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : ''
}

/** Objects, lists and functions have no value of their own. */
function isStructure(ts: TypeScript, node: Node): boolean {
  return (
    ts.isObjectLiteralExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isFunctionLike(node) ||
    ts.isClassLike(node) ||
    ts.isEnumDeclaration(node) ||
    (ts.isIdentifier(node) && node.text === 'undefined') ||
    node.kind === ts.SyntaxKind.NullKeyword
  )
}

type Part = {readonly value: Value} | {readonly node: Node}

/** What an expression is put together of, in order; `new URL('/path', base)` too. */
function partsInside(ts: TypeScript, expression: Node): readonly Part[] {
  const parts: Part[] = []
  const open: (Node | Part)[] = [expression]
  for (let next = open.pop(); next && parts.length < mostParts; next = open.pop()) {
    if (!('kind' in next)) {
      parts.push(next)
      continue
    }
    const node = plain(ts, next)
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) parts.push({value: {literal: node.text}})
    else if (ts.isTemplateExpression(node)) {
      parts.push({value: {literal: node.head.text}})
      for (const span of node.templateSpans.toReversed())
        open.push({value: {literal: span.literal.text}}, span.expression)
    } else if (ts.isTaggedTemplateExpression(node)) open.push(node.template)
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      open.push(node.right, node.left)
    else if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'URL')
      open.push(...(node.arguments ?? []))
    else {
      const inside = joinedInside(ts, node)
      if (inside) open.push(...inside.toReversed())
      else parts.push({node})
    }
  }
  const kept = parts.filter((part) => !('value' in part) || !('literal' in part.value) || part.value.literal !== '')
  return kept.length > 0 ? kept : parts.slice(0, 1)
}

/** `path.join('/srv', name)`, `'a'.concat(b)` */
function joinedInside(ts: TypeScript, node: Node): readonly (Node | Part)[] | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined
  const {name, expression: object} = node.expression
  if (name.text === 'concat' && ts.isStringLiteralLike(object)) return [object, ...node.arguments]
  const isPath = ts.isIdentifier(object)
    ? /^(?:path|posix)$/.test(object.text)
    : ts.isPropertyAccessExpression(object) && object.name.text === 'posix'
  if (!isPath || !/^(?:join|resolve)$/.test(name.text)) return undefined
  return node.arguments.flatMap((one, at) => (at === 0 ? [one] : [{value: {literal: '/'}}, one]))
}

/** `process.env`, `import.meta.env`, `Bun.env` */
function isEnvironment(ts: TypeScript, node: Node): boolean {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'env') return false
  const {expression} = node
  return (
    (ts.isIdentifier(expression) && /^(?:process|Bun)$/.test(expression.text)) ||
    (ts.isMetaProperty(expression) && expression.name.text === 'meta')
  )
}

function environmentKey(ts: TypeScript, node: Node): string | undefined {
  const name = ts.isPropertyAccessExpression(node)
    ? node.name.text
    : ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)
      ? node.argumentExpression.text
      : undefined
  const object = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ? node.expression : undefined
  return name && object && isEnvironment(ts, plain(ts, object)) && isSetting(name) ? name : undefined
}

/** `config.get('database.host')`, `this.configService.getOrThrow<string>('HOST')`, `env('HOST')`. */
export function settingKey(ts: TypeScript, node: Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined
  const [key] = node.arguments
  if (!key || !ts.isStringLiteralLike(key) || !/^[\w.:-]{1,100}$/.test(key.text)) return undefined
  if (ts.isIdentifier(node.expression)) return node.expression.text === 'env' ? key.text : undefined
  if (!ts.isPropertyAccessExpression(node.expression)) return undefined
  const {name, expression} = node.expression
  const object = ts.isPropertyAccessExpression(expression)
    ? expression.name.text
    : ts.isIdentifier(expression)
      ? expression.text
      : ''
  const isReader =
    /^(?:get|getOrThrow|getString|require|requireEnv)$/.test(name.text) &&
    /^(?:\w*config|\w*configService|nconf|\w*settings|env)$/i.test(object)
  return isReader ? key.text.replaceAll(':', '.') : undefined
}

/** What `require('x')` and `import('x')` load. */
export function requiredModule(ts: TypeScript, node: Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined
  const [argument] = node.arguments
  const isRequire =
    (ts.isIdentifier(node.expression) && node.expression.text === 'require') ||
    node.expression.kind === ts.SyntaxKind.ImportKeyword
  return isRequire && argument && ts.isStringLiteralLike(argument) ? argument.text : undefined
}
