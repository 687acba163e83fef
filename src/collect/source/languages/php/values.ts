import type {Node} from 'web-tree-sitter'
import {partsInside} from '../around-node.ts'
import type {Definition, Part} from '../syntax.ts'
import {callOf, nameText} from './calls.ts'

const deepest = 300

export function partsOf(expression: Node): readonly Part[] {
  // Elsewhere an empty text is what something is set to before it is put together.
  const isEmpty = /^(?:string|encapsed_string)$/.test(expression.type) && expression.namedChildCount === 0
  if (isEmpty && expression.parent?.parent?.parent?.type === 'attribute') return [{text: ''}]
  return partsInside(expression, {insideOf, partOf})
}

/** What an expression is put together of; of one with a value for want of another, the first. */
function insideOf(node: Node): readonly Node[] | undefined {
  if (node.type === 'binary_expression') {
    const operator = node.childForFieldName('operator')?.type
    const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
    if (operator === '.') return [left, right].filter((side) => side !== null)
    return operator === '??' && left ? [left] : undefined
  }
  if (node.type === 'conditional_expression') {
    const condition = node.childForFieldName('condition')
    return node.childForFieldName('body') || !condition ? undefined : [condition]
  }
  if (node.type === 'parenthesized_expression' || node.type === 'cast_expression')
    return node.lastNamedChild ? [node.lastNamedChild] : undefined
  if (/^(?:string|encapsed_string|heredoc_body|nowdoc_body)$/.test(node.type))
    return node.namedChildCount > 0 ? node.namedChildren : undefined
  const body = node.type === 'heredoc' || node.type === 'nowdoc' ? node.childForFieldName('value') : undefined
  return body ? [body] : undefined
}

function partOf(node: Node): Part {
  if (/^(?:string_content|nowdoc_string|integer)$/.test(node.type)) return {text: unbraced(node.text)}
  if (node.type === 'string' || node.type === 'encapsed_string') return {text: ''}
  if (node.type === 'escape_sequence') return {text: escaped(node.text)}
  // An option's name says what is set.
  if (node.type === 'name' && node.text.startsWith('CURLOPT_')) return {text: node.text}
  if (node.type === 'variable_name' || node.type === 'name') return {name: node.text, node}
  if (node.type === 'member_access_expression') return {name: nameText(node), node}
  if (node.type === 'scoped_property_access_expression') return {name: nameText(node), node}
  if (node.type === 'class_constant_access_expression') return constantPart(node)
  if (node.type === 'subscript_expression') return keyPart(node)
  if (/^(?:function|member|scoped)_call_expression$/.test(node.type)) return callPart(node)
  return {other: true}
}

function constantPart(node: Node): Part {
  const [scope, name] = [node.firstNamedChild?.text ?? '', node.lastNamedChild?.text ?? '']
  return {name: /^(?:self|static|parent)$/.test(scope) ? name : `${scope.replace(/^.*\\/s, '')}.${name}`, node}
}

function keyPart(node: Node): Part {
  const [object, key] = node.namedChildren
  const name = object?.text ?? ''
  return key && /^\$_(?:ENV|SERVER)$/.test(name) ? {call: {name, node, arguments: [key], named: {}}} : {other: true}
}

function callPart(node: Node): Part {
  const name = (node.childForFieldName('name') ?? node.childForFieldName('function'))?.text.replace(/^\\/, '') ?? ''
  const call = callOf(node, name, undefined)
  const [pattern] = call.arguments
  if (name === 'sprintf' && pattern && /string$|doc$/.test(pattern.type)) return {text: formatted(partsOf(pattern))}
  return {call}
}

/** What `sprintf` makes, with `{}` for what is put in. */
function formatted(parts: readonly Part[]): string {
  const text = parts.map((part) => ('text' in part ? part.text : '{}')).join('')
  return text.replace(/%(?:\d+\$)?[-+0]*\d*(?:\.\d+)?[sdufFeEgGxXcob]/g, '{}').replaceAll('%%', '%')
}

/** Drupal's SQL writes a table's name as `{node}`, before which a prefix may be put. */
function unbraced(text: string): string {
  // Other templates write columns so too.
  if (/\{\w+\.|\{[^{}]*[^\w{}]/.test(text)) return text
  return text.replace(/\b(FROM|JOIN|INTO|UPDATE|TABLE|,)(\s+)\{([a-z_]\w*)\}/gi, '$1$2$3')
}

const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r'}

function escaped(written: string): string {
  const one = written.slice(1)
  return escapes[one] ?? (/^[xu0-7]/.test(one) ? '' : one)
}

export function wholeText(string: Node): Node {
  let node = string
  for (let steps = 0; steps < deepest; steps += 1) {
    const {parent} = node
    if (!parent) return node
    const joins =
      parent.type === 'parenthesized_expression' ||
      (parent.type === 'binary_expression' && parent.childForFieldName('operator')?.type === '.')
    if (joins) node = parent
    else {
      const call = parent.type === 'argument' ? parent.parent?.parent : undefined
      const isFormat = call?.childForFieldName('function')?.text === 'sprintf'
      return call && isFormat && parent.parent?.firstNamedChild?.equals(parent) ? call : node
    }
  }
  return node
}

/** Parameters and loops decide at run time what their names are: they are their own value, which says nothing. */
export function definitionAt(name: Node): Definition | undefined {
  const node = name.parent?.type === 'variable_name' ? name.parent : name
  const {parent} = node
  if (!parent) return undefined
  if (node.type === 'string_content') return definedConstant(parent)
  if (/^(?:simple|variadic)_parameter$|^foreach_statement$|^pair$|^list_literal$/.test(parent.type))
    return node.type === 'variable_name' && name.type === 'variable_name' ? {value: parent, annotations: []} : undefined
  if (parent.type === 'const_element' && parent.firstNamedChild?.equals(node)) return valued(parent.lastNamedChild)
  if (parent.type === 'property_element') return valued(parent.childForFieldName('default_value'))
  const target = /_access_expression$/.test(parent.type) && parent.lastNamedChild?.equals(node) ? parent : node
  const assignment = target.parent
  if (!assignment?.childForFieldName('left')?.equals(target)) return undefined
  if (assignment.type === 'assignment_expression') return valued(assignment.childForFieldName('right'))
  return assignment.type === 'augmented_assignment_expression' ? valued(assignment) : undefined
}

function valued(value: Node | null): Definition | undefined {
  return value ? {value, annotations: []} : undefined
}

/** `define('NAME', 'value')` */
function definedConstant(string: Node): Definition | undefined {
  const list = string.parent?.parent
  if (list?.parent?.childForFieldName('function')?.text !== 'define') return undefined
  const [key, value] = list.namedChildren
  return string.parent && key?.equals(string.parent) && value ? valued(value.lastNamedChild) : undefined
}

/** The elements of an array without keys; anything else is its own only element. */
export function elementsOf(node: Node): readonly Node[] {
  if (node.type !== 'array_creation_expression') return [node]
  return node.namedChildren.flatMap((element) => (element.lastNamedChild ? [element.lastNamedChild] : []))
}
