import type * as Morph from 'ts-morph'

export type TypeScript = typeof Morph.ts
export type Node = Morph.ts.Node
export type Expression = Morph.ts.Expression
export type CallLike = Morph.ts.CallExpression | Morph.ts.NewExpression | Morph.ts.TaggedTemplateExpression

/** A name where the file declares it. */
export interface Declared {
  readonly name: string
  readonly node: Node
  /** Of an import: what is taken of which module; the empty text is all of it. */
  readonly imported?: {readonly specifier: string; readonly name: string}
  readonly value?: Expression | undefined
  readonly type?: Morph.ts.TypeNode | undefined
  /** What of the value it is, where the value is taken apart. */
  readonly path?: readonly string[]
  /** The name is a parameter's. */
  readonly isParameter?: true
}

/** What a file declares and where, found by one walk over its nodes. */
export interface Names {
  readonly source: Morph.ts.SourceFile
  /** Where a name that is used at a node is declared. */
  readonly declaredAt: (name: string, at: Node) => Declared | undefined
  /** What is put into a variable after it was declared. */
  readonly assigned: ReadonlyMap<string, readonly Expression[]>
  /** By name, what properties of objects and classes are set to, and their types. */
  readonly properties: ReadonlyMap<string, readonly PropertySet[]>
  readonly returns: ReadonlyMap<Node, readonly Expression[]>
  readonly calls: readonly CallLike[]
  readonly texts: readonly Expression[]
  readonly classes: readonly Morph.ts.ClassLikeDeclaration[]
  /** Interfaces and aliases by name, wherever in the file they stand. */
  readonly types: ReadonlyMap<string, readonly TypeDeclared[]>
  /** By the module that they are declared to be of, and by name: `declare module 'x' {...}`. */
  readonly augmented: ReadonlyMap<string, ReadonlyMap<string, readonly TypeDeclared[]>>
  readonly exported: ReadonlyMap<string, ExportedNode>
}

export type TypeDeclared = Morph.ts.InterfaceDeclaration | Morph.ts.TypeAliasDeclaration

export interface PropertySet {
  readonly value?: Expression | undefined
  readonly type?: Morph.ts.TypeNode | undefined
  /** The class whose property it is; none for one that is set on any object. */
  readonly of?: Node | undefined
}

/** A value, or a declaration; or a name of another module. */
export type ExportedNode =
  {readonly node: Node} | {readonly from: string; readonly name: string} | {readonly local: string}

type Mutable<T> = {-readonly [K in keyof T]: T[K]}
interface Gathered {
  readonly scopes: Map<Node, Map<string, Declared>>
  readonly assigned: Map<string, Expression[]>
  readonly properties: Map<string, PropertySet[]>
  readonly returns: Map<Node, Expression[]>
  readonly calls: CallLike[]
  readonly texts: Expression[]
  readonly classes: Morph.ts.ClassLikeDeclaration[]
  readonly types: Map<string, TypeDeclared[]>
  readonly augmented: Map<string, Map<string, TypeDeclared[]>>
  readonly exported: Map<string, ExportedNode>
}

/** Visits every node once, without recursion, and gives each its parent: sources nest as deep as they like. */
export function namesOf(ts: TypeScript, source: Morph.ts.SourceFile): Names {
  const gathered: Gathered = {
    scopes: new Map(),
    assigned: new Map(),
    properties: new Map(),
    returns: new Map(),
    calls: [],
    texts: [],
    classes: [],
    types: new Map(),
    augmented: new Map(),
    exported: new Map(),
  }
  const stack: Node[] = [source]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    gather(ts, node, gathered)
    const parent = node
    const first = stack.length
    ts.forEachChild(node, (child) => {
      ;(child as Mutable<Node>).parent = parent // the parser leaves it out, and nobody else has this tree
      stack.push(child)
    })
    reverseFrom(stack, first)
  }
  const {scopes, ...found} = gathered
  // In a chain the first call stands first.
  found.calls.sort((a, b) => calleeEnd(ts, a) - calleeEnd(ts, b))
  return {...found, source, declaredAt: (name, at) => lookUp(scopes, name, at)}
}

function calleeEnd(ts: TypeScript, call: CallLike): number {
  return ts.isTaggedTemplateExpression(call) ? call.tag.end : call.expression.end
}

function reverseFrom(stack: Node[], first: number): void {
  for (let [low, high] = [first, stack.length - 1]; low < high; [low, high] = [low + 1, high - 1]) {
    const [a, b] = [stack[low], stack[high]]
    if (a && b) [stack[low], stack[high]] = [b, a]
  }
}

function lookUp(scopes: Gathered['scopes'], name: string, at: Node): Declared | undefined {
  for (let node: Node | undefined = at; node; node = node.parent) {
    const found = scopes.get(node)?.get(name)
    if (found) return found
  }
  return undefined
}

function gather(ts: TypeScript, node: Node, into: Gathered): void {
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node))
    into.calls.push(node)
  else if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) into.texts.push(node)
  else if (ts.isVariableDeclaration(node) || ts.isParameter(node)) declareAll(ts, node, into)
  else if (ts.isImportDeclaration(node) || ts.isImportEqualsDeclaration(node)) declareImports(ts, node, into)
  else if (ts.isFunctionDeclaration(node) || ts.isEnumDeclaration(node)) declareNamed(ts, node, into)
  else if (ts.isClassLike(node)) {
    into.classes.push(node)
    declareNamed(ts, node, into)
  } else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) declareType(ts, node, into)
  else if (ts.isReturnStatement(node) && node.expression) returned(ts, node, node.expression, into)
  else if (ts.isPropertyDeclaration(node))
    setProperty(into, nameText(ts, node.name), {value: node.initializer, type: node.type, of: node.parent})
  else if (ts.isGetAccessor(node)) setProperty(into, nameText(ts, node.name), {value: undefined, of: node.parent})
  else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) assign(ts, node, into)
  else if (ts.isExportDeclaration(node)) exportNames(ts, node, into)
  else if (ts.isExportAssignment(node)) into.exported.set('default', {node: node.expression})
}

function nameText(ts: TypeScript, name: Node | undefined): string {
  return name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name))
    ? name.text
    : ''
}

function setProperty(into: Gathered, name: string, set: PropertySet): void {
  if (!name) return
  const own = into.properties.get(name)
  if (own) own.push(set)
  else into.properties.set(name, [set])
}

function declare(into: Gathered, scope: Node, declared: Declared): void {
  const names = into.scopes.get(scope) ?? new Map<string, Declared>()
  if (!names.has(declared.name)) into.scopes.set(scope, names.set(declared.name, declared))
}

/** The node that a name declared at another is known in. */
function scopeOf(ts: TypeScript, node: Node, isOfFunction: boolean): Node {
  let at = node.parent
  while (at.parent) {
    if (ts.isFunctionLike(at) || ts.isModuleBlock(at)) return at
    if (!isOfFunction && (ts.isBlock(at) || ts.isCaseBlock(at) || ts.isForStatement(at) || ts.isForOfStatement(at)))
      return at
    at = at.parent
  }
  return at
}

function declareAll(
  ts: TypeScript,
  node: Morph.ts.VariableDeclaration | Morph.ts.ParameterDeclaration,
  into: Gathered,
): void {
  const isParameter = ts.isParameter(node)
  const isVar = !isParameter && (node.parent.flags & ts.NodeFlags.BlockScoped) === 0
  const scope = isParameter ? node.parent : scopeOf(ts, node, isVar)
  const base = {
    node,
    ...(!isParameter && {value: node.initializer}),
    type: node.type,
    ...(isParameter && {isParameter: true as const}),
  }
  for (const {name, path} of boundNames(ts, node.name))
    declare(into, scope, {...base, name, ...(path.length > 0 && {path})})
  if (isParameter && node.modifiers && ts.isIdentifier(node.name))
    setProperty(into, node.name.text, {type: node.type, of: node.parent.parent})
  if (!isParameter && ts.isIdentifier(node.name) && isExported(ts, node.parent.parent))
    into.exported.set(node.name.text, {local: node.name.text})
  if (!isParameter && !ts.isIdentifier(node.name) && isExported(ts, node.parent.parent))
    for (const {name} of boundNames(ts, node.name)) into.exported.set(name, {local: name})
}

/** The names that a pattern binds: of `{a: {b}, c = 1}` `b` at `a.b`, and `c`. */
function boundNames(ts: TypeScript, name: Morph.ts.BindingName): readonly {name: string; path: readonly string[]}[] {
  const found: {name: string; path: readonly string[]}[] = []
  const open: {name: Morph.ts.BindingName; path: readonly string[]}[] = [{name, path: []}]
  for (let next = open.pop(); next; next = open.pop()) {
    if (ts.isIdentifier(next.name)) {
      found.push({name: next.name.text, path: next.path})
      continue
    }
    const isArray = ts.isArrayBindingPattern(next.name)
    for (const [index, element] of next.name.elements.entries()) {
      if (!ts.isBindingElement(element)) continue
      const key = isArray ? String(index) : nameText(ts, element.propertyName ?? element.name)
      open.push({name: element.name, path: element.dotDotDotToken ? ['...'] : [...next.path, key]})
    }
  }
  return found
}

function isExported(ts: TypeScript, node: Node | undefined): boolean {
  return Boolean(
    node && ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({kind}) => kind === ts.SyntaxKind.ExportKeyword),
  )
}

function declareType(ts: TypeScript, node: TypeDeclared, into: Gathered): void {
  into.types.set(node.name.text, [...(into.types.get(node.name.text) ?? []), node])
  const module = moduleAround(ts, node)
  if (module !== undefined) return augment(into, module, node)
  // A value of the same name says more.
  const name = isDefault(ts, node) ? 'default' : node.name.text
  if (isExported(ts, node) && !into.exported.has(name)) into.exported.set(name, {node})
}

/** The module that a type is declared to be of. */
function moduleAround(ts: TypeScript, {parent}: Node): string | undefined {
  const module = parent && ts.isModuleBlock(parent) ? parent.parent : undefined
  return module && ts.isStringLiteral(module.name) ? module.name.text : undefined
}

function augment({augmented}: Gathered, module: string, node: TypeDeclared): void {
  const own = augmented.get(module) ?? new Map<string, TypeDeclared[]>()
  augmented.set(module, own.set(node.name.text, [...(own.get(node.name.text) ?? []), node]))
}

function isDefault(ts: TypeScript, node: Morph.ts.HasModifiers): boolean {
  return Boolean(ts.getModifiers(node)?.some(({kind}) => kind === ts.SyntaxKind.DefaultKeyword))
}

function declareNamed(
  ts: TypeScript,
  node: Morph.ts.FunctionDeclaration | Morph.ts.ClassLikeDeclaration | Morph.ts.EnumDeclaration,
  into: Gathered,
): void {
  if (isExported(ts, node)) {
    into.exported.set(isDefault(ts, node) ? 'default' : (node.name?.text ?? ''), {node})
  }
  if (node.name) declare(into, scopeOf(ts, node, false), {name: node.name.text, node})
}

function declareImports(
  ts: TypeScript,
  node: Morph.ts.ImportDeclaration | Morph.ts.ImportEqualsDeclaration,
  into: Gathered,
): void {
  const add = (local: Morph.ts.Identifier, specifier: string, name: string): void =>
    declare(into, scopeOf(ts, node, false), {name: local.text, node: local, imported: {specifier, name}})
  if (ts.isImportEqualsDeclaration(node)) {
    const {moduleReference: reference} = node
    if (ts.isExternalModuleReference(reference) && ts.isStringLiteral(reference.expression))
      add(node.name, reference.expression.text, '')
    return
  }
  if (!ts.isStringLiteral(node.moduleSpecifier)) return
  const {text} = node.moduleSpecifier
  const clause = node.importClause
  if (clause?.name) add(clause.name, text, 'default')
  const bindings = clause?.namedBindings
  if (bindings && ts.isNamespaceImport(bindings)) add(bindings.name, text, '')
  if (bindings && ts.isNamedImports(bindings))
    for (const {name, propertyName} of bindings.elements) add(name, text, propertyName?.text ?? name.text)
}

function returned(ts: TypeScript, node: Node, expression: Expression, into: Gathered): void {
  let at: Node | undefined = node.parent
  while (at && !ts.isFunctionLike(at)) at = at.parent
  if (!at) return
  const own = into.returns.get(at)
  if (own) own.push(expression)
  else into.returns.set(at, [expression])
}

/** `x = ...`, `this.x = ...`, `module.exports = ...`, `exports.x = ...`. */
function assign(ts: TypeScript, {left, right}: Morph.ts.BinaryExpression, into: Gathered): void {
  if (ts.isIdentifier(left)) {
    const own = into.assigned.get(left.text)
    if (own) own.push(right)
    else into.assigned.set(left.text, [right])
  }
  if (!ts.isPropertyAccessExpression(left)) return
  const object = left.expression
  const isModule = (one: Node): boolean =>
    ts.isPropertyAccessExpression(one) &&
    one.name.text === 'exports' &&
    ts.isIdentifier(one.expression) &&
    one.expression.text === 'module'
  if (isModule(left)) into.exported.set('default', {node: right})
  else if (isModule(object) || (ts.isIdentifier(object) && object.text === 'exports'))
    into.exported.set(left.name.text, {node: right})
  else if (object.kind === ts.SyntaxKind.ThisKeyword) setProperty(into, left.name.text, {value: right, of: undefined})
}

function exportNames(ts: TypeScript, node: Morph.ts.ExportDeclaration, into: Gathered): void {
  const from = node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined
  const {exportClause: clause} = node
  if (!clause && from !== undefined) into.exported.set(`* ${from}`, {from, name: '*'})
  if (clause && ts.isNamespaceExport(clause) && from !== undefined)
    into.exported.set(clause.name.text, {from, name: ''})
  if (!clause || !ts.isNamedExports(clause)) return
  for (const {name, propertyName} of clause.elements) {
    const local = propertyName?.text ?? name.text
    into.exported.set(name.text, from === undefined ? {local} : {from, name: local})
  }
}

/** The function of the file that is called: one that stands there, a method of `this`, or one by its name. */
export function functionOf(
  {ts, names}: {readonly ts: TypeScript; readonly names: Names},
  callee: Node,
): Morph.ts.SignatureDeclaration | undefined {
  if (ts.isFunctionLike(callee)) return callee
  if (ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword) {
    const around = classAround(ts, callee)
    const methods = around && ts.isClassLike(around) ? around.members.filter((one) => ts.isMethodDeclaration(one)) : []
    return methods.find(({name}) => name.getText(names.source) === callee.name.text)
  }
  if (!ts.isIdentifier(callee)) return undefined
  const declared = names.declaredAt(callee.text, callee)
  if (declared?.value && ts.isFunctionLike(declared.value)) return declared.value
  return declared && ts.isFunctionDeclaration(declared.node) ? declared.node : undefined
}

export function classAround(ts: TypeScript, node: Node): Node | undefined {
  for (let at: Node | undefined = node; at; at = at.parent) if (ts.isClassLike(at)) return at
  return undefined
}
