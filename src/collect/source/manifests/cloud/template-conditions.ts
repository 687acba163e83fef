import {asList, asMap} from '../yaml-tree.ts'
import {templateValue, type TemplateScope} from './cloudformation-value.ts'

const deepest = 20

/**
 * Whether a condition of a template never holds, whoever deploys it and with whatever parameters: `!Equals [a, b]`. One
 * that a parameter decides is left to whoever deploys, its default too.
 */
export function neverHolds(
  name: unknown,
  conditions: Readonly<Record<string, unknown>>,
  scope: TemplateScope,
): boolean {
  if (typeof name !== 'string' || !Object.hasOwn(conditions, name)) return false
  return holds(conditions[name], {conditions, scope: {...scope, parameters: new Map()}}, 0) === false
}

interface Asked {
  readonly conditions: Readonly<Record<string, unknown>>
  readonly scope: TemplateScope
}

/** Undefined where only whoever deploys knows. */
function holds(stated: unknown, asked: Asked, depth: number): boolean | undefined {
  if (depth > deepest) return undefined
  const [[name = '', given] = []] = Object.entries(asMap(stated))
  const each = (): readonly (boolean | undefined)[] => asList(given).map((one) => holds(one, asked, depth + 1))
  switch (name) {
    case 'Fn::Equals': {
      const [left, right] = asList(given).map((one) => templateValue(one, asked.scope))
      return left?.is === 'known' && right?.is === 'known' ? String(left.value) === String(right.value) : undefined
    }
    case 'Fn::Not': {
      const [one] = each()
      return one === undefined ? undefined : !one
    }
    case 'Fn::And':
      return each().includes(false) ? false : each().includes(undefined) ? undefined : true
    case 'Fn::Or':
      return each().includes(true) ? true : each().includes(undefined) ? undefined : false
    case 'Condition':
      return Object.hasOwn(asked.conditions, String(given))
        ? holds(asked.conditions[String(given)], asked, depth + 1)
        : undefined
    default:
      return undefined
  }
}
