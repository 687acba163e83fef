import type {Node} from 'web-tree-sitter'
import {partsInside} from '../around-node.ts'
import type {Definition, Part} from '../syntax.ts'
import {callOf, isReceiver, methodName} from './calls.ts'

const deepest = 300

export function partsOf(expression: Node): readonly Part[] {
  return partsInside(expression, {insideOf, partOf})
}

/** What an expression is put together of; of one with another value behind `||`, the first. */
function insideOf(node: Node): readonly (Node | Part)[] | undefined {
  if (/^(?:string|heredoc_body|subshell|bare_string|bare_symbol)$/.test(node.type)) return textParts(node)
  if (node.type === 'chained_string') return node.namedChildren
  if (node.type === 'parenthesized_statements') return node.firstNamedChild ? [node.firstNamedChild] : undefined
  if (node.type === 'heredoc_beginning') {
    const body = heredocOf(node)
    return body && [body]
  }
  if (node.type === 'binary') {
    const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
    const operator = node.childForFieldName('operator')?.type
    if (!left || !right) return undefined
    if (operator === '+') return [left, right]
    if (operator === '||' || operator === 'or') return [left]
    return operator === '%' && /string|heredoc/.test(left.type) ? [formatted(left)] : undefined
  }
  return node.type === 'call' ? insideCall(node) : undefined
}

function textParts(text: Node): readonly (Node | Part)[] {
  const inside = text.namedChildren.flatMap((child): readonly (Node | Part)[] => {
    if (/^(?:string|heredoc)_content$/.test(child.type)) return [{text: child.text}]
    if (child.type === 'escape_sequence') return [{text: escaped(child.text)}]
    return child.type === 'interpolation' ? [child.firstNamedChild ?? {other: true}] : []
  })
  return inside.length > 0 ? inside : [{text: ''}]
}

const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', '\n': ''}

function escaped(written: string): string {
  const one = written.slice(1)
  return escapes[one] ?? (/^[xu0-7]/.test(one) ? '' : one)
}

/** The text that `<<~NAME` stands for follows the line that it stands on. */
function heredocOf(beginning: Node): Node | undefined {
  let node: Node | null = beginning
  for (let steps = 0; node && steps < 12; steps += 1) {
    let next = node.nextNamedSibling
    for (let more = 0; next && more < 6; more += 1) {
      if (next.type === 'heredoc_body') return next
      next = next.nextNamedSibling
    }
    node = node.parent
  }
  return undefined
}

function formatted(pattern: Node): Part {
  const text = partsOf(pattern)
    .map((part) => ('text' in part ? part.text : '{}'))
    .join('')
  return {text: text.replace(/%(?:<\w+>)?[-+0 #]*\d*(?:\.\d+)?[sdifxX]|%\{\w+\}/g, '{}')}
}

/** Calls that give their receiver or their arguments in another form. */
function insideCall(call: Node): readonly (Node | Part)[] | undefined {
  const name = methodName(call)
  const receiver = call.childForFieldName('receiver')
  const {arguments: given} = callOf(call, name, undefined)
  const [first] = given
  if (receiver && given.length === 0 && /^(?:freeze|to_s|strip|squish|strip_heredoc|dup|chomp|html_safe)$/.test(name))
    return [receiver]
  if (first && !receiver && /^(?:URI|Pathname|String|Arel)$/.test(name)) return [first]
  if (first && /^(?:format|sprintf)$/.test(name) && /string|heredoc/.test(first.type)) return [formatted(first)]
  if (!first || !receiver) return undefined
  if (/^(?:parse|new|sql|sanitize_sql)$/.test(name) && /^(?:URI|Pathname|Arel|Addressable::URI)$/.test(receiver.text))
    return [first]
  if (name !== 'join' || !/^(?:File|URI)$/.test(receiver.text)) return undefined
  return given.flatMap((one, at) => (at === 0 ? [one] : [{text: '/'}, one]))
}

function partOf(node: Node): Part {
  if (node.type === 'integer') return {text: node.text}
  if (node.type === 'simple_symbol') return {text: node.text.slice(1)}
  if (/^(?:identifier|constant|instance_variable|class_variable)$/.test(node.type)) return {name: node.text, node}
  if (node.type === 'scope_resolution') return {name: node.text.replaceAll('::', '.'), node}
  if (node.type === 'element_reference') {
    const [object, key] = node.namedChildren
    return key && object?.text === 'ENV' ? {call: {name: 'ENV', node, arguments: [key], named: {}}} : {other: true}
  }
  if (node.type !== 'call') return {other: true}
  const receiver = node.childForFieldName('receiver')?.text
  const name = methodName(node)
  return {call: callOf(node, receiver === 'ENV' ? `ENV.${name}` : name, undefined)}
}

export function wholeText(string: Node): Node {
  let node = string
  for (let steps = 0; steps < deepest; steps += 1) {
    const {parent} = node
    if (!parent) return node
    const operator = parent.type === 'binary' ? parent.childForFieldName('operator')?.type : undefined
    const isLeft = parent.childForFieldName('left')?.equals(node)
    if (
      /^(?:chained_string|parenthesized_statements)$/.test(parent.type) ||
      operator === '+' ||
      (operator === '%' && isLeft)
    )
      node = parent
    else if (isReceiver(node) && /^(?:freeze|strip|squish|strip_heredoc)$/.test(methodName(parent))) node = parent
    else return node
  }
  return node
}

const bound = new Set([
  'method_parameters',
  'block_parameters',
  'lambda_parameters',
  'keyword_parameter',
  'optional_parameter',
  'left_assignment_list',
])

/** Parameters decide at run time what their names are: they are their own value, which says nothing. */
export function definitionAt(name: Node): Definition | undefined {
  const {parent} = name
  if (!parent) return undefined
  if (bound.has(parent.type))
    return parent.childForFieldName('value')?.equals(name) ? undefined : {value: parent, annotations: []}
  if (!parent.childForFieldName('left')?.equals(name)) return undefined
  const right = parent.childForFieldName('right')
  if (parent.type === 'assignment') return right ? {value: right, annotations: []} : undefined
  if (parent.type !== 'operator_assignment') return undefined
  return {value: parent.childForFieldName('operator')?.text === '||=' && right ? right : parent, annotations: []}
}

export function elementsOf(node: Node): readonly Node[] {
  return /^(?:array|string_array|symbol_array)$/.test(node.type)
    ? node.namedChildren.filter(({type}) => type !== 'comment')
    : [node]
}
