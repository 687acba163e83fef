import type {Node} from 'web-tree-sitter'
import {enclosing} from '../around-node.ts'
import type {Call, Definition, Syntax, Use} from '../syntax.ts'
import {
  argumentsOfType,
  attributeCall,
  attributesOf,
  callOf,
  calledName,
  isAccess,
  isCode,
  lastCall,
  memberName,
  memberTypes,
} from './calls.ts'
import {elementsOf, partsOf, wholeText} from './texts.ts'

export const csharpSyntax: Syntax = {
  strings: new Set([
    'string_literal',
    'verbatim_string_literal',
    'raw_string_literal',
    'interpolated_string_expression',
  ]),
  useOf,
  partsOf,
  wholeText,
  definitionAt,
  scopes: new Set([
    'compilation_unit',
    'declaration_list',
    'method_declaration',
    'constructor_declaration',
    'local_function_statement',
    'lambda_expression',
    'anonymous_method_expression',
    'accessor_declaration',
    'block',
    'for_statement',
    'foreach_statement',
    'using_statement',
    'catch_clause',
    'switch_section',
  ]),
  elementsOf,
  givenTo: (text) =>
    text.parent?.type === 'argument' ? calledName(text.parent.parent?.parent ?? undefined) : undefined,
  isRemark: (text) => enclosing(text, attributes).length > 0,
  standsOn: (attribute) => {
    const on = enclosing(attribute, members)[0]
    return on && (types.has(on.type) ? 'type' : 'member')
  },
  beside: (node) => attributesOf(enclosing(node, members)[0]),
  around: (node) => enclosing(node, types).flatMap(attributesOf),
  typesAround: (node) => enclosing(node, types).map((type) => type.childForFieldName('name')?.text ?? ''),
}

const attributes = new Set(['attribute'])

const types = new Set([
  'class_declaration',
  'interface_declaration',
  'struct_declaration',
  'record_declaration',
  'enum_declaration',
])

const members = new Set([
  ...types,
  'method_declaration',
  'property_declaration',
  'field_declaration',
  'parameter',
  'constructor_declaration',
  'local_function_statement',
])

const wrapping = new Set(['generic_name', 'nullable_type', 'qualified_name', 'array_type'])

const passing = new Set([
  'parenthesized_expression',
  'cast_expression',
  'await_expression',
  'postfix_unary_expression',
  'as_expression',
])

const deepest = 300

function useOf(word: Node): Use | undefined {
  if (word.type !== 'identifier') return undefined
  let outer = word
  let typeArguments: readonly string[] = []
  for (let up = outer.parent; up && wrapping.has(up.type); up = outer.parent) {
    if (up.type === 'generic_name') typeArguments = argumentsOfType(up)
    outer = up
  }
  const {parent} = outer
  if (!parent) return undefined
  const isField = (name: string): boolean => parent.childForFieldName(name)?.equals(outer) === true
  if (parent.type === 'attribute') return isField('name') ? {is: 'annotation', call: attributeCall(parent)} : undefined
  if (parent.type === 'object_creation_expression')
    return isField('type') ? chainFrom(parent, callOf(parent, word.text, typeArguments), true) : undefined
  const isProperty = parent.type === 'property_declaration'
  const isMember = isProperty || parent.parent?.type === 'field_declaration'
  if (isField('type') || (isProperty && isField('returns')))
    return {is: 'type-of', names: declaredNames(parent), typeArguments, ...(isMember && {isMember})}
  return assignedUse(outer, parent) ?? calledUse(outer, parent, typeArguments)
}

/** `client.BaseAddress = x` and `new HttpClient {BaseAddress = x}` say what a call would. */
function assignedUse(word: Node, parent: Node): Use | undefined {
  const isMember = parent.type === 'member_access_expression' && parent.childForFieldName('name')?.equals(word)
  const left = isMember ? parent : word
  const assignment = left.parent
  if (assignment?.type !== 'assignment_expression' || !assignment.childForFieldName('left')?.equals(left))
    return undefined
  const right = assignment.childForFieldName('right')
  const isProperty = isMember || assignment.parent?.type === 'initializer_expression'
  return right && isProperty
    ? {is: 'method', call: {name: word.text, node: word, arguments: [right], named: {}}}
    : undefined
}

/** What is called on a type or a variable, also by `this.name`; or a method by its own name. */
function calledUse(word: Node, parent: Node, typeArguments: readonly string[]): Use | undefined {
  let object = word
  if (parent.type === 'member_access_expression' && parent.childForFieldName('name')?.equals(word)) {
    const call = parent.parent
    if (call?.type === 'invocation_expression' && call.childForFieldName('function')?.equals(parent)) {
      const name = word.type === 'generic_name' ? (word.namedChild(0)?.text ?? '') : word.text
      const before = name.startsWith('Map') ? callsBefore(parent, 0) : callBefore(parent)
      return {is: 'method', call: {...callOf(call, name, typeArguments), before}}
    }
    if (!/^(?:this\b|System(?:\.\w+)+$)/.test(parent.text)) return undefined
    object = parent
  } else if (parent.type === 'invocation_expression' && parent.childForFieldName('function')?.equals(word))
    return {
      is: 'method',
      call: callOf(parent, word.type === 'generic_name' ? (word.namedChild(0)?.text ?? '') : word.text, typeArguments),
    }
  const use = chainFrom(object, undefined, false)
  return use.is === 'called' && use.calls.length > 0 ? use : undefined
}

/** The call whose result a method is called on. */
function callBefore(access: Node): Call | undefined {
  const made = madeBefore(access)
  return made && lastCall(made)
}

function madeBefore(access: Node): Node | undefined {
  const object = access.childForFieldName('expression')
  const made = object?.type === 'identifier' ? madeOf(object) : object
  return made?.type === 'invocation_expression' ? made : undefined
}

/** The same with those before it: a group of endpoints may stand in another. */
function callsBefore(access: Node, depth: number): Call | undefined {
  const made = depth > 20 ? undefined : madeBefore(access)
  const call = made && lastCall(made)
  const called = made?.childForFieldName('function')
  return call && called ? {...call, before: callsBefore(called, depth + 1)} : undefined
}

/** What a variable of the same block, or of the statements of a file, is made of: `var orders = builder.Entity<Order>()`. */
function madeOf(name: Node): Node | undefined {
  for (const block of enclosing(name, blocks))
    for (const child of block.namedChildren) {
      const statement = child.type === 'global_statement' ? child.namedChild(0) : child
      const declaration = statement?.type === 'local_declaration_statement' ? statement.namedChild(0) : undefined
      for (const declarator of declaration?.namedChildren ?? [])
        if (declarator.type === 'variable_declarator' && declarator.childForFieldName('name')?.text === name.text)
          return declarator.namedChildren.filter(isCode).at(-1)
    }
  return undefined
}

const blocks = new Set(['block', 'compilation_unit'])

function chainFrom(start: Node, first: Call | undefined, isMade: boolean): Use {
  const calls: Call[] = first ? [first] : []
  let node = start
  for (let steps = 0; steps < deepest; steps += 1) {
    const up: Node | null = node.parent
    if (up && passing.has(up.type)) node = up
    else if (up && isAccess(up, node)) {
      const outer: Node | null = up.parent
      const isCalled = outer?.type === 'invocation_expression' || outer?.type === 'element_access_expression'
      const call = callOf(isCalled ? outer : up, memberName(up), memberTypes(up))
      calls.push({...call, ...connectionGiven(up), before: calls.at(-1)})
      node = isCalled ? outer : up
    } else if (up?.type === 'element_access_expression' && up.childForFieldName('expression')?.equals(node)) {
      calls.push({...callOf(up, '[]', []), before: calls.at(-1)})
      node = up
    } else break
  }
  return {is: 'called', calls, names: namesGiven(node), isMade}
}

/** Properties by which an object is told where it connects to. */
const connecting = /^(?:ConnectionString|HostName|Host|BootstrapServers)$/

/** `connection.ConnectionString = text` gives it what a call would. */
function connectionGiven(access: Node): Pick<Call, 'arguments'> | undefined {
  const {parent} = access
  if (parent?.type !== 'assignment_expression' || !connecting.test(memberName(access))) return undefined
  const right = parent.childForFieldName('left')?.equals(access) ? parent.childForFieldName('right') : null
  return right ? {arguments: [right]} : undefined
}

function namesGiven(value: Node): readonly string[] {
  const {parent} = value
  if (parent?.type === 'variable_declarator') return [parent.childForFieldName('name')?.text ?? '']
  if (parent?.type !== 'assignment_expression' || !parent.childForFieldName('right')?.equals(value)) return []
  return [parent.childForFieldName('left')?.text.replace(/^this\s*\.\s*/, '') ?? '']
}

function declaredNames(declaration: Node): readonly string[] {
  const own = declaration.childForFieldName('name')
  if (own) return [own.text]
  return declaration.namedChildren
    .filter(({type}) => type === 'variable_declarator')
    .map((declarator) => declarator.childForFieldName('name')?.text ?? '')
}

function definitionAt(name: Node): Definition | undefined {
  const {parent} = name
  if (!parent) return undefined
  const assigned = assignedValue(name, parent)
  if (assigned) return {value: assigned, annotations: [], isAssigned: true}
  const isLoop = parent.type === 'foreach_statement' && parent.childForFieldName('left')?.equals(name)
  const isParameter = parent.type === 'implicit_parameter' || /^(?:lambda_expression)$/.test(parent.type)
  if (isLoop) return {annotations: []}
  if (isParameter) return parent.childForFieldName('body')?.equals(name) ? undefined : {annotations: []}
  if (!parent.childForFieldName('name')?.equals(name)) return undefined
  if (parent.type === 'variable_declarator') {
    const value = parent.namedChildren.filter(isCode).at(-1)
    return {value: value && !value.equals(name) ? value : undefined, annotations: []}
  }
  if (parent.type === 'property_declaration')
    return {value: parent.childForFieldName('value') ?? undefined, annotations: []}
  return /^(?:parameter|catch_declaration|declaration_expression)$/.test(parent.type) ? {annotations: []} : undefined
}

/** `name = x` and `this.name = x`; what is set between braces is of another object. */
function assignedValue(name: Node, parent: Node): Node | undefined {
  const isField =
    parent.type === 'member_access_expression' &&
    parent.childForFieldName('name')?.equals(name) &&
    /^this\b/.test(parent.text.slice(0, 5))
  const left = isField ? parent : name
  const assignment = left.parent
  const isSet =
    assignment?.type === 'assignment_expression' &&
    assignment.childForFieldName('left')?.equals(left) &&
    !/^(?:initializer_expression|attribute_argument)$/.test(assignment.parent?.type ?? '')
  return isSet ? (assignment.childForFieldName('right') ?? undefined) : undefined
}
