import {attributeValue, type Entity, valueEvidence} from '../model/entity.ts'
import type {Conflict} from '../model/estate.ts'
import {recordId, relationId} from '../model/ids.ts'
import type {InventoryRelation, Problem, Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {union} from './merge-records.ts'
import {systemOf} from './system-of.ts'

/** What no system has, so that what it needs counts for none. */
export interface NobodysParts {
  /** Ids of components that two systems claim, which is a conflict. */
  readonly contested: readonly string[]
  /** Trees of which only a part is claimed, with what needs something in the rest. */
  readonly rests: readonly {readonly tree: Entity; readonly parts: readonly Entity[]}[]
}

export function nobodysParts(
  entities: ReadonlyMap<string, Entity>,
  relations: readonly Relation[],
  conflicts: readonly Conflict[],
): NobodysParts {
  const contested = conflicts.map(({subject}) => subject)
  const isContested = new Set(contested)
  const systems = systemOf(relations, entities)
  const isNobodys = ({id}: Entity): boolean => !isContested.has(id) && systems(id) === undefined
  const trees = [...entities.values()].filter(
    (one) => one.kind === 'component' && attributeValue(one, 'type') === 'repository' && isNobodys(one),
  )
  if (trees.length === 0) return {contested, rests: []}
  const inside = Map.groupBy(
    relations.filter(({type}) => type === 'PART_OF'),
    ({to}) => to,
  )
  const needs = needFinder(entities, relations, inside)
  const rests = trees.map((tree) => ({
    tree,
    parts: (inside.get(tree.id) ?? [])
      .flatMap(({from}) => entities.get(from) ?? [])
      .filter((part) => part.kind === 'component' && isProduction(part) && isNobodys(part) && needs(part.id))
      .toSorted((a, b) => compareText(a.id, b.id)),
  }))
  return {contested, rests: rests.filter(({parts}) => parts.length > 0)}
}

const noNeeds: readonly Relation['type'][] = ['PART_OF', 'NAMES', 'OWNED_BY', 'IMPORTS']

/** Whether a component, or what is part of it, needs anything: the manifest that only lists others does not. */
function needFinder(
  entities: ReadonlyMap<string, Entity>,
  relations: readonly Relation[],
  inside: ReadonlyMap<string, readonly Relation[]>,
): (id: string) => boolean {
  const needing = new Set(relations.flatMap(({type, from}) => (noNeeds.includes(type) ? [] : [from])))
  return (id) => {
    const all = new Set([id])
    for (const at of all) for (const {from} of inside.get(at) ?? []) all.add(from)
    return [...all].some((one) => needing.has(one) && isInUse(entities.get(one)))
  }
}

function isInUse(part: Entity | undefined): boolean {
  return part !== undefined && !['test', 'example'].includes(String(attributeValue(part, 'role')))
}

function isProduction(part: Entity): boolean {
  return attributeValue(part, 'type') !== 'module' && isInUse(part)
}

const mostNamed = 3

/** Told of the rest of each tree of which only a part is claimed. */
export function restsOfNobody({rests}: NobodysParts): readonly Problem[] {
  return rests.map(({tree, parts}) => {
    const names = parts.slice(0, mostNamed).map(({name}) => name)
    const more = parts.length > mostNamed ? ` and ${parts.length - mostNamed} more` : ''
    return {
      record: 'problem',
      code: 'no-system',
      message: `only a part of ${tree.id} is claimed, and no system has the rest: ${names.join(', ')}${more}. What it needs counts for none`,
      where: 'domesday.yaml',
      hint: 'Give its source a system, or the rest a rule under systems: the nearer claim counts.',
    }
  })
}

/** As a system that has a component which no system has, to see what that needs. */
const nobody = 'nobody:'

/**
 * Systems whose dependants are declared complete, and on which a component depends that no system has: they are not all
 * known, and count so. `dependencies` tells what depends on what in an estate of these entities and relations.
 */
export function withOpenDependants(
  {contested, rests}: NobodysParts,
  entities: ReadonlyMap<string, Entity>,
  relations: readonly InventoryRelation[],
  dependencies: (entities: ReadonlyMap<string, Entity>, relations: readonly InventoryRelation[]) => readonly Relation[],
): {readonly entities: ReadonlyMap<string, Entity>; readonly conflicts: readonly Conflict[]} {
  const own = [...contested, ...rests.flatMap(({parts}) => parts.map(({id}) => id))].flatMap(
    (id) => entities.get(id) ?? [],
  )
  const isComplete = (one: Entity): boolean =>
    one.kind === 'system' && attributeValue(one, 'dependantsComplete') === true
  if (own.length === 0 || ![...entities.values()].some(isComplete)) return {entities: new Map(), conflicts: []}
  const having = own.map((part): Entity => ({...part, id: nobody + part.id, kind: 'system', attributes: {}}))
  const claimed = new Set(
    relations.flatMap(({type, from, to}) => (type === 'PART_OF' && entities.get(to)?.kind === 'system' ? [from] : [])),
  )
  const found = dependencies(new Map([...entities, ...having.map((one) => [one.id, one] as const)]), [
    ...relations.filter(({type, from}) => type !== 'PART_OF' || !claimed.has(from)),
    ...relations.filter(
      ({type, from, to}) => type === 'PART_OF' && claimed.has(from) && entities.get(to)?.kind === 'system',
    ),
    ...own.map(partOfNobody),
  ]).filter(({type, from}) => type === 'DEPENDS_ON' && from.startsWith(nobody))
  const open = [...Map.groupBy(found, ({to}) => to)].flatMap(([id, needing]) => {
    const system = entities.get(id)
    return system && isComplete(system) ? [notComplete(system, needing)] : []
  })
  return {
    entities: new Map(open.map(({system}) => [system.id, system])),
    conflicts: open.map(({conflict}) => conflict),
  }
}

function partOfNobody({id, scopes}: Entity): InventoryRelation {
  const to = nobody + id
  return {
    record: 'relation',
    id: relationId(id, 'PART_OF', to),
    ...{from: id, to, type: 'PART_OF', certainty: 'structural', attributes: {}, evidence: [], scopes},
  }
}

function notComplete(system: Entity, needing: readonly Relation[]) {
  const parts = needing.map(({from}) => from.slice(nobody.length)).toSorted(compareText)
  const evidence = needing.reduce<readonly string[]>((ids, one) => union(ids, one.evidence), [])
  const conflict: Conflict = {
    record: 'conflict',
    id: recordId('c', system.id, 'dependantsComplete'),
    code: 'attribute',
    subject: system.id,
    attribute: 'dependantsComplete',
    message: `${system.name}: its dependants are declared complete, and ${parts.join(', ')}, which no system has, ${parts.length === 1 ? 'depends' : 'depend'} on it too: they count as not complete`,
    values: [
      {value: true, evidence: valueEvidence(system, 'dependantsComplete')},
      {value: false, evidence},
    ],
  }
  const dependantsComplete = [{value: false, evidence, confidence: 1}]
  return {conflict, system: {...system, attributes: {...system.attributes, dependantsComplete}}}
}
