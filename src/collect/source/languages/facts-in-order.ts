import type {Fact} from './fact.ts'

/**
 * By line, each once: what two rules say of one call is one fact, and a machine that is known by how it is spoken to is
 * not told as a bare name too.
 */
export function factsInOrder(facts: readonly Fact[]): readonly Fact[] {
  const spoken = new Set(
    facts.flatMap((fact) =>
      fact.is === 'address' && fact.protocol !== 'host' && fact.standing !== 'named' ? [fact.host] : [],
    ),
  )
  return facts
    .filter((fact) => fact.is !== 'address' || fact.protocol !== 'host' || !spoken.has(fact.host))
    .filter(isFirst())
    .toSorted((a, b) => a.line - b.line)
}

/** Whether a fact was not told before. Most are the only ones of their lines, and need not be compared. */
function isFirst(): (fact: Fact) => boolean {
  /** The fact of a line, while it has one alone. */
  const alone = new Map<number, Fact | undefined>()
  const seen = new Set<string>()
  return (fact) => {
    const {line} = fact
    if (!alone.has(line)) {
      alone.set(line, fact)
      return true
    }
    const first = alone.get(line)
    if (first) seen.add(saidBy(first))
    alone.set(line, undefined)
    const said = saidBy(fact)
    return !seen.has(said) && seen.add(said).has(said)
  }
}

function saidBy(fact: Fact): string {
  return JSON.stringify(Object.entries(fact).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
