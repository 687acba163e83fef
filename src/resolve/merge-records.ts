import type {InputHash} from '../model/document.ts'
import type {AttributeItem, Entity} from '../model/entity.ts'
import type {Conflict, EstateRecord} from '../model/estate.ts'
import {recordId, relationId} from '../model/ids.ts'
import type {Inventory, InventoryRecord, InventoryRelation, Relation} from '../model/inventory.ts'
import {saidOfBoth} from '../model/in-production.ts'
import {compareText} from '../model/json-lines.ts'
import {keyWords} from '../model/key-words.ts'
import {oncePer} from '../model/once-per.ts'
import {operationsOf, operationsOfBoth} from '../model/operation-evidence.ts'
import {plainProductName} from '../model/product-names.ts'
import type {Json} from '../model/values.ts'

export interface InventoryInput {
  readonly id: string
  readonly path: string
  readonly sha256: string
  /** Files that say how it was read, as a spreadsheet's mapping. */
  readonly readBy?: readonly InputHash[]
  readonly inventory: Inventory
}

/** Records of all inventories with their scopes qualified by inventory: `estate#s1`. */
export function* qualifiedRecords(inputs: readonly InventoryInput[]): Generator<InventoryRecord> {
  for (const {id, inventory} of inputs) {
    const own = inventory.records.filter((record) => record.record === 'coverage').map((record) => record.id)
    const qualify = (scope: string): string => `${id}#${scope}`
    // Nearly all records of an inventory were seen in the same scopes: they share one list.
    const lists = new Map<string, readonly string[]>()
    const qualified = (scopes: readonly string[]): readonly string[] => {
      const key = scopes.join('\n')
      const list = lists.get(key) ?? scopes.map(qualify)
      lists.set(key, list)
      return list
    }
    for (const record of inventory.records) {
      if (record.record === 'coverage')
        yield {...record, id: qualify(record.id), observedAt: record.observedAt ?? inventory.header.observedAt}
      else if (record.record === 'evidence' || record.record === 'problem') yield record
      else yield {...record, scopes: qualified(record.scopes ?? own)}
    }
  }
}

const multiValued = new Set([
  ...['environmentVariables', 'configurationKeys', 'programsRun', 'schedules', 'blockers', 'copiedCode'],
  ...['path', 'root', 'role', 'otherNames', 'tag'],
  ...['licence', 'qualifiers'],
  // Each end of an exchange has its own way to it, and its own spelling of a table.
  ...['protocol', 'table'],
])

/** Gathers entities that are one under one id; every value stays, with all its evidence. */
export function mergeEntities(entities: Iterable<Entity>, canonical: (id: string) => string): Map<string, Entity> {
  const merged = new Map<string, Entity>()
  const own = new Set<string>()
  for (const entity of entities) {
    const id = canonical(entity.id)
    const before = merged.get(id)
    const both = before ? mergeTwo(before, entity) : {...entity, id}
    // Its name, and whose it is, come from the one whose id stands for all.
    const isOwn = entity.id === id && !own.has(id)
    if (isOwn) own.add(id)
    merged.set(id, isOwn ? {...both, name: entity.name, organisation: entity.organisation} : both)
  }
  return merged
}

function mergeTwo(a: Entity, b: Entity): Entity {
  const attributes: Record<string, readonly AttributeItem[]> = {...a.attributes}
  for (const [key, items] of Object.entries(b.attributes))
    attributes[key] = mergeItems(
      Object.hasOwn(attributes, key) ? (attributes[key] ?? []) : [],
      items,
      !multiValued.has(key),
    )
  // People will look for a system by the name that another source has for it.
  if (a.kind === 'system' && a.name !== b.name)
    attributes.otherNames = mergeItems(attributes.otherNames ?? [], [
      {value: b.name, evidence: evidenceOf(b), confidence: 1},
    ])
  return {...a, attributes, scopes: union(a.scopes, b.scopes)}
}

function evidenceOf({attributes}: Entity): readonly string[] {
  return union(
    [],
    Object.values(attributes).flatMap((items) => items.flatMap(({evidence}) => evidence)),
  )
}

/** `fills`: values with several fields that agree wherever both say something are one, with the fields of both. */
function mergeItems(a: readonly AttributeItem[], b: readonly AttributeItem[], fills = false): readonly AttributeItem[] {
  const merged = new Map<string, AttributeItem>()
  for (const item of [...a, ...b]) {
    const own = JSON.stringify('value' in item ? item.value : {state: item.state})
    const key = fills && !merged.has(own) ? ([...merged].find(([, before]) => agrees(before, item))?.[0] ?? own) : own
    const before = merged.get(key)
    merged.set(key, before ? both(before, item) : item)
  }
  return [...merged.values()]
}

function both(before: AttributeItem, item: AttributeItem): AttributeItem {
  const support = {
    evidence: union(before.evidence, item.evidence),
    confidence: Math.max(before.confidence, item.confidence),
  }
  return 'value' in before && 'value' in item && isFields(before.value) && isFields(item.value)
    ? {value: {...before.value, ...item.value}, ...support}
    : {...before, ...support}
}

type Fields = Readonly<Record<string, Json>>

function isFields(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function agrees(a: AttributeItem, b: AttributeItem): boolean {
  if (!('value' in a && 'value' in b) || !isFields(a.value) || !isFields(b.value)) return false
  const [one, other] = [a.value, b.value]
  return Object.keys(one).every(
    (key) => !Object.hasOwn(other, key) || JSON.stringify(one[key]) === JSON.stringify(other[key]),
  )
}

/** Which of several sources counts, of all that is told of a system. */
export const firstCounts = 'the first that domesday.yaml lists counts'

/** Values of one attribute that disagree: all are kept, and the disagreement is told. */
export function attributeConflicts(entities: Iterable<Entity>): readonly Conflict[] {
  const conflicts: Conflict[] = []
  for (const {id, kind, name, attributes} of entities) {
    for (const [attribute, items] of Object.entries(attributes)) {
      if (
        items.length < 2 ||
        multiValued.has(attribute) ||
        (kind === 'technology' && isOneSpelling(items, attribute === 'product' ? (attributes.version ?? []) : []))
      )
        continue
      const [first] = items
      const isFirst = items.every(({confidence}) => confidence <= (first?.confidence ?? 0))
      const isChosen = kind === 'system' && attribute !== 'meetsNeeds' && isFirst
      const values = items.map((item) => ({value: 'value' in item ? item.value : item.state, evidence: item.evidence}))
      conflicts.push({
        record: 'conflict',
        id: recordId('c', id, attribute),
        code: 'attribute',
        subject: id,
        attribute,
        message: `${name}: ${items.length} sources disagree on ${keyWords(attribute)}${isChosen ? `; ${firstCounts}` : ''}`,
        values,
      })
    }
  }
  return conflicts
}

/**
 * A product or a version of one id, spelt in several ways: `SQL Server` and `sql-server`, `2012 R2` and `2012-r2`; or a
 * product with its version in the name beside the two apart: `Oracle 11g`, and `Oracle` of version `11g`.
 */
function isOneSpelling(items: readonly AttributeItem[], inNames: readonly AttributeItem[]): boolean {
  const plain = (item: AttributeItem): string => ('value' in item ? plainProductName(String(item.value)) : '')
  const versions = inNames.map(plain).filter((text) => text !== '')
  const products = items.map(plain).map((text) => {
    const own = versions.find((ending) => text.length > ending.length && text.endsWith(ending))
    return own === undefined ? text : text.slice(0, -own.length)
  })
  return products[0] !== '' && new Set(products).size === 1
}

const strength = {declared: 3, structural: 2, observed: 1, inferred: 0} as const

/**
 * Gathers relations by their ends and type: the surest certainty and its attributes win, evidence adds up; that of each
 * call of a machine too where it is to be kept apart.
 */
export function mergeRelations(
  relations: Iterable<InventoryRelation>,
  canonical: (id: string) => string,
  keepsApart = false,
): Map<string, InventoryRelation> {
  const merged = new Map<string, InventoryRelation>()
  for (const relation of relations) {
    const [from, to] = [canonical(relation.from), canonical(relation.to)]
    const isAsItWas = from === relation.from && to === relation.to
    const id = isAsItWas ? ownId(relation) : relationId(from, relation.type, to)
    const before = merged.get(id)
    merged.set(
      id,
      before
        ? mergeRelation(before, relation, keepsApart)
        : isAsItWas && relation.id === id
          ? relation
          : {...relation, id, from, to},
    )
  }
  return merged
}

/** Relations are merged again after each step that brings some. */
const ownId = oncePer(({from, type, to}: Relation) => relationId(from, type, to))

function mergeRelation(a: InventoryRelation, b: InventoryRelation, keepsApart: boolean): InventoryRelation {
  const [strong, weak] = strength[a.certainty] >= strength[b.certainty] ? [a, b] : [b, a]
  const attributes: Record<string, Json> = {
    ...saidOfBoth(weak.attributes, strong.attributes),
    ...(a.type === 'DEPENDS_ON' && dependencyOfBoth(a, b)),
  }
  const operations = [a, b].flatMap(operationsOf)
  const evidence = union(a.evidence, b.evidence)
  if (operations.length > 0) attributes.operations = [...new Set(operations)].toSorted()
  const counts = [a, b].map(({attributes}) => (typeof attributes.count === 'number' ? attributes.count : 1))
  if (a.attributes.count !== undefined || b.attributes.count !== undefined)
    attributes.count = (counts[0] ?? 0) + (counts[1] ?? 0)
  const {operationEvidence: _, ...ends} = a
  return {
    ...ends,
    certainty: strong.certainty,
    attributes,
    evidence,
    ...(keepsApart && callsMachine(a) && operationsOfBoth(a, b, evidence)),
    scopes: union(a.scopes, b.scopes),
  }
}

/** Of what else is called nobody asks which place calls what. */
function callsMachine({type, to}: Relation): boolean {
  return type === 'CALLS' && to.startsWith('host:')
}

/** Why one thing needs another, as one source or join tells it. */
interface Reason {
  readonly how?: string
  readonly kind?: string
  readonly certainty: Relation['certainty']
  readonly evidence: readonly string[]
}

const strictness: Readonly<Record<string, number>> = {together: 2, after: 1, free: 0}

/**
 * Two things may be tied in several ways, by a table and by a queue: all the reasons stay, the surest first, and of
 * reasons that are as sure the one that binds a migration most says how they move.
 */
function dependencyOfBoth(a: Relation, b: Relation): Relation['attributes'] {
  const reasons = mergedReasons([...reasonsOf(a), ...reasonsOf(b)])
  const [first] = reasons
  if (reasons.length < 2 || !first) return {}
  const surest = [a, b].filter(
    ({certainty}) => strength[certainty] === Math.max(strength[a.certainty], strength[b.certainty]),
  )
  const [binding] = surest.toSorted((one, other) => bindingOf(other) - bindingOf(one))
  const {kind, move} = (binding ?? a).attributes
  const how = reasons.flatMap((reason) => reason.how ?? []).join('; ')
  return {
    ...(how && {how}),
    ...(kind !== undefined && {kind}),
    ...(move !== undefined && {move}),
    reasons: reasons.map((reason): Json => ({...reason, evidence: [...reason.evidence]})),
  }
}

function bindingOf({attributes}: Relation): number {
  return strictness[String(attributes.move)] ?? -1
}

function reasonsOf({attributes, certainty, evidence}: Relation): readonly Reason[] {
  const {how, kind, reasons} = attributes
  // Those that an earlier merge made.
  if (Array.isArray(reasons)) return reasons as unknown as readonly Reason[]
  return [
    {
      ...(typeof how === 'string' && {how}),
      ...(typeof kind === 'string' && {kind}),
      certainty,
      evidence,
    },
  ]
}

function mergedReasons(all: readonly Reason[]): readonly Reason[] {
  const same = Map.groupBy(all, ({how, kind, certainty}) => JSON.stringify([how, kind, certainty]))
  return [...same.values()]
    .map((own) => ({
      ...(own[0] as Reason),
      evidence: own.reduce<readonly string[]>((ids, one) => union(ids, one.evidence), []),
    })) // a group has one at least
    .toSorted((a, b) => strength[b.certainty] - strength[a.certainty] || compareText(a.how ?? '', b.how ?? ''))
}

export function union(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] {
  return [...new Set([...(a ?? []), ...(b ?? [])])].toSorted()
}

/** Records of a kind by id, the last of each. */
export function uniqueById<T extends EstateRecord & {readonly id: string}>(records: Iterable<T>): readonly T[] {
  const byId = new Map<string, T>()
  for (const record of records) byId.set(record.id, record)
  return [...byId.values()]
}
