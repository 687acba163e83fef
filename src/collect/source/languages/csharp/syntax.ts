import type {Node} from 'web-tree-sitter'
import {enclosing, outermost} from '../around-node.ts'
import type {Call, Definition, Part, Syntax, Use} from '../syntax.ts'

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

function argumentsOfType(generic: Node): readonly string[] {
  const list = generic.namedChildren.find(({type}) => type === 'type_argument_list')
  return list?.namedChildren.map((one) => one.text) ?? []
}

/** What is called on a type or a variable, also by `this.name`; or a method by its own name. */
function calledUse(word: Node, parent: Node, typeArguments: readonly string[]): Use | undefined {
  let object = word
  if (parent.type === 'member_access_expression' && parent.childForFieldName('name')?.equals(word)) {
    const call = parent.parent
    if (call?.type === 'invocation_expression' && call.childForFieldName('function')?.equals(parent)) {
      const name = word.type === 'generic_name' ? (word.namedChild(0)?.text ?? '') : word.text
      return {is: 'method', call: {...callOf(call, name, typeArguments), before: callBefore(parent)}}
    }
    if (!/^this\b/.test(parent.text)) return undefined
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
  const object = access.childForFieldName('expression')
  const made = object?.type === 'identifier' ? madeOf(object) : object
  return made?.type === 'invocation_expression' ? lastCall(made) : undefined
}

/** What a variable of the same block is made of: `var orders = builder.Entity<Order>()`. */
function madeOf(name: Node): Node | undefined {
  for (const block of enclosing(name, blocks))
    for (const statement of block.namedChildren) {
      const declaration = statement.type === 'local_declaration_statement' ? statement.namedChild(0) : undefined
      for (const declarator of declaration?.namedChildren ?? [])
        if (declarator.type === 'variable_declarator' && declarator.childForFieldName('name')?.text === name.text)
          return declarator.namedChildren.filter(isCode).at(-1)
    }
  return undefined
}

const blocks = new Set(['block'])

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

/** `connection.ConnectionString = text` gives it what a call would. */
function connectionGiven(access: Node): Pick<Call, 'arguments'> | undefined {
  const {parent} = access
  if (parent?.type !== 'assignment_expression' || memberName(access) !== 'ConnectionString') return undefined
  const right = parent.childForFieldName('left')?.equals(access) ? parent.childForFieldName('right') : null
  return right ? {arguments: [right]} : undefined
}

/** `object.Name` and `object?.Name`. */
function isAccess(access: Node, object: Node): boolean {
  return (
    ['expression', 'condition'].some((field) => access.childForFieldName(field)?.equals(object)) &&
    /^(?:member|conditional)_access_expression$/.test(access.type)
  )
}

function nameOf(access: Node): Node | null {
  return (
    (access.type === 'conditional_access_expression' ? access.namedChildren.at(-1) : access)?.childForFieldName(
      'name',
    ) ?? null
  )
}

function memberName(access: Node): string {
  const name = nameOf(access)
  return (name?.type === 'generic_name' ? name.namedChild(0)?.text : name?.text) ?? ''
}

function memberTypes(access: Node): readonly string[] {
  const name = nameOf(access)
  return name?.type === 'generic_name' ? argumentsOfType(name) : []
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

function isCode({type}: Node): boolean {
  return type !== 'comment' && !type.startsWith('preproc')
}

/** Arguments, and what is set between braces behind the making of an object. */
function callOf(node: Node, name: string, typeArguments: readonly string[]): Call {
  const list = node.childForFieldName('arguments') ?? node.childForFieldName('subscript')
  const given = list?.namedChildren.filter(isCode) ?? []
  const named: (readonly [string, Node])[] = []
  const placed: Node[] = []
  for (const argument of given) {
    const value = argument.namedChildren.filter(isCode).at(-1)
    const key = argument.childForFieldName('name')
    if (key && value && !key.equals(value)) named.push([key.text, value])
    else if (value) placed.push(value)
  }
  for (const set of node.childForFieldName('initializer')?.namedChildren ?? []) {
    const [left, right] = [set.childForFieldName('left'), set.childForFieldName('right')]
    if (left && right) named.push([left.text, right])
  }
  return {name, node: startOf(node), arguments: placed, named: Object.fromEntries(named), typeArguments}
}

/** Where a person would say that the call stands: at its own name, not where its chain begins. */
function startOf(node: Node): Node {
  const called = node.childForFieldName('function') ?? node
  return nameOf(called) ?? called
}

function lastCall(node: Node): Call | undefined {
  if (node.type === 'element_access_expression') {
    const object = node.childForFieldName('expression')
    const isSettings = object && /config/i.test(object.text.slice(0, 200))
    return callOf(
      node,
      object?.type === 'member_access_expression' && !/config/i.test(memberName(object))
        ? memberName(object)
        : isSettings
          ? 'config[]'
          : '[]',
      [],
    )
  }
  if (node.type !== 'invocation_expression') return undefined
  const called = node.childForFieldName('function')
  const isMember = called?.type === 'member_access_expression'
  return callOf(node, calledName(node) ?? '', isMember ? memberTypes(called) : [])
}

function calledName(call: Node | undefined): string | undefined {
  if (call?.type === 'object_creation_expression') return call.childForFieldName('type')?.text
  const called = call?.childForFieldName('function')
  if (!called) return undefined
  if (called.type === 'member_access_expression' || called.type === 'member_binding_expression')
    return memberName(called)
  return called.type === 'generic_name' ? called.namedChild(0)?.text : called.text.slice(0, 100)
}

function attributeCall(attribute: Node): Call {
  const list = attribute.namedChildren.find(({type}) => type === 'attribute_argument_list')
  const named: (readonly [string, Node])[] = []
  const placed: Node[] = []
  for (const argument of list?.namedChildren.filter(isCode) ?? []) {
    const value = argument.namedChildren.filter(isCode).at(-1)
    const [left, right] = [value?.childForFieldName('left'), value?.childForFieldName('right')]
    if (value?.type === 'assignment_expression' && left && right) named.push([left.text, right])
    else if (value) placed.push(value)
  }
  const name =
    attribute
      .childForFieldName('name')
      ?.text.replace(/^.*\./, '')
      .replace(/Attribute$/, '') ?? ''
  return {name, node: attribute, arguments: placed, named: Object.fromEntries(named)}
}

function attributesOf(declaration: Node | undefined): readonly Call[] {
  return (declaration?.namedChildren ?? [])
    .filter(({type}) => type === 'attribute_list')
    .flatMap((list) => list.namedChildren.filter(({type}) => type === 'attribute'))
    .map(attributeCall)
}

function isJoin(node: Node): boolean {
  return node.type === 'binary_expression' && node.childForFieldName('operator')?.type === '+'
}

function wholeText(string: Node): Node {
  return outermost(string, textAround)
}

/** The expression that a text is a part, or the pattern, of. */
function textAround(node: Node): Node | undefined {
  const {parent} = node
  if (!parent) return undefined
  if (parent.type === 'parenthesized_expression' || isJoin(parent)) return parent
  const list = parent.type === 'argument' ? parent.parent : undefined
  const call = list?.namedChild(0)?.equals(parent) ? list.parent : undefined
  return call && format(call) !== undefined ? call : undefined
}

function partsOf(expression: Node): readonly Part[] {
  const parts: Part[] = []
  const open: Node[] = [expression]
  for (let node = open.pop(); node && parts.length < 500; node = open.pop()) {
    if (isJoin(node)) {
      const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
      if (right) open.push(right)
      if (left) open.push(left)
    } else if (node.type === 'parenthesized_expression') {
      const inside = node.namedChildren.find(isCode)
      if (inside) open.push(inside)
    } else if (node.type === 'interpolated_string_expression') parts.push(...interpolated(node))
    else parts.push(partOf(node))
  }
  return parts
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

function elementsOf(node: Node): readonly Node[] {
  if (/array_creation_expression$/.test(node.type)) {
    const list = node.namedChildren.find(({type}) => type === 'initializer_expression')
    return list?.namedChildren.filter(isCode) ?? []
  }
  return node.type === 'collection_expression' ? node.namedChildren.filter(isCode) : [node]
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
