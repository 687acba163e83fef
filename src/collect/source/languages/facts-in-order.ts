import type {Fact} from './fact.ts'

/**
 * By line, each once: what two rules say of one call is one fact, and a machine that is known by how it is spoken to is
 * not told as a bare name too.
 */
export function factsInOrder(facts: readonly Fact[]): readonly Fact[] {
  const seen = new Set<string>()
  const spoken = new Set(
    facts.flatMap((fact) =>
      fact.is === 'address' && fact.protocol !== 'host' && fact.standing !== 'named' ? [fact.host] : [],
    ),
  )
  return facts
    .filter((fact) => fact.is !== 'address' || fact.protocol !== 'host' || !spoken.has(fact.host))
    .filter((fact) => {
      const said = JSON.stringify(Object.entries(fact).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      return !seen.has(said) && seen.add(said)
    })
    .toSorted((a, b) => a.line - b.line)
}
