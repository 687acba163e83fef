import type {Node} from 'web-tree-sitter'
import {addedIn, enclosing, isSum, outermost, partsInside} from '../around-node.ts'
import type {Call, DeclaredAt, Definition, Part, Syntax, Use} from '../syntax.ts'

export const javaSyntax: Syntax = {
  strings: new Set(['string_literal']),
  useOf,
  partsOf,
  wholeText,
  definitionAt,
  scopes: new Set([
    'program',
    'class_body',
    'interface_body',
    'enum_body',
    'annotation_type_body',
    'method_declaration',
    'constructor_declaration',
    'compact_constructor_declaration',
    'lambda_expression',
    'block',
    'constructor_body',
    'for_statement',
    'enhanced_for_statement',
    'try_with_resources_statement',
    'catch_clause',
    'switch_block',
  ]),
  elementsOf,
  givenTo,
  isRemark: (text) => {
    const annotation = enclosing(text, annotations).at(-1)
    return annotation !== undefined && !calling.test(annotation.childForFieldName('name')?.text ?? '')
  },
  standsOn: (annotation) => {
    const on = declarationAround(annotation)
    return on && (types.has(on.type) ? 'type' : 'member')
  },
  beside: (node) => annotationsOf(declarationAround(node)),
  around: (node) => enclosing(node, types).flatMap((type) => annotationsOf(type)),
  typesAround: (node) => enclosing(node, types).map((type) => type.childForFieldName('name')?.text ?? ''),
  declaredAt,
  callsAround,
}

const types = new Set(['class_declaration', 'interface_declaration', 'enum_declaration', 'record_declaration'])
const declarations = new Set([
  'field_declaration',
  'local_variable_declaration',
  'formal_parameter',
  'resource',
  'spread_parameter',
])
const members = new Set([
  ...types,
  'method_declaration',
  'field_declaration',
  'formal_parameter',
  'constructor_declaration',
  'local_variable_declaration',
])
const annotations = new Set(['annotation', 'marker_annotation'])
/** Annotations that give code an address to call, or a value with one. */
const calling = /Value$|Property|Client|HttpExchange|Reference|DataSource|Endpoint|Target|Destination/
const deepest = 300

function useOf(word: Node): Use | undefined {
  const {parent} = word
  if (!parent) return undefined
  if (parent.type === 'annotation' || parent.type === 'marker_annotation') return annotationUse(parent, word)
  if (word.type === 'type_identifier') return typeUse(word)
  return word.type === 'identifier' ? calledUse(word, parent) : undefined
}

function annotationUse(annotation: Node, word: Node): Use | undefined {
  return annotation.childForFieldName('name')?.equals(word)
    ? {is: 'annotation', call: annotationCall(annotation)}
    : undefined
}

function typeUse(word: Node): Use | undefined {
  let type = word
  let parent = word.parent
  while (parent && /^(?:generic_type|scoped_type_identifier|array_type|annotated_type)$/.test(parent.type)) {
    type = parent
    parent = parent.parent
  }
  if (!parent) return undefined
  if (declarations.has(parent.type)) return {is: 'type-of', names: declaredNames(parent)}
  if (parent.type === 'cast_expression')
    return parent.childForFieldName('type')?.equals(type) ? castUse(parent) : undefined
  // A scanner of a text reads no file.
  if (word.text === 'Scanner' && !isOfFile(parent)) return undefined
  if (parent.type !== 'object_creation_expression' || !parent.childForFieldName('type')?.equals(type)) return undefined
  return chainFrom(parent, callOf(parent, word.text, undefined), true)
}

/** `((ChannelSftp) channel).put(...)`, and a variable that is given what is cast. */
function castUse(cast: Node): Use {
  let node = cast
  while (node.parent?.type === 'parenthesized_expression') node = node.parent
  const call = node.parent
  if (call?.type !== 'method_invocation' || !call.childForFieldName('object')?.equals(node))
    return {is: 'type-of', names: namesGiven(node)}
  const chain = chainFrom(call, callOf(call, call.childForFieldName('name')?.text ?? '', undefined), false)
  return chain.is === 'called' ? {...chain, names: []} : chain
}

function isOfFile(made: Node): boolean {
  const [first] = made.type === 'object_creation_expression' ? callOf(made, '', undefined).arguments : []
  return /^(?:object_creation_expression|method_invocation)$/.test(first?.type ?? '')
}

/** A type or a variable on which something is called, also by `this.name`. */
function calledUse(word: Node, parent: Node): Use | undefined {
  if (parent.type === 'method_invocation' && parent.childForFieldName('name')?.equals(word))
    return {is: 'method', call: callOf(parent, word.text, undefined)}
  const isField = parent.type === 'field_access' && parent.childForFieldName('object')?.type === 'this'
  const object = isField ? parent : word
  const call = object.parent
  if (call?.type !== 'method_invocation' || !call.childForFieldName('object')?.equals(object)) return undefined
  return chainFrom(call, callOf(call, call.childForFieldName('name')?.text ?? '', undefined), false)
}

/** The call, those on its result, and the names that the last result gets. */
function chainFrom(start: Node, first: Call, isMade: boolean): Use {
  const calls = [first]
  let node = start
  for (let steps = 0; steps < deepest; steps += 1) {
    const up: Node | null = node.parent
    if (up?.type === 'parenthesized_expression' || up?.type === 'cast_expression') node = up
    else if (up?.type === 'method_invocation' && up.childForFieldName('object')?.equals(node)) {
      calls.push(callOf(up, up.childForFieldName('name')?.text ?? '', calls.at(-1)))
      node = up
    } else break
  }
  return {is: 'called', calls, names: namesGiven(node), isMade}
}

function namesGiven(value: Node): readonly string[] {
  const {parent} = value
  if (parent?.type === 'variable_declarator') return [parent.childForFieldName('name')?.text ?? '']
  if (parent?.type !== 'assignment_expression') return []
  const left = parent.childForFieldName('left')
  return left ? [left.text.replace(/^this\s*\.\s*/, '')] : []
}

function declaredNames(declaration: Node): readonly string[] {
  const own = declaration.childForFieldName('name')
  if (own) return [own.text]
  return declaration.namedChildren
    .filter(({type}) => type === 'variable_declarator')
    .map((declarator) => declarator.childForFieldName('name')?.text ?? '')
}

function callOf(node: Node, name: string, before: Call | undefined): Call {
  return {
    name,
    node: node.childForFieldName('name') ?? node,
    arguments: node.childForFieldName('arguments')?.namedChildren.filter(isCode) ?? [],
    named: {},
    before,
  }
}

function isCode({type}: Node): boolean {
  return !type.endsWith('comment')
}

function annotationCall(annotation: Node): Call {
  const inside = annotation.childForFieldName('arguments')?.namedChildren.filter(isCode) ?? []
  const pairs = inside.filter(({type}) => type === 'element_value_pair')
  const named = pairs.flatMap((pair) => {
    const [key, value] = [pair.childForFieldName('key'), pair.childForFieldName('value')]
    return key && value ? [[key.text, value] as const] : []
  })
  return {
    name: annotation.childForFieldName('name')?.text.replace(/^.*\./, '') ?? '',
    node: annotation,
    arguments: inside.filter(({type}) => type !== 'element_value_pair'),
    named: Object.fromEntries(named),
  }
}

function declarationAround(node: Node): Node | undefined {
  return enclosing(node, members)[0]
}

function declaredAt(annotation: Node): DeclaredAt {
  const around = enclosing(annotation, types)[0]
  const modifiers = around?.namedChildren.find(({type}) => type === 'modifiers')
  const isAbstract = modifiers?.children.some(({type}) => type === 'abstract') === true
  const declaration = declarationAround(annotation)
  const type = declaration && !types.has(declaration.type) ? declaration.childForFieldName('type')?.text : undefined
  return {isOpen: around?.type === 'interface_declaration' || isAbstract, ...(type !== undefined && {type})}
}

/** Of `nest(path("/a"), ...)` the path is the first argument. */
function callsAround(node: Node): readonly Call[] {
  return enclosing(node, calls)
    .filter((call) => node.startIndex > (call.childForFieldName('arguments')?.startIndex ?? node.startIndex))
    .map((call) => {
      const around = callOf(call, call.childForFieldName('name')?.text ?? '', undefined)
      const [first, ...rest] = around.arguments
      const isPredicate = first?.type === 'method_invocation' && first.childForFieldName('name')?.text === 'path'
      const path = isPredicate ? callOf(first, 'path', undefined).arguments[0] : first
      return {...around, arguments: path ? [path, ...rest] : []}
    })
}

const calls = new Set(['method_invocation'])

function annotationsOf(declaration: Node | undefined): readonly Call[] {
  const modifiers = declaration?.namedChildren.find(({type}) => type === 'modifiers')
  return (modifiers?.namedChildren ?? []).filter(({type}) => type.endsWith('annotation')).map(annotationCall)
}

function partsOf(expression: Node): readonly Part[] {
  return partsInside(expression, {insideOf, partOf})
}

function insideOf(node: Node): readonly (Node | Part)[] | undefined {
  if (node.type === 'parenthesized_expression' || node.type === 'element_value_array_initializer')
    return node.namedChildren.filter(isCode).slice(0, 1)
  return addedIn(node) ?? pathParts(node)
}

/** `{"a", "b"}`, `List.of("a", "b")`, `Arrays.asList("a")`. */
function elementsOf(node: Node): readonly Node[] {
  if (node.type === 'element_value_array_initializer' || node.type === 'array_initializer')
    return node.namedChildren.filter(isCode)
  if (node.type === 'array_creation_expression') {
    const list = node.childForFieldName('value')
    return list ? elementsOf(list) : []
  }
  const name = node.type === 'method_invocation' ? node.childForFieldName('name')?.text : undefined
  return name && /^(?:of|asList|singleton|singletonList)$/.test(name) ? callOf(node, name, undefined).arguments : [node]
}

function givenTo(text: Node): string | undefined {
  const {parent} = text
  if (parent?.type === 'argument_list') return parent.parent?.childForFieldName('name')?.text
  const annotation = enclosing(text, annotations)[0]
  if (!annotation) return undefined
  const {nativeQuery, isNative: native} = annotationCall(annotation).named
  const isNative = nativeQuery?.text === 'true' || native?.text === 'true'
  return isNative ? 'native' : annotation.childForFieldName('name')?.text
}

/** Calls that give their first argument in another form. */
const wrappers = new Set(['create', 'valueOf', 'get', 'of', 'requireNonNull'])
const wrapped = new Set(['URI', 'String', 'Paths', 'Path', 'Objects'])
/** What stands for a queue by its name, whatever it is asked of. */
const destinations = new Set(['createQueue', 'createTopic'])

/** `Path.of("/data", "in.csv")` and `new File("/data", "in.csv")` are put together with slashes. */
function pathParts(node: Node): readonly (Node | Part)[] | undefined {
  const isPath =
    node.type === 'object_creation_expression'
      ? node.childForFieldName('type')?.text === 'File'
      : node.type === 'method_invocation' && /^(?:Paths\s*\.\s*get|Path\s*\.\s*of)\(/.test(node.text.slice(0, 40))
  const given = isPath ? callOf(node, '', undefined).arguments : []
  if (given.length < 2) return undefined
  return given.slice(0, 20).flatMap((one, at) => (at === 0 ? [one] : [{text: '/'}, one]))
}

function partOf(node: Node): Part {
  const inside = innerArgument(node)
  if (inside) return partOf(inside)
  if (node.type === 'string_literal') return {text: literal(node.text)}
  if (node.type === 'decimal_integer_literal') return {text: node.text.replace(/[_lL]/g, '')}
  if (node.type === 'identifier' || node.type === 'field_access')
    return {name: node.text.replace(/^this\s*\.\s*/, ''), node}
  if (node.type === 'cast_expression') {
    const value = node.childForFieldName('value')
    return value ? partOf(value) : {other: true}
  }
  if (node.type === 'method_invocation') {
    const name = node.childForFieldName('name')?.text ?? ''
    const text = name === 'format' || name === 'formatted' ? formatted(node, name) : undefined
    return text === undefined ? {call: callOf(node, name, undefined)} : {text}
  }
  return {other: true}
}

function innerArgument(node: Node): Node | undefined {
  if (node.type === 'object_creation_expression')
    return /^(?:URI|URL|File|String|ActiveMQ(?:Queue|Topic)|MQ(?:Queue|Topic))$/.test(
      node.childForFieldName('type')?.text ?? '',
    )
      ? callOf(node, '', undefined).arguments[0]
      : undefined
  if (node.type !== 'method_invocation') return undefined
  const name = node.childForFieldName('name')?.text ?? ''
  const isWrapper =
    destinations.has(name) || (wrappers.has(name) && wrapped.has(node.childForFieldName('object')?.text ?? ''))
  return isWrapper ? callOf(node, '', undefined).arguments[0] : undefined
}

/** What `String.format` and `"...".formatted` make, with `{}` for what is put in. */
function formatted(node: Node, name: string): string | undefined {
  const object = node.childForFieldName('object')
  const isFormat = name === 'format' && object?.text === 'String'
  const pattern = isFormat ? callOf(node, name, undefined).arguments[0] : name === 'formatted' ? object : undefined
  return pattern?.type === 'string_literal'
    ? literal(pattern.text).replace(/%(?:\d+\$)?[-#+0,(]*\d*(?:\.\d+)?[sdxfcb]/g, '{}')
    : undefined
}

const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', s: ' ', '\n': ''}

function literal(written: string): string {
  const inside = written.startsWith('"""') ? written.slice(3, -3) : written.slice(1, -1)
  return inside.replace(/\\(?:u+([0-9a-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, one: string) =>
    code ? String.fromCharCode(parseInt(code, 16)) : (escapes[one] ?? one),
  )
}

function wholeText(string: Node): Node {
  return outermost(string, textAround)
}

/** The expression that a text is a part, or the pattern, of. */
function textAround(node: Node): Node | undefined {
  const {parent} = node
  if (!parent) return undefined
  if (parent.type === 'parenthesized_expression' || isSum(parent)) return parent
  const call = parent.type === 'argument_list' && parent.namedChild(0)?.equals(node) ? parent.parent : parent
  if (call?.type !== 'method_invocation') return undefined
  return formatted(call, call.childForFieldName('name')?.text ?? '') === undefined ? undefined : call
}

function definitionAt(name: Node): Definition | undefined {
  const {parent} = name
  if (!parent) return undefined
  if (unnamedParameters.has(parent.type)) return isParameter(name, parent) ? {annotations: []} : undefined
  const assigned = assignedValue(name, parent)
  if (assigned) return {value: assigned, annotations: [], isAssigned: true}
  if (!parent.childForFieldName('name')?.equals(name)) return undefined
  if (parent.type === 'variable_declarator') {
    const value = parent.childForFieldName('value')
    return {value: value ?? undefined, annotations: annotationsOf(parent.parent ?? undefined)}
  }
  if (parent.type === 'formal_parameter') return {annotations: annotationsOf(parent)}
  if (parent.type === 'resource') return {value: parent.childForFieldName('value') ?? undefined, annotations: []}
  return /^(?:enhanced_for_statement|catch_formal_parameter)$/.test(parent.type) ? {annotations: []} : undefined
}

/** Parameters of lambdas may stand without a type. */
const unnamedParameters = new Set(['inferred_parameters', 'lambda_expression'])

function isParameter(name: Node, parent: Node): boolean {
  return parent.type === 'inferred_parameters' || parent.childForFieldName('parameters')?.equals(name) === true
}

/** `name = x` and `this.name = x`. */
function assignedValue(name: Node, parent: Node): Node | undefined {
  const isField = parent.type === 'field_access' && parent.childForFieldName('object')?.type === 'this'
  const left = isField ? parent : name
  const assignment = left.parent
  const isSet = assignment?.type === 'assignment_expression' && assignment.childForFieldName('left')?.equals(left)
  return isSet ? (assignment.childForFieldName('right') ?? undefined) : undefined
}
