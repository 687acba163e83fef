import type {AttributeItem, Entity} from '../../model/entity.ts'
import {recordId, relationId, slugOf} from '../../model/ids.ts'
import type {InventoryRecord, Relation} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import type {Json} from '../../model/values.ts'
import {tagWithoutSecrets} from './redact-tags.ts'
import type {Sighting, Tag} from './sighting.ts'

/** Where an item was seen. */
export interface SightingSource {
  /** The organisation's slug. */
  readonly organisation: string
  /** The coverage scope that saw it. */
  readonly scope: string
  readonly evidence: Extract<InventoryRecord, {record: 'evidence'}>
}

/** The id of a product, or of one version of it. The version is slugged alone, so that 1.12 and 11.2 stay two. */
export function technologyId(organisation: string, product: string, version: string | undefined): string {
  return `technology:${organisation}/${slugOf(product)}${version === undefined ? '' : `-${slugOf(version)}`}`
}

/** Makes entities and relations that bear where they were seen. */
function makersFor(source: SightingSource) {
  const scopes = [source.scope]
  const entity = (kind: Entity['kind'], id: string, name: string, attributes: Entity['attributes']): Entity => ({
    record: 'entity',
    id,
    organisation: source.organisation,
    kind,
    name,
    attributes,
    scopes,
  })
  const relation = (from: string, type: Relation['type'], to: string, rest: Partial<Relation>): Relation => ({
    record: 'relation',
    id: relationId(from, type, to),
    from,
    to,
    type,
    certainty: 'structural',
    attributes: {},
    ...rest,
    evidence: [source.evidence.id],
    scopes,
  })
  return {entity, relation}
}

/** What one item says as records of an inventory, each with the evidence of that item. */
export function recordsOfSighting(sighting: Sighting, source: SightingSource): readonly InventoryRecord[] {
  const {things = [], links = [], technologies = [], vulnerabilities = []} = sighting
  if (things.length + links.length + technologies.length + vulnerabilities.length === 0) return []
  const evidence = [source.evidence.id]
  const common = {evidence, scopes: [source.scope]}
  const {entity, relation} = makersFor(source)
  const item = (value: Json, confidence = 1): AttributeItem => ({value, evidence, confidence})
  return [
    source.evidence,
    ...things.map(({kind, id, name, attributes = {}, tags}) =>
      entity(kind, id, name, {
        ...Object.fromEntries(
          Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, [item(value)]]])),
        ),
        ...(tags && tagAttributes(tags, item)),
      }),
    ),
    ...links.map(({from, type, to, certainty = 'structural', attributes = {}}) =>
      relation(from, type, to, {certainty, attributes}),
    ),
    ...technologies.flatMap(({of, product, version, extendedSupport, confidence}) => {
      const id = technologyId(source.organisation, product, version)
      const facts = {
        product: [item(product, confidence)],
        ...(version !== undefined && {version: [item(version, confidence)]}),
      }
      return [
        entity('technology', id, version === undefined ? product : `${product} ${version}`, facts),
        relation(of, 'USES', id, {
          attributes: extendedSupport ? {extendedSupport} : {},
          ...(confidence !== undefined && {certainty: 'inferred' as const}),
        }),
      ]
    }),
    ...vulnerabilities.map(({subject, at, identifier, known, severity}) => ({
      record: 'vulnerability' as const,
      id: recordId('v', subject, identifier ?? 'scan'),
      subject,
      assessed: at.toISOString().slice(0, 10),
      known,
      ...(identifier !== undefined && {identifier}),
      ...(severity !== undefined && {highestSeverity: severity}),
      ...common,
    })),
  ]
}

/** Tags as they are, and each as `key=value` for the rules of domesday.yaml. */
function tagAttributes(tags: readonly Tag[], item: (value: Json) => AttributeItem): Entity['attributes'] {
  const clean = tags.map((tag) => ({key: tag.key, value: tagWithoutSecrets(tag)}))
  const sorted = clean.toSorted((a, b) => compareText(a.key, b.key))
  const texts = sorted.map(({key, value}) => item(`${key}=${value}`))
  return {
    tags: [item(sorted)],
    ...(texts.length > 0 && {tag: texts}),
  }
}
