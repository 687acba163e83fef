import type {Fact, Value} from './fact.ts'
import type {FileRead} from './language-scanner.ts'

/** Facts with the literals of constants that another file of the language declares; of two of one name, neither. */
export function withConstants(files: readonly FileRead[]): readonly FileRead[] {
  const known = new Map<string, string | undefined>()
  for (const {found} of files)
    for (const [name, literal] of Object.entries(found.constants ?? {}))
      known.set(name, known.has(name) && known.get(name) !== literal ? undefined : literal)
  if (!files.some(({found}) => found.facts.some(namesConstant))) return files
  return files.map(({file, found}) => ({
    file,
    found: {...found, facts: found.facts.map((fact) => filled(fact, known))},
  }))
}

function namesConstant(fact: Fact): boolean {
  return Object.values(fact).some(isConstant)
}

function filled(fact: Fact, known: ReadonlyMap<string, string | undefined>): Fact {
  const parts = Object.entries(fact).map(([key, part]) => [
    key,
    isConstant(part) ? literalOf(part.constant, known) : part,
  ])
  return Object.fromEntries(parts) as Fact // a value stands where a value stood
}

function isConstant(part: unknown): part is Extract<Value, {constant: string}> {
  return typeof part === 'object' && part !== null && 'constant' in part
}

function literalOf(name: string, known: ReadonlyMap<string, string | undefined>): Value {
  const literal = known.get(name)
  return literal === undefined ? {unresolved: 'a constant that is not in the tree'} : {literal}
}
