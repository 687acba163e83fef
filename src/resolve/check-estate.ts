import type {Entity} from '../model/entity.ts'
import type {Problem, Relation} from '../model/inventory.ts'

/** Relations whose ends are both there; the others become problems. */
export function withBothEnds(
  entities: ReadonlyMap<string, Entity>,
  relations: Iterable<Relation>,
  placeOf: (evidence: string) => string | undefined,
) {
  const kept: Relation[] = []
  const problems: Problem[] = []
  for (const relation of relations) {
    const missing = [relation.from, relation.to].find((id) => !entities.has(id))
    if (missing === undefined) kept.push(relation)
    else {
      const where = placeOf(relation.evidence[0] ?? '')
      problems.push({
        record: 'problem',
        code: 'missing-end',
        message: `${relation.from} ${relation.type} ${relation.to}: nothing is known of ${missing}, so the relation is left out`,
        ...(where && {where}),
      })
    }
  }
  return {kept, problems}
}

/** A whole that is part of itself: the relation that closes the circle is left out, and told. */
export function withoutPartCycles(relations: readonly Relation[]): {
  readonly kept: readonly Relation[]
  readonly problems: readonly Problem[]
} {
  const up = new Map<string, string[]>()
  const kept: Relation[] = []
  const problems: Problem[] = []
  for (const relation of relations) {
    if (relation.type === 'PART_OF' && reaches(up, relation.to, relation.from)) {
      problems.push({
        record: 'problem',
        code: 'part-of-cycle',
        message: `${relation.from} is part of ${relation.to}, which is part of it: the relation is left out`,
      })
      continue
    }
    if (relation.type === 'PART_OF') up.set(relation.from, [...(up.get(relation.from) ?? []), relation.to])
    kept.push(relation)
  }
  return {kept, problems}
}

function reaches(up: ReadonlyMap<string, readonly string[]>, from: string, goal: string): boolean {
  const seen = new Set([from])
  const queue = [from]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (at === goal) return true
    for (const next of up.get(at) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      queue.push(next)
    }
  }
  return false
}

const emptyWords = new Set(['the', 'a', 'of', 'and', 'for', 'system', 'service', 'application', 'app', 'new', 'old'])

/** Systems whose names hold the same words: perhaps one, so suggested, never merged. */
export function similarNames(entities: Iterable<Entity>): readonly Problem[] {
  const byWords = new Map<string, Entity[]>()
  for (const entity of entities) {
    if (entity.kind !== 'system') continue
    const words = entity.name
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word && !emptyWords.has(word))
      .toSorted()
    if (words.length > 0) byWords.set(words.join(' '), [...(byWords.get(words.join(' ')) ?? []), entity])
  }
  return [...byWords.values()]
    .filter((systems) => systems.length > 1)
    .map((systems) => ({
      record: 'problem',
      code: 'similar-names',
      message: `${systems.map(({id}) => id).join(' and ')} have similar names: are they one?`,
      hint: 'If so, declare them once.',
    }))
}
