import {type AttributeItem, type Entity} from './entity.ts'
import type {Relation} from './inventory.ts'
import {compareText} from './json-lines.ts'

export interface SystemBlocker {
  /** `absolute paths`; or a person's own words. */
  readonly words: string
  /** Ids of the evidence of every place. */
  readonly evidence: readonly string[]
}

/** What stands in the way of moving each system: what is declared of it, and what its components' source shows. */
export function systemBlockers(
  entities: readonly Entity[],
  relations: readonly Relation[],
): (system: string) => readonly SystemBlocker[] {
  const own = new Map<string, readonly AttributeItem[]>()
  for (const {id, attributes} of entities) if (attributes.blockers) own.set(id, attributes.blockers)
  if (own.size === 0) return () => []
  const parts = new Map<string, string[]>()
  for (const {type, from, to} of relations) {
    if (type !== 'PART_OF') continue
    const list = parts.get(to)
    if (list) list.push(from)
    else parts.set(to, [from])
  }
  const isSystem = new Set<string>(entities.filter(({kind}) => kind === 'system').map(({id}) => id))
  return (system) => {
    const found = new Map<string, string[]>()
    const seen = new Set([system])
    for (const at of seen) {
      for (const item of own.get(at) ?? []) addItem(found, item)
      // A system inside it has its own.
      for (const part of parts.get(at) ?? []) if (!isSystem.has(part)) seen.add(part)
    }
    return [...found]
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([words, evidence]) => ({words, evidence: [...new Set(evidence)]}))
  }
}

/** People declare a list; a scan tells each by itself. */
function addItem(found: Map<string, string[]>, item: AttributeItem): void {
  if (!('value' in item)) return
  for (const words of Array.isArray(item.value) ? item.value : [item.value])
    found.set(String(words), [...(found.get(String(words)) ?? []), ...item.evidence])
}
