import type {Node} from 'web-tree-sitter'
import {nameInPattern} from '../code-alone.ts'
import {addedIn, isSum, partsInside} from '../around-node.ts'
import type {Call, Definition, Part, Syntax, Use} from '../syntax.ts'

const deepest = 300

export const goSyntax: Syntax = {
  strings: new Set(['interpreted_string_literal', 'raw_string_literal']),
  functions: new Set(['function_declaration', 'method_declaration', 'func_literal']),
  useOf,
  partsOf,
  wholeText,
  definitionAt,
  elementsOf: (node) =>
    node.type === 'composite_literal'
      ? (node.childForFieldName('body')?.namedChildren ?? []).map((one) => one.firstNamedChild ?? one)
      : [node],
  givenTo: (text) => {
    const call = text.parent?.type === 'argument_list' ? text.parent.parent : null
    return call?.childForFieldName('function')?.childForFieldName('field')?.text
  },
  standsOn: () => undefined,
  beside: () => [],
  around: () => [],
  typesAround: () => [],
}

/** `sql.DB` of a declaration, `kafka.Writer{...}`, `http.Get(...)`, `db.Query(...)`, `s.db.Query(...)`. */
function useOf(word: Node): Use | undefined {
  const {parent} = word
  if (!parent) return undefined
  if (word.type === 'qualified_type') return typeUse(word)
  if (word.type !== 'identifier' && word.type !== 'field_identifier') return undefined
  if (parent.type !== 'selector_expression') return undefined
  if (word.type === 'field_identifier') return fieldUse(parent)
  return parent.childForFieldName('operand')?.equals(word) ? calledUse(parent) : undefined
}

function typeUse(word: Node): Use | undefined {
  let type = word
  while (type.parent && /^(?:pointer_type|slice_type|parenthesized_type)$/.test(type.parent.type)) type = type.parent
  const {parent} = type
  if (!parent) return undefined
  if (parent.type === 'composite_literal' && parent.childForFieldName('type')?.equals(type))
    return madeUse(parent, word)
  if (!/^(?:field_declaration|parameter_declaration|var_spec)$/.test(parent.type)) return undefined
  return {is: 'type-of', names: parent.childrenForFieldName('name').flatMap((name) => (name ? [name.text] : []))}
}

function madeUse(literal: Node, word: Node): Use {
  const call: Call = {name: word.text.replace(/^.*\./, ''), node: literal, arguments: [], named: namedParts(literal)}
  const value = literal.parent?.type === 'unary_expression' ? literal.parent : literal
  return {is: 'called', calls: [call], names: namesGiven(value), isMade: true}
}

function namedParts(literal: Node): Readonly<Record<string, Node>> {
  const pairs = (literal.childForFieldName('body')?.namedChildren ?? []).flatMap((element) => {
    const [key, value] = [element.childForFieldName('key'), element.childForFieldName('value')]
    const inside = value?.firstNamedChild ?? value
    return key && inside ? [[key.text, inside] as const] : []
  })
  return Object.fromEntries(pairs)
}

/** A field of which something is called, or a method that is called on whatever stands before it. */
function fieldUse(selector: Node): Use | undefined {
  const {parent} = selector
  if (parent?.type === 'selector_expression') return calledUse(parent)
  if (parent?.type !== 'call_expression' || !parent.childForFieldName('function')?.equals(selector)) return undefined
  const call = callOf(parent, before(selector.childForFieldName('operand'), parent, 0))
  return {is: 'method', call: {...call, following: callsOn(parent).map((one) => callOf(one, undefined))}}
}

/** The calls on the result of one, in their order. */
function callsOn(call: Node): readonly Node[] {
  const found: Node[] = []
  for (let [node, steps] = [call, 0]; steps < deepest; steps += 1) {
    const up: Node | null = node.parent
    const next: Node | null = up?.type === 'selector_expression' ? up.parent : null
    if (!up || next?.type !== 'call_expression' || !next.childForFieldName('function')?.equals(up)) break
    found.push(next)
    node = next
  }
  return found
}

function calledUse(selector: Node): Use | undefined {
  const call = selector.parent
  if (call?.type !== 'call_expression' || !call.childForFieldName('function')?.equals(selector)) return undefined
  const further = callsOn(call)
  const calls = [callOf(call, undefined)]
  for (const one of further) calls.push(callOf(one, calls.at(-1)))
  return {is: 'called', calls, names: namesGiven(further.at(-1) ?? call)}
}

function callOf(call: Node, earlier: Call | undefined): Call {
  const field = call.childForFieldName('function')?.childForFieldName('field')
  const given = call.childForFieldName('arguments')?.namedChildren.filter(({type}) => type !== 'comment') ?? []
  return {name: field?.text ?? '', node: field ?? call, arguments: given, named: {}, before: earlier}
}

/**
 * The call by which what a method is called on came about: `v1 := router.Group("/v1")`, or the call to which the
 * function around is given, whose parameter it is.
 */
function before(on: Node | null, at: Node, depth: number): Call | undefined {
  if (!on || depth > 20) return undefined
  if (on.type === 'call_expression') return withBefore(on, depth)
  if (on.type !== 'identifier') return undefined
  for (let [node, steps]: [Node | null, number] = [at, 0]; node && steps < deepest; node = node.parent, steps += 1) {
    const parent: Node | null = node.parent
    if (node.type === 'func_literal') {
      const call = parent?.type === 'argument_list' ? parent.parent : null
      if (takes(node, on.text)) return call ? withBefore(call, depth) : undefined
      if (call && groupsOwn(call, node, on.text)) return withBefore(call, depth)
    }
    const made = parent?.type === 'statement_list' ? madeBefore(node, on.text) : undefined
    if (made) return withBefore(made, depth)
  }
  return undefined
}

/** `m.Group("/v1", func() { m.Get(...) })`: the routes of the group are those that the function gives to `m` itself. */
function groupsOwn(call: Node, literal: Node, name: string): boolean {
  const called = call.childForFieldName('function')
  return (
    called?.childForFieldName('operand')?.text === name &&
    called.childForFieldName('field')?.text === 'Group' &&
    literal.childForFieldName('parameters')?.namedChildCount === 0
  )
}

function takes(literal: Node, name: string): boolean {
  const parameters = literal.childForFieldName('parameters')
  return Boolean(parameters?.descendantsOfType('identifier').some((one) => one.text === name))
}

function withBefore(call: Node, depth: number): Call {
  return callOf(call, before(call.childForFieldName('function')?.childForFieldName('operand') ?? null, call, depth + 1))
}

function madeBefore(statement: Node, name: string): Node | undefined {
  // Lists of routes are long, and asking the tree for each statement costs more than looking at their text.
  if (!sets(statement.parent?.text ?? '', name)) return undefined
  let at = statement.previousNamedSibling
  for (let steps = 0; at && steps < deepest; steps += 1) {
    const value = valueGiven(at, name)
    if (value) return value.type === 'call_expression' ? value : undefined
    at = at.previousNamedSibling
  }
  return undefined
}

function sets(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w.])${nameInPattern(name)}\\s*(?:,[^\\n]{0,200})?:?=(?!=)`).test(text)
}

function valueGiven(statement: Node, name: string): Node | undefined {
  if (!/^(?:short_var_declaration|assignment_statement)$/.test(statement.type)) return undefined
  const [left, right] = [statement.childForFieldName('left'), statement.childForFieldName('right')]
  return left?.firstNamedChild?.text === name ? (right?.firstNamedChild ?? undefined) : undefined
}

/** The first name that a value is given to: the second is an error. */
function namesGiven(value: Node): readonly string[] {
  // `&Client{svc: sqs.NewFromConfig(cfg)}`
  const element = value.parent?.type === 'literal_element' ? value.parent : undefined
  const key = element?.parent?.childForFieldName('key')
  if (element && key && !key.equals(element)) return /^\w+$/.test(key.text) ? [key.text] : []
  const list = value.parent?.type === 'expression_list' ? value.parent : undefined
  const statement = list?.parent
  if (!statement) return value.parent?.type === 'var_spec' ? [value.parent.childForFieldName('name')?.text ?? ''] : []
  const left = statement.childForFieldName('left')?.firstNamedChild ?? statement.childForFieldName('name')
  const name = left?.type === 'selector_expression' ? left.childForFieldName('field') : left
  return name ? [name.text] : []
}

function partsOf(expression: Node): readonly Part[] {
  return partsInside(expression, {insideOf, partOf})
}

function insideOf(node: Node): readonly Node[] | undefined {
  if (/^(?:parenthesized_expression|expression_list|literal_element)$/.test(node.type))
    return node.namedChildren.slice(0, 1)
  const operand = node.type === 'unary_expression' ? node.childForFieldName('operand') : undefined
  return operand ? [operand] : addedIn(node)
}

function partOf(node: Node): Part {
  if (node.type === 'interpreted_string_literal' || node.type === 'raw_string_literal')
    return {text: literal(node.text)}
  // `r.Group(func(r chi.Router) {...})` gives no path.
  if (node.type === 'func_literal') return {text: ''}
  if (node.type === 'int_literal') return {text: node.text.replaceAll('_', '')}
  if (node.type === 'identifier') return {name: node.text, node}
  if (node.type === 'selector_expression') {
    const method = /^http\.Method(Get|Post|Put|Delete|Patch|Head|Options)$/.exec(node.text)?.[1]
    return method ? {text: method.toUpperCase()} : {name: node.text, node}
  }
  if (node.type !== 'call_expression') return {other: true}
  return callPart(node)
}

/** `fmt.Sprintf("...%s", x)`, `aws.String("x")`, `kafka.TCP("x")`; other calls may read a setting. */
function callPart(node: Node): Part {
  const call = callOf(node, undefined)
  const [first] = call.arguments
  const name = call.name || (node.childForFieldName('function')?.text ?? '')
  if (/^(?:Sprintf|Errorf)$/.test(name) && first && /string_literal$/.test(first.type))
    return {format: formatParts(literal(first.text), call.arguments.slice(1))}
  const inside =
    first && call.arguments.length === 1 && /^(?:String|TCP|string|Ptr|StringPtr)$/.test(name)
      ? partsOf(first)[0]
      : undefined
  return inside ?? {call: {...call, name}}
}

/** Each verb stands for the next argument. */
function formatParts(format: string, given: readonly Node[]): readonly Part[] {
  let at = 0
  return format.split(/(%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z])/).flatMap((piece, index): readonly Part[] => {
    if (index % 2 === 0) return piece === '' ? [] : [{text: piece.replaceAll('%%', '%')}]
    const argument = given[at]
    at += 1
    return argument && /[svq]$/.test(piece) ? [{format: partsOf(argument)}] : [{other: true}]
  })
}

const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r'}

function literal(written: string): string {
  const inside = written.slice(1, -1)
  return written.startsWith('`') ? inside : inside.replace(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one)
}

function wholeText(string: Node): Node {
  let node = string
  for (let steps = 0; steps < deepest; steps += 1) {
    const {parent} = node
    const joins = parent && (parent.type === 'parenthesized_expression' || isSum(parent))
    const isFormat =
      parent?.type === 'argument_list' &&
      parent.firstNamedChild?.equals(node) &&
      /Sprintf$/.test(parent.parent?.childForFieldName('function')?.text ?? '')
    if (isFormat && parent.parent) node = parent.parent
    else if (joins) node = parent
    else return node
  }
  return node
}

function definitionAt(name: Node): Definition | undefined {
  if (name.type !== 'identifier' || !name.parent) return undefined
  const {parent} = name
  // A parameter is decided at run time: it is its own value, which says nothing.
  if (parent.type === 'parameter_declaration') return {value: parent, annotations: []}
  if (parent.type === 'const_spec' || parent.type === 'var_spec') {
    if (!parent.childForFieldName('name')?.equals(name)) return undefined
    return {value: parent.childForFieldName('value')?.firstNamedChild ?? undefined, annotations: []}
  }
  if (parent.type !== 'expression_list' || !parent.firstNamedChild?.equals(name)) return undefined
  const statement = parent.parent
  if (!statement || !/^(?:short_var_declaration|assignment_statement)$/.test(statement.type)) return undefined
  if (!statement.childForFieldName('left')?.equals(parent)) return undefined
  return {value: statement.childForFieldName('right')?.firstNamedChild ?? undefined, annotations: []}
}
