import type {EntityKind} from './entity.ts'
import type {Certainty, RelationType} from './relation-types.ts'

/** A thing of the graph by what tables show of it. */
export interface NodeLabel {
  readonly id: string
  readonly kind: EntityKind
  readonly name: string
  readonly organisation: string
}

export interface KindCount {
  readonly kind: EntityKind
  readonly count: number
}

export interface TypeCount {
  readonly type: RelationType
  readonly count: number
}

/** A system on which others depend: how many directly, and how many directly or through others. */
export interface DependedOn {
  readonly system: NodeLabel
  readonly direct: number
  readonly all: number
}

export interface LayerCount {
  /** 0 depends on no other system; each layer above depends on the one below it. A cycle is in one layer. */
  readonly layer: number
  readonly systems: number
}

export interface GraphStats {
  readonly nodes: number
  readonly edges: number
  /** Most first, then by name; kinds and types of which there are none are left out. */
  readonly kinds: readonly KindCount[]
  readonly types: readonly TypeCount[]
  /** Systems that depend on each other in a circle, the largest circle first. */
  readonly cycles: readonly (readonly NodeLabel[])[]
  readonly layers: readonly LayerCount[]
  /** At most ten, by those that depend directly. */
  readonly mostDependedOn: readonly DependedOn[]
  /** Systems with no relation to another system. */
  readonly isolated: readonly NodeLabel[]
}

/** One thing that is affected, and the shortest way by which harm reaches it. */
export interface ImpactRow {
  readonly id: string
  readonly kind: EntityKind
  readonly name: string
  /** How many relations lie between the subject and it; 1 is directly. */
  readonly depth: number
  /** The relation by which harm reaches it. */
  readonly via: RelationType
  /**
   * The things between the subject and it, nearest to the subject first, both ends left out. Of a longer way only the
   * last 20: the row of the first of them goes on with the rest.
   */
  readonly through: readonly string[]
}

/** All that is affected, directly or through others, if the subject fails or goes; the subject is not counted. */
export interface Impact {
  readonly subject: NodeLabel
  readonly depth?: number
  readonly types?: readonly RelationType[]
  /** By depth, then by id. */
  readonly rows: readonly ImpactRow[]
}

/** A thing on the way, and the relation by which it is reached from the one before. */
export interface PathStep extends NodeLabel {
  readonly via: RelationType
  /** Whether the relation reads from the thing before to this one, or the other way. */
  readonly reads: 'from-before' | 'to-before'
  readonly certainty: Certainty
  readonly places: readonly string[]
}

/** The shortest way from one thing to another; without steps there is none. */
export interface GraphPath {
  readonly from: NodeLabel
  readonly to: NodeLabel
  readonly undirected: boolean
  /** The things after the first. */
  readonly steps?: readonly PathStep[]
}

/** What a query of the user's own gave. */
export interface QueryRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  /** There are more rows than the limit let through. */
  readonly more: boolean
}

/** How a load changes what a store holds. */
export interface LoadChanges {
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** What the estate has no more and which stays, because a scope that saw it is not complete. */
  readonly kept: number
}

/** What a load would change, found out without doing it. */
export interface LoadPreview {
  readonly nodes: LoadChanges
  readonly edges: LoadChanges
  /** Ids of things, in order. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly kept: readonly string[]
}
