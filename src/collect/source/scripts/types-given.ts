import type * as Morph from 'ts-morph'
import {parameterNamed} from './declared-types.ts'
import type {Node, TypeScript} from './names.ts'
import type {Held, TypesGiven} from './things.ts'

type TypeNode = Morph.ts.TypeNode
type Parameters = readonly Morph.ts.TypeParameterDeclaration[] | undefined

/** What the parameters of a generic type stand for where it is named with arguments; undefined where it has none. */
export function typesGiven(parameters: Parameters, given: readonly TypeNode[] | undefined): TypesGiven | undefined {
  const pairs = (parameters ?? []).flatMap((one, at): readonly (readonly [Node, TypeNode])[] => {
    const type = given?.[at]
    return type ? [[one, type]] : []
  })
  return pairs.length > 0 ? new Map(pairs) : undefined
}

/** What stands inside a type for which some parameters are given. */
export function within(ts: TypeScript, held: Held, types: TypesGiven | undefined): Held {
  if (!types || !('node' in held)) return held
  const type = ts.isTypeNode(held.node) ? parameterGiven(ts, held.node, types) : held.node
  if (type !== held.node) return {node: type}
  const own = held.types && new Map([...held.types].map(([name, type]) => [name, parameterGiven(ts, type, types)]))
  return {...held, types: own ?? types}
}

function parameterGiven(ts: TypeScript, type: TypeNode, types: TypesGiven): TypeNode {
  const parameter = parameterOf(ts, type)
  return (parameter && types.get(parameter)) ?? type
}

function parameterOf(ts: TypeScript, type: TypeNode): Morph.ts.TypeParameterDeclaration | undefined {
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)
    ? parameterNamed(ts, type, type.typeName.text)
    : undefined
}

const deepest = 8

/** A type, or what is given for it where it is a parameter, or else what it is by default; undefined where nothing says. */
export function typeGiven(ts: TypeScript, type: TypeNode, types: TypesGiven | undefined): TypeNode | undefined {
  let at: TypeNode | undefined = type
  for (let steps = 0; at && steps < deepest; steps += 1) {
    const parameter = parameterOf(ts, at)
    if (!parameter) return at
    // A function and a class may be told otherwise where they are called.
    const isOfType = ts.isTypeAliasDeclaration(parameter.parent) || ts.isInterfaceDeclaration(parameter.parent)
    at = types?.get(parameter) ?? (isOfType ? parameter.default : undefined)
  }
  return undefined
}
