import type {Entity} from './entity.ts'
import type {NodeLabel} from './graph-answers.ts'
import type {Relation} from './inventory.ts'

export interface SubgraphThing extends NodeLabel, Pick<Entity, 'attributes' | 'scopes'> {
  readonly lastSeen?: string
}

export interface SubgraphRelation extends Pick<
  Relation,
  'from' | 'to' | 'type' | 'certainty' | 'attributes' | 'evidence' | 'scopes'
> {
  readonly lastSeen?: string
}

/** A part of the graph, or all of it: it may be larger than the memory, so it is read as it is written. */
export interface Subgraph {
  readonly things: number
  readonly relations: number
  /** The id of the thing that it is the neighbourhood of. */
  readonly around?: string
  /** By id. May be read again. */
  readThings(): AsyncIterable<SubgraphThing>
  /** Relations between those things, by the ids of their ends. */
  readRelations(): AsyncIterable<SubgraphRelation>
}
