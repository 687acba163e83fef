import type {EntityKind} from '../../model/entity.ts'
import type {Certainty, RelationType} from '../../model/relation-types.ts'
import type {Json} from '../../model/values.ts'

/** A thing that an item of a listing tells of. */
export interface ThingSeen {
  readonly kind: EntityKind
  /** The ARN verbatim, or an id as the model makes it. */
  readonly id: string
  readonly name: string
  readonly attributes?: Readonly<Record<string, Json | undefined>>
  readonly tags?: readonly Tag[] | undefined
}

export interface Tag {
  readonly key: string
  readonly value: string
}

/** A relation whose other end may not have been seen: it is then left out, and the attribute that names it stays. */
export interface LinkSeen {
  readonly from: string
  readonly type: RelationType
  readonly to: string
  readonly certainty?: Certainty
  readonly attributes?: Readonly<Record<string, Json>>
}

/** What runs in it, as the lifecycle catalogue names it. */
export interface TechnologySeen {
  readonly of: string
  readonly product: string
  readonly version?: string | undefined
  /** That extended support is bought for it, where its service says so. */
  readonly extendedSupport?: boolean | undefined
  /** How sure that is, where nobody looked inside: the name of an image tells it. */
  readonly confidence?: number
}

export interface VulnerabilitySeen {
  readonly subject: string
  /** When the provider last saw it so. */
  readonly at: Date
  /** Left out for a scan as a whole. */
  readonly identifier?: string
  /** How many are known: none, by a scan that found none. */
  readonly known: 0 | 1
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | 'none' | undefined
}

/** All that one item of a listing says. */
export interface Sighting {
  readonly things?: readonly ThingSeen[]
  readonly links?: readonly LinkSeen[]
  readonly technologies?: readonly TechnologySeen[]
  readonly vulnerabilities?: readonly VulnerabilitySeen[]
}
