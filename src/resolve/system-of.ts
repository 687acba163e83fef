import type {Entity} from '../model/entity.ts'
import type {Relation} from '../model/inventory.ts'

/** The systems that a component belongs to, through the components that hold it; a system is its own. */
export function systemOf(
  relations: Iterable<Relation>,
  entities: ReadonlyMap<string, Entity>,
  isSystem = (id: string): boolean => entities.get(id)?.kind === 'system',
): (id: string) => readonly string[] | undefined {
  const whole = new Map<string, string[]>()
  for (const {type, from, to} of relations) if (type === 'PART_OF') whole.set(from, [...(whole.get(from) ?? []), to])
  return (id) => {
    if (isSystem(id)) return [id]
    const found = new Set<string>()
    const seen = new Set([id])
    const queue = [id]
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const up of whole.get(at) ?? []) {
        if (isSystem(up)) found.add(up)
        else if (!seen.has(up)) {
          seen.add(up)
          queue.push(up)
        }
      }
    }
    return found.size > 0 ? [...found].toSorted() : undefined
  }
}
