import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import type {Call, Syntax, Use} from '../syntax.ts'
import {callOf, callOn, calledName, chainOf, classes, nameOf, namesGiven} from './calls.ts'
import {definitionAt, elementsOf, partsOf, wholeText} from './values.ts'

export const pythonSyntax: Syntax = {
  strings: new Set(['string']),
  functions: new Set(['function_definition', 'lambda']),
  useOf,
  partsOf,
  wholeText,
  definitionAt,
  elementsOf,
  givenTo: (text) => {
    const call = text.parent?.type === 'argument_list' ? text.parent.parent : undefined
    return call ? calledName(call) : undefined
  },
  standsOn: (node) => (decorated(node)?.type === 'class_definition' ? 'type' : 'member'),
  beside: (node) => decoratorsOf(decorated(node)?.parent ?? undefined),
  around: (node) => enclosing(node, classes).flatMap((type) => decoratorsOf(type.parent ?? undefined)),
  typesAround: (node) => enclosing(node, classes).map(nameOf),
}

function useOf(word: Node): Use | undefined {
  const {parent} = word
  if (!parent || word.type !== 'identifier') return undefined
  const annotation = annotationUse(word, parent)
  if (annotation) return annotation
  if (parent.type === 'call' && parent.childForFieldName('function')?.equals(word)) return made(parent, word.text)
  const named = parent.type === 'attribute' && parent.childForFieldName('attribute')?.equals(word) ? parent : word
  const around = named.parent
  if (around?.type === 'subscript' && around.childForFieldName('value')?.equals(named)) return keyUse(around, word.text)
  if (named === parent && around?.type === 'call' && around.childForFieldName('function')?.equals(named))
    return /^[A-Z]/.test(word.text)
      ? made(around, word.text)
      : {is: 'method', call: callOf(around, word.text, undefined)}
  const call = callOn(named)
  return call ? called(call, calledName(call)) : typeUse(named)
}

function made(call: Node, name: string): Use {
  return {...called(call, name), isMade: true}
}

function called(call: Node, name: string): Extract<Use, {is: 'called'}> {
  const {calls, end} = chainOf(call, name)
  // What a function gives is no object of its module; only what a type makes is one.
  const names = calls.length === 1 && /^[A-Z]/.test(name) ? namesGiven(end) : []
  return {is: 'called', calls, names, isMade: false}
}

/** `environ['NAME']` */
function keyUse(subscript: Node, name: string): Use | undefined {
  const key = subscript.childForFieldName('subscript')
  if (!key) return undefined
  return {is: 'called', calls: [{name, node: subscript, arguments: [key], named: {}}], names: [], isMade: true}
}

function annotationUse(word: Node, parent: Node): Use | undefined {
  const callee = parent.type === 'attribute' && parent.childForFieldName('attribute')?.equals(word) ? parent : word
  const call = callee.parent?.type === 'call' ? callee.parent : undefined
  if (call && !call.childForFieldName('function')?.equals(callee)) return undefined
  if ((call ?? callee).parent?.type !== 'decorator') return undefined
  return {
    is: 'annotation',
    call: call ? callOf(call, word.text, undefined) : {name: word.text, node: word, arguments: [], named: {}},
  }
}

/** Parameters and variables of a declared type, `Optional[Client]` too. */
function typeUse(type: Node): Use | undefined {
  // `datastore.Client` of a module that is imported.
  const isClient =
    type.parent?.type === 'attribute' && /Client$/.test(type.parent.childForFieldName('attribute')?.text ?? '')
  let at: Node | null = (isClient ? type.parent : type)?.parent ?? null
  for (
    let steps = 0;
    at && steps < 8 && /^(?:type|generic_type|type_parameter|subscript|union_type|binary_operator)$/.test(at.type);
    steps += 1
  )
    at = at.parent
  if (at?.type === 'typed_default_parameter') return {is: 'type-of', names: [nameOf(at)]}
  if (at?.type === 'typed_parameter') return {is: 'type-of', names: [at.firstNamedChild?.text ?? '']}
  if (at?.type !== 'assignment' || !at.childForFieldName('type')) return undefined
  const left = at.childForFieldName('left')
  if (!left || (type.startIndex > left.startIndex && type.endIndex <= left.endIndex)) return undefined
  return {is: 'type-of', names: [left.text.replace(/^.*\./s, '')]}
}

function decorated(node: Node): Node | undefined {
  const definition = enclosing(node, new Set(['decorated_definition']))[0]?.childForFieldName('definition')
  return definition ?? undefined
}

function decoratorsOf(definition: Node | undefined): readonly Call[] {
  return (definition?.namedChildren ?? []).flatMap((child) => {
    const call = child.type === 'decorator' ? child.firstNamedChild : undefined
    return call?.type === 'call' ? [callOf(call, calledName(call), undefined)] : []
  })
}
