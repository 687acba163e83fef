import type {Fact} from './fact.ts'

const made =
  /\bcreate\s+(?:(?:global|local)\s+)?temp(?:orary)?\s+(?:table|view)\s+(?:if\s+not\s+exists\s+)?["'\x60[]?([\w.$]{1,128})/gi

/** Facts without tables that the file itself makes for the time of a connection. */
export function withoutTemporaryTables(facts: readonly Fact[], text: string): readonly Fact[] {
  const temporary = new Set([...text.matchAll(made)].map(([, name = '']) => name.toLowerCase()))
  if (temporary.size === 0) return facts
  const kept = (names: readonly string[]): readonly string[] =>
    names.filter((name) => !temporary.has(name.toLowerCase()))
  return facts.flatMap((fact) => {
    if (fact.is !== 'sql' || fact.of !== 'tables') return [fact]
    const [reads, writes] = [kept(fact.reads), kept(fact.writes)]
    return reads.length + writes.length + fact.calls.length > 0 || fact.isPartial ? [{...fact, reads, writes}] : []
  })
}
