import {roleOf} from '../../languages.ts'
import type {Fact, HttpCall, Served, TypeServed, Value} from '../fact.ts'
import type {FileRead} from '../language-scanner.ts'
import {packageOf} from './imports.ts'
import {calledAt, pathBelow} from './served-paths.ts'

interface Type {
  readonly path: string
  readonly line: number
  readonly isOpen: boolean
  /** Whole names of what it takes on, where the tree has them. */
  readonly takes: readonly string[]
}

/** Who serves what a type says, or calls it. */
interface Taker {
  readonly path: string
  readonly line: number
  readonly base?: Value | undefined
  readonly calls?: TypeServed['calls']
}

interface Tree {
  readonly types: ReadonlyMap<string, Type>
  readonly takers: ReadonlyMap<string, readonly string[]>
  readonly said: ReadonlyMap<string, TypeServed>
  /** By the type whose objects are given, where. */
  readonly given: ReadonlyMap<string, readonly {readonly by: string; readonly base: Value}[]>
}

const deepest = 12
const mostTakers = 100

/**
 * Endpoints of interfaces and of classes of which no objects are made are served by the classes that take them on, below
 * what these say; an interface that nobody takes on serves nothing. One that a client's interface takes on is called.
 */
export function settleServed(files: readonly FileRead[]): readonly FileRead[] {
  if (!files.some(({found}) => found.facts.some(isWithin))) return files
  const tree = treeOf(files)
  const moved = new Map<string, Fact[]>()
  const settled = files.map(({file, found}): FileRead => {
    if (!found.facts.some(isWithin)) return {file, found}
    const own = packageOf(found.declares)
    const facts = found.facts.flatMap((fact): readonly Fact[] => {
      if (!isWithin(fact)) return [fact]
      const {within, ...rest} = fact
      const type = within && named(own, within.type)
      const takers = type === undefined ? undefined : takersOf(type, fact, file.path, tree)
      if (takers === undefined) return [rest]
      if (takers.length === 0)
        return [within?.elseCalls ? calledInstead(fact, tree.said.get(type ?? '')) : unserved(rest)]
      return takers.flatMap((taker) => {
        const told = taken(rest, taker)
        if (taker.path === file.path) return [told]
        moved.set(taker.path, [...(moved.get(taker.path) ?? []), {...told, line: taker.line}])
        return []
      })
    })
    return {file, found: {...found, facts}}
  })
  if (moved.size === 0) return settled
  return settled.map(({file, found}) => {
    const more = moved.get(file.path)
    return {file, found: more ? {...found, facts: [...found.facts, ...more]} : found}
  })
}

function isWithin(fact: Fact): fact is Served {
  return fact.is === 'serves' && fact.within !== undefined
}

function named(own: string | undefined, name: string): string {
  return own ? `${own}.${name}` : name
}

function unserved(fact: Served): Fact {
  return {...fact, path: {unresolved: 'no class of the tree serves it'}}
}

function taken({path, parts, ...rest}: Served, {base, calls}: Taker): Fact {
  if (!calls && parts) return {...rest, path, parts: base ? [base, {literal: '/'}, ...parts] : parts}
  if (!calls) return {...rest, path: pathBelow(base, path) ?? {unresolved: 'a constant that is not in the tree'}}
  return call(rest, calledAt(calls, pathBelow(base, path)))
}

function calledInstead({path, ...rest}: Served, said: TypeServed | undefined): Fact {
  return call(rest, calledAt({url: said?.base ?? {literal: ''}}, path))
}

function call({method, line}: Omit<Served, 'path'>, where: Pick<HttpCall, 'url' | 'otherwise'>): Fact {
  return {is: 'http', ...(method !== 'ANY' && {operation: method}), ...where, line}
}

/** Undefined where the type serves what it says itself. */
function takersOf(type: string, {by, within}: Served, path: string, tree: Tree): readonly Taker[] | undefined {
  const isTest = roleOf(path) === 'test'
  const isMeant = (taker: Taker): boolean => isTest || roleOf(taker.path) !== 'test'
  const below = takersBelow(type, tree).filter(isMeant)
  if (within?.isOpen) return below
  if (below.length > 0) return below
  if (by !== 'jax-rs') return undefined
  const line = tree.types.get(type)?.line ?? 1
  return basesAbove(type, tree, new Map()).map((base) => ({path, line, base}))
}

/** Those that take a type on, below what it and those between say, each once with each of these. */
function takersBelow(type: string, tree: Tree): readonly Taker[] {
  const found = new Map<string, Taker>()
  const add = (taker: Taker): unknown => found.set(JSON.stringify(taker), taker)
  const open: (readonly [type: string, inherited: Value | undefined])[] = [[type, undefined]]
  const met = new Set<string>()
  for (let next = open.pop(); next && found.size < mostTakers; next = open.pop()) {
    const [above, inherited] = next
    const base = inherited ?? tree.said.get(above)?.base
    const key = JSON.stringify([above, base])
    if (met.has(key)) continue
    met.add(key)
    const takers = (tree.takers.get(above) ?? []).slice(0, mostTakers)
    for (const name of takers) {
      const taker = tree.types.get(name)
      const said = tree.said.get(name)
      const own = said?.base ?? base
      if (!taker) continue
      const place = {path: taker.path, line: taker.line, base: own}
      if (said?.calls) add({...place, calls: said.calls})
      else if (!taker.isOpen) add(place)
    }
    for (const name of takers.toReversed())
      if (!tree.said.get(name)?.calls) open.push([name, tree.said.get(name)?.base ?? base])
  }
  return [...found.values()]
}

/**
 * A class of JAX-RS without a path of its own is given by methods of others, or takes the path of what it takes on; else
 * its path is not known.
 */
function basesAbove(type: string, tree: Tree, known: Map<string, readonly Value[]>, depth = 0): readonly Value[] {
  const before = known.get(type)
  if (before) return before
  known.set(type, [unknown]) // what gives itself has no path that is known
  const found = basesFound(type, tree, known, depth)
  known.set(type, found)
  return found
}

function basesFound(type: string, tree: Tree, known: Map<string, readonly Value[]>, depth: number): readonly Value[] {
  const given = tree.given.get(type) ?? []
  if (given.length > 0 && depth < deepest) {
    const bases = given.slice(0, mostTakers).flatMap(({by, base}) => {
      const own = tree.said.get(by)?.base
      const outer = own ? [own] : basesAbove(by, tree, known, depth + 1)
      return outer.map((one) => pathBelow(one, base) ?? unknown)
    })
    return [...new Map(bases.map((one) => [JSON.stringify(one), one])).values()].slice(0, mostTakers)
  }
  let above = new Set(tree.types.get(type)?.takes)
  for (let steps = 0; above.size > 0 && steps < deepest; steps += 1) {
    const said = [...above].flatMap((name) => tree.said.get(name)?.base ?? [])
    if (said.length > 0) return said.slice(0, 1)
    above = new Set([...above].flatMap((name) => tree.types.get(name)?.takes ?? []))
  }
  return [unknown]
}

const unknown: Value = {literal: '{}'}

function treeOf(files: readonly FileRead[]): Tree {
  const known = new Set(
    files.flatMap(({found}) => {
      const own = packageOf(found.declares)
      return [...found.declares, ...(found.types ?? []).map(({name}) => named(own, name))]
    }),
  )
  const types = new Map<string, Type>()
  const takers = new Map<string, string[]>()
  const said = new Map<string, TypeServed>()
  const given = new Map<string, {readonly by: string; readonly base: Value}[]>()
  for (const {file, found} of files) {
    const own = packageOf(found.declares)
    const find = finder(own, found.imports, known)
    for (const {name, line, isOpen = false, takes = []} of found.types ?? []) {
      const whole = named(own, name)
      const above = takes.flatMap((one) => find(one, name) ?? [])
      types.set(whole, {path: file.path, line, isOpen, takes: above})
      for (const one of above) takers.set(one, [...(takers.get(one) ?? []), whole])
    }
    for (const fact of found.facts) {
      if (fact.is !== 'type-served') continue
      const whole = named(own, fact.type)
      const gives = fact.gives === undefined ? undefined : find(fact.gives, fact.type)
      if (fact.gives === undefined) said.set(whole, {...said.get(whole), ...fact})
      else if (gives !== undefined && fact.base)
        given.set(gives, [...(given.get(gives) ?? []), {by: whole, base: fact.base}])
    }
  }
  return {types, takers, said, given}
}

/** The whole name of a type as a file writes it: its own, what it imports, what stands in its package. */
function finder(own: string | undefined, imports: FileRead['found']['imports'], known: ReadonlySet<string>) {
  const bySimple = new Map(
    imports.map(({specifier}) => [specifier.slice(specifier.lastIndexOf('.') + 1), specifier] as const),
  )
  const wholes = imports.flatMap(({specifier}) => (specifier.endsWith('.*') ? [specifier.slice(0, -1)] : []))
  return (written: string, within: string): string | undefined => {
    const [first = '', ...rest] = written.split('.')
    const imported = bySimple.get(first)
    const outer = within.split('.')
    const candidates = [
      ...outer.map((_, at) => named(own, [...outer.slice(0, outer.length - at), written].join('.'))),
      ...(imported === undefined ? [] : [[imported, ...rest].join('.')]),
      named(own, written),
      written,
      ...wholes.map((before) => `${before}${written}`),
    ]
    return candidates.find((name) => known.has(name))
  }
}
