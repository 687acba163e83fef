import type * as Morph from 'ts-morph'
import type {Node, TypeScript} from './names.ts'
import type {Follower, Held} from './things.ts'
import {typesGiven} from './types-given.ts'

/** What containers of packages give, of what their type says is registered with them: as those packages declare it. */
const declared: Readonly<Record<string, string>> = {
  awilix: 'interface AwilixContainer<C> {cradle: C; resolve<K extends keyof C>(name: K): C[K]}',
}
/** Functions that make one, and its type. */
const made: Readonly<Record<string, string>> = {createContainer: 'AwilixContainer'}

/** A container that a type names with what is registered. */
export function containerOfType(follower: Follower, {typeName, typeArguments}: Morph.ts.TypeReferenceNode) {
  return containerNamed(follower, typeName, typeArguments, (name) => name)
}

/** A container that a call makes, which says what is registered with it. */
export function containerMade(follower: Follower, {expression, typeArguments}: Morph.ts.CallExpression) {
  return containerNamed(follower, expression, typeArguments, (name) =>
    Object.hasOwn(made, name) ? made[name] : undefined,
  )
}

function containerNamed(
  {ts, names}: Follower,
  name: Node,
  given: readonly Morph.ts.TypeNode[] | undefined,
  typeOf: (name: string) => string | undefined,
): Held | undefined {
  if (!given || !ts.isIdentifier(name)) return undefined
  const {imported} = names.declaredAt(name.text, name) ?? {}
  const text = imported && Object.hasOwn(declared, imported.specifier) ? declared[imported.specifier] : undefined
  const type = text === undefined ? undefined : interfaceIn(ts, text)
  return type && imported && type.name.text === typeOf(imported.name)
    ? {node: type, types: typesGiven(type.typeParameters, given)}
    : undefined
}

function interfaceIn(ts: TypeScript, text: string): Morph.ts.InterfaceDeclaration | undefined {
  return ts
    .createSourceFile('package.d.ts', text, ts.ScriptTarget.Latest, true)
    .statements.find(ts.isInterfaceDeclaration)
}
