import type {Fact, Value} from './fact.ts'
import {joinedPath, pathOf} from './library.ts'
import type {FileRead} from './language-scanner.ts'
import {mappedAmongOthers} from './classes-of-others.ts'
import {bothPrefixes, isMount, withPrefixes} from './route-prefixes.ts'
import {inheritors, referred} from './shared-constants.ts'

/** Facts with the literals of constants that another file of the language declares; of two of one name, neither. */
export function withConstants(files: readonly FileRead[]): readonly FileRead[] {
  const known = new Map<string, string | undefined>()
  for (const {found} of files)
    for (const [name, literal] of Object.entries(found.constants ?? {}))
      if (isMount(name)) known.set(name, bothPrefixes(known.get(name), literal))
      else known.set(name, known.has(name) && known.get(name) !== literal ? undefined : literal)
  if (!files.some(({found}) => found.facts.some(namesConstant))) return files
  const constants = constantReader(known)
  return files.map(({file, found}) => ({
    file,
    found: {...found, facts: found.facts.flatMap((fact) => filled(fact, constants))},
  }))
}

function namesConstant(fact: Fact): boolean {
  const isOfOthers = fact.is === 'serves' || (fact.is === 'mapped' && Boolean(fact.below ?? fact.inPackage))
  return isOfOthers || Object.values(fact).some(isConstant)
}

function filled(fact: Fact, known: KnownConstants): readonly Fact[] {
  if (fact.is === 'mapped') return mappedAmongOthers(withLiterals(fact, known), known.all)
  if (fact.is !== 'serves') return [withLiterals(fact, known)]
  const {parts, ...served} = withLiterals(fact, known)
  const isFilled = isConstant(fact.path) && 'literal' in served.path
  const path = isFilled ? joinedPath(undefined, served.path) : served.path
  const whole = parts?.map((part) => (isConstant(part) ? literalOf(part, known) : part))
  return withPrefixes({...served, path, ...(whole && pathOf(whole))}, known.all)
}

function withLiterals<F extends Fact>(fact: F, known: KnownConstants): F {
  const parts = Object.entries(fact).map(([key, part]) => [key, isConstant(part) ? literalOf(part, known) : part])
  return Object.fromEntries(parts) as F // a value stands where a value stood
}

type Constant = Extract<Value, {constant: string}>

function isConstant(part: unknown): part is Constant {
  return typeof part === 'object' && part !== null && 'constant' in part
}

interface KnownConstants {
  readonly all: ReadonlyMap<string, string | undefined>
  readonly literal: (name: string) => string | undefined
}

function literalOf({constant, rest = ''}: Constant, {literal: find}: KnownConstants): Value {
  const literal = find(constant)
  return literal === undefined ? {unresolved: 'a constant that is not in the tree'} : {literal: `${literal}${rest}`}
}

const deepest = 50
const longest = 2000

/** What a constant is, put together of others or taken from a type above its own: each is worked out once. */
function constantReader(all: ReadonlyMap<string, string | undefined>): KnownConstants {
  const found = new Map<string, string | undefined>()
  const literalNamed = (name: string, depth: number): string | undefined => {
    if (depth > deepest || found.has(name)) return found.get(name)
    found.set(name, undefined) // what is put together of itself is nothing
    const literal = all.has(name) ? putTogether(all.get(name), depth) : inherited(name, depth)
    found.set(name, literal)
    return literal
  }
  const putTogether = (said: string | undefined, depth: number): string | undefined => {
    const literals = said?.split(referred).map((piece, at) => (at % 2 === 1 ? literalNamed(piece, depth + 1) : piece))
    const whole = literals?.every((literal) => literal !== undefined) ? literals.join('') : undefined
    return whole !== undefined && whole.length <= longest ? whole : undefined
  }
  const inherited = (name: string, depth: number): string | undefined => {
    const [type = '', member = ''] = name.split('.')
    for (const above of all.get(`${inheritors} ${type}`)?.split(' ') ?? []) {
      const literal = literalNamed(`${above}.${member}`, depth + 1)
      if (literal !== undefined) return literal
    }
    return undefined
  }
  return {all, literal: (name) => literalNamed(name, 0)}
}
