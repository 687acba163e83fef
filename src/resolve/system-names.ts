import {InventoryError} from '../errors.ts'
import {attributeValues, type Entity} from '../model/entity.ts'
import {nearest} from '../model/nearest.ts'
import type {CostSettings, TagRules} from '../model/settings.ts'
import {tagWord} from '../model/tag-words.ts'

/** The systems that a word may stand for, in an organisation. */
export type SystemsNamed = (organisation: string, word: string) => readonly string[]

/**
 * Systems by what a tag may call them: slug, id, name, other names, and the words that settings give, in any case and with
 * any separators. A word of the settings stands for its system alone.
 */
export function systemsNamed(entities: Iterable<Entity>, tagRules: readonly TagRules[]): SystemsNamed {
  let index: NameIndex | undefined
  return (organisation, text) => {
    // Most estates have no tags at all.
    const {known, byWord} = (index ??= nameIndex(entities))
    const word = tagWord(text)
    const own = rulesOf(organisation, tagRules)
      .flatMap(({tagValues}) => tagValues)
      .find(({value}) => tagWord(value) === word)
    if (own !== undefined) return [fullName(own.system, organisation)].filter((id) => known.has(id))
    return [...(byWord.get(keyOf(organisation, word)) ?? byWord.get(keyOf('', word)) ?? [])]
  }
}

interface NameIndex {
  readonly known: ReadonlySet<string>
  readonly byWord: ReadonlyMap<string, ReadonlySet<string>>
}

function nameIndex(entities: Iterable<Entity>): NameIndex {
  const known = new Set<string>()
  const byWord = new Map<string, Set<string>>()
  for (const entity of entities) {
    if (entity.kind !== 'system') continue
    const {id, organisation, name} = entity
    known.add(id)
    const words = [id.split('/')[1] ?? id, name, ...attributeValues(entity, 'otherNames').map(String)]
    for (const word of words) add(byWord, keyOf(organisation, tagWord(word)), id)
    add(byWord, keyOf('', tagWord(id)), id)
  }
  return {known, byWord}
}

/** What tags mean in an organisation, the surest first. */
export function rulesOf(organisation: string, tagRules: readonly TagRules[]): readonly TagRules[] {
  return tagRules.filter(({organisations}) => organisations?.includes(organisation) ?? true)
}

function add(map: Map<string, Set<string>>, key: string, id: string): void {
  map.set(key, (map.get(key) ?? new Set<string>()).add(id))
}

function keyOf(organisation: string, word: string): string {
  return `${organisation}|${word}`
}

export function fullName(system: string, organisation: string): string {
  return system.includes('/') ? system : `${organisation}/${system}`
}

/**
 * Errors: an InventoryError with every system that `costs` in settings names and that is nowhere. A bare slug among the
 * values of tags may be a system of any organisation.
 */
export function checkSystemsOfCosts(entities: ReadonlyMap<string, Entity>, {tagValues, shared}: CostSettings): void {
  const systems = [...entities.values()].filter(({kind}) => kind === 'system').map(({id}) => id)
  const known = new Set(systems)
  const slugs = new Set(systems.map((id) => id.split('/')[1] ?? id))
  const missing = [
    ...tagValues.map(({system}) => system).filter((system) => !(system.includes('/') ? known : slugs).has(system)),
    ...shared.flatMap((costs) => sharersOf(costs).filter((system) => !known.has(system))),
  ]
  if (missing.length === 0) return
  throw new InventoryError('unknown-system', 'costs in domesday.yaml names systems that are nowhere.', {
    faults: [...new Set(missing)].map((system) => {
      const like = nearest(system, system.includes('/') ? known : slugs)
      return {
        message: `costs names the system '${system}', which nothing declares.${like ? ` Did you mean '${like}'?` : ''}`,
        where: 'domesday.yaml',
      }
    }),
  })
}

/** The systems that shared costs name; none where every system of the organisation bears them. */
export function sharersOf(costs: CostSettings['shared'][number]): readonly string[] {
  const named = costs.by === 'fixed' ? costs.percentages.map(({system}) => system) : (costs.among ?? [])
  return named.map((system) => fullName(system, costs.organisation))
}
