import type {Entity} from '../model/entity.ts'
import type {KindCount, NodeLabel, TypeCount} from '../model/graph-answers.ts'
import type {Problem, Relation} from '../model/inventory.ts'
import type {Certainty, RelationType} from '../model/relation-types.ts'
import type {Topology} from './topology.ts'

export type NodeRecord = Omit<Entity, 'record'>

export interface NodeFilter {
  readonly kinds?: readonly Entity['kind'][]
  readonly organisation?: string
  /** Part of the id or the name, in any case of letters. */
  readonly text?: string
}

export interface Page {
  /** The id of the last node of the page before. */
  readonly after?: string
  readonly limit?: number
}

export interface NeighbourOptions {
  /** `out` follows relations from the node, `in` those to it. */
  readonly direction: 'in' | 'out' | 'both'
  readonly types?: readonly RelationType[]
  readonly limit: number
}

export interface Neighbour {
  readonly direction: 'in' | 'out'
  readonly type: RelationType
  readonly certainty: Certainty
  readonly attributes: Relation['attributes']
  readonly evidence: readonly string[]
  readonly scopes?: readonly string[] | undefined
  readonly node: NodeLabel
}

export interface LoadResult {
  readonly nodes: number
  readonly edges: number
  /** What was left out, and why: a relation whose end is missing, a second record of one id. */
  readonly problems: readonly Problem[]
}

/** A load under way. Nothing of it can be seen until `finish`; `abandon` leaves the graph as it was. */
export interface GraphLoader {
  addEntities(entities: readonly Entity[]): Promise<void>
  /** All entities come before the first relation. */
  addRelations(relations: readonly Relation[]): Promise<void>
  finish(): Promise<LoadResult>
  abandon(): Promise<void>
}

/** What a graph store can do, in terms of intent: no query language passes through it. */
export interface GraphStore {
  readonly kind: 'embedded'
  /** A load that replaces the whole graph at `finish`, all at once. */
  beginLoad(): Promise<GraphLoader>
  /** Those that exist, in the order asked for. */
  getNodes(ids: Iterable<string>): AsyncIterable<NodeRecord>
  /** As `getNodes`, without attributes: for long lists. */
  getLabels(ids: Iterable<string>): AsyncIterable<NodeLabel>
  /** In the order of loading, which is by id. */
  findNodes(filter: NodeFilter, page?: Page): AsyncIterable<NodeLabel>
  /** Relations out of the node first, then those into it, each by the other end's id, then by type. */
  neighbours(id: string, options: NeighbourOptions): Promise<readonly Neighbour[]>
  /** Most first, then by name. */
  countByKind(): Promise<readonly KindCount[]>
  countByType(): Promise<readonly TypeCount[]>
  topology(): Promise<Topology>
  close(): Promise<void>
}
