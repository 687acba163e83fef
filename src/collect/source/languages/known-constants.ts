import type {Fact, Value} from './fact.ts'
import {joinedPath} from './library.ts'
import type {FileRead} from './language-scanner.ts'
import {bothPrefixes, isMount, withPrefixes} from './route-prefixes.ts'

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
  return fact.is === 'serves' || Object.values(fact).some(isConstant)
}

function filled(fact: Fact, known: ReadonlyMap<string, string | undefined>): readonly Fact[] {
  if (fact.is !== 'serves') return [withLiterals(fact, known)]
  const whole = withLiterals(fact, known)
  const isFilled = isConstant(fact.path) && 'literal' in whole.path
  return withPrefixes(isFilled ? {...whole, path: joinedPath(undefined, whole.path)} : whole, known)
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
  const literal = known.get(constant)
  return literal === undefined ? {unresolved: 'a constant that is not in the tree'} : {literal: `${literal}${rest}`}
}
