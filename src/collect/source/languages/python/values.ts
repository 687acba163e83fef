import type {Node} from 'web-tree-sitter'
import {partsInside} from '../around-node.ts'
import type {Definition, Part} from '../syntax.ts'
import {callOf, calledName} from './calls.ts'

const deepest = 300

export function partsOf(expression: Node): readonly Part[] {
  return partsInside(expression, {insideOf, partOf})
}

/** What an expression is put together of; of one with another value behind `or`, the first. */
function insideOf(node: Node): readonly (Node | Part)[] | undefined {
  // A text that is given to nothing is a comment.
  if (node.type === 'string') return node.parent?.type === 'expression_statement' ? [{other: true}] : stringParts(node)
  if (node.type === 'concatenated_string') return node.namedChildren.filter(({type}) => type === 'string')
  if (node.type === 'parenthesized_expression' || node.type === 'await')
    return node.firstNamedChild ? [node.firstNamedChild] : undefined
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
  if (node.type === 'boolean_operator') return left ? [left] : undefined
  if (node.type === 'binary_operator' && left && right) {
    const operator = node.childForFieldName('operator')?.type
    if (operator === '+') return [left, right]
    return operator === '%' && /string$/.test(left.type)
      ? [formatted(left, /%(?:\(\w+\))?[-+0 #]*\d*(?:\.\d+)?[sdrfixX]/g)]
      : undefined
  }
  return node.type === 'call' ? insideCall(node) : undefined
}

function stringParts(string: Node): readonly (Node | Part)[] {
  const isRaw = /^\w*r/i.test(string.firstChild?.text ?? '')
  const inside = string.namedChildren.flatMap((child): readonly (Node | Part)[] => {
    if (child.type === 'string_content') return [{text: isRaw ? child.text : unescaped(child.text)}]
    const expression = child.type === 'interpolation' ? child.childForFieldName('expression') : undefined
    return child.type === 'interpolation' ? [expression ?? {other: true}] : []
  })
  return inside.length > 0 ? inside : [{text: ''}]
}

const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', '\n': ''}

function unescaped(text: string): string {
  return text
    .replace(/\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|([\s\S]))/g, (_, one?: string) => (one ? (escapes[one] ?? one) : ''))
    .replace(/\{\{|\}\}/g, (pair) => pair.slice(1))
}

function formatted(pattern: Node, holes: RegExp): Part {
  const text = partsOf(pattern)
    .map((part) => ('text' in part ? part.text : '{}'))
    .join('')
  return {text: text.replace(holes, '{}')}
}

/** Calls that give their arguments in another form. */
function insideCall(call: Node): readonly (Node | Part)[] | undefined {
  const name = calledName(call)
  const {arguments: given} = callOf(call, name, undefined)
  const object = call.childForFieldName('function')?.childForFieldName('object')
  if (name === 'format' && object && /string$/.test(object.type)) return [formatted(object, /\{[^{}]*\}/g)]
  const [first, second] = given
  if (/^(?:text|str|Path|PurePath|URL|yarl|dedent|cast)$/.test(name) && first && given.length === 1) return [first]
  const isJoin = name === 'urljoin' || (name === 'join' && /(?:^|\.)path$/.test(object?.text ?? ''))
  if (!isJoin || !first || !second) return undefined
  return given.flatMap((one, at) => (at === 0 ? [one] : [{text: '/'}, one]))
}

function partOf(node: Node): Part {
  if (node.type === 'integer') return {text: node.text}
  if (node.type === 'identifier') return isSettingName(node) ? {text: node.text} : {name: node.text, node}
  if (node.type === 'attribute') return attributePart(node)
  if (node.type === 'call') return {call: callOf(node, keyedCall(node), undefined)}
  if (node.type !== 'subscript') return {other: true}
  const [object, key] = [node.childForFieldName('value'), node.childForFieldName('subscript')]
  const name = object?.text.replace(/^.*\./s, '') ?? ''
  const isKeyed = name === 'environ' || (name === 'config' && /^["'][A-Z][A-Z0-9_]+["']$/.test(key?.text ?? ''))
  return key && isKeyed ? {call: {name, node, arguments: [key], named: {}}} : {other: true}
}

/** `environ.get` says more than `get`. */
function keyedCall(call: Node): string {
  const name = calledName(call)
  const object = call.childForFieldName('function')?.childForFieldName('object')
  return name === 'get' ? `${object?.text.replace(/^.*\./s, '') ?? ''}.get` : name
}

/** `settings.NAME` is a key; other attributes are what the file says of their last name. */
function attributePart(node: Node): Part {
  const [object, name] = [node.childForFieldName('object'), node.childForFieldName('attribute')]
  if (object?.text === 'settings' && name) return {call: {name: 'settings', node, arguments: [name], named: {}}}
  const isOwn = /^(?:self|cls)$/.test(object?.text ?? '')
  return name
    ? {name: isOwn ? name.text : `${object?.text.replace(/^.*\./s, '') ?? ''}.${name.text}`, node}
    : {other: true}
}

function isSettingName({parent, startIndex}: Node): boolean {
  if (parent?.type !== 'attribute' || parent.childForFieldName('object')?.text !== 'settings') return false
  return parent.childForFieldName('attribute')?.startIndex === startIndex
}

export function wholeText(string: Node): Node {
  let node = string
  for (let steps = 0; steps < deepest; steps += 1) {
    const {parent} = node
    if (!parent) return node
    const isLeft = parent.childForFieldName('left')?.equals(node)
    const operator = parent.type === 'binary_operator' ? parent.childForFieldName('operator')?.type : undefined
    const isFormat = parent.type === 'attribute' && parent.childForFieldName('attribute')?.text === 'format'
    if (
      /^(?:concatenated_string|parenthesized_expression)$/.test(parent.type) ||
      operator === '+' ||
      (operator === '%' && isLeft)
    )
      node = parent
    else if (isFormat && parent.parent?.type === 'call') node = parent.parent
    else return node
  }
  return node
}

const bound = new Set([
  'parameters',
  'lambda_parameters',
  'default_parameter',
  'typed_parameter',
  'typed_default_parameter',
  'for_statement',
  'for_in_clause',
  'pattern_list',
  'tuple_pattern',
  'as_pattern_target',
])

/** Parameters and loops decide at run time what their names are: they are their own value, which says nothing. */
export function definitionAt(name: Node): Definition | undefined {
  const {parent} = name
  if (!parent || name.type !== 'identifier') return undefined
  if (bound.has(parent.type)) {
    const value = parent.childForFieldName('value') ?? parent.childForFieldName('right')
    return value && value.startIndex <= name.startIndex ? undefined : {value: parent, annotations: []}
  }
  const target = parent.type === 'attribute' && parent.childForFieldName('attribute')?.equals(name) ? parent : name
  const assignment = target.parent
  if (!assignment?.childForFieldName('left')?.equals(target)) return undefined
  if (assignment.type === 'augmented_assignment') return {value: assignment, annotations: []}
  const value = assignment.type === 'assignment' ? assignment.childForFieldName('right') : undefined
  return value ? {value, annotations: []} : undefined
}

export function elementsOf(node: Node): readonly Node[] {
  return /^(?:list|tuple|set)$/.test(node.type) ? node.namedChildren.filter(({type}) => type !== 'comment') : [node]
}
