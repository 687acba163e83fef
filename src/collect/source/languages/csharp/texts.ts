import type {Node} from 'web-tree-sitter'
import {addedIn, isSum, outermost, partsInside} from '../around-node.ts'
import type {Part} from '../syntax.ts'
import {callOf, isCode, lastCall, memberName} from './calls.ts'

export function wholeText(string: Node): Node {
  return outermost(string, textAround)
}

/** The expression that a text is a part, or the pattern, of. */
function textAround(node: Node): Node | undefined {
  const {parent} = node
  if (!parent) return undefined
  if (parent.type === 'parenthesized_expression' || isSum(parent)) return parent
  const list = parent.type === 'argument' ? parent.parent : undefined
  const call = list?.namedChild(0)?.equals(parent) ? list.parent : undefined
  return call && format(call) !== undefined ? call : undefined
}

export function partsOf(expression: Node): readonly Part[] {
  return partsInside(expression, {insideOf, partOf})
}

function insideOf(node: Node): readonly (Node | Part)[] | undefined {
  if (node.type === 'parenthesized_expression') return node.namedChildren.filter(isCode).slice(0, 1)
  return node.type === 'interpolated_string_expression' ? interpolated(node) : addedIn(node)
}

function interpolated(node: Node): readonly Part[] {
  return node.namedChildren.flatMap((child): readonly Part[] => {
    if (child.type === 'string_content' || child.type === 'escape_sequence') return [{text: child.text}]
    if (child.type !== 'interpolation') return []
    const inside = child.namedChildren.find(({type}) => !/^interpolation_/.test(type))
    return [inside ? partOf(inside) : {other: true}]
  })
}

/** `nameof(Order)`, `nameof(Shop.Order)`. */
function nameOfCode(node: Node): string | undefined {
  if (node.type !== 'invocation_expression' || node.childForFieldName('function')?.text !== 'nameof') return undefined
  return /^(?:\w+\.)*(\w+)$/.exec(callOf(node, '', []).arguments[0]?.text ?? '')?.[1]
}

function partOf(node: Node): Part {
  const name = nameOfCode(node)
  if (name !== undefined) return {text: name}
  if (/string_literal$/.test(node.type)) return {text: literal(node.text)}
  if (node.type === 'integer_literal') return {text: node.text}
  const inside = innerArgument(node)
  if (inside) return partOf(inside)
  if (node.type === 'identifier') return {name: node.text, node}
  if (node.type === 'member_access_expression') {
    const object = node.childForFieldName('expression')
    const isSetting =
      object &&
      /^(?:ConnectionString|Value)$/.test(memberName(node)) &&
      /^(?:element_access|invocation)_expression$/.test(object.type)
    return isSetting ? partOf(object) : {name: node.text.replace(/^this\s*\.\s*/, ''), node}
  }
  const formatted = format(node)
  if (formatted !== undefined) return {text: formatted}
  const call = lastCall(node)
  return call ? {call} : {other: true}
}

/** `new Uri(x)`, `x.ToString()`, `x ?? y`: text in another form, or one that is taken where there is another to fall back on. */
function innerArgument(node: Node): Node | undefined {
  if (
    node.type === 'object_creation_expression' &&
    /^(?:System\.)?Uri$/.test(node.childForFieldName('type')?.text ?? '')
  )
    return callOf(node, '', []).arguments[0]
  if (node.type === 'binary_expression' && node.childForFieldName('operator')?.type === '??')
    return node.childForFieldName('left') ?? undefined
  if (node.type === 'postfix_unary_expression') return node.namedChild(0) ?? undefined
  const called = node.type === 'invocation_expression' ? node.childForFieldName('function') : undefined
  if (called?.type !== 'member_access_expression' || !/^(?:ToString|Trim)$/.test(memberName(called))) return undefined
  return called.childForFieldName('expression') ?? undefined
}

function format(node: Node): string | undefined {
  if (
    node.type !== 'invocation_expression' ||
    !/^[Ss]tring\s*\.\s*Format$/.test(node.childForFieldName('function')?.text ?? '')
  )
    return undefined
  const [pattern] = callOf(node, '', []).arguments
  return pattern && /string_literal$/.test(pattern.type)
    ? literal(pattern.text).replace(/\{\d+[^{}]*\}/g, '{}')
    : undefined
}

const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', '0': ''}

function literal(written: string): string {
  if (written.startsWith('@"')) return written.slice(2, -1).replaceAll('""', '"')
  if (written.startsWith('"""')) return written.replace(/^"+|"+$/g, '')
  return written
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, one: string) =>
      code ? String.fromCharCode(parseInt(code, 16)) : (escapes[one] ?? one),
    )
}

export function elementsOf(node: Node): readonly Node[] {
  if (/array_creation_expression$/.test(node.type)) {
    const list = node.namedChildren.find(({type}) => type === 'initializer_expression')
    return list?.namedChildren.filter(isCode) ?? []
  }
  // `["PUT", "PATCH"]` behind a comma, of a C# that is ahead of its grammar.
  if (node.type === 'element_binding_expression')
    return node.namedChildren.flatMap((one) => one.namedChildren.filter(isCode).at(-1) ?? [])
  return node.type === 'collection_expression' ? node.namedChildren.filter(isCode) : [node]
}
