/** The peer of stage two: ts-morph with a checker over the whole tree; the calls of what clients' packages declare. */
import {readdirSync, writeFileSync} from 'node:fs'
import {join, relative} from 'node:path'
import {Project, ts} from 'ts-morph'

const [root, out] = process.argv.slice(2)
const {integrationOf} = await import('../../dist/collect/source/integrations.js')
const left = /(?:^|\/)(?:node_modules|dist|build|out|coverage|\.git|\.cache|vendor)\//
const paths = readdirSync(root, {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !left.test(relative(root, path)))
const project = new Project({
  compilerOptions: {
    allowJs: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    ignoreDeprecations: '6.0',
    jsx: ts.JsxEmit.Preserve,
    skipLibCheck: true,
  },
  skipAddingFilesFromTsConfig: true,
})
for (const path of paths) project.addSourceFileAtPath(path)
const program = project.getProgram().compilerObject
const checker = program.getTypeChecker()

/** Whether something is declared by the package of a client. */
function isOfClient(declaration) {
  const [, name] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/[^]*$/.exec(declaration?.getSourceFile().fileName ?? '') ?? []
  return name !== undefined && integrationOf(name) !== undefined
}

/** The import that a name leads to, through what it was made from: for clients whose packages are not installed. */
function leadsToClient(node, depth = 0) {
  if (!node || depth > 20) return false
  if (ts.isPropertyAccessExpression(node)) {
    const own = checker.getSymbolAtLocation(node.name)
    return (
      (own?.declarations ?? []).some((one) => declaresClient(one, depth + 1)) ||
      leadsToClient(node.expression, depth + 1)
    )
  }
  if (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node)
  )
    return leadsToClient(node.expression, depth + 1)
  if (ts.isTypeReferenceNode(node)) return leadsToClient(node.typeName, depth + 1)
  if (!ts.isIdentifier(node)) return false
  return (checker.getSymbolAtLocation(node)?.declarations ?? []).some((one) => declaresClient(one, depth + 1))
}

function declaresClient(declaration, depth) {
  for (let node = declaration; node; node = node.parent)
    if (ts.isImportDeclaration(node))
      return (
        ts.isStringLiteral(node.moduleSpecifier) &&
        !node.importClause?.isTypeOnly &&
        integrationOf(node.moduleSpecifier.text) !== undefined
      )
  if (ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration) || ts.isParameter(declaration))
    return leadsToClient(declaration.initializer ?? declaration.type, depth)
  return false
}

const calls = new Set()
for (const source of program.getSourceFiles()) {
  const path = relative(root, source.fileName)
  if (path.startsWith('..') || left.test(path) || source.isDeclarationFile) continue
  const visit = (node) => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const declaration = checker.getResolvedSignature(node)?.declaration
      if (isOfClient(declaration) || leadsToClient(node.expression))
        calls.add(`${path}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
}
writeFileSync(out, JSON.stringify([...calls]))
