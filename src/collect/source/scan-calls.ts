import type * as Morph from 'ts-morph'
import {type Integration, integrationOf} from './integrations.ts'
import {extensionOf} from './languages.ts'
import type {Fact} from './languages/fact.ts'
import type {SourceFile} from './walk-tree.ts'

interface CallSeen {
  readonly integration: Integration
  /** `PutObject`, `query`, `GET`; left out where the code decides it at run time. */
  readonly operation?: string
}

type TypeScript = typeof Morph.ts
type Node = Morph.ts.Node

/**
 * Stage two: calls through integration packages, by following names rather than types, so that nothing need be
 * installed: an import, `new Client()`, a declared type, a property or a variable that holds one.
 */
export function callScanner(morph: typeof Morph): (file: SourceFile) => readonly Fact[] {
  const project = new morph.Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    skipAddingFilesFromTsConfig: true,
    compilerOptions: {noResolve: true, noLib: true, allowJs: true, jsx: morph.ts.JsxEmit.Preserve},
  })
  return ({path, text}) => {
    const source = project.createSourceFile(`/scanned.${extensionOf(path)}`, text, {overwrite: true})
    return callsIn(morph.ts, source.compilerNode)
  }
}

/** Names of a file that stand for an integration: what was imported, and what was made of it. */
type Bindings = Map<string, Integration>

function callsIn(ts: TypeScript, source: Morph.ts.SourceFile): readonly Fact[] {
  const bindings: Bindings = new Map()
  const calls: Fact[] = []
  walk(ts, source, (node) => bindImports(ts, node, bindings))
  if (bindings.size > 0) {
    // Twice, because a name may be used above the place where it is made.
    walk(ts, source, (node) => bindMade(ts, node, bindings))
    walk(ts, source, (node) => bindMade(ts, node, bindings))
  }
  walk(ts, source, (node) => {
    const call = callOf(ts, node, bindings)
    if (call) calls.push(factOf(call, source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1))
  })
  return calls
}

function factOf({integration, operation}: CallSeen, line: number): Fact {
  const more = {...(operation && {operation}), line}
  if (integration.kind === 'http') return {is: 'http', ...more}
  if (integration.kind === 'cloud') return {is: 'cloud', service: integration.service, ...more}
  return {is: integration.kind, product: integration.product, ...more}
}

/** Visits every node without recursion: sources nest as deep as they like. */
function walk(ts: TypeScript, root: Node, visit: (node: Node) => void): void {
  const stack: Node[] = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    visit(node)
    const children: Node[] = []
    ts.forEachChild(node, (child) => void children.push(child))
    for (const child of children.toReversed()) stack.push(child)
  }
}

function bindImports(ts: TypeScript, node: Node, bindings: Bindings): void {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const integration = integrationOf(node.moduleSpecifier.text)
    const clause = node.importClause
    if (!integration || !clause || clause.isTypeOnly) return
    if (clause.name) bindings.set(clause.name.text, integration)
    if (clause.namedBindings && ts.isNamespaceImport(clause.namedBindings))
      bindings.set(clause.namedBindings.name.text, integration)
    if (clause.namedBindings && ts.isNamedImports(clause.namedBindings))
      for (const {name} of clause.namedBindings.elements) bindings.set(name.text, integration)
  }
  if (ts.isVariableDeclaration(node) && node.initializer) {
    const required = requiredSpecifier(ts, node.initializer)
    const integration = required === undefined ? undefined : integrationOf(required)
    if (!integration) return
    if (ts.isIdentifier(node.name)) bindings.set(node.name.text, integration)
    else
      for (const element of node.name.elements)
        if (ts.isBindingElement(element) && ts.isIdentifier(element.name)) bindings.set(element.name.text, integration)
  }
}

function requiredSpecifier(ts: TypeScript, node: Node): string | undefined {
  const expression = ts.isAwaitExpression(node) ? node.expression : node
  if (!ts.isCallExpression(expression)) return undefined
  const [argument] = expression.arguments
  const isRequire =
    (ts.isIdentifier(expression.expression) && expression.expression.text === 'require') ||
    expression.expression.kind === ts.SyntaxKind.ImportKeyword
  return isRequire && argument && ts.isStringLiteral(argument) ? argument.text : undefined
}

/** `const client = new S3Client()`, `this.client = ...`, `private client: S3Client`, a parameter of that type. */
function bindMade(ts: TypeScript, node: Node, bindings: Bindings): void {
  const bind = (name: Node | undefined, from: Node | undefined): void => {
    const text = name && nameOf(ts, name)
    const integration = from && integrationBehind(ts, from, bindings)
    if (text && integration && !bindings.has(text)) bindings.set(text, integration)
  }
  if (ts.isVariableDeclaration(node)) bind(node.name, node.initializer ?? node.type)
  else if (ts.isPropertyDeclaration(node)) bind(node.name, node.initializer ?? node.type)
  else if (ts.isParameter(node)) bind(node.name, node.type)
  else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    bind(node.left, node.right)
}

function nameOf(ts: TypeScript, node: Node): string | undefined {
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) return node.text
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined
}

/** What the head of an expression stands for: `new Pool(...)`, `knex(...)`, `axios.create()`, `S3Client` as a type. */
function integrationBehind(ts: TypeScript, node: Node, bindings: Bindings): Integration | undefined {
  let at: Node = node
  for (let steps = 0; steps < 50; steps += 1) {
    if (ts.isIdentifier(at) || ts.isPrivateIdentifier(at)) return bindings.get(at.text)
    if (
      ts.isNewExpression(at) ||
      ts.isCallExpression(at) ||
      ts.isAwaitExpression(at) ||
      ts.isNonNullExpression(at) ||
      ts.isParenthesizedExpression(at) ||
      ts.isAsExpression(at)
    )
      at = at.expression
    else if (ts.isPropertyAccessExpression(at)) {
      const own = bindings.get(at.name.text)
      if (own) return own
      at = at.expression
    } else if (ts.isTypeReferenceNode(at)) at = at.typeName
    else if (ts.isQualifiedName(at)) at = at.left
    else return undefined
  }
  return undefined
}

const fetchHttp: Integration = {kind: 'http'}

function callOf(ts: TypeScript, node: Node, bindings: Bindings): CallSeen | undefined {
  if (ts.isNewExpression(node)) {
    const integration = integrationBehind(ts, node.expression, bindings)
    const name = nameOf(ts, node.expression)
    // SDK v3: the operation is the command that is made.
    if (integration?.kind === 'cloud' && name?.endsWith('Command'))
      return {integration, operation: name.slice(0, -'Command'.length)}
    return integration && integration.kind !== 'http' && integration.kind !== 'cloud' ? {integration} : undefined
  }
  if (!ts.isCallExpression(node)) return undefined
  if (ts.isIdentifier(node.expression) && node.expression.text === 'fetch' && !bindings.has('fetch'))
    return {integration: fetchHttp}
  const integration = integrationBehind(ts, node.expression, bindings)
  if (!integration) return undefined
  const method = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : undefined
  if (integration.kind === 'cloud') {
    // Commands of SDK v3 are counted where they are made; `send` only carries them.
    return method && method !== 'send' && /^[a-z]/.test(method) && integration.service === 'aws'
      ? {integration, operation: method}
      : undefined
  }
  return {integration, ...(method && {operation: method})}
}
