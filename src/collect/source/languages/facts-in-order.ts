import type {Fact} from './fact.ts'

/** By line, each once: what two rules say of one call is one fact. */
export function factsInOrder(facts: readonly Fact[]): readonly Fact[] {
  const seen = new Set<string>()
  return facts
    .filter((fact) => {
      const said = JSON.stringify(Object.entries(fact).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      return !seen.has(said) && seen.add(said)
    })
    .toSorted((a, b) => a.line - b.line)
}
