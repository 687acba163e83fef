import {z} from 'zod'
import {entityKinds} from './entity-kinds.ts'
import {Confidence, Json} from './values.ts'

type KindName = keyof typeof entityKinds
export const EntityKind = z.enum(Object.keys(entityKinds) as [KindName, ...KindName[]]) // the keys, and there are some
export type EntityKind = z.infer<typeof EntityKind>

const support = {evidence: z.array(z.string()).readonly(), confidence: Confidence}

/**
 * One value of an attribute with what supports it. Known to be absent, and not applicable, are states of their own;
 * an attribute with no item at all is unknown. Its date is its evidence's `observedAt`.
 */
export const AttributeItem = z.union([
  z.strictObject({value: Json, ...support}),
  z.strictObject({state: z.enum(['absent', 'not-applicable']), ...support}),
])
export type AttributeItem = z.infer<typeof AttributeItem>

export const Attributes = z.record(z.string(), z.array(AttributeItem).readonly())
export type Attributes = Readonly<z.infer<typeof Attributes>>

export const Entity = z.strictObject({
  record: z.literal('entity'),
  id: z.string().min(1),
  organisation: z.string(),
  kind: EntityKind,
  name: z.string(),
  attributes: Attributes,
  /** The coverage scopes that saw it; left out, it is the file's only scope. */
  scopes: z.array(z.string()).readonly().optional(),
})
export type Entity = Readonly<z.infer<typeof Entity>>

/** The values of an attribute, best supported first (by confidence, then as they stand). */
export function attributeValues(entity: Pick<Entity, 'attributes'>, key: string): readonly Json[] {
  return (Object.hasOwn(entity.attributes, key) ? (entity.attributes[key] ?? []) : [])
    .filter((item) => 'value' in item)
    .toSorted((a, b) => b.confidence - a.confidence)
    .map((item) => item.value)
}

/** The best supported value of an attribute, or undefined when it is unknown, absent or not applicable. */
export function attributeValue(entity: Entity, key: string): Json | undefined {
  let best: Extract<AttributeItem, {readonly value: Json}> | undefined
  for (const item of Object.hasOwn(entity.attributes, key) ? (entity.attributes[key] ?? []) : [])
    if ('value' in item && (!best || item.confidence > best.confidence)) best = item
  return best?.value
}

/** The evidence ids behind the best supported value of an attribute, and of no value that another source has instead. */
export function valueEvidence(entity: Entity, key: string): readonly string[] {
  const items = (Object.hasOwn(entity.attributes, key) ? (entity.attributes[key] ?? []) : []).filter(
    (item) => 'value' in item,
  )
  const [best] = items.toSorted((a, b) => b.confidence - a.confidence)
  return best?.evidence ?? []
}

/** The product that a technology is, by its name where no source says, and the version that is stated. */
export function statedProduct(technology: Entity): {readonly product: string; readonly version: string | undefined} {
  const version = attributeValue(technology, 'version')
  return {
    product: String(attributeValue(technology, 'product') ?? technology.name),
    version: version === undefined ? undefined : String(version),
  }
}

/** The evidence ids behind an attribute. */
export function attributeEvidence(entity: Entity, key: string): readonly string[] {
  const items = Object.hasOwn(entity.attributes, key) ? (entity.attributes[key] ?? []) : []
  return [...new Set(items.flatMap((item) => item.evidence))]
}
