import type {Entity} from '../model/entity.ts'
import type {KeptUnseen, KindCount, LoadChanges, NodeLabel, TypeCount} from '../model/graph-answers.ts'
import type {Coverage, Problem, Relation} from '../model/inventory.ts'
import type {Certainty, RelationType} from '../model/relation-types.ts'
import type {Topology} from './topology.ts'

export type NodeRecord = Omit<Entity, 'record'> & Kept

/** The mark of what stays in the graph though the estate has it no more: a scope that saw it is not complete. */
export interface Kept {
  /** The newest day on which one of the scopes that saw it was looked at before it was missed. */
  readonly lastSeen?: string
}

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

export interface Neighbour extends Kept {
  readonly direction: 'in' | 'out'
  readonly type: RelationType
  readonly certainty: Certainty
  readonly attributes: Relation['attributes']
  readonly evidence: readonly string[]
  readonly scopes?: readonly string[] | undefined
  readonly node: NodeLabel
}

/** A relation with all that is known of it. */
export interface StoredRelation extends Omit<Neighbour, 'direction' | 'node'> {
  readonly from: string
  readonly to: string
}

/** What a load needs to know beside the things themselves. */
export interface LoadRun {
  /** How completely each scope was looked at; what only complete scopes saw, and no longer see, leaves the graph. */
  readonly coverage: readonly Pick<Coverage, 'id' | 'status' | 'scope' | 'observedAt'>[]
  /** Sources, or scopes by what the graph knows them by, that are no longer asked for: what only they saw goes. */
  readonly forget?: readonly string[] | undefined
  /** The newest observation of the estate. */
  readonly observedAt?: string | undefined
  /** The hash of the estate's file. */
  readonly estateSha256?: string | undefined
  readonly move?: ((done: number, total: number, what: string) => void) | undefined
  readonly note?: ((message: string) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface LoadResult {
  readonly nodes: number
  readonly edges: number
  /** Where the store compares with what it held. */
  readonly changes?: {readonly nodes: LoadChanges; readonly edges: LoadChanges}
  /** Where the store does not, and something is. */
  readonly kept?: KeptUnseen
  /** What was left out, and why: a relation whose end is missing, a second record of one id. */
  readonly problems: readonly Problem[]
}

/** A load under way. Nothing of it can be seen until `finish`; `abandon` before it leaves the graph as it was. */
export interface GraphLoader {
  addEntities(entities: readonly Entity[]): Promise<void>
  /** All entities come before the first relation. */
  addRelations(relations: readonly Relation[]): Promise<void>
  finish(): Promise<LoadResult>
  abandon(): Promise<void>
}

/** What a graph store can do, in terms of intent: no query language passes through it. */
export interface GraphStore {
  readonly kind: 'embedded' | 'neo4j'
  /** A load that makes the graph what the estate is, at `finish`. */
  beginLoad(run: LoadRun): Promise<GraphLoader>
  /** Those that exist, in the order asked for. */
  getNodes(ids: Iterable<string>): AsyncIterable<NodeRecord>
  /** As `getNodes`, without attributes: for long lists. */
  getLabels(ids: Iterable<string>): AsyncIterable<NodeLabel>
  /** In the order of loading, which is by id. */
  findNodes(filter: NodeFilter, page?: Page): AsyncIterable<NodeLabel>
  /** Relations out of the node first, then those into it, each by the other end's id, then by type. */
  neighbours(id: string, options: NeighbourOptions): Promise<readonly Neighbour[]>
  /** The relations out of things, in the order asked for, each thing's by the other end's id, then by type. */
  relationsFrom(ids: Iterable<string>): AsyncIterable<StoredRelation>
  /** Most first, then by name. */
  countByKind(): Promise<readonly KindCount[]>
  countByType(): Promise<readonly TypeCount[]>
  /** What the last load kept though no scope sees it now. */
  kept(): Promise<KeptUnseen | undefined>
  topology(): Promise<Topology>
  close(): Promise<void>
}
