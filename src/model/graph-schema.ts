import type {Entity, EntityKind} from './entity.ts'
import type {Relation} from './inventory.ts'

/**
 * What a graph holds and how it is called, beside the kinds of things (entity-kinds.ts), the types of relations
 * (relation-types.ts) and the attributes of each kind (known-attributes.ts). Both stores are made from it, docs/graph.md
 * is written from it, and the tests compare it with what the stores really have.
 */
interface Field {
  readonly form: 'text' | 'number' | 'JSON' | 'list of texts'
  readonly meaning: string
}

const seen = {
  scopes: {form: 'list of texts', meaning: 'the scopes that saw it, each by its source and what it is about'},
  lastSeen: {form: 'text', meaning: 'when it was last seen: of what stays though no scope sees it any more'},
} as const satisfies Record<string, Field>

const evidence = {form: 'list of texts', meaning: 'ids of the evidence that says so'} as const

/** Of every thing. */
export const entityFields = {
  id: {form: 'text', meaning: 'its id, which no other thing has'},
  kind: {form: 'text', meaning: 'one of the kinds'},
  name: {form: 'text', meaning: 'what people call it'},
  organisation: {form: 'text', meaning: 'the id of the organisation whose inventory has it'},
  attributes: {form: 'JSON', meaning: 'every value of every attribute, each with its evidence and confidence (0 to 1)'},
  ...seen,
} as const satisfies Record<Exclude<keyof Entity, 'record'> | 'lastSeen', Field>

/** Of every relation, beside its type and its ends. */
export const relationFields = {
  certainty: {form: 'text', meaning: 'declared, structural, observed or inferred'},
  attributes: {form: 'JSON', meaning: 'what is said of it'},
  evidence,
  ...seen,
} as const satisfies Record<Exclude<keyof Relation, 'record' | 'id' | 'from' | 'to' | 'type'> | 'lastSeen', Field>

interface View {
  /** What one row is. */
  readonly row: string
  /** In this order. */
  readonly columns: Readonly<Record<string, Field>>
}

/** The SQL views of the embedded store; lists are JSON there. */
export const graphViews = {
  entity: {row: 'a thing', columns: entityFields},
  relation: {
    row: 'a relation, read from left to right: from_id DEPENDS_ON to_id',
    columns: {
      from_id: {form: 'text', meaning: 'the id of the thing that needs, holds or belongs'},
      type: {form: 'text', meaning: 'one of the types'},
      to_id: {form: 'text', meaning: 'the id of the other thing'},
      ...relationFields,
    },
  },
  attribute: {
    row: 'a value of an attribute: several sources give several',
    columns: {
      id: {form: 'text', meaning: 'the id of the thing'},
      attribute: {form: 'text', meaning: 'the name of the attribute'},
      value: {form: 'text', meaning: 'text, a number, or JSON'},
      state: {form: 'text', meaning: 'absent or not-applicable, where there is no value; no row at all is unknown'},
      confidence: {form: 'number', meaning: 'from 0 to 1'},
      evidence,
    },
  },
} as const satisfies Record<string, View>

/** The indexes of the embedded store, by name, on its own tables. */
export const embeddedIndexes = {
  node_id: {table: 'node', columns: ['id'], isUnique: true, finds: 'a thing by its id'},
  node_kind: {table: 'node', columns: ['kind'], isUnique: false, finds: 'the things of a kind'},
  edge_in: {table: 'edge', columns: ['dst', 'src', 'type'], isUnique: false, finds: 'the relations into a thing'},
} as const

/** Labels of nodes in Neo4j. */
export const neo4jLabels = {
  /** Every node of ours has it, and nothing is ever read, changed or removed that has not. */
  own: 'DomesdayEntity',
  /** What other tools call such nodes too. */
  shared: 'Entity',
  /** The one node that says what the graph is, and who is loading it. */
  store: 'DomesdayStore',
} as const

/** `system` is `:System`. */
export function labelOfKind(kind: EntityKind): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`
}

/** Properties of nodes in Neo4j that are the store's own: they say nothing of a thing. */
export const neo4jOwnProperties = {
  nid: {form: 'number', meaning: 'its number in this database, by which relations find it'},
  digest: {form: 'text', meaning: 'tells a load whether the thing has changed'},
  out: {form: 'text', meaning: 'the same of the relations out of it'},
} as const satisfies Record<string, Field>

/** Each with an index, so that what it finds is found at once. */
export const neo4jConstraints = [
  {name: 'domesday_entity_id', label: neo4jLabels.own, property: 'id', finds: 'a thing by its id'},
  {name: 'domesday_entity_nid', label: neo4jLabels.own, property: 'nid', finds: 'a thing by its number'},
  {
    name: 'domesday_store_key',
    label: neo4jLabels.store,
    property: 'key',
    finds: 'the node that says what the graph is',
  },
] as const
