import {attributeValue, type Entity} from '../model/entity.ts'
import {relationId} from '../model/ids.ts'
import type {Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {union} from './merge-records.ts'
import {systemOf} from './system-of.ts'

/**
 * A program that one source tree calls and another holds is that one, where within the organisation one alone has its
 * name; and a system whose programs, jobs and transactions call those of another depends on it: inferred, with the places
 * of the calls as evidence.
 */
export function joinPrograms(
  entities: ReadonlyMap<string, Entity>,
  relations: ReadonlyMap<string, Relation>,
): readonly Relation[] {
  const programs = programsByName(entities)
  if (programs.size === 0) return []
  const all = [...relations.values()]
  const found = all.flatMap((call) => {
    const program = named(entities.get(call.to), programs)
    return program && program.id !== call.from ? [calling(call, program)] : []
  })
  return [...found, ...systemsThatCall(entities, all, found)]
}

const key = ({organisation}: Entity, name: string): string => `${organisation} ${name}`

function programsByName(entities: ReadonlyMap<string, Entity>): ReadonlyMap<string, readonly Entity[]> {
  const programs = [...entities.values()].filter(
    (entity) => entity.kind === 'component' && attributeValue(entity, 'type') === 'program',
  )
  return Map.groupBy(programs, (program) => key(program, program.name))
}

/** The only program of the organisation that has the name of one outside a tree. */
function named(outside: Entity | undefined, programs: ReadonlyMap<string, readonly Entity[]>): Entity | undefined {
  if (outside?.kind !== 'interface' || attributeValue(outside, 'type') !== 'program') return undefined
  const own = programs.get(key(outside, outside.name)) ?? []
  return own.length === 1 ? own[0] : undefined
}

function calling(call: Relation, {id}: Entity): Relation {
  const how = [call.attributes.how, 'the program is of another source tree'].filter(Boolean).join('; ')
  return {
    ...call,
    id: relationId(call.from, call.type, id),
    to: id,
    certainty: 'inferred',
    attributes: {...call.attributes, how},
  }
}

const callers: readonly unknown[] = ['program', 'step', 'job', 'transaction']

function systemsThatCall(
  entities: ReadonlyMap<string, Entity>,
  all: readonly Relation[],
  found: readonly Relation[],
): readonly Relation[] {
  const typeOf = (id: string): unknown => {
    const entity = entities.get(id)
    return entity && attributeValue(entity, 'type')
  }
  const calls = [...all, ...found].filter(
    ({type, from, to}) => type === 'CALLS' && callers.includes(typeOf(from)) && typeOf(to) === 'program',
  )
  const systems = systemOf(all, entities)
  const pairs = calls.flatMap((call) =>
    (systems(call.from) ?? []).flatMap((from) =>
      (systems(call.to) ?? []).flatMap((to) => (from === to ? [] : [{from, to, call}])),
    ),
  )
  return [...Map.groupBy(pairs, ({from, to}) => JSON.stringify([from, to])).values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const names = [...new Set(own.map(({call}) => entities.get(call.to)?.name ?? ''))].toSorted(compareText)
    const rest = names.length > 3 ? ` and ${names.length - 3} more` : ''
    return [
      {
        record: 'relation' as const,
        id: relationId(first.from, 'DEPENDS_ON', first.to),
        ...{from: first.from, to: first.to, type: 'DEPENDS_ON' as const, certainty: 'inferred' as const},
        attributes: {kind: 'call', how: `calls ${names.slice(0, 3).join(', ')}${rest}`, move: 'after'},
        evidence: own.reduce<readonly string[]>((places, {call}) => union(places, call.evidence), []),
        scopes: own.reduce<readonly string[]>((scopes, {call}) => union(scopes, call.scopes), []),
      },
    ]
  })
}
