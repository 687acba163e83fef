import {attributeValue, attributeValues, type Entity} from '../model/entity.ts'
import type {Conflict} from '../model/estate.ts'
import {recordId, relationId, slugOf, systemId} from '../model/ids.ts'
import type {Problem, Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import type {RuleClaim} from '../model/plugin.ts'
import type {MatchItem, SystemRule} from '../model/settings.ts'
import {itemTest} from './match-item.ts'
import {union} from './merge-records.ts'
import {systemOf} from './system-of.ts'

export interface Assembled {
  readonly entities: readonly Entity[]
  readonly relations: readonly Relation[]
  readonly conflicts: readonly Conflict[]
  /** Rules that match nothing. */
  readonly idle: readonly AssemblyRule[]
  /** Of rules that match something, alternatives by a path that match nothing. */
  readonly idleItems: readonly IdleItem[]
}

export interface IdleItem {
  readonly rule: AssemblyRule
  readonly item: MatchItem
}

/** A rule by globs; `by` names the plugin that brought it, and left out it stands in domesday.yaml. */
export type AssemblyRule = SystemRule & {readonly by?: string}

/**
 * Gives every component its system: by what its source says, by rules, or by default. Two claims of one component are a
 * conflict; a claim of a component itself is nearer than what is claimed of that which holds it.
 */
export function assembleSystems(
  entities: ReadonlyMap<string, Entity>,
  relations: ReadonlyMap<string, Relation>,
  rules: readonly AssemblyRule[],
  ruleClaims: readonly RuleClaim[] = [],
): Assembled {
  const others: Relation[] = []
  const idle = new Set(rules)
  const idleItems: IdleItem[] = []
  const claims = new Map<string, Map<string, Relation>>()
  const claim = (relation: Relation): void => {
    // Several systems may run on one host or call one resource: only a component has one system.
    if (relation.type !== 'PART_OF') {
      others.push(relation)
      return
    }
    const of = claims.get(relation.from) ?? new Map<string, Relation>()
    const before = of.get(relation.to)
    claims.set(relation.from, of.set(relation.to, before ? withBothReasons(before, relation) : relation))
  }
  for (const relation of relations.values()) {
    const isClaim =
      relation.type === 'PART_OF' && entities.get(relation.from)?.kind === 'component' && isSystemId(relation.to)
    if (isClaim) claim(relation)
    else others.push(relation)
  }
  for (const rule of rules) {
    const {things, unmet} = matched(rule, entities)
    if (things.length > 0) {
      idle.delete(rule)
      // Costs may be what an item by an account or a tag is for.
      idleItems.push(...unmet.flatMap((item) => (item.path === undefined ? [] : [{rule, item}])))
    }
    for (const entity of things)
      claim(
        claimOf(entity, systemId(rule.organisation, rule.id), rule.by ? `rule of ${rule.by}` : 'rule in domesday.yaml'),
      )
  }
  for (const {thing, system, how} of ruleClaims) {
    const entity = entities.get(thing)
    if (entity) claim(claimOf(entity, system, how))
  }
  const contested = [...claims].filter(([, of]) => of.size > 1)
  const settled = [...claims].filter(([, of]) => of.size === 1).flatMap(([, of]) => [...of.values()])
  const defaults = defaultSystems(entities, new Set(claims.keys()), others)
  const belonging = [...others, ...settled, ...defaults.relations]
  return {
    entities: [
      ...missingSystems(
        entities,
        [...claims.values()].flatMap((of) => [...of.keys()]),
        namedSystems(rules, ruleClaims),
      ),
      ...defaults.entities,
    ],
    relations: withNearestClaims(belonging, new Set(claims.keys()), entities),
    conflicts: contested.map(([component, of]) => claimConflict(component, [...of.values()])),
    idle: [...idle],
    idleItems,
  }
}

/** What two rules, or a source and a rule, say of one system: each of them tells why. */
function withBothReasons(a: Relation, b: Relation): Relation {
  const reasons = [a, b].flatMap(({attributes: {how}}) => (typeof how === 'string' ? how.split('; ') : []))
  const how = [...new Set(reasons)].join('; ')
  const attributes = {...b.attributes, ...a.attributes, ...(how && {how})}
  return {...b, ...a, attributes, evidence: union(a.evidence, b.evidence), scopes: union(a.scopes, b.scopes)}
}

/**
 * A component that is claimed itself leaves what holds it where that is another system's, and so do its own parts: it
 * would else belong to both. One that is contested leaves as well, since nobody has it.
 */
function withNearestClaims(
  relations: readonly Relation[],
  claimed: ReadonlySet<string>,
  entities: ReadonlyMap<string, Entity>,
): readonly Relation[] {
  const isWhole = ({type, from, to}: Relation): boolean =>
    type === 'PART_OF' && claimed.has(from) && entities.get(to)?.kind === 'component'
  if (!relations.some(isWhole)) return relations
  // What the wholes of a claimed component say of it is not asked, only its claim is.
  const nearest = relations.filter((relation) => !isWhole(relation))
  const systems = systemOf(nearest, entities, isSystemId)
  const left = new Map<string, string>()
  const kept = relations.filter((relation) => {
    if (!isWhole(relation)) return true
    const own = systems(relation.from) ?? []
    const others = (systems(relation.to) ?? []).filter((id) => !own.includes(id))
    if (others.length > 0)
      left.set(
        relation.from,
        `the rest of ${entities.get(relation.to)?.name ?? relation.to} is of ${others.join(', ')}`,
      )
    return others.length === 0
  })
  if (left.size === 0) return kept
  return kept.map((relation) => {
    const rest = relation.type === 'PART_OF' && isSystemId(relation.to) ? left.get(relation.from) : undefined
    if (rest === undefined) return relation
    const {how} = relation.attributes
    return {...relation, attributes: {...relation.attributes, how: typeof how === 'string' ? `${how}; ${rest}` : rest}}
  })
}

/** Told of a rule that gives its system nothing at all. */
export function matchesNothing({id, organisation, by}: AssemblyRule): Problem {
  return {
    record: 'problem',
    code: 'rule-matches-nothing',
    message: `the rule for ${systemId(organisation, id)}${by ? ` of ${by}` : ''} matches nothing of ${organisation}`,
    where: by ?? 'domesday.yaml',
    hint: 'Mend its globs, or take it out: domesday explain <component> shows the paths, tags and names there are.',
  }
}

/** Told of one alternative of a rule, whose others match. */
export function itemMatchesNothing({rule: {id, organisation, by}, item}: IdleItem): Problem {
  const said = Object.entries(item).map(([key, globs]) => `${key}: ${[globs].flat().join(', ')}`)
  return {
    record: 'problem',
    code: 'rule-matches-nothing',
    message: `of the rule for ${systemId(organisation, id)}${by ? ` of ${by}` : ''} the part {${said.join(', ')}} matches nothing of ${organisation}`,
    where: by ?? 'domesday.yaml',
    hint: 'Mend its globs, or take it out: domesday explain <component> shows the paths, tags and names there are.',
  }
}

function isSystemId(id: string): boolean {
  return /^[^:/]+\/[^/]+$/.test(id)
}

function claimConflict(component: string, claims: readonly Relation[]): Conflict {
  const systems = claims.map(({to}) => to).toSorted(compareText)
  return {
    record: 'conflict',
    id: recordId('c', component, 'claim'),
    code: 'claim',
    subject: component,
    message: `${systems.join(' and ')} both claim ${component}, so neither has it, nor what it needs`,
    values: claims.toSorted((a, b) => compareText(a.to, b.to)).map(({to, evidence}) => ({value: to, evidence})),
  }
}

const assembledKinds: readonly string[] = ['component', 'host', 'resource', 'datastore']

/** Whether a rule may give a thing to a system: a source file goes with the application that it is of. */
export function mayBeAssembled(entity: Entity): boolean {
  return assembledKinds.includes(entity.kind) && attributeValue(entity, 'type') !== 'module'
}

interface Matched {
  readonly things: readonly Entity[]
  /** Alternatives that hold for nothing. */
  readonly unmet: readonly MatchItem[]
}

function matched(rule: SystemRule, entities: ReadonlyMap<string, Entity>): Matched {
  const tests = rule.match.map((item) => ({item, holds: itemTest(item)}))
  const unmet = new Set(rule.match)
  const things = [...entities.values()].filter((entity) => {
    if (entity.organisation !== rule.organisation || !mayBeAssembled(entity)) return false
    const met = tests.filter(({holds}) => holds(entity))
    for (const {item} of met) unmet.delete(item)
    return met.length > 0
  })
  return {things, unmet: [...unmet]}
}

const relationTo: Readonly<Record<string, 'RUNS_ON' | 'PART_OF'>> = {
  host: 'RUNS_ON',
  resource: 'RUNS_ON',
  component: 'PART_OF',
}

/** What a tag says of the environment that a thing serves: a system's technologies are those of production. */
function environmentOf(entity: Entity): string | undefined {
  const tags = attributeValues(entity, 'tag').map(String)
  const said = tags.find((tag) => /^(environment|env|stage)=./i.test(tag))
  return said?.slice(said.indexOf('=') + 1).trim()
}

/** That a thing belongs to a system: a part of it, what it runs on, or what it uses; in which environment, where a tag says so. */
export function claimOf(entity: Entity, system: string, how: string): Relation {
  const type = relationTo[entity.kind] ?? 'CALLS'
  const environment = environmentOf(entity)
  const [from, to] = type === 'PART_OF' ? [entity.id, system] : [system, entity.id]
  return {
    record: 'relation',
    id: relationId(from, type, to),
    from,
    to,
    type,
    certainty: 'structural',
    attributes: {how, ...(environment && {environment})},
    evidence: [],
    scopes: entity.scopes,
  }
}

/** Systems of rules, with the names that they give; of several names the first in the alphabet. */
function namedSystems(rules: readonly AssemblyRule[], ruleClaims: readonly RuleClaim[]) {
  return [
    ...rules.map((rule) => ({id: systemId(rule.organisation, rule.id), name: rule.name})),
    ...ruleClaims
      .flatMap(({system, name}) => (name ? [{id: system, name}] : []))
      .toSorted((a, b) => compareText(b.name, a.name)),
  ]
}

/** Systems that a source or a rule names and nobody declared. */
function missingSystems(
  entities: ReadonlyMap<string, Entity>,
  ids: readonly string[],
  ruled: readonly {readonly id: string; readonly name: string | undefined}[],
): readonly Entity[] {
  const wanted = new Map([...ids.map((id) => ({id, name: undefined})), ...ruled].map(({id, name}) => [id, name]))
  return [...wanted]
    .filter(([id]) => !entities.has(id))
    .map(([id, name]) => systemEntity(id, name ?? id.split('/')[1] ?? id, 'rule'))
}

/** A source tree that nothing claims, in whole or in part, is one system. */
function defaultSystems(
  entities: ReadonlyMap<string, Entity>,
  claimed: ReadonlySet<string>,
  relations: readonly Relation[],
): {readonly entities: readonly Entity[]; readonly relations: readonly Relation[]} {
  const inside = new Map<string, string[]>()
  for (const {type, from, to} of relations) if (type === 'PART_OF') inside.set(to, [...(inside.get(to) ?? []), from])
  const systems: Entity[] = []
  const parts: Relation[] = []
  for (const entity of entities.values()) {
    if (entity.kind !== 'component' || attributeValue(entity, 'type') !== 'repository') continue
    if (claimed.has(entity.id) || (inside.get(entity.id) ?? []).some((id) => claimed.has(id))) continue
    const id = systemId(entity.organisation, slugOf(entity.name))
    if (!entities.has(id)) systems.push(systemEntity(id, entity.name, 'default', entity.scopes))
    parts.push({
      record: 'relation',
      id: relationId(entity.id, 'PART_OF', id),
      from: entity.id,
      to: id,
      type: 'PART_OF',
      certainty: 'structural',
      attributes: {how: 'default: nothing claims this source tree'},
      evidence: [],
      scopes: entity.scopes,
    })
  }
  return {entities: systems, relations: parts}
}

function systemEntity(
  id: string,
  name: string,
  assembledBy: 'rule' | 'default',
  scopes: readonly string[] = [],
): Entity {
  return {
    record: 'entity',
    id,
    organisation: id.split('/')[0] ?? '',
    kind: 'system',
    name,
    attributes: {assembledBy: [{value: assembledBy, evidence: [], confidence: 1}]},
    scopes,
  }
}
