import type {Certainty, RelationType} from '../../../model/relation-types.ts'
import type {Json} from '../../../model/values.ts'
import type {FileSeen} from '../walk-tree.ts'

/** What a file of infrastructure names, so that several files can speak of one thing. */
export type Ref =
  /** The application, or the tree, that the file belongs to. */
  | {readonly ref: 'owner'}
  /** What runs: a service of Compose, a Deployment, a function; by a key of its own in the tree. */
  | {readonly ref: 'workload'; readonly key: string}
  /** A place where data are kept; in a cloud resource, by the id and name that its provider lists. */
  | {readonly ref: 'store'; readonly key: string; readonly resource?: string}
  /** A cloud resource by its full id. */
  | {readonly ref: 'resource'; readonly id: string}
  | {readonly ref: 'queue'; readonly product: string; readonly queue: string}
  /** A file on a server, that others may read. */
  | {readonly ref: 'file'; readonly protocol: string; readonly server: string; readonly path: string}
  | {readonly ref: 'endpoint'; readonly method: string; readonly path: string}
  | {readonly ref: 'host'; readonly host: string}
  /** A package of another kind than those that applications are built from. */
  | {
      readonly ref: 'package'
      readonly type: 'helm' | 'terraform'
      readonly namespace?: string
      readonly name: string
      readonly version?: string
    }

export const owner: Ref = {ref: 'owner'}

/** A product that something runs. */
export interface TechnologyTold {
  readonly product: string
  readonly version?: string
  readonly how: string
  readonly confidence: number
  /** Where it is used, when that is not production: what only builds does not run. */
  readonly environment?: string
  /** Where it is said, when that is not where the thing stands that runs it. */
  readonly at?: At
}

interface At {
  readonly file: FileSeen
  readonly line: number
}

export interface ThingDeclared extends At {
  readonly is: Exclude<Ref, {readonly ref: 'owner' | 'package' | 'file'}>
  readonly name: string
  readonly attributes?: Readonly<Record<string, Json | undefined>>
  readonly technologies?: readonly TechnologyTold[]
  /** Where the file says so; left out, production. */
  readonly environment?: string | undefined
  /** A path of the application that it belongs to, where that is not the file's. */
  readonly belongsTo?: string | undefined
}

export interface LinkDeclared extends At {
  readonly from: Ref
  readonly type: RelationType
  readonly to: Ref
  readonly certainty?: Certainty
  readonly attributes?: Readonly<Record<string, Json>>
  readonly belongsTo?: string | undefined
}

/** A table that the migrations or the schema of an application make, and do not drop again. */
export interface TableDeclared extends At {
  /** `schema.table` as written, without quotes. */
  readonly table: string
  /** The one in which a script of SQL Server makes it, by the `USE` before it. */
  readonly database?: string
  /** What is no table. */
  readonly what?: 'view' | 'procedure'
  readonly how: string
}

/** What is decided where the tree cannot show it: listed with counts, never guessed. */
export interface Unresolved extends At {
  /** What it would have told: an image, a version, a name. */
  readonly what: string
}
