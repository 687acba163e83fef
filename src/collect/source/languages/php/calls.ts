import type {Node} from 'web-tree-sitter'
import type {Call} from '../syntax.ts'

const calls = new Set([
  'function_call_expression',
  'member_call_expression',
  'nullsafe_member_call_expression',
  'scoped_call_expression',
  'object_creation_expression',
])

/** The text of the name that a node carries. */
export function nameText(node: Node): string {
  return (node.childForFieldName('name') ?? node.firstNamedChild)?.text ?? ''
}

/** A call by its node: the keys of an array that is given are named arguments, for so PHP's libraries take options. */
export function callOf(node: Node, name: string, before: Call | undefined): Call {
  const list =
    node.childForFieldName('arguments') ??
    node.childForFieldName('parameters') ??
    node.namedChildren.find(({type}) => type === 'arguments')
  const given: Node[] = []
  const named: Record<string, Node> = {}
  for (const argument of list?.namedChildren ?? []) {
    const value = argument.type === 'argument' ? argument.lastNamedChild : undefined
    if (!value) continue
    const key = argument.childForFieldName('name')?.text
    if (key !== undefined) named[key] = value
    else given.push(value)
    if (value.type === 'array_creation_expression') Object.assign(named, keysOf(value))
  }
  return {name, node: node.childForFieldName('name') ?? node, arguments: given, named, before}
}

/** What an array has under its keys. */
export function keysOf(array: Node): Readonly<Record<string, Node>> {
  const pairs = array.namedChildren.slice(0, 200).flatMap((element) => {
    const [key, value] = element.namedChildren
    return key?.type === 'string' && value ? [[key.text.slice(1, -1), value] as const] : []
  })
  return Object.fromEntries(pairs)
}

/** The call that an expression is an argument of. */
export function callAround(expression: Node): {readonly name: string; readonly call: Node} | undefined {
  const argument = expression.parent
  const call = argument?.type === 'argument' ? argument.parent?.parent : undefined
  if (!call || !calls.has(call.type)) return undefined
  const made = call.type === 'object_creation_expression' ? call.firstNamedChild : undefined
  const name = call.childForFieldName('name') ?? call.childForFieldName('function') ?? made
  return {name: name?.text.replace(/^.*\\/s, '') ?? '', call}
}
