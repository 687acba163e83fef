import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import type {Call} from '../syntax.ts'

const deepest = 300

export function callOf(call: Node, name: string, before: Call | undefined): Call {
  const given: Node[] = []
  const named: Record<string, Node> = {}
  for (const argument of call.childForFieldName('arguments')?.namedChildren ?? []) {
    if (argument.type === 'comment') continue
    const [key, value] = [argument.childForFieldName('name'), argument.childForFieldName('value')]
    if (argument.type === 'keyword_argument' && key && value) named[key.text] = value
    else given.push(argument)
  }
  return {name, node: call.childForFieldName('function') ?? call, arguments: given, named, before}
}

/** The last name of what is called. */
export function calledName(call: Node): string {
  const called = call.childForFieldName('function')
  return (called?.type === 'attribute' ? called.childForFieldName('attribute') : called)?.text ?? ''
}

/** The call that a dotted name is called by, whatever stands in between. */
export function callOn(object: Node): Node | undefined {
  let node = object
  for (let steps = 0; steps < 20; steps += 1) {
    const {parent} = node
    if (parent?.type === 'call' && parent.childForFieldName('function')?.equals(node))
      return node.equals(object) ? undefined : parent
    if (parent?.type !== 'attribute' || !parent.childForFieldName('object')?.equals(node)) return undefined
    node = parent
  }
  return undefined
}

/** A call and those on its result, with the node of the last. */
export function chainOf(start: Node, name: string): {readonly calls: readonly Call[]; readonly end: Node} {
  const calls = [callOf(start, name, undefined)]
  let node = start
  for (let steps = 0; steps < deepest; steps += 1) {
    if (node.parent && /^(?:await|parenthesized_expression)$/.test(node.parent.type)) node = node.parent
    const next = callOn(node)
    if (!next) break
    calls.push(callOf(next, calledName(next), calls.at(-1)))
    node = next
  }
  return {calls, end: node}
}

/** The names that a value gets: by `=`, `:=` or `as`. */
export function namesGiven(value: Node): readonly string[] {
  let node = value
  while (node.parent && /^(?:await|boolean_operator|parenthesized_expression)$/.test(node.parent.type))
    node = node.parent
  const {parent} = node
  if (parent?.type === 'as_pattern') return [parent.childForFieldName('alias')?.text ?? '']
  if (parent?.type === 'named_expression') return [parent.childForFieldName('name')?.text ?? '']
  if (parent?.type !== 'assignment' || !parent.childForFieldName('right')?.equals(node)) return []
  const left = parent.childForFieldName('left')
  const name = left?.type === 'attribute' ? left.childForFieldName('attribute') : left
  return name?.type === 'identifier' ? [name.text] : []
}

export const classes = new Set(['class_definition'])

export function classAround(node: Node): Node | undefined {
  return enclosing(node, classes)[0]
}

export function nameOf(node: Node | null | undefined): string {
  return node?.childForFieldName('name')?.text ?? ''
}
