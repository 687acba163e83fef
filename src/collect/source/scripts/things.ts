import type * as Morph from 'ts-morph'
import type {Site} from '../languages/library.ts'
import {plainSite} from '../languages/plain-site.ts'
import type {CallLike, Names, Node, TypeScript} from './names.ts'
import type {Exported, ExportedThing, Given} from './script-scan.ts'
import type {ScriptLibrary, ScriptType} from './script-library.ts'

/** What an expression holds of a library: the module, a type of it, an object, or a method of one. */
export interface Thing {
  readonly library: ScriptLibrary
  /** The empty text is the module itself. */
  readonly type: string
  readonly method?: string
  /** The calls that it came by, the nearest first. */
  readonly before: readonly Site[]
  /** Of a router, what made it: the call, or the function that is given it. */
  readonly maker?: Node
  /** Of what is made of a class of the tree that extends it: what that class says itself, which is none of the package's. */
  readonly own?: readonly string[]
}

export function ruleOf({library, type}: Pick<Thing, 'library' | 'type'>): ScriptType {
  return own(library.types, type) ?? own(library.types, '*') ?? {}
}

/** The keys are names of the file that is read, and `constructor` is one of every object. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined
}

/** What a thing has by a name: the type that it holds there, or else a method. */
export function member(thing: Thing, name: string): Thing | undefined {
  if (thing.method !== undefined) return /^(?:bind|call|apply|default)$/.test(name) ? thing : undefined
  if (name === 'default') return thing
  if (thing.own?.includes(name)) return undefined
  const rule = ruleOf(thing)
  const held = own(rule.holds, name)
  if (held !== undefined) return {...thing, type: held}
  const isMethod = Object.hasOwn(rule.methods ?? {}, name) || Object.hasOwn(rule.gives ?? {}, name)
  const any = isMethod ? undefined : own(rule.holds, '*')
  if (any !== undefined) return {...thing, type: any, before: [plainSite(name, 1, []), ...thing.before]}
  const {types} = thing.library
  const isType = Object.hasOwn(types, name) || Object.hasOwn(types, '*')
  const isModule = thing.type === '' && thing.before.length === 0
  return isModule && isType && !isMethod && name !== '*' ? {...thing, type: name} : {...thing, method: name}
}

/** What a package gives by a name; the empty text and `default` are the package itself. */
export function thingOfModule(library: ScriptLibrary, name: string): Thing | undefined {
  const module: Thing = {library, type: '', before: []}
  return name === '' || name === 'default' ? module : member(module, name)
}

/** What calling it gives, before it is called. */
export function resultOf(thing: Thing | undefined): Thing | undefined {
  if (!thing) return undefined
  const {makes, gives} = ruleOf(thing)
  const type = thing.method === undefined ? (makes ?? thing.type) : own(gives, thing.method)
  return type === undefined ? undefined : {library: thing.library, type, before: [plainSite(thing.type, 1, [])]}
}

export interface Following {
  readonly ts: TypeScript
  readonly names: Names
  readonly given: Given
  readonly libraryOf: (specifier: string) => ScriptLibrary | undefined
  /** What no file declares: `fetch`. */
  readonly globals: ScriptLibrary
  readonly siteOf: (call: CallLike, thing: Thing) => Site
  readonly restored: (thing: ExportedThing) => Thing | undefined
  /** Told which names of other modules are called for what they give. */
  readonly wantCall: (specifier: string, name: string) => void
  /** The text that an expression stands for. */
  readonly textOf: (expression: Node) => string | undefined
}

/** What may lead to a client, where it is none itself. */
export type Held =
  | {readonly thing: Thing}
  /** What another module gives away. */
  | {readonly exported: Exported}
  | HeldNode

/** A type, a function, an object or a class that the file writes out; of a class what is made of it, or itself. */
export interface HeldNode {
  readonly node: Node
  readonly isMade?: true
  /** What the parameters of generic types around it stand for, where they are given. */
  readonly types?: TypesGiven | undefined
}

export type TypesGiven = ReadonlyMap<Node, Morph.ts.TypeNode>

export interface Follower extends Following {
  /** Carried, so that what types and functions lead to can be followed on without importing what follows. */
  readonly thingOf: (expression: Node) => Thing | undefined
  readonly heldBy: (expression: Node) => Held | undefined
  /** What a class is that extends one of a package. */
  readonly madeThing: (type: Node) => Thing | undefined
  /** What was followed before; what is declared by itself is nothing. */
  readonly known: Map<Node, Thing | undefined>
  readonly held: Map<Node, Held | undefined>
  /** What types of the file stand for; those that are being followed stand for nothing. */
  readonly leaves: Map<Node, readonly Held[]>
  /** What computed names of members stand for. */
  readonly computed: Map<Node, string | undefined>
  /** By name, what types of the file stand for. */
  readonly types: Map<string, Thing | undefined>
  /** What is being followed to a client, and what to something that holds one. */
  readonly open: Set<Node>
  readonly openHeld: Set<Node>
  depth: number
  /** How often something was left because it stands too deep, or for itself. */
  cut: number
  /** Taken for the expression that was asked for. */
  steps: number
  calls?: ReadonlyMap<Node, readonly Morph.ts.CallExpression[]>
}

/** What stands more steps away is left: sources may refer from one name to another for as long as they like. */
export const deepest = 12
/** Beyond so many steps what was left is not tried again from elsewhere. */
export const mostSteps = 500
