import type {Node} from 'web-tree-sitter'
import type {Call} from '../syntax.ts'

export function argumentsOfType(generic: Node): readonly string[] {
  const list = generic.namedChildren.find(({type}) => type === 'type_argument_list')
  return list?.namedChildren.map((one) => one.text) ?? []
}

/** `object.Name` and `object?.Name`. */
export function isAccess(access: Node, object: Node): boolean {
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

export function memberName(access: Node): string {
  const name = nameOf(access)
  return (name?.type === 'generic_name' ? name.namedChild(0)?.text : name?.text) ?? ''
}

export function memberTypes(access: Node): readonly string[] {
  const name = nameOf(access)
  return name?.type === 'generic_name' ? argumentsOfType(name) : []
}

export function isCode({type}: Node): boolean {
  return type !== 'comment' && !type.startsWith('preproc')
}

/** Arguments, and what is set between braces behind the making of an object. */
export function callOf(node: Node, name: string, typeArguments: readonly string[]): Call {
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

export function lastCall(node: Node): Call | undefined {
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

export function calledName(call: Node | undefined): string | undefined {
  if (call?.type === 'object_creation_expression') return call.childForFieldName('type')?.text
  const called = call?.childForFieldName('function')
  if (!called) return undefined
  if (called.type === 'member_access_expression' || called.type === 'member_binding_expression')
    return memberName(called)
  return called.type === 'generic_name' ? called.namedChild(0)?.text : called.text.slice(0, 100)
}

export function attributeCall(attribute: Node): Call {
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

export function attributesOf(declaration: Node | undefined): readonly Call[] {
  return (declaration?.namedChildren ?? [])
    .filter(({type}) => type === 'attribute_list')
    .flatMap((list) => list.namedChildren.filter(({type}) => type === 'attribute'))
    .map(attributeCall)
}
