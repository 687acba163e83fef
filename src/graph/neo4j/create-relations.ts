import type {Relation} from '../../model/inventory.ts'
import {whole} from './connection.ts'
import type {Created} from './plan-relations.ts'
import {attributeProperties, hasAttributes} from './properties.ts'
import type {Step} from './step.ts'
import {createRelations, createRelationsWithMore} from './texts.ts'
import type {Wanted} from './wanted.ts'

/** New relations: those that are all alike but for their ends and their evidence, as most are, and those with more. */
export function creating(created: readonly Created[], numberOf: (one: Wanted) => number): readonly Step[] {
  const {plain = [], more = []} = Object.groupBy(created, ({relation}) => (hasAttributes(relation) ? 'more' : 'plain'))
  return [
    stepOf(createRelations, plain, numberOf, () => []),
    stepOf(createRelationsWithMore, more, numberOf, ({attributes}) => [attributeProperties(attributes)]),
  ]
}

function stepOf(
  text: string,
  created: readonly Created[],
  numberOf: (one: Wanted) => number,
  more: (relation: Relation) => readonly unknown[],
): Step {
  // Looked up once: they are asked for at each of a load's turns.
  const from = Int32Array.from(created, (one) => numberOf(one.from))
  const to = Int32Array.from(created, (one) => numberOf(one.to))
  return {
    ...{text, count: created.length, ends: (at) => [from[at] ?? -1, to[at] ?? -1]},
    parameters: (places, elementOf) => {
      const said = sayings()
      const rows = places.flatMap((at) => {
        const relation = created[at]?.relation
        if (!relation) return []
        const ends = [elementOf(from[at] ?? -1), elementOf(to[at] ?? -1)]
        return [[...ends, said.of(relation), listOrNone(relation.evidence), ...more(relation)]]
      })
      return {rows, said: said.all}
    },
  }
}

/** What relations say alike, each once: type, certainty and scopes; a row has its place. */
function sayings() {
  const all: (readonly unknown[])[] = []
  const places = new Map<string, unknown>()
  return {
    all,
    of: ({type, certainty, scopes = []}: Relation): unknown => {
      const key = `${type} ${certainty} ${scopes.length > 1 ? JSON.stringify(scopes) : `${scopes.length} ${scopes.join()}`}`
      const before = places.get(key)
      if (before !== undefined) return before
      const place = whole(all.length)
      places.set(key, place)
      all.push([type, certainty, listOrNone(scopes)])
      return place
    },
  }
}

/** As a property: a list with nothing in it is none. */
function listOrNone(texts: readonly string[]): readonly string[] | null {
  return texts.length > 0 ? texts : null
}
