import type {Entity} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import type {Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {nearest} from '../model/nearest.ts'
import type {AboutThing, ThingAttribute, ThingRelation} from '../model/explanation.ts'

const mostSuggestions = 5

/** The thing, of whatever kind, that an id, the last part of one, or a name means; where none or several, what may be meant. */
export function nearestThing(
  {entities}: Estate,
  text: string,
): {readonly thing?: Entity; readonly suggestions: readonly string[]} {
  const wanted = text.trim().toLowerCase()
  const byId = entities.find(({id}) => id === text.trim())
  if (byId) return {thing: byId, suggestions: []}
  const named = entities.filter(
    ({id, name}) => name.toLowerCase() === wanted || id.slice(id.lastIndexOf('/') + 1).toLowerCase() === wanted,
  )
  if (named.length === 1 && named[0]) return {thing: named[0], suggestions: []}
  if (named.length > 1) return {suggestions: named.map(({id}) => id).slice(0, mostSuggestions)}
  const holding = entities.filter(({id, name}) => wanted.length > 2 && `${id}\n${name}`.toLowerCase().includes(wanted))
  const like = nearest(
    wanted,
    entities.map(({name}) => name),
  )
  const alike = entities.filter(({name}) => name === like)
  return {suggestions: [...new Set([...alike, ...holding].map(({id}) => id))].slice(0, mostSuggestions)}
}

/** Everything that the estate says of one thing: values with their sources, why it is where it is, what it needs and what needs it. */
export function aboutThing(estate: Estate, thing: Entity): AboutThing {
  const evidence = new Map(estate.evidence.map((one) => [one.id, one]))
  const names = new Map(estate.entities.map(({id, name}) => [id, name]))
  const placesOf = (ids: readonly string[]): readonly string[] =>
    [...new Set(ids.map((id) => evidence.get(id)?.locator ?? id))].toSorted(compareText)
  const told = ({type, certainty, evidence: ids, attributes}: Relation, other: string): ThingRelation => ({
    type,
    id: other,
    name: names.get(other) ?? other,
    certainty,
    ...(typeof attributes.how === 'string' && {how: attributes.how}),
    places: placesOf(ids),
  })
  return {
    id: thing.id,
    kind: thing.kind,
    name: thing.name,
    organisation: thing.organisation,
    attributes: Object.entries(thing.attributes)
      .toSorted(([a], [b]) => compareText(a, b))
      .flatMap(([attribute, items]) =>
        items.map((item): ThingAttribute => {
          const days = item.evidence.flatMap((id) => evidence.get(id)?.observedAt ?? []).toSorted()
          const seen = days.at(-1)
          return {
            attribute,
            ...('value' in item ? {value: item.value} : {state: item.state}),
            confidence: item.confidence,
            ...(seen && {seen}),
            places: placesOf(item.evidence),
          }
        }),
      ),
    within: wholesOf(estate, thing.id).map((relation) => told(relation, relation.to)),
    needs: estate.relations
      .filter(({from, type}) => from === thing.id && type !== 'PART_OF')
      .map((relation) => told(relation, relation.to)),
    neededBy: estate.relations.filter(({to}) => to === thing.id).map((relation) => told(relation, relation.from)),
    conflicts: estate.conflicts.filter(({subject}) => subject === thing.id).map(({message}) => message),
  }
}

/** Each step up from a part to the whole that holds it. */
function wholesOf({relations}: Estate, id: string): readonly Relation[] {
  const up = relations.filter(({type}) => type === 'PART_OF')
  const found: Relation[] = []
  const seen = new Set([id])
  const queue = [id]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const from = at
    for (const relation of up.filter((one) => one.from === from)) {
      found.push(relation)
      if (!seen.has(relation.to)) queue.push(relation.to)
      seen.add(relation.to)
    }
  }
  return found
}
