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

/** What a load did not find, and kept because no scope could say that it is gone. */
export interface KeptUnseen {
  readonly nodes: number
  readonly edges: number
  /** By source; what several saw is counted with each. */
  readonly sources: readonly KeptOfSource[]
}

/** A thing that is in the graph though no scope sees it now. */
export interface KeptThing {
  readonly id: string
  readonly lastSeen: string
}

/** What is kept because scopes of a source saw it. */
export interface KeptOfSource {
  /** `organisation/source`. */
  readonly source: string
  /** Whether the estate has these scopes still, and they are not complete; else nobody asks for them any more. */
  readonly isAskedFor: boolean
  /** The day on which the first that is missed was last seen. */
  readonly since: string
  /** What the graph knows them by, in order. */
  readonly scopes: readonly string[]
  readonly nodes: number
  readonly edges: number
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
  /** How much of all this no scope sees now, if anything. */
  readonly kept?: KeptUnseen
}

/** A thing without which others are linked to the rest no longer, by whatever way (an articulation point). */
export interface SinglePoint {
  readonly thing: NodeLabel
  /** How many are then linked to the largest group that is left no longer. */
  readonly cutsOff: number
  /** Into how many groups its surroundings fall. */
  readonly groups: number
}

/** The one relation that links some to the rest (a bridge). */
export interface OnlyLink {
  readonly between: readonly [NodeLabel, NodeLabel]
  /** How many are on the smaller side of it. */
  readonly cutsOff: number
}

export interface RankedDependency {
  readonly thing: NodeLabel
  /** How many need it directly, and how many directly or through others. */
  readonly direct: number
  readonly all: number
  /** PageRank along what is needed: those that much depends on which itself is depended on. All add up to 1. */
  readonly share: number
}

export interface GoBetween {
  readonly thing: NodeLabel
  /** The share of all shortest chains of dependencies between two others that lead through it (betweenness), 0 to 1. */
  readonly share: number
}

/** Things that are linked more closely with each other than with the rest. */
export interface Community {
  /** Most linked first. */
  readonly things: readonly NodeLabel[]
}

/** How things of some kinds hang together. */
export interface GraphStructure {
  readonly kinds: readonly EntityKind[]
  readonly things: number
  /** How many pairs of them are linked. */
  readonly links: number
  /** Things that need each other in a circle, the largest circle first; exchanges of data are no circle. */
  readonly cycles: readonly (readonly NodeLabel[])[]
  /** All, by how many they cut off, then by id. */
  readonly singlePoints: readonly SinglePoint[]
  readonly onlyLinks: readonly OnlyLink[]
  /** The first of the ranking; those that nothing needs are left out. */
  readonly mostDependedOn: readonly RankedDependency[]
  /** The first of the ranking; those through which nothing leads are left out. */
  readonly goBetweens: readonly GoBetween[]
  /** From how many things the chains were counted; where that is all, the shares are exact. */
  readonly sampled: {readonly from: number; readonly exact: boolean}
  /** Of two things and more, the largest first. */
  readonly communities: readonly Community[]
  /** How much more is linked within communities than chance would have it, up to 1; 0 says nothing. */
  readonly modularity: number
  /** The largest number of links that each thing of some set has to others of the set, and the largest such set. */
  readonly core: {readonly links: number; readonly things: readonly NodeLabel[]}
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
  /** Where several fail together: the id of the one from which harm reaches it by the shortest way. */
  readonly from?: string
}

/** What was linked, and is no longer, when several things go together. */
export interface FallenApart {
  /** How many things are left in the largest group. */
  readonly rest: number
  /** The other groups, the largest first. */
  readonly cutOff: readonly (readonly NodeLabel[])[]
}

/** All that is affected, directly or through others, if the subject fails or goes; the subject is not counted. */
export interface Impact {
  readonly subject: NodeLabel
  /** What fails or goes together with it, if anything; not counted either. */
  readonly others?: readonly NodeLabel[]
  readonly depth?: number
  readonly types?: readonly RelationType[]
  /** How many things; the rows may be only the nearest of them. */
  readonly affected: number
  /** By depth, then by id. */
  readonly rows: readonly ImpactRow[]
  /** Where several go together: which systems and what they run on are then cut off from each other. */
  readonly fallenApart?: readonly FallenApart[]
  /** Those of the subject, the others and the rows that no scope sees now, if any. */
  readonly kept?: readonly KeptThing[]
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
  /** Where several ways were asked for: those after the first, none through one thing twice, the shortest first. */
  readonly others?: readonly (readonly PathStep[])[]
}

/** What a query of the user's own gave. */
export interface QueryRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  /** There are more rows than the limit let through. */
  readonly more: boolean
  /** Of a named query: the things in its rows that no scope sees now, if any. */
  readonly kept?: readonly KeptThing[]
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
