import type {Node} from 'web-tree-sitter'
import type {Syntax, Use} from '../syntax.ts'
import {enclosing} from '../around-node.ts'
import {callOf, chainOf, isReceiver, methodName, namesGiven} from './calls.ts'
import {definitionAt, elementsOf, partsOf, wholeText} from './values.ts'

const types = new Set(['class', 'module'])

export const rubySyntax: Syntax = {
  // Pages and help texts between marks of their own are full of addresses that nothing calls.
  strings: new Set(['string']),
  functions: new Set(['method', 'singleton_method']),
  useOf,
  partsOf,
  wholeText,
  definitionAt,
  elementsOf,
  givenTo: (text) => {
    const call = text.parent?.type === 'argument_list' ? text.parent.parent : undefined
    return call ? methodName(call) : undefined
  },
  standsOn: () => undefined,
  beside: () => [],
  around: () => [],
  typesAround: (node) => enclosing(node, types).map((type) => type.childForFieldName('name')?.text ?? ''),
}

const words = new Set(['constant', 'identifier', 'instance_variable', 'class_variable', 'global_variable'])

function useOf(word: Node): Use | undefined {
  const {parent} = word
  if (!parent || !words.has(word.type)) return undefined
  if (parent.type === 'call' && parent.childForFieldName('method')?.equals(word)) {
    const isFunction = !parent.childForFieldName('receiver')
    return isFunction
      ? {...called(parent, word.text), isMade: true}
      : {is: 'method', call: callOf(parent, word.text, undefined)}
  }
  const isLast = parent.type === 'scope_resolution' && parent.childForFieldName('name')?.equals(word)
  const object = isLast ? parent : word
  const around = object.parent
  if (around?.type === 'element_reference' && around.childForFieldName('object')?.equals(object))
    return keyUse(around, word.text)
  if (!isReceiver(object) || !around) return undefined
  const name = methodName(around)
  return name === 'new' ? {...called(around, word.text), isMade: true} : called(around, name)
}

function called(call: Node, name: string): Extract<Use, {is: 'called'}> {
  const {calls, end} = chainOf(call, name)
  // What a chain of calls gives is another thing than what its first call made.
  return {is: 'called', calls, names: calls.length === 1 ? namesGiven(end) : [], isMade: false}
}

/** `ENV['NAME']` */
function keyUse(reference: Node, name: string): Use | undefined {
  const key = reference.namedChildren[1]
  if (!key) return undefined
  return {
    is: 'called',
    calls: [callOf(reference, name, undefined)].map((call) => ({...call, arguments: [key]})),
    names: [],
    isMade: true,
  }
}
