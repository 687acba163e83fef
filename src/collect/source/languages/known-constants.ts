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
  return files.map(({file, found}) => ({
    file,
    found: {...found, facts: found.facts.flatMap((fact) => filled(fact, known))},
  }))
}

function namesConstant(fact: Fact): boolean {
  const isOfOthers = fact.is === 'serves' || (fact.is === 'mapped' && Boolean(fact.below ?? fact.inPackage))
  return isOfOthers || Object.values(fact).some(isConstant)
}

function filled(fact: Fact, known: ReadonlyMap<string, string | undefined>): readonly Fact[] {
  if (fact.is === 'mapped') return mappedAmongOthers(withLiterals(fact, known), known)
  if (fact.is !== 'serves') return [withLiterals(fact, known)]
  const {parts, ...served} = withLiterals(fact, known)
  const isFilled = isConstant(fact.path) && 'literal' in served.path
  const path = isFilled ? joinedPath(undefined, served.path) : served.path
  const whole = parts?.map((part) => (isConstant(part) ? literalOf(part, known) : part))
  return withPrefixes({...served, path, ...(whole && pathOf(whole))}, known)
}

function withLiterals<F extends Fact>(fact: F, known: ReadonlyMap<string, string | undefined>): F {
  const parts = Object.entries(fact).map(([key, part]) => [key, isConstant(part) ? literalOf(part, known) : part])
  return Object.fromEntries(parts) as F // a value stands where a value stood
}

type Constant = Extract<Value, {constant: string}>

function isConstant(part: unknown): part is Constant {
  return typeof part === 'object' && part !== null && 'constant' in part
}

function literalOf({constant, rest = ''}: Constant, known: ReadonlyMap<string, string | undefined>): Value {
  const literal = literalNamed(constant, known, 0)
  return literal === undefined ? {unresolved: 'a constant that is not in the tree'} : {literal: `${literal}${rest}`}
}

const deepest = 8

/** What a constant is, put together of others or taken from a type above its own. */
function literalNamed(name: string, known: ReadonlyMap<string, string | undefined>, depth: number): string | undefined {
  if (depth > deepest) return undefined
  if (!known.has(name)) return inherited(name, known, depth)
  const pieces = known.get(name)?.split(referred)
  const literals = pieces?.map((piece, at) => (at % 2 === 1 ? literalNamed(piece, known, depth + 1) : piece))
  return literals?.every((literal) => literal !== undefined) ? literals.join('') : undefined
}

function inherited(name: string, known: ReadonlyMap<string, string | undefined>, depth: number): string | undefined {
  const [type = '', member = ''] = name.split('.')
  for (const above of known.get(`${inheritors} ${type}`)?.split(' ') ?? []) {
    const literal = literalNamed(`${above}.${member}`, known, depth + 1)
    if (literal !== undefined) return literal
  }
  return undefined
}
