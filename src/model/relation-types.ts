import {z} from 'zod'

/** Which way harm travels along a relation when one of its ends fails. */
type Harm = 'to-from' | 'from-to' | 'both' | 'none'

interface RelationTypeFacts {
  /** What the relation says, read from `from` to `to`. */
  readonly meaning: string
  /** `to-from`: the failure of `to` harms `from`, and so on. */
  readonly harm: Harm
}

/** Every type of relation: `from` is the one that needs, holds or belongs. Declared once, for both stores, docs and tests. */
export const relationTypes = {
  PART_OF: {meaning: 'a component or system is part of a system', harm: 'from-to'},
  SUPPORTS: {meaning: 'a system supports a service that citizens or staff use', harm: 'from-to'},
  OWNED_BY: {meaning: 'anything is owned by an organisation', harm: 'none'},
  RUNS_ON: {meaning: 'a component or system runs on a host or cloud resource', harm: 'to-from'},
  DEPENDS_ON: {meaning: 'a system, or a component, needs another', harm: 'to-from'},
  CALLS: {meaning: 'a component calls an interface or a host', harm: 'to-from'},
  READS: {meaning: 'a component or system reads a datastore, a queue or a file', harm: 'to-from'},
  WRITES: {meaning: 'a component or system writes a datastore, a queue or a file', harm: 'to-from'},
  EXCHANGES_WITH: {meaning: 'two systems send each other data', harm: 'both'},
  USES: {meaning: 'a component, system or datastore uses a technology or a package', harm: 'to-from'},
  COVERED_BY: {meaning: 'a system is covered by a contract', harm: 'none'},
  CONTAINED_IN: {meaning: 'a resource is in an account, a host at a site', harm: 'to-from'},
  IMPORTS: {meaning: 'a module imports a module', harm: 'to-from'},
  NAMES: {meaning: 'a component has the address of a host in it, and no call of it is seen', harm: 'none'},
} as const satisfies Record<string, RelationTypeFacts>

export type RelationType = keyof typeof relationTypes
export const relationTypeNames = Object.keys(relationTypes) as readonly RelationType[] // the keys are exactly the names
export const RelationType = z.enum(relationTypeNames as [RelationType, ...RelationType[]]) // z.enum wants a non-empty tuple

/** How a relation is known: said by a person; read from a manifest or configuration; seen at run time; concluded. */
export const Certainty = z.enum(['declared', 'structural', 'observed', 'inferred'])
export type Certainty = z.infer<typeof Certainty>
