import type * as Morph from 'ts-morph'
import type {TypeScript} from './names.ts'
import type {Exported, Exports} from './script-scan.ts'

/** Whether a function gives what it is asked for by the name that one of its parameters is. */
export function signatureAsked(
  ts: TypeScript,
  {type, parameters, typeParameters}: Morph.ts.SignatureDeclaration,
): {readonly type: Morph.ts.TypeNode; readonly at: number} | undefined {
  for (const one of givenBack(ts, type)) {
    if (!ts.isIndexedAccessTypeNode(one)) continue
    const name = simpleName(ts, one.indexType)
    const isParameter = typeParameters?.some((own) => own.name.text === name)
    const at = isParameter ? parameters.findIndex((own) => own.type && simpleName(ts, own.type) === name) : -1
    if (at >= 0) return {type: one.objectType, at}
  }
  return undefined
}

/** A type, each of those that it may be, and what a promise of it gives. */
function givenBack(ts: TypeScript, type: Morph.ts.TypeNode | undefined): readonly Morph.ts.TypeNode[] {
  if (!type) return []
  if (ts.isUnionTypeNode(type)) return type.types
  const isPromise = /^(?:Promise|Awaited|NonNullable)$/.test(simpleName(ts, type) ?? '')
  return isPromise && ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : [type]
}

function simpleName(ts: TypeScript, type: Morph.ts.TypeNode): string | undefined {
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : undefined
}

/** Of what a generic type of another module is by default, what holds for whatever it is given. */
export function withoutAsked(exported: Exported): Exported | undefined {
  if ('asked' in exported) return undefined
  if ('instance' in exported) {
    const instance = withoutAsked(exported.instance)
    return instance && {...exported, instance}
  }
  return 'parts' in exported ? {parts: partsWithoutAsked(exported.parts)} : exported
}

function partsWithoutAsked(parts: Exports): Exports {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, one]) => {
      const left = withoutAsked(one)
      return left ? [[name, left] as const] : []
    }),
  )
}
