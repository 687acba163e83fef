import {type Entity, type EntityKind} from '../src/model/entity.ts'
import {type Estate, type EstateRecord, gatherEstate} from '../src/model/estate.ts'
import {relationId} from '../src/model/ids.ts'
import type {Evidence, Relation} from '../src/model/inventory.ts'
import type {RelationType} from '../src/model/relation-types.ts'
import type {Json} from '../src/model/values.ts'

/** Builders of small estates, so that a test says only what it is about. */
export function estateOf(...records: EstateRecord[]): Estate {
  return gatherEstate(
    {
      schema: 'domesday/estate@1',
      producedBy: {name: 'domesday', version: '0.0.0'},
      inputs: [],
      organisations: [{id: 'msti', name: 'Ministry of Space Transport Infrastructure', short: 'MSTI'}],
      newestObservedAt: '2026-10-30T00:00:00Z',
    },
    records,
  )
}

export function entity(
  kind: EntityKind,
  id: string,
  attributes: Record<string, Json> = {},
  evidence: readonly string[] = ['e1'],
): Entity {
  return {
    record: 'entity',
    id,
    organisation: id.replace(/^[a-z]+:/, '').split('/')[0] ?? '',
    kind,
    name: id.split('/').at(-1) ?? id,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, [{value, evidence, confidence: 1}]]),
    ),
  }
}

export function system(id: string, attributes: Record<string, Json> = {}): Entity {
  return entity('system', id, attributes)
}

export function relation(
  from: string,
  type: RelationType,
  to: string,
  attributes: Record<string, Json> = {},
): Relation {
  return {
    record: 'relation',
    id: relationId(from, type, to),
    from,
    to,
    type,
    certainty: 'declared',
    attributes,
    evidence: ['e1'],
  }
}

export function evidence(id = 'e1', locator = 'inventories/msti/estate.yaml:4'): Evidence {
  return {
    record: 'evidence',
    id,
    source: 'declared',
    locator,
    sha256: '0'.repeat(64),
    observedAt: '2026-10-30T00:00:00Z',
  }
}
