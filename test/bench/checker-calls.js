/**
 * The peer of the calls through clients: ts-morph with a checker over the whole tree, in a process of its own. It is told
 * where the packages of the tree have their sources, and where the clients' packages are installed.
 */
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join, relative} from 'node:path'
import {Project, ts} from 'ts-morph'

const [root, out, installed] = process.argv.slice(2)
const {clientOf} = await import('./client-packages.js')
const left = /(?:^|\/)(?:node_modules|dist|build|out|coverage|\.git|\.cache|vendor)\//
const paths = readdirSync(root, {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !left.test(relative(root, path)))
const entries = readdirSync(root, {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile() && entry.name === 'package.json')
  .map((entry) => entry.parentPath)
  .filter((folder) => !left.test(`${relative(root, folder)}/`))
const workspaces = entries.flatMap((folder) => {
  const {name} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const sources = existsSync(join(folder, 'src')) ? join(folder, 'src') : folder
  return name
    ? [
        [name, [sources]],
        [`${name}/*`, [`${sources}/*`]],
      ]
    : []
})
const project = new Project({
  compilerOptions: {
    allowJs: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    ignoreDeprecations: '6.0',
    jsx: ts.JsxEmit.Preserve,
    skipLibCheck: true,
    ...(installed && {
      typeRoots: [join(installed, '@types')],
      types: ['node'],
      paths: {...Object.fromEntries(workspaces), '*': ['*', `${installed}/*`, `${installed}/@types/*`]},
      baseUrl: root,
    }),
  },
  skipAddingFilesFromTsConfig: true,
})
for (const path of paths) project.addSourceFileAtPath(path)
const program = project.getProgram().compilerObject
const checker = program.getTypeChecker()

/** The package of a client that something is declared by: that of its types too, and a module of Node's. */
function declaredIn(declaration) {
  const [, name = '', rest = ''] =
    /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\/([^]*)$/.exec(declaration?.getSourceFile().fileName ?? '') ?? []
  const module = name === '@types/node' ? rest.replace(/\.d\.ts$/, '') : name.replace(/^@types\//, '')
  const own = module.replace(/^express-serve-static-core$/, 'express')
  return own && clientOf(own) ? own : undefined
}

/** The type and the member that a call's signature is declared as: `QueryBuilder.where`. */
function ownerOf(declaration) {
  const names = []
  for (let node = declaration; node && !ts.isSourceFile(node); node = node.parent)
    if (node.name && !ts.isParameter(node)) names.unshift(node.name.getText())
  return names.join('.')
}

/**
 * What a call gives by its declared type: something that comes or tells later (a promise, a stream), a value, nothing, or
 * what no type says.
 */
function givesOf(signature) {
  const type = signature && checker.getReturnTypeOfSignature(signature)
  const all = type?.isUnion() ? type.types : type ? [type] : []
  const isSaid = all.length > 0 && all.every(({flags}) => (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) === 0)
  if (!isSaid) return 'unsaid'
  if (all.some((one) => ['then', 'on', 'pipe'].some((name) => checker.getPropertyOfType(one, name)))) return 'later'
  const nothing = ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never
  return all.every(({flags}) => (flags & nothing) !== 0) ? 'nothing' : 'value'
}

/** Whether somebody waits for a call, or gives it a function that may be told later. */
function isWaitedFor(node) {
  let at = node
  while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent)) at = at.parent
  const isThen = ts.isPropertyAccessExpression(at.parent) && at.parent.name.text === 'then'
  return isThen || ts.isAwaitExpression(at.parent)
}

function takesFunction(node) {
  return (node.arguments ?? []).some((one) => checker.getTypeAtLocation(one).getCallSignatures().length > 0)
}

/** Whether what is called was made by a function, or is an object or of a type, of another module of the tree. */
function isGiven(expression, depth = 0) {
  let node = expression
  while (node && depth < 6) {
    if (ts.isCallExpression(node)) {
      const {declaration} = checker.getResolvedSignature(node) ?? {}
      const file = declaration?.getSourceFile()
      if (file && !file.fileName.includes('/node_modules/')) {
        if (file !== expression.getSourceFile()) return true
        const given = returnsOf(declaration).some((one) => isGiven(one, depth + 1))
        if (given) return true
      }
    }
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].some((one) => isGiven(one, depth + 1))
    if (ts.isIdentifier(node)) {
      const [declared] = checker.getSymbolAtLocation(node)?.declarations ?? []
      if (declared && (ts.isImportSpecifier(declared) || ts.isImportClause(declared))) return true
      let variable = declared
      while (variable && (ts.isBindingElement(variable) || ts.isObjectBindingPattern(variable)))
        variable = variable.parent
      if (variable && ts.isParameter(variable)) return isImportedType(variable.type)
      if (!variable || !ts.isVariableDeclaration(variable)) return false
      const value = variable.initializer
      const later = value ? undefined : assignedTo(variable)
      return [value, later].some((one) => one && isGiven(one, depth + 1))
    }
    node = node.expression
  }
  return false
}

/** Whether a type is one that another module of the tree writes out. */
function isImportedType(type) {
  if (!type || !ts.isTypeReferenceNode(type)) return false
  const [declared] = checker.getSymbolAtLocation(type.typeName)?.declarations ?? []
  const isImport = declared !== undefined && ts.isImportSpecifier(declared)
  return isImport && clientOf(declared.parent.parent.parent.moduleSpecifier.text) === undefined
}

function returnsOf(declaration) {
  const found = []
  const visit = (node) => {
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression)
    else if (node === declaration || !ts.isFunctionLike(node)) ts.forEachChild(node, visit)
  }
  visit(declaration)
  return found
}

/** What a variable that is declared without a value is set to. */
function assignedTo(variable) {
  let found
  const name = variable.name.getText()
  const visit = (node) => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      node.left.getText() === name
    )
      found ??= node.right
    ts.forEachChild(node, visit)
  }
  visit(variable.getSourceFile())
  return found
}

/** The import that a name leads to, through what it was made from: for clients whose packages are not installed. */
function packageOf(node, depth = 0) {
  if (!node || depth > 20) return undefined
  if (ts.isPropertyAccessExpression(node)) {
    const own = checker.getSymbolAtLocation(node.name)
    return first(own?.declarations, depth) ?? packageOf(node.expression, depth + 1)
  }
  if (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node)
  )
    return packageOf(node.expression, depth + 1)
  if (ts.isTypeReferenceNode(node)) return packageOf(node.typeName, depth + 1)
  return ts.isIdentifier(node) ? first(checker.getSymbolAtLocation(node)?.declarations, depth) : undefined
}

function first(declarations, depth) {
  for (const one of declarations ?? []) {
    const found = packageOfDeclaration(one, depth + 1)
    if (found) return found
  }
  return undefined
}

function packageOfDeclaration(declaration, depth) {
  for (let node = declaration; node; node = node.parent)
    if (ts.isImportDeclaration(node)) {
      const {moduleSpecifier, importClause} = node
      const isClient =
        ts.isStringLiteral(moduleSpecifier) && !importClause?.isTypeOnly && clientOf(moduleSpecifier.text)
      return isClient ? moduleSpecifier.text : undefined
    }
  if (ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration) || ts.isParameter(declaration))
    return packageOf(declaration.initializer ?? declaration.type, depth)
  return undefined
}

const calls = []
for (const source of program.getSourceFiles()) {
  const path = relative(root, source.fileName)
  if (path.startsWith('..') || left.test(path) || source.isDeclarationFile) continue
  const visit = (node) => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const signature = checker.getResolvedSignature(node)
      const {declaration} = signature ?? {}
      const name = declaration ? declaredIn(declaration) : packageOf(node.expression)
      if (name) {
        const {line, character} = source.getLineAndCharacterOfPosition(node.getStart(source))
        const end = source.getLineAndCharacterOfPosition(node.end)
        const at = `${path}:${line + 1}:${character}-${end.line + 1}:${end.character}`
        const called = node.expression.getText(source).slice(-80)
        calls.push({
          ...{at, package: name, declared: ownerOf(declaration), called, gives: givesOf(signature)},
          ...{isGiven: isGiven(node.expression), isWaitedFor: isWaitedFor(node), takesFunction: takesFunction(node)},
          isDatabase: clientOf(name)?.isDatabase === true,
        })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
}
writeFileSync(out, JSON.stringify(calls))
