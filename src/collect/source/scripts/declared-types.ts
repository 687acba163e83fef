import type * as Morph from 'ts-morph'
import type {Names, Node, TypeScript} from './names.ts'

type TypeNode = Morph.ts.TypeNode
type Reading = {readonly ts: TypeScript; readonly names: Names}

const deepest = 8
/** So many types are looked at for one property: aliases may each stand for many others. */
const mostTypes = 200

/**
 * The type that a path of properties leads to inside another, as far as the file writes both out: of `{client: Client}` at
 * `client` it is `Client`.
 */
export function typeAt({ts, names}: Reading, type: TypeNode, path: readonly string[]): TypeNode | undefined {
  let at: TypeNode | undefined = type
  for (const name of path) at = at && propertyType({ts, names, left: mostTypes}, at, name, 0)
  return at
}

type Search = Reading & {left: number}

function propertyType(reading: Search, type: TypeNode, name: string, depth: number): TypeNode | undefined {
  const {ts} = reading
  reading.left -= 1
  if (depth > deepest || reading.left < 0) return undefined
  const first = (types: readonly TypeNode[]): TypeNode | undefined => {
    for (const one of types.slice(0, 20)) {
      const found = propertyType(reading, one, name, depth + 1)
      if (found) return found
    }
    return undefined
  }
  if (ts.isParenthesizedTypeNode(type)) return propertyType(reading, type.type, name, depth + 1)
  if (ts.isTypeLiteralNode(type)) return memberType(ts, type.members, name)
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) return first(type.types)
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return undefined
  const {text} = type.typeName
  if (wrapper.test(text)) return first(type.typeArguments?.slice(0, 1) ?? [])
  for (const declared of reading.names.types.get(text) ?? []) {
    const found = ts.isInterfaceDeclaration(declared)
      ? memberType(ts, declared.members, name)
      : propertyType(reading, declared.type, name, depth + 1)
    if (found) return found
  }
  return undefined
}

/** Types whose properties are those of their argument. */
export const wrapper = /^(?:Promise|Awaited|Readonly|Partial|Required|NonNullable|Omit|Pick)$/

function memberType(ts: TypeScript, members: readonly Node[], name: string): TypeNode | undefined {
  for (const one of members)
    if (ts.isPropertySignature(one) && (ts.isIdentifier(one.name) || ts.isStringLiteral(one.name)))
      if (one.name.text === name) return one.type
  return undefined
}

/** The type that an expression is said to be of where it stands: `given as Client`. */
export function castType(ts: TypeScript, expression: Node): TypeNode | undefined {
  let node = expression
  for (let steps = 0; steps < 100; steps += 1) {
    if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) return node.type
    if (ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node) || ts.isNonNullExpression(node))
      node = node.expression
    else return undefined
  }
  return undefined
}

/** The parameter of a generic type or function that a name is of. */
export function parameterNamed(ts: TypeScript, at: Node, name: string): Morph.ts.TypeParameterDeclaration | undefined {
  for (let node: Node | undefined = at; node; node = node.parent) {
    const parameters =
      ts.isFunctionLike(node) ||
      ts.isClassLike(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node)
        ? node.typeParameters
        : undefined
    const own = parameters?.find((one) => one.name.text === name)
    if (own) return own
  }
  return undefined
}
