import type {Estate} from '../model/estate.ts'

/** Why a thing belongs where it does: each step up, with how it is known and the places that say so. */
export function whyHere(estate: Estate, id: string): {readonly id: string; readonly lines: readonly string[]} {
  const names = new Map(estate.entities.map((entity) => [entity.id, entity.name]))
  const places = new Map(estate.evidence.map((evidence) => [evidence.id, evidence.locator]))
  const lines = [`${names.get(id) ?? id}`]
  const seen = new Set([id])
  const queue = [id]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const from = at
    for (const {to, certainty, attributes, evidence} of estate.relations.filter(
      (relation) => relation.from === from && relation.type === 'PART_OF',
    )) {
      const how = typeof attributes.how === 'string' ? attributes.how : certainty
      lines.push(
        `  is part of ${names.get(to) ?? to} (${how})${evidence.map((one) => ` ${places.get(one) ?? ''}`).join('')}`,
      )
      if (!seen.has(to)) queue.push(to)
      seen.add(to)
    }
  }
  for (const conflict of estate.conflicts.filter(({subject}) => subject === id)) lines.push(`  ${conflict.message}`)
  if (lines.length === 1) lines.push('  belongs to no system that is known')
  return {id, lines}
}
