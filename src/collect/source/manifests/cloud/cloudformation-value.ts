import {asList, asMap} from '../yaml-tree.ts'
import {known, unknownValue, type Value} from './value.ts'

export interface TemplateScope {
  /** Defaults of parameters. */
  readonly parameters: ReadonlyMap<string, Value>
  readonly resources: ReadonlySet<string>
  readonly mappings: Readonly<Record<string, unknown>>
}

const deepest = 60

/** A property of a template, with its functions worked out as far as the template tells. */
export function templateValue(property: unknown, scope: TemplateScope, depth = 0): Value {
  if (depth > deepest) return unknownValue
  const inside = (one: unknown): Value => templateValue(one, scope, depth + 1)
  if (Array.isArray(property)) return {is: 'list', items: property.map(inside)}
  if (typeof property !== 'object' || property === null)
    return typeof property === 'string' || typeof property === 'boolean' || property === null
      ? known(property)
      : unknownValue
  const entries = Object.entries(property)
  const [only] = entries
  if (entries.length === 1 && only && (only[0] === 'Ref' || only[0].startsWith('Fn::')))
    return intrinsic(only[0], only[1], scope, inside)
  return {is: 'map', entries: new Map(entries.map(([key, value]) => [key, inside(value)]))}
}

function intrinsic(name: string, given: unknown, scope: TemplateScope, inside: (one: unknown) => Value): Value {
  switch (name) {
    case 'Ref':
      return named(String(given), scope)
    case 'Fn::GetAtt': {
      const address = Array.isArray(given) ? String(given[0]) : (String(given).split('.')[0] ?? '')
      return scope.resources.has(address) ? {is: 'resource', address} : unknownValue
    }
    case 'Fn::Sub':
      return substituted(given, scope, inside)
    case 'Fn::Join': {
      const [separator, list] = asList(given)
      const parts = asList(list).map((one) => textOf(inside(one)))
      return typeof separator !== 'string' || parts.includes(undefined) ? unknownValue : known(parts.join(separator))
    }
    case 'Fn::FindInMap': {
      const [map, first, second] = asList(given).map((one) => textOf(inside(one)))
      if (map === undefined || first === undefined || second === undefined) return unknownValue
      return inside(asMap(asMap(asMap(scope.mappings)[map])[first])[second] ?? {})
    }
    default:
      return unknownValue
  }
}

function textOf(value: Value): string | undefined {
  return value.is === 'known' && value.value !== null ? String(value.value) : undefined
}

function named(name: string, {parameters, resources}: TemplateScope): Value {
  if (resources.has(name)) return {is: 'resource', address: name}
  return parameters.get(name) ?? unknownValue
}

function substituted(given: unknown, scope: TemplateScope, inside: (one: unknown) => Value): Value {
  const [text, more] = Array.isArray(given) ? given : [given, {}]
  if (typeof text !== 'string') return unknownValue
  const own = asMap(more)
  let isWhole = true
  const whole = text.replace(/\$\{([^${}!]{1,200})\}/g, (_, name: string) => {
    const value = name in own ? inside(own[name]) : named(name.split('.')[0] ?? '', scope)
    const part = textOf(value)
    if (part === undefined) isWhole = false
    return part ?? ''
  })
  if (isWhole) return known(whole)
  // `${Queue.Arn}` alone is the queue.
  const alone = /^\$\{([\w.]+)\}$/.exec(text)?.[1]
  return alone === undefined ? unknownValue : named(alone.split('.')[0] ?? '', scope)
}
