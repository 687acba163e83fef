import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import type {Call, Syntax, Use} from '../syntax.ts'
import {callAround, callOf, nameText} from './calls.ts'
import {definitionAt, elementsOf, partsOf, wholeText} from './values.ts'

export const phpSyntax: Syntax = {
  // Pages and help texts between marks of their own are full of addresses that nothing calls.
  strings: new Set(['string', 'encapsed_string']),
  useOf,
  partsOf,
  wholeText,
  definitionAt,
  elementsOf,
  givenTo: (text) => callAround(text)?.name,
  standsOn: (annotation) => {
    const on = enclosing(annotation, members)[0]
    return on && (types.has(on.type) ? 'type' : 'member')
  },
  beside: (node) => annotationsOf(enclosing(node, members)[0]),
  around: (node) => enclosing(node, types).flatMap(annotationsOf),
  typesAround: (node) => enclosing(node, types).map((type) => type.childForFieldName('name')?.text ?? ''),
}

const types = new Set(['class_declaration', 'interface_declaration', 'trait_declaration', 'enum_declaration'])
const members = new Set([
  ...types,
  'method_declaration',
  'property_declaration',
  'function_definition',
  'const_declaration',
])
const deepest = 300

function useOf(word: Node): Use | undefined {
  const {parent} = word
  if (!parent) return undefined
  if (parent.type === 'subscript_expression' && parent.firstNamedChild?.equals(word)) return keyUse(parent, word.text)
  if (word.type === 'variable_name') return calledOn(variableObject(word))
  if (word.type !== 'name') return undefined
  const type = parent.type === 'qualified_name' ? parent : word
  const around = type.parent
  if (!around) return undefined
  if (around.type === 'attribute') return {is: 'annotation', call: attributeCall(around)}
  if (around.type === 'named_type') return typeUse(around)
  if (around.type === 'object_creation_expression' && around.firstNamedChild?.equals(type))
    return chainFrom(around, word.text, true)
  if (around.type === 'function_call_expression') return chainFrom(around, word.text, true)
  if (around.type === 'scoped_call_expression' && around.childForFieldName('scope')?.equals(type))
    return chainFrom(around, nameText(around), false)
  return memberUse(word, around)
}

/** A field on which something is called, or the method that is called on whatever it is. */
function memberUse(word: Node, around: Node): Use | undefined {
  if (!around.childForFieldName('name')?.equals(word)) return undefined
  if (/member_access_expression$/.test(around.type)) return calledOn(around)
  return /member_call_expression$|^scoped_call/.test(around.type)
    ? {is: 'method', call: callOf(around, word.text, undefined)}
    : undefined
}

/** `$_ENV['NAME']` */
function keyUse(subscript: Node, name: string): Use {
  const key = subscript.namedChildren[1]
  const call = {name, node: subscript, arguments: key ? [key] : [], named: {}}
  return {is: 'called', calls: [call], names: [], isMade: true}
}

function variableObject(word: Node): Node {
  const {parent} = word
  return parent?.type === 'scoped_property_access_expression' ? parent : word
}

function calledOn(object: Node): Use | undefined {
  const call = object.parent
  if (!call || !/member_call_expression$/.test(call.type) || !call.childForFieldName('object')?.equals(object))
    return undefined
  return chainFrom(call, nameText(call), false)
}

/** The variables, and the fields that take them, of a declared type. */
function typeUse(type: Node): Use | undefined {
  let at: Node | null = type.parent
  while (at && /_type$/.test(at.type)) at = at.parent
  if (!at) return undefined
  if (at.type === 'property_declaration')
    return {
      is: 'type-of',
      names: at.namedChildren.flatMap((child) =>
        child.type === 'property_element' ? [nameText(child).replace(/^\$/, '')] : [],
      ),
    }
  const name = at.childForFieldName('name')
  return /_parameter$/.test(at.type) && name
    ? {is: 'type-of', names: [name.text, name.text.replace(/^\$/, '')]}
    : undefined
}

function chainFrom(start: Node, name: string, isMade: boolean): Use {
  const chain = [callOf(start, name, undefined)]
  let node = start
  for (let steps = 0; steps < deepest; steps += 1) {
    const up: Node | null = node.parent
    if (up?.type === 'parenthesized_expression') node = up
    else if (up && /member_call_expression$/.test(up.type) && up.childForFieldName('object')?.equals(node)) {
      chain.push(callOf(up, nameText(up), chain.at(-1)))
      node = up
    } else break
  }
  return {is: 'called', calls: chain, names: namesGiven(node), isMade}
}

function namesGiven(value: Node): readonly string[] {
  let node = value
  while (node.parent && /^(?:binary|conditional|parenthesized)_expression$/.test(node.parent.type)) node = node.parent
  const {parent} = node
  if (parent?.type !== 'assignment_expression') return []
  const left = parent.childForFieldName('left')
  if (left?.type === 'member_access_expression') return [nameText(left)]
  return left ? [left.text.replace(/^.*::/s, '')] : []
}

function attributeCall(attribute: Node): Call {
  const name = attribute.firstNamedChild?.text.replace(/^.*\\/s, '') ?? ''
  return {...callOf(attribute, name, undefined), node: attribute}
}

function annotationsOf(declaration: Node | undefined): readonly Call[] {
  const lists = (declaration?.namedChildren ?? []).filter(({type}) => type === 'attribute_list')
  return lists.flatMap((list) => list.namedChildren.flatMap((group) => group.namedChildren.map(attributeCall)))
}
