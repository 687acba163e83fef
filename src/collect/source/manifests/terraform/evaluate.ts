import {known, unknownValue, type Value, valueOfJson} from '../cloud/value.ts'
import type {Expression} from './hcl-tree.ts'

/** What names mean in one module. */
export interface Scope {
  readonly variables: ReadonlyMap<string, Value>
  readonly locals: ReadonlyMap<string, Expression>
  /** Of locals, what was worked out; those that are being worked out are unknown. */
  readonly worked: Map<string, Value>
  /** Expressions of attributes of the module's resources, by `address.attribute`. */
  readonly attributes: ReadonlyMap<string, Expression>
  /** Addresses of its resources. */
  readonly resources: ReadonlySet<string>
  readonly each?: {readonly key: Value; readonly value: Value} | undefined
  readonly index?: string | undefined
  /** Steps that are left for the whole tree. */
  readonly budget: {steps: number}
  readonly workspace?: string | undefined
}

const longestText = 10_000
const longestList = 1000

/** Works out an expression as far as the tree tells; what Terraform alone could say is unknown, never guessed. */
export function evaluate(expression: Expression, scope: Scope): Value {
  scope.budget.steps -= 1
  if (scope.budget.steps < 0) return unknownValue
  switch (expression.is) {
    case 'value':
      return known(expression.value)
    case 'template':
      return joined(expression.parts.map((part) => evaluate(part, scope)))
    case 'list':
      return listOf(expression.items.map((item) => evaluate(item, scope)))
    case 'map':
      return mapOf(expression.entries.map(([key, value]) => [evaluate(key, scope), evaluate(value, scope)]))
    case 'reference':
      return reference(expression.path, scope)
    case 'call':
      return call(expression.name, expression.arguments, scope)
    case 'choice': {
      const test = evaluate(expression.test, scope)
      if (test.is !== 'known') return unknownValue
      return evaluate(test.value === true || test.value === 'true' ? expression.yes : expression.no, scope)
    }
    case 'operation':
      return operation(expression.operator, evaluate(expression.left, scope), evaluate(expression.right, scope))
    case 'unknown':
      return unknownValue
  }
}

function joined(parts: readonly Value[]): Value {
  const written = parts.filter((part) => !(part.is === 'known' && part.value === ''))
  const [only] = written
  // `"${a.b}"` is what it holds.
  if (written.length === 1 && only) return only
  let text = ''
  for (const part of parts) {
    if (part.is !== 'known' || part.value === null) return unknownValue
    text += String(part.value)
    if (text.length > longestText) return unknownValue
  }
  return known(text)
}

function listOf(items: readonly Value[]): Value {
  return items.length > longestList ? unknownValue : {is: 'list', items}
}

function mapOf(entries: readonly (readonly [Value, Value])[]): Value {
  const map = new Map<string, Value>()
  for (const [key, value] of entries) if (key.is === 'known' && key.value !== null) map.set(String(key.value), value)
  return map.size > longestList ? unknownValue : {is: 'map', entries: map}
}

function reference(path: readonly (string | Expression)[], scope: Scope): Value {
  const [root, name] = path
  const rest = (from: number) => path.slice(from)
  if (typeof root !== 'string') return unknownValue
  if (root === 'var' && typeof name === 'string')
    return steps(scope.variables.get(name) ?? unknownValue, rest(2), scope)
  if (root === 'local' && typeof name === 'string') return steps(local(name, scope), rest(2), scope)
  if (root === 'each' && (name === 'key' || name === 'value'))
    return steps(scope.each?.[name] ?? unknownValue, rest(2), scope)
  if (root === 'count' && name === 'index') return scope.index === undefined ? unknownValue : known(scope.index)
  if (root === 'terraform' && name === 'workspace')
    return scope.workspace === undefined ? unknownValue : known(scope.workspace)
  return ofResource(path, scope)
}

function local(name: string, scope: Scope): Value {
  const before = scope.worked.get(name)
  const expression = scope.locals.get(name)
  if (before || !expression) return before ?? unknownValue
  scope.worked.set(name, unknownValue)
  const value = evaluate(expression, {...scope, each: undefined, index: undefined})
  scope.worked.set(name, value)
  return value
}

/** `aws_sqs_queue.mail.name` is what the block says; `.arn`, which only the cloud knows, is the resource itself. */
function ofResource(path: readonly (string | Expression)[], scope: Scope): Value {
  const isData = path[0] === 'data'
  const address = path.slice(0, isData ? 3 : 2).join('.')
  if (!scope.resources.has(address)) return unknownValue
  const attribute = path.slice(isData ? 3 : 2).find((step) => typeof step === 'string' && !/^\d+$/.test(step))
  const key = `${address}.${String(attribute)}`
  const expression = scope.attributes.get(key)
  if (!expression) return {is: 'resource', address}
  // One that leads back to itself is the resource.
  if (scope.worked.has(key)) return scope.worked.get(key) ?? unknownValue
  scope.worked.set(key, {is: 'resource', address})
  const value = evaluate(expression, {...scope, each: undefined, index: undefined})
  scope.worked.set(key, value)
  return value.is === 'unknown' ? {is: 'resource', address} : value
}

function steps(start: Value, path: readonly (string | Expression)[], scope: Scope): Value {
  let at = start
  for (const step of path) {
    const key = typeof step === 'string' ? step : textOf(evaluate(step, scope))
    if (key === undefined) return unknownValue
    if (at.is === 'map') at = at.entries.get(key) ?? unknownValue
    else if (at.is === 'list') at = at.items[Number(key)] ?? unknownValue
    else return unknownValue
  }
  return at
}

function textOf(value: Value | undefined): string | undefined {
  return value?.is === 'known' && value.value !== null ? String(value.value) : undefined
}

function operation(operator: string, left: Value, right: Value): Value {
  const [a, b] = [textOf(left), textOf(right)]
  if (a === undefined || b === undefined) return unknownValue
  switch (operator) {
    case '==':
      return known(a === b)
    case '!=':
      return known(a !== b)
    case '!':
      return known(a !== 'true')
    case '&&':
      return known(a === 'true' && b === 'true')
    case '||':
      return known(a === 'true' || b === 'true')
    case '>':
      return known(Number(a) > Number(b))
    case '<':
      return known(Number(a) < Number(b))
    default:
      return unknownValue
  }
}

type Function = (given: readonly Value[]) => Value

function call(name: string, given: readonly Expression[], scope: Scope): Value {
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined
  return known ? known(given.map((one) => evaluate(one, scope))) : unknownValue
}

function onText(change: (text: string) => string): Function {
  return ([value]) => {
    const text = textOf(value)
    return text === undefined ? unknownValue : known(change(text))
  }
}

const functions: Readonly<Record<string, Function>> = {
  lower: onText((text) => text.toLowerCase()),
  upper: onText((text) => text.toUpperCase()),
  trimspace: onText((text) => text.trim()),
  tostring: onText((text) => text),
  tonumber: onText((text) => text),
  tolist: ([value]) => value ?? unknownValue,
  toset: ([value]) => value ?? unknownValue,
  tomap: ([value]) => value ?? unknownValue,
  nonsensitive: ([value]) => value ?? unknownValue,
  sensitive: () => unknownValue,
  jsonencode: ([value]) => value ?? unknownValue,
  jsondecode: ([value]) => jsonOf(textOf(value)),
  join: ([separator, list]) => {
    const texts = list?.is === 'list' ? list.items.map(textOf) : [undefined]
    const between = textOf(separator)
    return between === undefined || texts.includes(undefined) ? unknownValue : cut(texts.join(between))
  },
  format: ([form, ...rest]) => {
    const text = textOf(form)
    const texts = rest.map(textOf)
    if (text === undefined || texts.includes(undefined) || /%[^sd%]/.test(text)) return unknownValue
    let at = 0
    return cut(text.replace(/%[sd%]/g, (mark) => (mark === '%%' ? '%' : (texts[at++] ?? ''))))
  },
  replace: ([text, what, by]) => {
    const [whole, from, to] = [text, what, by].map(textOf)
    if (whole === undefined || from === undefined || to === undefined || /^\/.*\/$/.test(from)) return unknownValue
    return from === '' ? known(whole) : cut(whole.split(from).join(to))
  },
  concat: (lists) =>
    lists.every((list) => list.is === 'list') ? listOf(lists.flatMap((list) => list.items)) : unknownValue,
  merge: (maps) =>
    maps.every((map) => map.is === 'map')
      ? {is: 'map', entries: new Map(maps.flatMap((map) => [...map.entries]))}
      : unknownValue,
  lookup: ([map, key, otherwise]) => {
    const name = textOf(key)
    return map?.is === 'map' && name !== undefined ? (map.entries.get(name) ?? otherwise ?? unknownValue) : unknownValue
  },
  coalesce: (given) => firstThere(given),
  try: (given) => firstThere(given),
}

/** The first that is there; what stands before it unknown could have been the one. */
function firstThere(given: readonly Value[]): Value {
  for (const value of given) if (!(value.is === 'known' && (value.value === null || value.value === ''))) return value
  return unknownValue
}

function cut(text: string): Value {
  return text.length > longestText ? unknownValue : known(text)
}

function jsonOf(text: string | undefined): Value {
  try {
    return text === undefined ? unknownValue : valueOfJson(JSON.parse(text))
  } catch {
    return unknownValue // Terraform itself would refuse it
  }
}
