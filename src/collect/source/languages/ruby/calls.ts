import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import type {Call} from '../syntax.ts'

const deepest = 300

export function methodName(call: Node): string {
  return call.childForFieldName('method')?.text ?? ''
}

/** A call by its node: pairs of a hash are named arguments. */
export function callOf(call: Node, name: string, before: Call | undefined): Call {
  const given: Node[] = []
  const named: Record<string, Node> = {}
  const take = (argument: Node): void => {
    const [key, value] = [argument.childForFieldName('key'), argument.childForFieldName('value')]
    if (argument.type === 'pair' && key && value) named[keyText(key)] = value
    else if (argument.type === 'hash') argument.namedChildren.slice(0, 200).forEach(take)
    else if (argument.type !== 'comment') given.push(argument)
  }
  call.childForFieldName('arguments')?.namedChildren.forEach(take)
  return {name, node: call.childForFieldName('method') ?? call, arguments: given, named, before}
}

export function keyText(key: Node): string {
  return key.text.replace(/^:|^["']|["':]$/g, '')
}

export function isReceiver(node: Node): boolean {
  const {parent} = node
  return parent?.type === 'call' && parent.childForFieldName('receiver')?.equals(node) === true
}

/** A call and those on its result, with the node of the last. */
export function chainOf(start: Node, name: string): {readonly calls: readonly Call[]; readonly end: Node} {
  const calls = [callOf(start, name, undefined)]
  let node = start
  for (let steps = 0; steps < deepest && node.parent; steps += 1) {
    if (node.parent.type === 'parenthesized_statements') node = node.parent
    if (!isReceiver(node) || !node.parent) break
    node = node.parent
    calls.push(callOf(node, methodName(node), calls.at(-1)))
  }
  return {calls, end: node}
}

/** The variable that a value gets, the method that reads it, and the method whose last word it is. */
export function namesGiven(value: Node): readonly string[] {
  let node = value
  while (node.parent && /^(?:binary|parenthesized_statements)$/.test(node.parent.type)) node = node.parent
  const {parent} = node
  const isAssigned =
    parent && /assignment$/.test(parent.type) && parent.childForFieldName('right')?.equals(node) === true
  const left = isAssigned ? parent.childForFieldName('left') : undefined
  const last = isAssigned ? parent : node
  const body = last.parent?.type === 'body_statement' ? last.parent : undefined
  const method = body?.parent?.type === 'method' && body.lastNamedChild?.equals(last) ? body.parent : undefined
  const names = [left?.text ?? '', left?.text.replace(/^@+/, '') ?? '', method?.childForFieldName('name')?.text ?? '']
  return [...new Set(names)].filter((name) => /^@{0,2}\w+$/.test(name))
}

/** The calls in whose blocks a node stands, the innermost first. */
export function blocksAround(node: Node): readonly Node[] {
  return enclosing(node, new Set(['do_block', 'block'])).flatMap(({parent}) =>
    parent?.type === 'call' ? [parent] : [],
  )
}
